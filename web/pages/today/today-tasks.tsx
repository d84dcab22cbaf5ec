// Tasks that need somebody now, each moved or handed on where it stands.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Today, TodayTask } from '../../api-types.ts'
import { daysBetween, showAgo, showDaysFrom, today } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { PeopleMarks } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { MoveMenu } from '../tasks/move-menu.tsx'
import { TaskLink } from '../tasks/task-link.tsx'
import { BLOCKED_REASON, movesOf, useMoveTask, type TaskStatus } from '../tasks/use-move-task.tsx'
import { Attention, Item } from './attention.tsx'

const AssignDialog = lazy(() => import('./assign-dialog.tsx').then((m) => ({ default: m.AssignDialog })))

type Move = (task: TodayTask, to: TaskStatus) => void

export function TodayTasks({ tasks }: { tasks: Today['tasks'] }) {
  const { move, dialog } = useMoveTask()
  const [assigning, setAssigning] = useState<TodayTask>()
  const row = (task: TodayTask) => (
    <TaskItem key={task.id} task={task} move={move} onAssign={() => setAssigning(task)} />
  )
  return (
    <>
      <Attention id="escalated" title={t('Escalated to you')} tone="bad" some={tasks.escalated}>
        {row}
      </Attention>
      <Attention id="overdue" title={t('Overdue')} tone="bad" some={tasks.overdue}>
        {row}
      </Attention>
      <Attention id="blocked" title={t('Blocked')} tone="warn" some={tasks.blocked}>
        {row}
      </Attention>
      <Attention id="due" title={t('Due today, yours')} tone="info" some={tasks.due} more={{ to: '/my-work' }}>
        {row}
      </Attention>
      {dialog}
      {assigning && (
        <Suspense>
          <AssignDialog task={assigning} onClose={() => setAssigning(undefined)} />
        </Suspense>
      )}
    </>
  )
}

function TaskItem({ task, move, onAssign }: { task: TodayTask; move: Move; onAssign: () => void }) {
  const isLate = task.dueOn !== null && daysBetween(task.dueOn, today()) > 0
  return (
    <Item
      tone={isLate ? 'bad' : task.status === 'blocked' ? 'warn' : 'neutral'}
      name={<TaskLink task={task} />}
      about={
        <>
          <ProjectName task={task} />
          {isLate && task.dueOn && <span data-tone="bad">{t('due {when}', { when: showDaysFrom(task.dueOn) })}</span>}
          {task.blockedReason && <BlockedWords task={task} reason={task.blockedReason} />}
          {task.assignees.length === 0 ? (
            <span>{t('Nobody assigned')}</span>
          ) : (
            <PeopleMarks names={task.assignees.map(({ name }) => name)} most={3} size={22} />
          )}
        </>
      }
      acts={<TaskActs task={task} move={move} onAssign={onAssign} />}
    />
  )
}

function BlockedWords({ task, reason }: { task: TodayTask; reason: NonNullable<TodayTask['blockedReason']> }) {
  const { text } = BLOCKED_REASON()[reason]
  return <span data-tone="warn">{task.blockedSince ? `${text}, ${showAgo(task.blockedSince)}` : text}</span>
}

function ProjectName({ task: { projectId, projectName } }: { task: TodayTask }) {
  const mayOpen = useMay('me.projects')
  if (!mayOpen) return <span>{projectName}</span>
  return (
    <Link to="/projects/$projectId" params={{ projectId } as never}>
      {projectName}
    </Link>
  )
}

function TaskActs({ task, move, onAssign }: { task: TodayTask; move: Move; onAssign: () => void }) {
  const mayMove = useMay('task.update_status') || task.mine
  const moves = movesOf(task)
  const isBlocked = task.status === 'blocked'
  return (
    <>
      {mayMove && isBlocked && task.statusBeforeBlock && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('Unblock {title}', { title: task.title })}
          onClick={() => move(task, task.statusBeforeBlock ?? 'pending')}
        >
          {t('Unblock')}
        </Button>
      )}
      {mayMove && moves.includes('completed') && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('Complete {title}', { title: task.title })}
          onClick={() => move(task, 'completed')}
        >
          {t('Complete')}
        </Button>
      )}
      {task.assignable && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('Assign {title}', { title: task.title })}
          onClick={onAssign}
        >
          {t('Assign…')}
        </Button>
      )}
      {mayMove && <MoveMenu task={task} size="sm" onMove={(to) => move(task, to)} />}
    </>
  )
}
