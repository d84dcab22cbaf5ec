// Who is booked when, over all projects: people by team and their days, what nobody does yet, and the way to change it.
import { Button } from '@mantine/core'
import { CalendarPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMay } from '../../me.ts'
import { showDay } from '../../formats.ts'
import { useTeams } from '../../lookups.ts'
import { Card } from '../../ui/card.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { BookingDialog } from './booking-dialog.tsx'
import type { Proposal } from './booking-proposal.ts'
import type { Begun } from './new-booking.ts'
import { NewBookingDialog } from './new-booking-dialog.tsx'
import { ScheduleBoard } from './schedule-board.tsx'
import { chosenPeople, groupByTeam, isPlaceholderFor, rowsOf } from './schedule-rows.ts'
import { useScheduleState } from './schedule-state.ts'
import { ScheduleToolbar } from './schedule-toolbar.tsx'
import { TeamUtilisation } from './team-utilisation.tsx'
import { useLanes, usePeopleSchedule, type PeopleOnDays } from './use-people-schedule.ts'

export function SchedulePage() {
  const [state] = useScheduleState()
  const { from, to } = state.axis
  const query = usePeopleSchedule(state.axis)
  const mayBook = useMay('schedule.update')
  const [begun, setBegun] = useState<Begun>()
  const people = useMemo(() => query.data?.all.flatMap(({ person }) => person ?? []) ?? [], [query.data])
  return (
    <>
      <PageHeader title={t('Schedule')} about={t('{from} – {to}', { from: showDay(from), to: showDay(to) })}>
        {mayBook && (
          <Button leftSection={<CalendarPlus size={16} />} onClick={() => setBegun({})}>
            {t('New booking')}
          </Button>
        )}
      </PageHeader>
      <ScheduleToolbar people={people} />
      <Loaded query={query} rows={12}>
        {(data) => (
          <div aria-busy={query.behind} className={query.behind ? 'stale' : undefined}>
            <Schedule data={data} onBook={mayBook ? setBegun : undefined} />
          </div>
        )}
      </Loaded>
      {begun && <NewBookingDialog begun={begun} onClose={() => setBegun(undefined)} />}
    </>
  )
}

interface ScheduleProps {
  data: PeopleOnDays
  /** Left out where one may only look. */
  onBook: ((begun: Begun) => void) | undefined
}

function Schedule({ data, onBook }: ScheduleProps) {
  const [state] = useScheduleState()
  const teams = useTeams().list
  const [proposal, setProposal] = useState<Proposal>()
  const chosen = useMemo(
    () => chosenPeople(data.all, state),
    [data, state.team, state.person, state.able, state.overOnly],
  )
  const groups = useMemo(() => groupByTeam(chosen, teams, t('In no team')), [chosen, teams])
  const placeholders = useMemo(
    () => (data.pages[0]?.placeholders ?? []).filter((booking) => isPlaceholderFor(booking, state)),
    [data, state.able],
  )
  const lanes = useLanes(data.axis, state.open)
  const rows = useMemo(
    () => rowsOf(groups, placeholders, state, lanes),
    [groups, placeholders, state.open, state.closed, lanes],
  )
  return (
    <>
      <TeamUtilisation groups={groups} />
      <Card
        title={t('People and days')}
        about={t('Hours booked of those there are; underlined where tentative bookings may come on top.')}
        flush
      >
        {rows.length === 0 ? (
          <EmptyState title={t('Nobody to show')}>{t('No one matches these filters on these days.')}</EmptyState>
        ) : (
          <ScheduleBoard data={data} rows={rows} onPropose={onBook && setProposal} onBook={onBook} />
        )}
      </Card>
      {proposal && <BookingDialog proposal={proposal} onClose={() => setProposal(undefined)} />}
    </>
  )
}
