// The demo's time: working minutes counted from this morning, and the dates and instants they stand for.
import { civilDate } from '../platform/civil-date.ts'

/** Of the default working week: 09:00–13:00 and 14:00–18:00, Monday to Friday. */
export const DAY = 480

/**
 * Day 0 is today, or the next working day; day −1 the last one before today. A moment is a number of working minutes,
 * 0 being the start of day 0, so whatever is negative has happened, at whatever time of day the demo is made.
 */
export interface DemoCalendar {
  /** The civil date of a working day. */
  date(day: number): string
  instant(moment: number): Date
}

const DAY_MS = 24 * 3_600_000

export function demoCalendar(now: Date, timezone: string): DemoCalendar {
  const today = Date.parse(`${civilDate(now, timezone)}T12:00:00Z`)
  // Each day is looked up hundreds of times, and asking for its offset takes a while.
  const days = new Map<number, { date: string; startMs: number }>()
  const of = (day: number) => {
    const known = days.get(day)
    if (known) return known
    const date = workingDate(today, day)
    const found = { date, startMs: Date.parse(`${date}T00:00:00Z`) - offsetMs(date, timezone) }
    days.set(day, found)
    return found
  }
  const instant = (moment: number) => {
    const day = Math.floor(moment / DAY)
    const minute = moment - day * DAY
    const clock = (minute < DAY / 2 ? 9 * 60 : 10 * 60) + minute
    return new Date(of(day).startMs + Math.round(clock * 60) * 1000)
  }
  return { date: (day) => of(day).date, instant }
}

/** The n-th working day, counted from noon of today. */
function workingDate(today: number, day: number): string {
  const weekday = (new Date(today).getUTCDay() + 6) % 7
  const monday = today - weekday * DAY_MS
  // On a weekend the next working day is Monday's.
  const index = Math.min(weekday, 5) + day
  const at = monday + Math.floor(index / 5) * 7 * DAY_MS + (((index % 5) + 5) % 5) * DAY_MS
  return new Date(at).toISOString().slice(0, 10)
}

/** How far the zone is ahead of UTC on a day; taken at noon, since clocks are changed at night. */
function offsetMs(date: string, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(`${date}T12:00:00Z`),
  )
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
