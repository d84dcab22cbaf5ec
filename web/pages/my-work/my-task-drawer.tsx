// One of my tasks with what belongs to it: for whoever has the task, also where they have no way to its project.
import { Drawer, Group, Stack } from '@mantine/core'
import type { MyTask } from '../../api-types.ts'
import { showDay, showMinutes } from '../../formats.ts'
import { Markdown } from '../../ui/markdown.tsx'
import { t } from '../../words.ts'
import { MoveMenu } from '../tasks/move-menu.tsx'
import { TaskDiscussion } from '../tasks/task-discussion.tsx'
import { TaskFiles } from '../tasks/task-files.tsx'
import { DueMark, PriorityMark, TaskStatusBadge } from '../tasks/task-marks.tsx'
import { TaskTime } from '../tasks/task-time.tsx'
import { useMoveTask } from '../tasks/use-move-task.tsx'
import styles from './my-work.module.css'

export function MyTaskDrawer({ task, onClose }: { task: MyTask; onClose: () => void }) {
  const { move, dialog } = useMoveTask()
  const movable = { ...task, mine: true }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={task.title}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="lg">
        <Group gap="xs">
          <TaskStatusBadge status={task.status} />
          <MoveMenu task={movable} size="sm" onMove={(to) => move(movable, to)} />
        </Group>
        {task.description && <Markdown text={task.description} />}
        <dl className={styles.facts}>
          <dt>{t('Project')}</dt>
          <dd>{task.projectName}</dd>
          <dt>{t('Start')}</dt>
          <dd>{task.startOn ? showDay(task.startOn) : t('No date')}</dd>
          <dt>{t('Due')}</dt>
          <dd>
            <DueMark dueOn={task.dueOn} overdue={task.overdue} />
          </dd>
          <dt>{t('Priority')}</dt>
          <dd>
            <PriorityMark priority={task.priority} />
          </dd>
          <dt>{t('Effort')}</dt>
          <dd className="numbers">
            {t('{spent} of {estimate}', {
              spent: showMinutes(task.spentMinutes),
              estimate: task.estimateMinutes === null ? t('no estimate') : showMinutes(task.estimateMinutes),
            })}
          </dd>
        </dl>
        <TaskFiles task={task} mayBring mayRun={false} />
        <TaskTime task={task} />
        <TaskDiscussion taskId={task.id} />
        {dialog}
      </Stack>
    </Drawer>
  )
}
