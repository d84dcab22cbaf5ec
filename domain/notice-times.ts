// When somebody is told: the hour of their digest, and the end of their quiet hours; by the wall clock of a zone.
import { dateOf, DAY_MINUTES } from './calendar.ts'
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

/** The digest that was due last: its day, and its instant, which is not after `now`. */
export function lastDigest(hour: number, zone: string, now: Date): { on: string; at: Date } {
  const today = Math.floor(wallMinute(zone, now) / DAY_MINUTES)
  const due = (day: number) => ({ on: dateOf(day), at: new Date(instantMsOf(zone, day * DAY_MINUTES + hour * 60)) })
  const first = due(today)
  return first.at > now ? due(today - 1) : first
}
