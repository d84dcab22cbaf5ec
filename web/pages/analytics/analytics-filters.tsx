// What analytics is narrowed to: the days, and whose work or time; all of it stands in the address.
import { Select, TextInput } from '@mantine/core'
import { addDays, today } from '../../formats.ts'
import { useTeams } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { AccountFilter, ChoiceFilter, PersonFilter, ProjectFilter } from '../../queue/queue-filters.tsx'
import { t } from '../../words.ts'
import { useProjectTypes } from '../project/project-words.ts'
import styles from './analytics.module.css'
import { nameOfPeriod, periodsOf, type AnalyticsState } from './analytics-state.ts'

const OWN = 'own'
const MOST_DAYS = 366

export function AnalyticsFilters({ state }: { state: AnalyticsState }) {
  const [mayAccounts, mayTeams, mayPeople] = [useMay('account.read'), useMay('team.read'), useMay('person.read')]
  const teams = useTeams()
  const types = useProjectTypes(state.filters.type)
  const isOfPeople = state.area === 'utilisation'
  return (
    <div className={styles.filters} role="search" aria-label={t('Narrow the figures')}>
      <PeriodFilter state={state} />
      {!isOfPeople && mayAccounts && <AccountFilter name="accountId" label={t('Client')} />}
      {!isOfPeople && <ProjectFilter name="projectId" label={t('Project')} />}
      {!isOfPeople && <ChoiceFilter name="type" label={t('Type')} data={types} />}
      {mayTeams && <ChoiceFilter name="teamId" label={t('Team')} data={teams.choices} />}
      {isOfPeople && mayPeople && <PersonFilter name="personId" label={t('Person')} />}
    </div>
  )
}

function PeriodFilter({ state: { area, period, days, change } }: { state: AnalyticsState }) {
  const names = nameOfPeriod()
  const set = (wanted: Record<string, string | undefined>) => change({ page: undefined, ...wanted })
  const setDays = (wanted: Partial<typeof days>) => {
    const { from, to } = { ...days, ...wanted }
    if (!from || !to) return
    // The other end comes along, so that there always is a period, and none longer than is told.
    const last = to < from ? from : to
    const first = wanted.to === undefined || from >= addDays(last, 1 - MOST_DAYS) ? from : addDays(last, 1 - MOST_DAYS)
    set({
      period: undefined,
      from: first,
      to: last > addDays(first, MOST_DAYS - 1) ? addDays(first, MOST_DAYS - 1) : last,
    })
  }
  const day = (end: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      size="xs"
      w={132}
      aria-label={label}
      value={days[end]}
      max={addDays(today(), MOST_DAYS)}
      onChange={({ currentTarget: { value } }) => setDays({ [end]: value })}
    />
  )
  return (
    <>
      <Select
        size="xs"
        w={200}
        aria-label={t('Period')}
        allowDeselect={false}
        data={[
          ...periodsOf(area).map((value) => ({ value, label: names[value] })),
          ...(period === undefined ? [{ value: OWN, label: t('Own days') }] : []),
        ]}
        value={period ?? OWN}
        onChange={(value) => value !== OWN && set({ period: value ?? undefined, from: undefined, to: undefined })}
      />
      {day('from', t('From'))}
      {day('to', t('To'))}
    </>
  )
}
