// Changing a booking: whoever dragged it, chose it or came by keys sees here what it would be and what follows, and commits
// exactly that. Where it does not fit, the server's offers are a press away.
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePeople } from '../../lookups.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { BookingFields } from './booking-fields.tsx'
import { changeFor, releaseOf, wishOf, type ChangeableBooking, type Proposal, type Wish } from './booking-proposal.ts'
import { BookingPreview } from './booking-preview.tsx'
import { ConflictOffers } from './conflict-offers.tsx'
import { nameOfPlaceholder } from './schedule-rows.ts'
import { useScheduleChange } from './use-schedule-change.ts'

interface DialogProps {
  proposal: Proposal
  onClose: () => void
}

export function BookingDialog({ proposal: { booking, wish: begun }, onClose }: DialogProps) {
  const [wish, setWish] = useState<Wish>({ ...wishOf(booking), ...begun })
  const [reason, setReason] = useState('')
  const [releasing, setReleasing] = useState(false)
  const change = releasing ? releaseOf(booking) : changeFor(booking, wish, reason)
  const outcome = useScheduleChange(booking, change, onClose)
  const names = new Map(usePeople().list.map(({ id, name }) => [id, name]))
  const alter = (part: Partial<Wish>) => setWish({ ...wish, ...part })
  return (
    <Modal
      opened
      centered
      size="lg"
      onClose={onClose}
      title={titleOf(booking)}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        <About booking={booking} />
        {releasing ? (
          <Text size="sm">{t('Its days are free again, and no list shows it any more.')}</Text>
        ) : (
          <BookingFields booking={booking} wish={wish} onChange={alter} />
        )}
        {outcome.problems.map((error) => (
          <ProblemAlert key={error.message} error={error} />
        ))}
        {outcome.conflict && (
          <ConflictOffers problem={outcome.conflict} reason={reason} onReason={setReason} onTake={alter} />
        )}
        {outcome.planned && (
          <BookingPreview projectName={booking.projectName} planned={outcome.planned} names={names} />
        )}
        <Group justify="space-between">
          <Button variant="subtle" color="red" onClick={() => setReleasing(!releasing)}>
            {releasing ? t('Keep it after all') : t('Release…')}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button
              disabled={!outcome.planned}
              loading={outcome.isBusy}
              {...(releasing && { color: 'red' })}
              onClick={outcome.commit}
            >
              {releasing ? t('Release') : t('Save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

function About({
  booking: { projectId, projectName, taskId, overrideReason = null },
}: {
  booking: ChangeableBooking & { overrideReason?: string | null }
}) {
  return (
    <Text size="sm" c="dimmed" component="div">
      <Anchor component={Link} to="/projects/$projectId" params={{ projectId } as never}>
        {projectName}
      </Anchor>
      {taskId && (
        <>
          {' · '}
          <Anchor component={Link} to="." search={((before: object) => ({ ...before, task: taskId })) as never}>
            {t('its task')}
          </Anchor>
          {' · '}
          {t('moves with its task')}
        </>
      )}
      {overrideReason && <div>{t('Over capacity because: {reason}', { reason: overrideReason })}</div>}
    </Text>
  )
}

const titleOf = (booking: ChangeableBooking): string =>
  'placeholder' in booking ? t('Assign: {work}', { work: nameOfPlaceholder(booking) }) : t('Change a booking')
