// When somebody is told: the hour of their digest, and the end of their quiet hours; by the wall clock of a zone.
import { dateOf, DAY_MINUTES, weekdayOf } from './calendar.ts'
import type { NotificationPreferences } from './notification.ts'
import { instantMsOf, wallMs } from './zone.ts'

const MINUTE_MS = 60_000
const wallMinute = (zone: string, at: Date) => Math.floor(wallMs(zone, at.getTime()) / MINUTE_MS)

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/**
 * The first instant from `at` on that is not quiet. Where the clock goes forward over the end, they end with the jump;
 * where it goes back over it, with its first coming.
 */
export function afterQuietHours(quiet: NotificationPreferences['quietHours'], zone: string, at: Date): Date {
  if (!quiet) return at
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)]
  const wall = wallMinute(zone, at)
  const minute = wall % DAY_MINUTES
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return at
  const midnight = wall - minute
  const end = instantMsOf(zone, minute < to ? midnight + to : midnight + DAY_MINUTES + to)
  return new Date(Math.max(end, at.getTime()))
}

/** What is due by the clock: its day, and its instant. */
export interface Due {
  on: string
  at: Date
}

/** The digest that was due last; its instant is not after `now`. */
export const lastDigest = (hour: number, zone: string, now: Date): Due =>
  lastDue(Math.floor(wallMinute(zone, now) / DAY_MINUTES), 1, hour * 60, zone, now)

/** What comes once a week, on a day of it (0 is Monday), at a minute of that day: the one that was due last. */
export function lastWeekly(weekday: number, minute: number, zone: string, now: Date): Due {
  const today = Math.floor(wallMinute(zone, now) / DAY_MINUTES)
  return lastDue(today - ((weekdayOf(today) - weekday + 7) % 7), 7, minute, zone, now)
}

function lastDue(day: number, every: number, minute: number, zone: string, now: Date): Due {
  const due = (on: number) => ({ on: dateOf(on), at: new Date(instantMsOf(zone, on * DAY_MINUTES + minute)) })
  const first = due(day)
  return first.at > now ? due(day - every) : first
}
