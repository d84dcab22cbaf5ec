// What a drag or a key asks of the server, and what takes it back. The server counts and decides; here only wishes are made.
import type { Allocation, ScheduleChange, Task } from '../../api-types.ts'
import type { LinkType } from './link-route.ts'
import { dateOf, dayNumber } from './time-axis.ts'

export type TaskMove = NonNullable<ScheduleChange['tasks']>[number]
export type IsOff = (day: number) => boolean
export type Grip = 'move' | 'start' | 'finish'

/** The n-th working day from a day on, back where n is negative; a day off counts as the one before it. */
export function shiftDays(day: number, by: number, isOff: IsOff): number {
  let at = day
  const step = Math.sign(by)
  for (let left = Math.abs(by), tries = 0; left > 0 && tries < 3_000; tries++) {
    at += step
    if (!isOff(at)) left--
  }
  return at
}

/** The nearest working day, in the direction one goes. */
export function onWorkingDay(day: number, towards: 1 | -1, isOff: IsOff): number {
  let at = day
  for (let tries = 0; isOff(at) && tries < 60; tries++) at += towards
  return at
}

/** Working days from the first to the last, both counted; at least one. */
export function workingDays(start: number, finish: number, isOff: IsOff): number {
  let count = 0
  for (let day = start; day <= finish; day++) if (!isOff(day)) count++
  return Math.max(1, count)
}

export interface Dates {
  start: number
  finish: number
}

/** Where a bar lies that is dragged by so many calendar days: it keeps its working days, and its ends lie on working days. */
export function draggedTo(dates: Dates, grip: Grip, byDays: number, isOff: IsOff): Dates {
  if (grip === 'move') return movedTo(dates, onWorkingDay(dates.start + byDays, byDays < 0 ? -1 : 1, isOff), isOff)
  if (grip === 'start') return { ...dates, start: Math.min(onWorkingDay(dates.start + byDays, 1, isOff), dates.finish) }
  return { ...dates, finish: Math.max(onWorkingDay(dates.finish + byDays, -1, isOff), dates.start) }
}
/** The same by working days, as the keys do. */
export function steppedTo(dates: Dates, grip: Grip, by: number, isOff: IsOff): Dates {
  if (grip === 'move') return movedTo(dates, shiftDays(dates.start, by, isOff), isOff)
  return { ...dates, finish: Math.max(shiftDays(dates.finish, by, isOff), dates.start) }
}
function movedTo(dates: Dates, start: number, isOff: IsOff): Dates {
  const days = workingDays(dates.start, dates.finish, isOff)
  return { start, finish: days === 1 ? start : shiftDays(start, days - 1, isOff) }
}

/** What may be done to a task's dates: finished work does not move, and of what has begun only the end does. */
export function gripsOf(task: Task, isSummary: boolean): readonly Grip[] {
  if (task.status === 'completed' || task.status === 'cancelled') return []
  if (isUndated(task)) return ['move']
  if (isSummary || task.kind === 'milestone') return ['move']
  return task.status === 'in_progress' || task.status === 'in_review' ? ['finish'] : ['move', 'start', 'finish']
}

export const isUndated = ({ startOn, dueOn }: Task): boolean => startOn === null || dueOn === null

/** An automatic task takes a start as "not before" and a due date as a duration; a manual one takes both as they are. */
export function wishFor(task: Task, grip: Grip, to: Dates): TaskMove {
  const { id } = task
  const [startOn, dueOn] = [dateOf(to.start), dateOf(to.finish)]
  if (task.kind === 'milestone') return { id, startOn }
  if (grip === 'finish') return { id, dueOn }
  const isOpenEnded = task.durationDays === null && isUndated(task)
  return grip === 'start' || task.scheduling === 'manual' || isOpenEnded ? { id, startOn, dueOn } : { id, startOn }
}

/** What brings a task's own say in its dates back to what it is now. */
export function asItIs(task: Task, changed: TaskMove): TaskMove {
  const { id, startOn, dueOn, constraint, durationDays, scheduling, dependencies } = task
  const dates = 'startOn' in changed || 'dueOn' in changed || 'constraint' in changed || 'scheduling' in changed
  return {
    id,
    ...(dates && (scheduling === 'manual' ? { startOn, dueOn } : { constraint })),
    ...(dates && task.kind === 'task' && { durationDays }),
    ...('scheduling' in changed && { scheduling }),
    ...('dependencies' in changed && { dependencies }),
  }
}

export const datesOfTask = ({ startOn, dueOn }: Task): Dates | undefined =>
  startOn === null || dueOn === null ? undefined : { start: dayNumber(startOn), finish: dayNumber(dueOn) }

/** The successor with one link more, or with this one in another way. */
export function withLink(successor: Task, predecessorId: string, type: LinkType, lagDays: number): TaskMove {
  const others = successor.dependencies.filter(({ taskId }) => taskId !== predecessorId)
  return { id: successor.id, dependencies: [...others, { taskId: predecessorId, type, lagDays }] }
}
export const withoutLink = (successor: Task, predecessorId: string): TaskMove => ({
  id: successor.id,
  dependencies: successor.dependencies.filter(({ taskId }) => taskId !== predecessorId),
})

/** What takes a whole change back, as far as these tasks and bookings are in it. */
export function reverseOf(
  change: ScheduleChange,
  tasks: ReadonlyMap<string, Task>,
  allocations: readonly Allocation[],
): ScheduleChange {
  const moves = (change.tasks ?? []).flatMap((move) => {
    const task = tasks.get(move.id)
    return task ? asItIs(task, move) : []
  })
  const update = (change.allocations?.update ?? []).flatMap(({ id }) => {
    const booking = allocations.find((each) => each.id === id)
    if (!booking) return []
    const { startOn, endOn, personId } = booking
    return { id, startOn, endOn, ...(personId !== null && { personId }) }
  })
  return { ...(moves.length > 0 && { tasks: moves }), ...(update.length > 0 && { allocations: { update } }) }
}
