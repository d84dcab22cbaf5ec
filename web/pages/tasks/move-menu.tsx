// "Move to…": every way a task may go now, for the keyboard as for the mouse.
import { useState } from 'react'
import type { TaskWithHistory } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { TASK_STATUS } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import { t } from '../../words.ts'
import { movesOf, type Movable, type TaskStatus } from './use-move-task.tsx'

interface MoveMenuProps {
  task: Movable & Partial<Pick<TaskWithHistory, 'statusHistory'>>
  onMove: (to: TaskStatus) => void
  label?: string
  size?: 'xs' | 'sm'
}

export function MoveMenu({ task, onMove, label = t('Move to…'), size = 'xs' }: MoveMenuProps) {
  const [opened, setOpened] = useState(false)
  // Where a blocked task came from is in its history, which lists leave out.
  const asksHistory = opened && task.status === 'blocked' && !task.statusHistory && !task.statusBeforeBlock
  const mayRead = useMay('task.read')
  const { data } = useDoor(
    'GET /v1/admin/projects/tasks/:taskId',
    { params: { taskId: task.id } },
    { enabled: asksHistory && mayRead },
  )
  const choices = movesOf(data ?? task).map((to) => ({
    id: to,
    label: TASK_STATUS()[to].text,
    onChoose: () => onMove(to),
  }))
  return (
    <ChoiceMenu
      name={`${label} ${task.title}`}
      choices={choices}
      none={t('A cancelled task stays so.')}
      onOpen={() => setOpened(true)}
      size={size}
    >
      {label}
    </ChoiceMenu>
  )
}
