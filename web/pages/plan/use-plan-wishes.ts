// Turns what is dragged, stepped and chosen into wishes for the server, each with what takes it back.
import { useCallback, useRef } from 'react'
import type { Allocation, ScheduleChange, Task } from '../../api-types.ts'
import { t } from '../../words.ts'
import { sayDays } from './bar-words.ts'
import type { LinkType } from './link-route.ts'
import {
  draggedTo,
  gripsOf,
  isUndated,
  reverseOf,
  steppedTo,
  wishFor,
  withLink,
  type Dates,
  type Grip,
  type IsOff,
  type TaskMove,
} from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import type { PlanChange, Wish } from './use-plan-change.ts'

interface Options {
  planned: PlanChange
  tasks: ReadonlyMap<string, Task>
  allocations: readonly Allocation[]
  isOff: IsOff
  mayChange: boolean
}

export function usePlanWishes({ planned, tasks, allocations, isOff, mayChange }: Options) {
  const { propose, undoable, redoable } = planned
  const ask = useCallback(
    (label: string, change: ScheduleChange, wished?: Wish['wished']) =>
      propose({ label, change, reverse: reverseOf(change, tasks, allocations), ...(wished && { wished }) }),
    [allocations, propose, tasks],
  )
  const onMove = useCallback((label: string, move: TaskMove) => ask(label, { tasks: [move] }), [ask])
  const onDates = useCallback(
    ({ task, title, key }: PlanRow, grip: Grip, to: Dates) => {
      if (!task) return
      const words = { title, dates: sayDays(to.start, to.finish) }
      const label = isUndated(task) ? t('Put {title} on {dates}', words) : t('Move {title} to {dates}', words)
      ask(label, { tasks: [wishFor(task, grip, to)] }, { taskId: key, ...to })
    },
    [ask],
  )
  const onStep = useSteps(planned, onDates, isOff, mayChange)
  const onLink = useCallback(
    (from: PlanRow, { task, title }: PlanRow, type: LinkType) => {
      if (!task) return
      const label = t('Link {from} to {to} ({type})', { from: from.title, to: title, type })
      onMove(label, withLink(task, from.key, type, 0))
    },
    [onMove],
  )
  const undo = useCallback(() => {
    if (!undoable) return
    const { label, change, reverse } = undoable
    propose({ label: t('Undo: {change}', { change: label }), change: reverse, reverse: change, again: 'undo' })
  }, [undoable, propose])
  const redo = useCallback(() => {
    if (redoable) propose({ ...redoable, label: t('Redo: {change}', { change: redoable.label }), again: 'redo' })
  }, [redoable, propose])
  return { onMove, onDates, onStep, onLink, undo, redo }
}

/** Steps by working days. Each goes on from where those before it, not yet committed, have brought the bar. */
function useSteps(
  { wish, cancel }: PlanChange,
  onDates: (row: PlanRow, grip: Grip, to: Dates) => void,
  isOff: IsOff,
  mayChange: boolean,
) {
  const last = useRef<Grip>('move')
  return useCallback(
    (row: PlanRow, grip: Grip, by: number) => {
      const { task, key, start, finish } = row
      if (!mayChange || !task || start === null || finish === null) return
      if (!gripsOf(task, row.kind === 'summary').includes(grip)) return
      const before = wish?.wished?.taskId === key ? wish.wished : undefined
      const isPut = row.undated && !before
      // The first step puts what has no dates on the day where it waits, or the next that is worked.
      const to = isPut
        ? draggedTo({ start, finish }, 'move', 0, isOff)
        : steppedTo(before ?? { start, finish }, grip, by, isOff)
      // Moved and made longer: both ends are given then.
      const both = before && last.current !== grip ? 'start' : grip
      last.current = both
      if (!row.undated && to.start === start && to.finish === finish) cancel()
      else onDates(row, both, to)
    },
    [cancel, isOff, mayChange, onDates, wish],
  )
}
