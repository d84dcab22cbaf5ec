// A new booking: on which project, who or what kind of somebody, when, how much; what follows is shown, and exactly that is
// committed.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { PersonSchedule } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { usePeople, useProjectsById } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { mayOn } from '../project/use-project.ts'
import { BookingPreview } from './booking-preview.tsx'
import { ConflictOffers } from './conflict-offers.tsx'
import { beginBooking, creationOf, type Begun, type NewBooking } from './new-booking.ts'
import { NewBookingFields } from './new-booking-fields.tsx'
import { useScheduleChange } from './use-schedule-change.ts'

interface DialogProps {
  begun: Begun
  onClose: () => void
}

/** It opens once it is known how much is free on the days that were drawn. */
export function NewBookingDialog({ begun, onClose }: DialogProps) {
  const { personId, startOn: from, endOn: to } = begun
  const days = useDoor(
    'GET /v1/admin/schedule',
    { query: { personIds: personId ?? '', from, to, only: 'load' } },
    { enabled: useMay('schedule.people') && Boolean(personId && from && to) },
  )
  if (days.isLoading) return null
  return <Dialog begun={begun} days={days.data?.people[0]?.days ?? []} onClose={onClose} />
}

function Dialog({ begun, days, onClose }: DialogProps & { days: PersonSchedule['days'] }) {
  const [booking, setBooking] = useState(() => beginBooking(begun, days))
  const [reason, setReason] = useState('')
  const me = useMe()
  const { projectId, startOn, endOn } = booking
  const project = useProjectsById(projectId ? [projectId] : []).find(projectId)
  const mayBook = project === undefined || mayOn(me, 'schedule.update', project)
  const change = mayBook ? creationOf(booking, reason) : undefined
  const outcome = useScheduleChange({ projectId: projectId ?? '', startOn, endOn }, change, onClose)
  const names = new Map(usePeople().list.map(({ id, name }) => [id, name]))
  const alter = (part: Partial<NewBooking>) => setBooking({ ...booking, ...part })
  return (
    <Modal
      opened
      centered
      size="lg"
      onClose={onClose}
      title={t('New booking')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        <NewBookingFields
          booking={booking}
          fixed={begun.projectId ? { project: project?.name ?? '…' } : undefined}
          isDrawn={begun.startOn !== undefined}
          error={mayBook ? undefined : t('You see this project, but do not book on it.')}
          onChange={alter}
        />
        {outcome.problems.map((error) => (
          <ProblemAlert key={error.message} error={error} />
        ))}
        {outcome.conflict && (
          <ConflictOffers problem={outcome.conflict} reason={reason} onReason={setReason} onTake={alter} />
        )}
        {outcome.planned && (
          <BookingPreview projectName={project?.name ?? null} planned={outcome.planned} names={names} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button disabled={!outcome.planned} loading={outcome.isBusy} onClick={outcome.commit}>
            {t('Book')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
