// How much work a person's day holds, how a booking lies on days, and where else it would fit; who may book is not here.
import { MAX_WINDOW_DAYS } from './allocation.ts'
import { weekdayOf, type WorkCalendar } from './calendar.ts'

/** What limits a person's days beside the organisation's calendar. Days are day numbers (domain/calendar.ts). */
export interface WorkingPerson {
  /** Minutes Monday to Sunday, each from its day on, in order. Before the first the organisation's week holds. */
  weeks: readonly { from: number; minutes: readonly number[] }[]
  availabilityFactor: number
  /** `minutesPerDay` null is whole days; what overlaps adds up. */
  timeOff: readonly { from: number; to: number; minutesPerDay: number | null }[]
}

/** Minutes that a day, by its number, holds. A day that holds none is no working day. */
export type DayMinutes = (day: number) => number

/**
 * A person's capacity: the organisation's calendar that day, limited by their own week times their availability (rounded
 * down to the minute), less their time off, and never below 0.
 */
export function capacityOf(calendar: WorkCalendar, person: WorkingPerson): DayMinutes {
  // In thousandths, so that 0.7 of 480 is 336 and not a hair less.
  const thousandths = Math.round(person.availabilityFactor * 1000)
  return (day) => {
    const open = calendar.minutesOn(day)
    const own = person.weeks.findLast((week) => week.from <= day)?.minutes[weekdayOf(day)] ?? open
    const capacity = Math.min(open, Math.floor((own * thousandths) / 1000))
    return Math.max(0, capacity - timeOffOn(person, day))
  }
}

function timeOffOn({ timeOff }: WorkingPerson, day: number): number {
  let minutes = 0
  for (const off of timeOff) if (off.from <= day && day <= off.to) minutes += off.minutesPerDay ?? Infinity
  return minutes
}

export interface Window {
  from: number
  to: number
}

/** The days of a window on which work is done, in order. */
export function workingDays({ from, to }: Window, capacityOn: DayMinutes): number[] {
  const days: number[] = []
  for (let day = from; day <= to; day++) if (capacityOn(day) > 0) days.push(day)
  return days
}

/** How much is booked: exactly one of them is a number. */
export interface Amount {
  minutesPerDay: number | null
  percent: number | null
  totalMinutes: number | null
}

/** What a booking takes of one day: at least a minute. */
export interface BookedDay {
  day: number
  minutes: number
}

/**
 * The days that carry a booking: those of its window that are working days, each with the minutes per day, or the percent
 * of its capacity (rounded, at least 1), or its part of the total. None where the window has no working day.
 */
export function carry(amount: Amount, window: Window, capacityOn: DayMinutes): BookedDay[] {
  return carryOn(amount, workingDays(window, capacityOn), capacityOn)
}

function carryOn(amount: Amount, days: readonly number[], capacityOn: DayMinutes): BookedDay[] {
  const { minutesPerDay, percent, totalMinutes } = amount
  if (totalMinutes !== null) return spread(totalMinutes, days, capacityOn)
  const share = (day: number) => minutesPerDay ?? Math.max(1, Math.round((capacityOn(day) * (percent ?? 0)) / 100))
  return days.map((day) => ({ day, minutes: share(day) }))
}

/** A total in proportion to the days' capacities, by largest remainder: the parts are whole minutes and add up to it. */
function spread(total: number, days: readonly number[], capacityOn: DayMinutes): BookedDay[] {
  const sum = days.reduce((minutes, day) => minutes + capacityOn(day), 0)
  const parts = days.map((day) => {
    const exact = total * capacityOn(day)
    return { day, minutes: Math.floor(exact / sum), remainder: exact % sum }
  })
  let left = total - parts.reduce((minutes, part) => minutes + part.minutes, 0)
  // Of equal remainders the earlier day has it.
  for (const part of parts.toSorted((a, b) => b.remainder - a.remainder || a.day - b.day)) {
    if (left === 0) break
    part.minutes++
    left--
  }
  return parts.filter(({ minutes }) => minutes > 0).map(({ day, minutes }) => ({ day, minutes }))
}

