// One person's days and bookings: the schedule of everybody, of them alone.
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { BookingDialog } from '../schedule/booking-dialog.tsx'
import type { Proposal } from '../schedule/booking-proposal.ts'
import type { Begun } from '../schedule/new-booking.ts'
import { NewBookingDialog } from '../schedule/new-booking-dialog.tsx'
import { ScheduleBoard } from '../schedule/schedule-board.tsx'
import type { Row } from '../schedule/schedule-rows.ts'
import { useScheduleState } from '../schedule/schedule-state.ts'
import { useLanes, usePeopleSchedule, type PeopleOnDays } from '../schedule/use-people-schedule.ts'

export function PersonSchedule({ personId }: { personId: string }) {
  const [state] = useScheduleState()
  const query = usePeopleSchedule(state.axis, personId)
  return (
    <Card
      title={t('Schedule')}
      flush
      actions={
        <Text size="sm">
          <Link to="/schedule" search={{ person: personId, open: personId }}>
            {t('Open in the schedule')}
          </Link>
        </Text>
      }
    >
      <Loaded query={query} rows={3}>
        {(data) => <OwnBoard data={data} personId={personId} />}
      </Loaded>
    </Card>
  )
}

function OwnBoard({ data, personId }: { data: PeopleOnDays; personId: string }) {
  const mayUpdate = useMay('schedule.update')
  const [proposal, setProposal] = useState<Proposal>()
  const [begun, setBegun] = useState<Begun>()
  const lanes = useLanes(
    data.axis,
    useMemo(() => new Set([personId]), [personId]),
  )
  const rows = useMemo((): Row[] => {
    const person = data.all.find(({ schedule }) => schedule.personId === personId)
    if (!person) return []
    return [
      { kind: 'person', key: personId, person, isOpen: true },
      { kind: 'bookings', key: `${personId}:bookings`, person, lanes: lanes.get(personId) },
    ]
  }, [data, personId, lanes])
  return (
    <>
      <ScheduleBoard
        data={data}
        rows={rows}
        onPropose={mayUpdate ? setProposal : undefined}
        onBook={mayUpdate ? setBegun : undefined}
        low
      />
      {proposal && <BookingDialog proposal={proposal} onClose={() => setProposal(undefined)} />}
      {begun && <NewBookingDialog begun={begun} onClose={() => setBegun(undefined)} />}
    </>
  )
}
