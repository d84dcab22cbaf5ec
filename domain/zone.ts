// Wall clocks in IANA zones: what the clock shows at an instant, and which instant a wall-clock moment is.
import { DAY_MINUTES } from './calendar.ts'

const MINUTE_MS = 60_000
const DAY_MS = DAY_MINUTES * MINUTE_MS

/** From this instant on the clock is this far ahead of UTC. */
interface Segment {
  fromMs: number
  offsetMs: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function offsetMs(zone: string, atMs: number): number {
  let format = formats.get(zone)
  if (!format)
    formats.set(zone, (format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })))
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(atMs)) ?? []
  const ahead = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return (sign === '-' ? -ahead : ahead) * 1000
}

const years = new Map<string, readonly Segment[]>()

/** What holds in a UTC year and two days on either side: the first segment has no beginning, the last no end. */
function segmentsOf(zone: string, year: number): readonly Segment[] {
  const key = `${zone} ${year}`
  const known = years.get(key)
  if (known) return known
  const end = Date.UTC(year + 1, 0, 3)
  let before = Date.UTC(year - 1, 11, 30)
  const segments = [{ fromMs: -Infinity, offsetMs: offsetMs(zone, before) }]
  // Day by day: rules may change twice within weeks (Ramadan in Morocco).
  for (let after = before + DAY_MS; after <= end; before = after, after += DAY_MS) {
    const ahead = offsetMs(zone, after)
    if (ahead === segments.at(-1)?.offsetMs) continue
    segments.push({ fromMs: changeBetween(zone, before, after, ahead), offsetMs: ahead })
  }
  years.set(key, segments)
  return segments
}

/** The first instant, to the second, at which the new offset holds. */
function changeBetween(zone: string, before: number, after: number, ahead: number): number {
  let [low, high] = [before / 1000, after / 1000]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMs(zone, middle * 1000) === ahead) high = middle
    else low = middle
  }
  return high * 1000
}

const segmentsAt = (zone: string, utcMs: number) => segmentsOf(zone, new Date(utcMs).getUTCFullYear())

/** What the clock shows at an instant, as wall-clock milliseconds: moments × 60,000. */
export function wallMs(zone: string, instantMs: number): number {
  const segment = segmentsAt(zone, instantMs).findLast(({ fromMs }) => fromMs <= instantMs)
  return instantMs + (segment?.offsetMs ?? 0)
}

/**
 * The instant at which the clock shows a moment. A moment that comes twice, as clocks go back, is its first coming; one
 * that is skipped, as they go forward, is the instant of the jump. Later moments are never earlier instants.
 */
export function instantMsOf(zone: string, moment: number): number {
  const wall = moment * MINUTE_MS
  const segments = segmentsAt(zone, wall)
  for (const [i, { fromMs, offsetMs: ahead }] of segments.entries()) {
    const instant = wall - ahead
    if (instant < (segments[i + 1]?.fromMs ?? Infinity)) return Math.max(instant, fromMs)
  }
  return wall
}

/** Whether the clock goes forward or back on this day or at its edges. */
export function clockChangesOn(zone: string, day: number): boolean {
  return segmentsAt(zone, day * DAY_MS).some(
    ({ fromMs, offsetMs: ahead }) => fromMs + ahead >= (day - 1) * DAY_MS && fromMs + ahead < (day + 2) * DAY_MS,
  )
}