/** What a day can still take: nothing where it is over its capacity already. */
export const freeMinutes = (capacity: number, booked: number): number => Math.max(0, capacity - booked)

/** Whether work can be placed on exactly these working days. */
export type Fits = (days: readonly number[], capacityOn: DayMinutes, freeOn: DayMinutes) => boolean

/** A booking fits where every day it lies on has room for its part. */
export const bookingFits =
  (amount: Amount): Fits =>
  (days, capacityOn, freeOn) => {
    const carried = carryOn(amount, days, capacityOn)
    return carried.length > 0 && carried.every(({ day, minutes }) => minutes <= freeOn(day))
  }

/** Work that may lie on its days as it likes fits where they are free for that long in all. */
export const workFits =
  (minutes: number): Fits =>
  (days, _, freeOn) =>
    days.length > 0 && days.reduce((sum, day) => sum + freeOn(day), 0) >= minutes

/** Offers look this far around what was asked for. */
export const OFFERS_WITHIN_DAYS = 90
/** An offered window of as many working days is at most this much longer than the one asked for. */
const LONGER_BY_DAYS = 31

/** The days that have to be known to find windows around one. */
export const searchedAround = ({ from, to }: Window): Window => ({
  from: from - OFFERS_WITHIN_DAYS,
  to: to + OFFERS_WITHIN_DAYS + LONGER_BY_DAYS,
})

/**
 * The nearest windows with as many working days into which it fits: one that starts earlier, but not before `notBefore`,
 * and one that starts later, the nearer first.
 */
export function nearestWindows(
  asked: Window,
  fits: Fits,
  capacityOn: DayMinutes,
  freeOn: DayMinutes,
  notBefore: number,
): Window[] {
  const length = Math.max(1, workingDays(asked, capacityOn).length)
  const around = searchedAround(asked)
  const days = workingDays(around, capacityOn)
  const windowAt = (i: number): Window | undefined => {
    const chosen = days.slice(i, i + length)
    const [from, to] = [chosen[0], chosen.at(-1)]
    if (chosen.length < length || from === undefined || to === undefined) return undefined
    return fits(chosen, capacityOn, freeOn) ? { from, to } : undefined
  }
  const starts = days.map((day, i) => ({ day, i }))
  const earlier = starts
    .filter(({ day }) => day < asked.from && day >= notBefore)
    .toReversed()
    .map(({ i }) => i)
  const later = starts
    .filter(({ day }) => day > asked.from && day <= asked.from + OFFERS_WITHIN_DAYS && day >= notBefore)
    .map(({ i }) => i)
  const nearest = (order: number[]) => {
    for (const i of order) {
      const window = windowAt(i)
      if (window) return [window]
    }
    return []
  }
  const away = ({ from }: Window) => Math.abs(from - asked.from)
  return [...nearest(earlier), ...nearest(later)].toSorted((a, b) => away(a) - away(b))
}

/** A moved window is looked for up to this many days around where it would be by calendar days. */
export const MOVES_WITHIN_DAYS = 120

/**
 * The window of a booking whose task moves from one start to another: as many working days after the start as it was
 * before, and with as many working days in it, so that what it carries stays the same. Where those are not found
 * `within` the days that are known, it moves by calendar days.
 */
export function moveWindow(
  window: Window,
  task: { from: number; to: number },
  capacityOn: DayMinutes,
  within: Window,
): Window {
  const plain = { from: window.from + task.to - task.from, to: window.to + task.to - task.from }
  const length = workingDays(window, capacityOn).length
  if (length === 0) return plain
  const before = workingDays({ from: window.from, to: task.from - 1 }, capacityOn).length
  const after = workingDays({ from: task.from, to: window.from - 1 }, capacityOn).length
  const days = workingDays(within, capacityOn)
  const first = days.findIndex((day) => day >= task.to) + after - before
  const [from, to] = [days[first], days[first + length - 1]]
  if (from === undefined || to === undefined || to - from >= MAX_WINDOW_DAYS) return plain
  return { from, to }
}
