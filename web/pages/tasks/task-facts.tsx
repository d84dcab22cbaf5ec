// What is known of a task, and why it has the dates it has.
import { Group, Slider, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { TaskWithHistory } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showDay, showMinutes, showPercent } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { t, tn } from '../../words.ts'
import { useProject } from '../project/use-project.ts'
import { DueMark, PriorityMark } from './task-marks.tsx'
import { TaskLink } from './task-link.tsx'
import styles from './tasks.module.css'
import { BLOCKED_REASON } from './use-move-task.tsx'

export function TaskFacts({ task }: { task: TaskWithHistory }) {
  const project = useProject(task.projectId)
  return (
    <>
      {task.description && <Markdown text={task.description} />}
      <dl className={styles.facts}>
        <dt>{t('Project')}</dt>
        <dd>
          <Link to="/projects/$projectId" params={{ projectId: task.projectId }}>
            {project.data?.name ?? t('Open the project')}
          </Link>
        </dd>
        {task.blockedReason && (
          <>
            <dt>{t('Waits for')}</dt>
            <dd style={{ color: 'var(--bad)' }}>{BLOCKED_REASON()[task.blockedReason].text}</dd>
          </>
        )}
        <dt>{t('People')}</dt>
        <dd>
          <Assignees ids={task.assigneeIds} />
        </dd>
        <dt>{t('Dates')}</dt>
        <dd className="numbers">
          <Dates task={task} />
        </dd>
        <dt>{t('Due')}</dt>
        <dd>
          <DueMark dueOn={task.dueOn} overdue={task.overdue} />
        </dd>
        <dt>{t('Priority')}</dt>
        <dd>
          <PriorityMark priority={task.priority} />
        </dd>
        {task.stage && (
          <>
            <dt>{t('Stage')}</dt>
            <dd>{task.stage}</dd>
          </>
        )}
        <dt>{t('Effort')}</dt>
        <dd className="numbers">
          {t('{spent} of {estimate}', {
            spent: showMinutes(task.spentMinutes),
            estimate: task.estimateMinutes === null ? t('no estimate') : showMinutes(task.estimateMinutes),
          })}
        </dd>
        <dt>{t('Progress')}</dt>
        <dd>
          <ProgressSlider task={task} />
        </dd>
        {task.dependencies.length > 0 && (
          <>
            <dt>{t('Comes after')}</dt>
            <dd>
              <Predecessors task={task} />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

function Assignees({ ids }: { ids: string[] }) {
  const people = usePeople()
  return (
    <Group gap={6}>
      {ids.map((id) => (
        <Group key={id} gap={6}>
          <PersonMark name={people.name(id)} size={22} />
          {people.name(id)}
        </Group>
      ))}
      {ids.length === 0 && t('Nobody yet')}
    </Group>
  )
}

function Dates({ task }: { task: TaskWithHistory }) {
  const { data: why } = useDoor('GET /v1/admin/projects/tasks/:taskId/why', { params: { taskId: task.id } })
  return (
    <>
      {task.startOn ? showDay(task.startOn) : t('No start')} – {task.dueOn ? showDay(task.dueOn) : t('no end')}
      {task.durationDays !== null && ` · ${tn(task.durationDays, '{count} working day', '{count} working days')}`}
      {task.critical && (
        <Text span size="sm" style={{ color: 'var(--critical)' }}>
          {` · ${t('on the critical path')}`}
        </Text>
      )}
      {why?.explanation && (
        <Text size="sm" c="dimmed">
          {why.explanation}
        </Text>
      )}
    </>
  )
}

function Predecessors({ task }: { task: TaskWithHistory }) {
  const { data } = useDoor('GET /v1/admin/projects/:projectId/tasks', {
    params: { projectId: task.projectId },
    query: { limit: 100, sort: 'startOn' },
  })
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {task.dependencies.map(({ taskId, type, lagDays }) => {
        const found = data?.data.find(({ id }) => id === taskId)
        return (
          <li key={taskId}>
            {found ? <TaskLink task={found} /> : t('A task elsewhere')}
            <Text span size="xs" c="dimmed">
              {` ${type}${lagDays === 0 ? '' : ` ${lagDays > 0 ? '+' : ''}${tn(lagDays, '{count} day', '{count} days')}`}`}
            </Text>
          </li>
        )
      })}
    </ul>
  )
}

function ProgressSlider({ task }: { task: TaskWithHistory }) {
  const mayMove = useMay('task.update_status')
  const [value, setValue] = useState(task.progress)
  useEffect(() => setValue(task.progress), [task.progress])
  const { mutateAsync: change, error } = useAct('PUT /v1/admin/projects/tasks/:taskId/status')
  if (!mayMove || task.status === 'completed' || task.status === 'cancelled')
    return <span className="numbers">{showPercent(task.progress)}</span>
  return (
    <>
      <Slider
        value={value}
        step={5}
        label={showPercent}
        thumbLabel={t('Progress')}
        onChange={setValue}
        onChangeEnd={(progress) =>
          void change({ params: { taskId: task.id }, body: { progress } }).catch(() => setValue(task.progress))
        }
      />
      {error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {error.message}
        </Text>
      )}
    </>
  )
}
