// Changing a booking: whoever dragged it, chose it or came by keys sees here what it would be and what follows, and commits
// exactly that. Where it does not fit, the server's offers are a press away.
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ScheduleChange } from '../../api-types.ts'
import { ApiProblem, call, useAct } from '../../api.ts'
import { say } from '../../say.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { BookingFields } from './booking-fields.tsx'
import { changeFor, releaseOf, wishOf, type ChangeableBooking, type Proposal, type Wish } from './booking-proposal.ts'
import { BookingPreview } from './booking-preview.tsx'
import { ConflictOffers, type ConflictProblem } from './conflict-offers.tsx'
import { nameOfPlaceholder, type ScheduledPerson } from './schedule-rows.ts'

const DOOR = 'PUT /v1/admin/projects/:projectId/schedule'
/** Typing is not asked about letter by letter. */
const SETTLED_MS = 200

interface DialogProps {
  proposal: Proposal
  people: ScheduledPerson[]
  onClose: () => void
}

export function BookingDialog({ proposal: { booking, wish: begun }, people, onClose }: DialogProps) {
  const [wish, setWish] = useState<Wish>({ ...wishOf(booking), ...begun })
  const [reason, setReason] = useState('')
  const [releasing, setReleasing] = useState(false)
  const change = releasing ? releaseOf(booking) : changeFor(booking, wish, reason)
  const preview = usePreview(booking, change)
  const commit = useCommit(booking, onClose)
  const conflict = preview.error && isConflict(preview.error) ? preview.error.problem : undefined
  const planned = change && !preview.isChanging ? preview.data : undefined
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
          <BookingFields booking={booking} wish={wish} people={people} onChange={alter} />
        )}
        {commit.error && <ProblemAlert error={commit.error} />}
        {conflict && <ConflictOffers problem={conflict} reason={reason} onReason={setReason} onTake={alter} />}
        {preview.error && !conflict && <ProblemAlert error={preview.error} />}
        {change && planned && <BookingPreview booking={booking} planned={planned} people={people} />}
        <Group justify="space-between">
          <Button variant="subtle" color="red" onClick={() => setReleasing(!releasing)}>
            {releasing ? t('Keep it after all') : t('Release…')}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button
              disabled={!planned}
              loading={commit.isPending || (change !== undefined && preview.isFetching)}
              {...(releasing && { color: 'red' })}
              onClick={() => change && planned && void commit.send(change, planned.planHash)}
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

const isConflict = (error: Error): error is ApiProblem & { problem: ConflictProblem } =>
  error instanceof ApiProblem && error.code === 'schedule_conflict'

/** What the change would do, asked again when somebody else's change comes in. */
function usePreview(booking: ChangeableBooking, change: ScheduleChange | undefined) {
  const { projectId, startOn, endOn } = booking
  const [asked] = useDebouncedValue(change, SETTLED_MS, { leading: true })
  const params = { projectId }
  const result = useQuery({
    queryKey: [DOOR, params, asked],
    queryFn: ({ signal }) =>
      call(DOOR, { params, query: { dryRun: 'true', from: startOn, to: endOn }, body: asked ?? {}, signal }),
    enabled: asked !== undefined,
    staleTime: 0,
  })
  const isChanging = JSON.stringify(asked) !== JSON.stringify(change)
  return { ...result, error: change && !isChanging ? result.error : null, isChanging }
}

function useCommit({ projectId, startOn, endOn }: ChangeableBooking, onDone: () => void) {
  const act = useAct(DOOR)
  const send = (body: ScheduleChange, planHash: string) =>
    act
      .mutateAsync({ params: { projectId }, query: { planHash, from: startOn, to: endOn }, body })
      .then(() => {
        void say({ message: t('The schedule is changed.') })
        onDone()
      })
      // What was refused stands in the dialog.
      .catch(() => undefined)
  return { send, error: act.error, isPending: act.isPending }
}
