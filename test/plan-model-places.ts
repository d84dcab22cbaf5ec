// For the tests of the plan: calendars as plain lists of worked minutes and days, and every place where a task could lie.
import { dayNumber, type WorkCalendar } from '../domain/calendar.ts'
import type { PlanTask, WorkSpan } from '../domain/plan.ts'
import { FIRST_DAY } from './plan-random.ts'

/** Twice a moment, and one more where something begins there. */
export type Edge = number
export interface Place {
  begins: Edge
  ends: Edge
}

/** The first index below n for which it holds, or n; what holds for one holds for all after it. */
export function firstOf(n: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, n]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

interface Worked {
  days: number[]
  minutes: number[]
}
const lists = new WeakMap<WorkCalendar, Worked>()
function workedOn(calendar: WorkCalendar): Worked {
  const known = lists.get(calendar)
  if (known) return known
  const worked: Worked = { days: [], minutes: [] }
  for (let day = FIRST_DAY - 100; day < FIRST_DAY + 300; day++) {
    const hours = calendar.hoursOn(day)
    if (hours.length > 0) worked.days.push(day)
    for (let i = 0; i < hours.length; i += 2)
      for (let minute = at(hours, i); minute < at(hours, i + 1); minute++) worked.minutes.push(day * 1440 + minute)
  }
  lists.set(calendar, worked)
  return worked
}

const at = (list: readonly number[], i: number): number => list[i] ?? NaN
const opening = (calendar: WorkCalendar, day: number): Edge => 2 * (day * 1440 + at(calendar.hoursOn(day), 0)) + 1
const closing = (calendar: WorkCalendar, day: number): Edge => 2 * (day * 1440 + (calendar.hoursOn(day).at(-1) ?? NaN))

/** Minutes worked before an edge. */
export function minutesBefore(calendar: WorkCalendar, edge: Edge): number {
  const { minutes } = workedOn(calendar)
  return firstOf(minutes.length, (i) => 2 * at(minutes, i) >= edge - 1)
}

export function lagged(calendar: WorkCalendar, edge: Edge, lag: WorkSpan): Edge {
  const { minutes, days } = workedOn(calendar)
  const count = minutesBefore(calendar, edge)
  const isEnd = edge < 2 * at(minutes, count) + 1
  if ('minutes' in lag) {
    if (lag.minutes === 0) return edge
    const moved = count + lag.minutes
    return lag.minutes > 0 ? 2 * at(minutes, moved - 1) + 2 : 2 * at(minutes, moved) + 1
  }
  if (lag.days === 0) return edge
  const daysOver = firstOf(days.length, (i) => closing(calendar, at(days, i)) > edge)
  const into = count - minutesBefore(calendar, 2 * at(days, daysOver) * 1440)
  const target = daysOver + lag.days
  if (into === 0) return isEnd ? closing(calendar, at(days, target - 1)) : opening(calendar, at(days, target))
  const [from, to] = [target, target + 1].map((i) => minutesBefore(calendar, 2 * at(days, i) * 1440)) as [
    number,
    number,
  ]
  const moved = Math.min(from + into, to)
  return isEnd ? 2 * at(minutes, moved - 1) + 2 : 2 * at(minutes, moved) + 1
}

/** All places for a task, in order, without writing them down: how many there are and the i-th. */
export interface Places {
  count: number
  at: (i: number) => Place
}
export function placesOf({ kind, duration, calendar }: PlanTask, length: number): Places {
  const { days, minutes } = workedOn(calendar)
  // A point lies where a minute begins or where it ends.
  if (kind === 'milestone')
    return {
      count: 2 * minutes.length,
      at(i) {
        const edge = 2 * at(minutes, i >> 1) + 1 + (i % 2)
        return { begins: edge, ends: edge }
      },
    }
  if (duration && 'minutes' in duration)
    return {
      count: minutes.length - length + 1,
      at: (i) => ({ begins: 2 * at(minutes, i) + 1, ends: 2 * at(minutes, i + length - 1) + 2 }),
    }
  return {
    count: days.length - length,
    at: (i) => ({ begins: opening(calendar, at(days, i)), ends: closing(calendar, at(days, i + length - 1)) }),
  }
}

/** How many of its places' units a task covers that lies here. */
export function lengthOf({ kind, duration, calendar }: PlanTask, { begins, ends }: Place): number {
  if (kind === 'milestone') return 0
  if (duration && 'minutes' in duration) return minutesBefore(calendar, ends) - minutesBefore(calendar, begins)
  return workedOn(calendar).days.filter(
    (day) => day * 1440 * 2 >= begins - 1440 * 2 && closing(calendar, day) > begins && opening(calendar, day) < ends,
  ).length
}

function onDate({ calendar }: PlanTask, date: string): Place {
  const day = dayNumber(date)
  if (calendar.hoursOn(day).length === 0) return { begins: 2 * day * 1440 + 1, ends: 2 * (day + 1) * 1440 }
  return { begins: opening(calendar, day), ends: closing(calendar, day) }
}

/** Where the dates as they stand put a task. */
export function pinnedPlace(task: PlanTask): Place {
  const finishOn = (task.state === 'finished' ? task.finishedOn : null) ?? task.dueOn
  const [{ begins }, { ends }] = [onDate(task, task.startOn ?? ''), onDate(task, finishOn ?? '')]
  if (task.kind === 'milestone') return { begins: ends, ends }
  if (begins <= ends) return { begins, ends }
  // Finished before it was to begin: it began when its last working time until then did.
  const { days, minutes } = workedOn(task.calendar)
  if (task.duration && 'minutes' in task.duration)
    return { begins: 2 * at(minutes, minutesBefore(task.calendar, ends) - 1) + 1, ends }
  return {
    begins: opening(
      task.calendar,
      at(days, firstOf(days.length, (i) => opening(task.calendar, at(days, i)) >= ends) - 1),
    ),
    ends,
  }
}

/** Where a task goes that has begun on a date. */
export function startedPlace(task: PlanTask, length: number): Place {
  const { begins } = onDate(task, task.startOn ?? '')
  const places = placesOf(task, length)
  return { begins, ends: places.at(firstOf(places.count, (i) => places.at(i).begins >= begins)).ends }
}
