// A write that moves more than was asked for: what follows is shown first, and exactly that is then done.
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Change, ScheduleConflict } from '../api-types.ts'
import { ApiProblem } from '../api.ts'
import { showDay, showMinutes } from '../formats.ts'
import { useNamesOf } from '../names-of.ts'
import { t, tn } from '../words.ts'
import { Left } from './form-dialog.tsx'
import { PlannedChanges } from './preview.tsx'

export interface Plan {
  changes: Change[]
  hiddenChanges: number
  planHash: string
  overloads?: ScheduleConflict[]
}
export type PlanQuery = { dryRun: 'true' } | { planHash: string }

interface Shown {
  plan: Plan
  /** The plan is another than the one that was looked at. */
  anew: boolean
  commit: (planHash: string) => Promise<unknown>
  done: () => void
  failed: (error: unknown) => void
}

/**
 * `save(send)` asks what would follow; where nothing does it saves at once, else it shows it and saves what was shown.
 * Fails with what was refused, or `Left`. `dialog` is to be shown beside the form.
 */
export function usePreview(title: string, submit: string) {
  const [shown, setShown] = useState<Shown>()
  const save = async (send: (query: PlanQuery) => Promise<Plan>): Promise<void> => {
    const plan = await send({ dryRun: 'true' })
    const commit = (planHash: string) => send({ planHash })
    if (isQuiet(plan)) {
      await commit(plan.planHash)
      return
    }
    await new Promise<void>((done, failed) => setShown({ plan, anew: false, commit, done, failed }))
  }
  const close = (end: () => void) => {
    setShown(undefined)
    end()
  }
  const go = async ({ plan, commit, done, failed }: Shown) => {
    try {
      await commit(plan.planHash)
      close(done)
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'plan_changed')
        setShown({ plan: error.problem as unknown as Plan, anew: true, commit, done, failed })
      else close(() => failed(error))
    }
  }
  const dialog: ReactNode = shown && (
    <PreviewDialog
      title={title}
      submit={submit}
      plan={shown.plan}
      anew={shown.anew}
      onCommit={() => go(shown)}
      onClose={() => close(() => shown.failed(new Left()))}
    />
  )
  return { save, dialog }
}

const followedIn = ({ changes }: Plan) => changes.filter(({ causedBy }) => causedBy !== null)
const isQuiet = (plan: Plan): boolean =>
  followedIn(plan).length === 0 && plan.hiddenChanges === 0 && (plan.overloads ?? []).length === 0

interface PreviewDialogProps {
  title: string
  submit: string
  plan: Plan
  anew: boolean
  onCommit: () => Promise<void>
  onClose: () => void
}

function PreviewDialog({ title, submit, plan, anew, onCommit, onClose }: PreviewDialogProps) {
  const [busy, setBusy] = useState(false)
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="md">
        {anew && (
          <Alert color="orange" variant="light" role="alert">
            {t('Something changed since you looked. This is what it leads to now.')}
          </Alert>
        )}
        <WhatFollows plan={plan} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button loading={busy} onClick={() => void [setBusy(true), onCommit().finally(() => setBusy(false))]}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** So many are listed; the rest is counted. */
const LISTED = 40

/** What follows from a write: how much moves, who would be over, and each thing. */
export function WhatFollows({ plan }: { plan: Plan }) {
  const followed = followedIn(plan)
  const asked = new Set(plan.changes.filter(({ causedBy }) => causedBy === null).map(({ entity }) => entity.id))
  // What was asked for is the cause of most: only where another thing led to it is that worth a word.
  const listed = followed
    .slice(0, LISTED)
    .map((change) => (asked.has(change.causedBy?.id ?? '') ? { ...change, causedBy: null } : change))
  const nameOf = useNamesOf(listed)
  const things = new Set(followed.map(({ entity }) => entity.id)).size
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {followed.length === 0
          ? plan.hiddenChanges > 0
            ? t('Nothing that you see moves.')
            : t('No date moves.')
          : tn(things, '{count} thing changes with it:', '{count} things change with it:')}
      </Text>
      <Overloads overloads={plan.overloads ?? []} />
      {(followed.length > 0 || plan.hiddenChanges > 0) && (
        <PlannedChanges changes={listed} hiddenChanges={plan.hiddenChanges} nameOf={nameOf} maxHeight={360} />
      )}
      {followed.length > LISTED && (
        <Text size="sm" c="dimmed">
          {t('and {count} more', { count: followed.length - LISTED })}
        </Text>
      )}
    </Stack>
  )
}

function Overloads({ overloads }: { overloads: ScheduleConflict[] }) {
  if (overloads.length === 0) return null
  return (
    <Alert color="orange" variant="light" title={t('More booked than fits')}>
      {overloads.slice(0, 8).map(({ personId, name, date, minutesOver }) => (
        <Text size="sm" key={`${personId} ${date}`}>
          {t('{name} on {day}: {over} over', { name, day: showDay(date), over: showMinutes(minutesOver) })}
        </Text>
      ))}
      {overloads.length > 8 && <Text size="sm">{t('and {count} more', { count: overloads.length - 8 })}</Text>}
    </Alert>
  )
}
