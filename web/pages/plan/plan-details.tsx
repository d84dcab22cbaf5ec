// A bar's details: its dates and why, its links, and buttons for what a drag does; the way without a mouse and on a phone.
import { Button, Drawer, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { ComparedTask, Task } from '../../api-types.ts'
import { showPercent } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { WhyThen } from './bar-card.tsx'
import { sayDates, sayFloat, saySlip } from './bar-words.ts'
import { LinkEditor } from './link-editor.tsx'
import { gripsOf, type Grip, type TaskMove } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'

export interface PlanDetailsProps {
  row: PlanRow
  tasks: readonly Task[]
  trouble: string | undefined
  baseline: ComparedTask | undefined
  mayChange: boolean
  nameOf: (personId: string) => string
  onStep: (row: PlanRow, grip: Grip, by: number) => void
  onMove: (label: string, move: TaskMove) => void
  onTask: (taskId: string) => void
  onClose: () => void
}

export function PlanDetails(props: PlanDetailsProps) {
  const { row, trouble, baseline, mayChange, nameOf, onTask, onClose } = props
  const { task } = row
  if (!task) return null
  const status = TASK_STATUS()[task.status]
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={row.title}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        <Group gap="xs">
          <ToneBadge tone={status.tone}>{status.text}</ToneBadge>
          <Text size="sm" className="numbers">
            {t('{percent} done', { percent: showPercent(row.progress) })}
          </Text>
          <Button size="compact-sm" variant="subtle" ml="auto" onClick={() => onTask(task.id)}>
            {t('Open task')}
          </Button>
        </Group>
        <div>
          <Text fw={650} className="numbers">
            {sayDates(task.startOn, task.dueOn)}
          </Text>
          {!row.undated && (
            <Text size="sm" c={row.critical ? 'var(--critical)' : 'dimmed'}>
              {sayFloat(task)}
            </Text>
          )}
          {baseline && <Text size="sm">{saySlip(baseline)}</Text>}
          {task.assigneeIds.length > 0 && <Text size="sm">{task.assigneeIds.map(nameOf).join(', ')}</Text>}
          {trouble !== undefined && (
            <Text size="sm" c="var(--bad)">
              {trouble}
            </Text>
          )}
          <Text size="sm" component="div">
            <WhyThen taskId={task.id} />
          </Text>
        </div>
        {mayChange && <MoveButtons {...props} />}
        {mayChange && <DateFields key={`${task.startOn}${task.dueOn}`} task={task} {...props} />}
        <LinkEditor task={task} tasks={props.tasks} mayChange={mayChange} onMove={props.onMove} />
      </Stack>
    </Drawer>
  )
}

function MoveButtons({ row, onStep }: PlanDetailsProps) {
  const grips = row.task ? gripsOf(row.task, row.kind === 'summary') : []
  if (grips.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('Finished work does not move.')}
      </Text>
    )
  const step = (word: string, grip: Grip, by: number) => (
    <Button size="xs" variant="default" onClick={() => onStep(row, grip, by)}>
      {word}
    </Button>
  )
  if (row.undated)
    return (
      <Group gap={6} role="group" aria-label={t('Move')}>
        {step(t('Put it on the next working day'), 'move', 1)}
      </Group>
    )
  return (
    <Group gap={6} role="group" aria-label={t('Move')}>
      {grips.includes('move') && step(t('A day earlier'), 'move', -1)}
      {grips.includes('move') && step(t('A day later'), 'move', 1)}
      {grips.includes('move') && step(t('A week later'), 'move', 5)}
      {grips.includes('finish') && step(t('A day shorter'), 'finish', -1)}
      {grips.includes('finish') && step(t('A day longer'), 'finish', 1)}
    </Group>
  )
}

function DateFields({ task, row, onMove }: PlanDetailsProps & { task: Task }) {
  const [startOn, setStart] = useState(task.startOn ?? '')
  const [dueOn, setDue] = useState(task.dueOn ?? '')
  const grips = gripsOf(task, row.kind === 'summary')
  if (grips.length === 0) return null
  const { title, id } = task
  const change = {
    ...(startOn && startOn !== task.startOn && { startOn }),
    ...(dueOn && dueOn !== task.dueOn && row.kind === 'task' && { dueOn }),
  }
  const automatic = task.scheduling === 'automatic'
  const schedule = automatic
    ? t('Keep {title} where it is put', { title })
    : t('Let {title} follow its links', { title })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onMove(t('Move {title}', { title }), { id, ...change })
      }}
    >
      <Title order={3} size="h6" mb={4}>
        {t('Dates')}
      </Title>
      <Group gap="xs" align="flex-end">
        <TextInput
          type="date"
          size="xs"
          label={row.kind === 'milestone' ? t('Day') : t('Start')}
          value={startOn}
          disabled={task.startOn !== null && !grips.includes('move')}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        {row.kind === 'task' && (
          <TextInput
            type="date"
            size="xs"
            label={t('Due')}
            value={dueOn}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        )}
        <Button size="xs" type="submit" disabled={Object.keys(change).length === 0}>
          {t('Preview')}
        </Button>
      </Group>
      <Group gap={6} mt="xs">
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onMove(schedule, { id, scheduling: automatic ? 'manual' : 'automatic' })}
        >
          {automatic ? t('Schedule by hand') : t('Schedule automatically')}
        </Button>
        {task.constraint && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onMove(t('Release {title}', { title }), { id, constraint: null })}
          >
            {task.constraint.kind === 'not_before' ? t('Let it start as early as it can') : t('Take the deadline off')}
          </Button>
        )}
      </Group>
    </form>
  )
}
