// One card of the board.
import { Group, Text } from '@mantine/core'
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
  onMove: (to: TaskStatus) => void
}

export function BoardCard({ task, people, onMove }: CardProps) {
  const mayMove = useMay('task.update_status')
  const { ref, isDragged } = useDraggable(task, mayMove && task.status !== 'cancelled')
  return (
    <li
      ref={ref}
      className={styles.card}
      data-dragged={isDragged || undefined}
      data-critical={(task.critical && task.status !== 'completed') || undefined}
    >
      <Group gap={6} wrap="nowrap" align="flex-start">
        {task.kind === 'milestone' && <MilestoneMark />}
        <TaskLink task={task} />
      </Group>
      {task.blockedReason && (
        <Text size="xs" style={{ color: 'var(--bad)' }}>
          {BLOCKED_REASON()[task.blockedReason].text}
        </Text>
      )}
      <Group justify="space-between" gap={6} mt={6}>
        <DueMark dueOn={task.dueOn} overdue={task.overdue} />
        {(task.priority === 'high' || task.priority === 'urgent') && <PriorityMark priority={task.priority} />}
      </Group>
      <Group justify="space-between" gap={6} mt={8}>
        <PeopleMarks names={task.assigneeIds.map(people.name)} most={3} />
        {mayMove && <MoveMenu task={task} onMove={onMove} />}
      </Group>
    </li>
  )
}
