// One of my tasks: where it belongs, when it is due, how far it is, and where it can go.
import { UnstyledButton } from '@mantine/core'
import type { MyTask } from '../../api-types.ts'
import { isOpenTask } from '../../../domain/task-life.ts'
import { showMinutes } from '../../formats.ts'
import { PRIORITY } from '../../labels.ts'
import { t } from '../../words.ts'
import { MoveMenu } from '../tasks/move-menu.tsx'
import { DueMark, TaskStatusBadge } from '../tasks/task-marks.tsx'
import { BLOCKED_REASON, type TaskStatus } from '../tasks/use-move-task.tsx'
import { MyProgress } from './my-progress.tsx'
import styles from './my-work.module.css'

interface RowProps {
  task: MyTask
  onMove: (to: TaskStatus) => void
  onOpen: () => void
}

export function MyTaskRow({ task, onMove, onOpen }: RowProps) {
  const { projectName, priority, blockedReason, ready, status, estimateMinutes } = task
  const isPressing = priority === 'high' || priority === 'urgent'
  return (
    <li className={styles.task}>
      <div style={{ minWidth: 0 }}>
        <UnstyledButton className={styles.name} onClick={onOpen}>
          {task.title}
        </UnstyledButton>
        <div className={styles.about}>
          <span>{projectName}</span>
          {isPressing && <span style={{ color: 'var(--warn)' }}>{PRIORITY()[priority].text}</span>}
          {blockedReason && <span style={{ color: 'var(--bad)' }}>{BLOCKED_REASON()[blockedReason].text}</span>}
          {status === 'pending' && !ready && <span>{t('Waits for other tasks')}</span>}
          {estimateMinutes !== null && <span className="numbers">{showMinutes(estimateMinutes)}</span>}
        </div>
      </div>
      <div className={styles.about}>
        <TaskStatusBadge status={status} />
        {isOpenTask(status) && <DueMark dueOn={task.dueOn} overdue={task.overdue} />}
      </div>
      <MyProgress task={task} />
      <div className={styles.acts}>
        <MoveMenu task={{ ...task, mine: true }} size="sm" onMove={onMove} />
      </div>
    </li>
  )
}
