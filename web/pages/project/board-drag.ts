// Dragging between the board's columns. Everything it does the card's menu does too.
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef, useState } from 'react'
import type { Task } from '../../api-types.ts'
import { movesOf, type TaskStatus } from '../tasks/use-move-task.tsx'

type Data = Record<string, unknown> & { task?: Task }

/** Whether a card may be let go here: what the law allows; of a blocked one the server decides. */
const isWelcome = ({ task }: Data, status: TaskStatus): boolean =>
  task !== undefined && (task.status === 'blocked' ? status !== 'blocked' : movesOf(task).includes(status))

export function useDropTarget(status: TaskStatus, onMove: (task: Task, to: TaskStatus) => void) {
  const ref = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const latest = useRef(onMove)
  latest.current = onMove
  useEffect(() => {
    const element = ref.current
    if (!element) return
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isWelcome(source.data, status),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        const { task } = source.data as Data
        if (task) latest.current(task, status)
      },
    })
  }, [status])
  return { ref, isOver }
}

export function useDraggable(task: Task, enabled: boolean) {
  const ref = useRef<HTMLLIElement>(null)
  const [isDragged, setDragged] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || !enabled) return
    return draggable({
      element,
      getInitialData: () => ({ task }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [task, enabled])
  return { ref, isDragged }
}
