// Of what kind of thing, by whom and when: which part of what happened one looks at. It stands in the address.
import { Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { addDays, instantOf } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import styles from './activity.module.css'

const KINDS = (): Record<string, string> => ({
  project: t('Project'),
  task: t('Tasks'),
  request: t('Requests'),
  communication: t('Messages'),
  attachment: t('Files'),
  allocation: t('Bookings'),
  time_entry: t('Time'),
  signal: t('Signals'),
  pulse_metric: t('Health'),
  baseline: t('Baselines'),
  billing_entry: t('Billing'),
  client_link: t('Client links'),
  channel: t('Chat channel'),
})
/** What happens outside of projects, for who sees the whole log. */
const MORE_KINDS = (): Record<string, string> => ({
  account: t('Clients'),
  subscription: t('Subscriptions'),
  person: t('People'),
  team: t('Teams'),
  template: t('Templates'),
  holiday: t('Holidays'),
  time_off: t('Time off'),
  organization: t('Organisation'),
  rule: t('Rules'),
  alert: t('Alerts'),
  job: t('Background work'),
  token: t('API tokens'),
  feed: t('Calendar feeds'),
  notification: t('Notifications'),
})

interface Bounds {
  entityType?: string
  actorId?: string
  'at[gte]'?: string
  'at[lte]'?: string
}

/** What the address asks for, as the server takes it. Days are whole ones on the organisation's clock. */
export function activityQuery({ kind, actor, from, to }: Record<string, string>): Bounds {
  return {
    ...(kind && { entityType: kind }),
    ...(actor && { actorId: actor }),
    ...(from && { 'at[gte]': instantOf(from) }),
    ...(to && { 'at[lte]': new Date(Date.parse(instantOf(addDays(to, 1))) - 1).toISOString() }),
  }
}

interface FiltersProps {
  whole?: boolean
  /** More filters of the page that they stand on. */
  children?: ReactNode
}
export function ActivityFilters({ whole = false, children }: FiltersProps) {
  const [search, change] = useSearchState()
  const people = usePeople()
  const kinds = Object.entries({ ...KINDS(), ...(whole && MORE_KINDS()) })
  const day = (name: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      size="xs"
      w={150}
      label={label}
      value={search[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <div className={styles.filters} role="search">
      <Select
        size="xs"
        w={170}
        label={t('What it is about')}
        placeholder={t('Everything')}
        clearable
        clearButtonProps={{ 'aria-label': t('Everything') }}
        data={kinds.map(([value, label]) => ({ value, label }))}
        value={search.kind ?? null}
        onChange={(value) => change({ kind: value ?? undefined })}
      />
      <Select
        size="xs"
        w={190}
        label={t('Who did it')}
        placeholder={t('Anybody')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('Anybody') }}
        data={people.choices}
        value={search.actor ?? null}
        onChange={(value) => change({ actor: value ?? undefined })}
      />
      {day('from', t('From'))}
      {day('to', t('To'))}
      {children}
    </div>
  )
}
