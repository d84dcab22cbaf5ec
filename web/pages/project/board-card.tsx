// One card of the board. There are hundreds of them: plain elements, drawn anew only where the card itself changes.
import { memo } from 'react'
import type { Person, Task } from '../../api-types.ts'
import type { Lookup } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { PeopleMarks } from '../../ui/badges.tsx'
import { MoveMenu } from '../tasks/move-menu.tsx'
import { TaskLink } from '../tasks/task-link.tsx'
import { DueMark, MilestoneMark, PriorityMark } from '../tasks/task-marks.tsx'
import { BLOCKED_REASON, type TaskStatus } from '../tasks/use-move-task.tsx'
import { useDraggable } from './board-drag.ts'
import styles from './board.module.css'

interface CardProps {
  task: Task
  people: Lookup<Person>
  onMove: (task: Task, to: TaskStatus) => void
}

export const BoardCard = memo(function BoardCard({ task, people, onMove }: CardProps) {
  const mayMove = useMay('task.update_status')
  const { ref, isDragged } = useDraggable(task, mayMove && task.status !== 'cancelled')
  return (
    <li
      ref={ref}
      className={styles.card}
      data-dragged={isDragged || undefined}
      data-critical={(task.critical && task.status !== 'completed') || undefined}
    >
      <div className={styles.cardTitle}>
        {task.kind === 'milestone' && <MilestoneMark />}
        <TaskLink task={task} />
      </div>
      {task.blockedReason && <div className={styles.blocked}>{BLOCKED_REASON()[task.blockedReason].text}</div>}
      <div className={styles.cardLine}>
        <DueMark dueOn={task.dueOn} overdue={task.overdue} />
        {(task.priority === 'high' || task.priority === 'urgent') && <PriorityMark priority={task.priority} />}
      </div>
      <div className={styles.cardLine}>
        <PeopleMarks names={task.assigneeIds.map(people.name)} most={3} />
        {mayMove && <MoveMenu task={task} onMove={(to) => onMove(task, to)} />}
      </div>
    </li>
  )
})
