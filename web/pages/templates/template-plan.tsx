// The plan of a template, stage by stage: each task with its days from the project's start, what it waits for, who does it.
import { ActionIcon, Button, Group, Menu, Text, UnstyledButton } from '@mantine/core'
import { Diamond, Ellipsis, ListPlus, Repeat } from 'lucide-react'
import { useState } from 'react'
import type { Template, TemplateTask } from '../../api-types.ts'
import { showMinutes } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { emptyTask, inWords, lengthOf } from './template-words.ts'
import { TemplateTaskDialog } from './template-task-dialog.tsx'
import styles from './templates.module.css'

interface TemplatePlanProps {
  value: Template
  onChange: (tasks: TemplateTask[]) => void
  mayWrite: boolean
  /** What was refused of a task, by its key. */
  errors: ReadonlyMap<string, string>
}

export function TemplatePlan({ value, onChange, mayWrite, errors }: TemplatePlanProps) {
  const { tasks, stages } = value
  const [open, setOpen] = useState<TemplateTask>()
  const groups = [...stages, null].map((stage) => ({ stage, members: tasks.filter((task) => task.stage === stage) }))
  const lines = groups.filter(({ members }) => members.length > 0)
  const edits = editsOf(tasks, onChange)
  return (
    <Card
      title={t('Plan')}
      about={t('In working days from the project’s start; a bar is from when to when.')}
      flush
      actions={
        mayWrite && (
          <Button
            size="xs"
            variant="light"
            leftSection={<ListPlus size={15} aria-hidden />}
            disabled={tasks.length >= 300}
            onClick={() => setOpen(emptyTask(stages[0] ?? null, 0))}
          >
            {t('Add a task')}
          </Button>
        )
      }
    >
      {lines.length === 0 && (
        <EmptyState title={t('No tasks yet')}>{t('A project made from it begins with an empty plan.')}</EmptyState>
      )}
      {lines.map(({ stage, members }) => (
        <section key={stage ?? ''} aria-label={stage ?? t('Without a stage')}>
          <Text component="h3" className={styles.stage}>
            {stage === null ? t('Without a stage') : inWords(stage)}
          </Text>
          <ul className={styles.tasks}>
            {members.map((task) => (
              <TaskRow
                key={task.key}
                task={task}
                tasks={tasks}
                error={errors.get(task.key)}
                onOpen={mayWrite ? () => setOpen(task) : undefined}
                edits={edits}
              />
            ))}
          </ul>
        </section>
      ))}
      {open && (
        <TemplateTaskDialog
          task={open}
          template={value}
          onSave={(task) => edits.save(open.key, task)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Card>
  )
}

const editsOf = (tasks: TemplateTask[], onChange: (tasks: TemplateTask[]) => void) => ({
  save: (key: string, task: TemplateTask) =>
    onChange(key === '' ? [...tasks, task] : tasks.map((each) => (each.key === key ? task : each))),
  /** What waited for it, or was part of it, no longer does. */
  remove: (key: string) =>
    onChange(
      tasks
        .filter((task) => task.key !== key)
        .map((task) => ({
          ...task,
          parentKey: task.parentKey === key ? null : task.parentKey,
          dependsOn: task.dependsOn.filter((link) => link.key !== key),
        })),
    ),
  /** Past the next one of its stage, up or down. */
  move: ({ key, stage }: TemplateTask, step: 1 | -1) => {
    const place = tasks.findIndex((task) => task.key === key)
    const others = tasks.map((task, at) => ({ task, at })).filter(({ task }) => task.stage === stage)
    const other = others[others.findIndex(({ at }) => at === place) + step]
    const [here, there] = [tasks[place], other?.task]
    if (other && here && there) onChange(tasks.with(place, there).with(other.at, here))
  },
})
type Edits = ReturnType<typeof editsOf>

interface TaskRowProps {
  task: TemplateTask
  tasks: TemplateTask[]
  error: string | undefined
  onOpen: (() => void) | undefined
  edits: Edits
}

function TaskRow({ task, tasks, error, onOpen, edits }: TaskRowProps) {
  const { title, kind, role, estimateMinutes, required, recurrence, parentKey } = task
  const titles = new Map(tasks.map((each) => [each.key, each.title]))
  const after = task.dependsOn.map(({ key }) => titles.get(key) ?? key)
  const said = [
    parentKey !== null && t('part of {task}', { task: titles.get(parentKey) ?? parentKey }),
    role !== null && inWords(role),
    estimateMinutes !== null && showMinutes(estimateMinutes),
    !required && t('optional'),
    after.length > 0 && t('after {tasks}', { tasks: after.join(', ') }),
  ].filter(Boolean)
  return (
    <li className={styles.task}>
      <div className={styles.name}>
        <Group gap={6} wrap="nowrap">
          {kind === 'milestone' && <Diamond size={13} aria-label={t('Milestone')} role="img" />}
          {onOpen ? (
            <UnstyledButton className={styles.title} onClick={onOpen}>
              {title}
            </UnstyledButton>
          ) : (
            <span className={styles.title}>{title}</span>
          )}
          {recurrence !== null && <Repeat size={13} aria-label={t('Recurs')} role="img" />}
        </Group>
        <Text size="xs" c="dimmed">
          {said.join(' · ')}
        </Text>
        {error && (
          <Text size="xs" c="var(--bad)" role="alert">
            {error}
          </Text>
        )}
      </div>
      <Bar task={task} length={lengthOf(tasks)} />
      {onOpen && <TaskMenu task={task} onOpen={onOpen} edits={edits} />}
    </li>
  )
}

function Bar({ task, length }: { task: TemplateTask; length: number }) {
  const { offsetDays, durationDays, kind } = task
  const days = durationDays ?? 1
  const words =
    days === 1 || kind === 'milestone'
      ? t('day {from}', { from: offsetDays + 1 })
      : t('days {from} to {to}', { from: offsetDays + 1, to: offsetDays + days })
  return (
    <div className={styles.time}>
      <span className={styles.track} aria-hidden>
        <span
          className={styles.span}
          data-kind={kind}
          style={{ left: `${(100 * offsetDays) / length}%`, width: `${Math.max(1.2, (100 * days) / length)}%` }}
        />
      </span>
      <Text size="xs" c="dimmed" className="numbers">
        {words}
      </Text>
    </div>
  )
}

function TaskMenu({ task, onOpen, edits }: { task: TemplateTask; onOpen: () => void; edits: Edits }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('What to do with {name}', { name: task.title })}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onOpen}>{t('Change')}</Menu.Item>
        <Menu.Item onClick={() => edits.move(task, -1)}>{t('Move up')}</Menu.Item>
        <Menu.Item onClick={() => edits.move(task, 1)}>{t('Move down')}</Menu.Item>
        <Menu.Item color="red" onClick={() => edits.remove(task.key)}>
          {t('Take out of the plan')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
