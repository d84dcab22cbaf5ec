// What became of a request: the tasks it was accepted into, the request it repeats.
import { Link } from '@tanstack/react-router'
import { Text } from '@mantine/core'
import type { RequestWithHistory } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showDay } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { t, tn } from '../../words.ts'
import { useMayIn } from '../project/use-project.ts'
import styles from '../../queue/queue-item.module.css'

export function RequestWork({ request: { projectId, taskIds, duplicateOf } }: { request: RequestWithHistory }) {
  const mayTasks = useMayIn(projectId)('task.read')
  if (taskIds.length === 0 && duplicateOf === null) return null
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('What became of it')}</h3>
      {duplicateOf !== null && <Original id={duplicateOf} />}
      {taskIds.length > 0 &&
        (mayTasks ? (
          <ul className={styles.tasks}>
            {taskIds.map((id) => (
              <TaskLine key={id} id={id} />
            ))}
          </ul>
        ) : (
          <Text size="sm">{tn(taskIds.length, '{count} task was made of it', '{count} tasks were made of it')}</Text>
        ))}
    </div>
  )
}

function Original({ id }: { id: string }) {
  const { data } = useDoor('GET /v1/admin/projects/requests/:requestId', { params: { requestId: id } })
  return (
    <Text size="sm" mb={6}>
      {t('It repeats')}{' '}
      <Link to="." search={((before: Record<string, string>) => ({ ...before, request: id })) as never}>
        {data?.title ?? id}
      </Link>
    </Text>
  )
}

function TaskLine({ id }: { id: string }) {
  const { data } = useDoor('GET /v1/admin/projects/tasks/:taskId', { params: { taskId: id } })
  const state = data && TASK_STATUS()[data.status]
  return (
    <li>
      <EntityLink type="task" id={id}>
        {data?.title ?? id}
      </EntityLink>{' '}
      {state && <ToneBadge tone={state.tone}>{state.text}</ToneBadge>}{' '}
      {data?.dueOn && (
        <Text span size="xs" c="dimmed" className="numbers">
          {t('due {day}', { day: showDay(data.dueOn) })}
        </Text>
      )}
    </li>
  )
}
