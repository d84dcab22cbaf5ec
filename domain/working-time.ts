// Working time between instants, in a zone: minutes that really pass, so an interval 00:00–06:00 has five hours on the
// night that clocks go forward and seven on the night that they go back.
import { DAY_MINUTES, dayOf, type WorkCalendar } from './calendar.ts'
import { clockChangesOn, instantMsOf, wallMs } from './zone.ts'

const MINUTE_MS = 60_000

const dayAt = (zone: string, instantMs: number) => dayOf(wallMs(zone, instantMs) / MINUTE_MS)

/** A day's intervals as instants; both ends follow `instantMsOf`, so intervals that touch never overlap. */
function* spansOn(calendar: WorkCalendar, zone: string, day: number): Generator<readonly [number, number]> {
  const hours = calendar.hoursOn(day)
  for (let i = 0; i < hours.length; i += 2) {
    const [from = 0, to = 0] = hours.slice(i, i + 2)
    yield [instantMsOf(zone, day * DAY_MINUTES + from), instantMsOf(zone, day * DAY_MINUTES + to)]
  }
}

/** A day's real working time, in milliseconds, as far as it lies between two instants. */
function workedMs(calendar: WorkCalendar, zone: string, day: number, fromMs = -Infinity, toMs = Infinity): number {
  let sum = 0
  for (const [from, to] of spansOn(calendar, zone, day)) sum += Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs))
  return sum
}

/** Whole days of working time, by the clock where it does not change. */
const wholeDayMs = (calendar: WorkCalendar, zone: string, day: number): number =>
  clockChangesOn(zone, day) ? workedMs(calendar, zone, day) : calendar.minutesOn(day) * MINUTE_MS

/** The real minutes a working day has in a zone. */
export const workingMinutesOfDay = (calendar: WorkCalendar, zone: string, day: number): number =>
  wholeDayMs(calendar, zone, day) / MINUTE_MS

/** Real working minutes from one instant to another, with their fraction; negative where that is earlier. */
export function minutesBetweenInstants(calendar: WorkCalendar, zone: string, from: Date, to: Date): number {
  if (to < from) return -minutesBetweenInstants(calendar, zone, to, from)
  // A day more on each side: clocks that go back over midnight bring a day twice.
  const [first, last] = [dayAt(zone, from.getTime()) - 1, dayAt(zone, to.getTime()) + 1]
  let sum = 0
  for (let day = first; day <= last; day++)
    sum +=
      day > first + 2 && day < last - 2
        ? wholeDayMs(calendar, zone, day)
        : workedMs(calendar, zone, day, from.getTime(), to.getTime())
  return sum / MINUTE_MS
}

/**
 * The earliest instant by which this many working minutes have passed since `from`; 0 is `from` itself. Fails with
 * `validation_error` where the calendar has not that much time.
 */
export function instantAfterMinutes(calendar: WorkCalendar, zone: string, from: Date, minutes: number): Date {
  const start = from.getTime()
  const first = dayAt(zone, start) - 1
  let left = minutes * MINUTE_MS
  if (left <= 0) return from
  for (let day = first; ; day++) {
    const whole = day > first + 2 ? wholeDayMs(calendar, zone, day) : -1
    if (whole >= 0 && whole < left) {
      left -= whole
      continue
    }
    for (const [opens, closes] of spansOn(calendar, zone, day)) {
      const begins = Math.max(opens, start)
      if (closes - begins >= left) return new Date(begins + left)
      left -= Math.max(0, closes - begins)
    }
  }
}

/** The instant from which this many working minutes pass until `to`: what `instantAfterMinutes` is undone by. */
export function instantBeforeMinutes(calendar: WorkCalendar, zone: string, to: Date, minutes: number): Date {
  if (minutes <= 0) return to
  // Far enough back to hold them all; from there it is counted forward.
  for (let days = 2 + Math.ceil(minutes / 240); ; days *= 2) {
    const from = new Date(to.getTime() - days * DAY_MINUTES * MINUTE_MS)
    const passed = minutesBetweenInstants(calendar, zone, from, to)
    if (passed >= minutes) return instantAfterMinutes(calendar, zone, from, passed - minutes)
  }
}
