// For which days a plan is asked for, and which lie before and after them where it is longer.
import type { ProjectSchedule } from '../../api-types.ts'
import { dateOf, dayNumber } from './time-axis.ts'

/** The server shows no more days at once. */
const MOST_DAYS = 731
const BEFORE = 60
const AFTER = 180

interface Window {
  from: string
  to: string
}
const windowOf = (from: number, to: number): Window => ({ from: dateOf(from), to: dateOf(to) })

/**
 * From well before its start to well after its end, with today in it wherever that lies within. Where both together are
 * too long, its own days are shown: of one that is past its last, of another as many as there is room for around today.
 */
export function planWindow(startOn: string | null, dueOn: string | null, today: string): Window {
  const now = dayNumber(today)
  const start = startOn === null ? now : dayNumber(startOn)
  const end = Math.max(start, dueOn === null ? now : dayNumber(dueOn))
  const [from, to] = [Math.min(start, now) - BEFORE, Math.max(end, now) + AFTER]
  if (to - from < MOST_DAYS) return windowOf(from, to)
  const [first, last] = [start - BEFORE, end + AFTER]
  if (last < now) return windowOf(Math.max(first, last - MOST_DAYS + 1), last)
  const begin = Math.max(first, Math.min(now - BEFORE, last - MOST_DAYS + 1))
  return windowOf(begin, Math.min(last, begin + MOST_DAYS - 1))
}

/** The same from a day on that was turned to. */
export const windowFrom = (from: string): Window => windowOf(dayNumber(from), dayNumber(from) + MOST_DAYS - 1)

type Shown = Pick<ProjectSchedule, 'from' | 'to' | 'extent'>

/** Where the tasks lie, if none of them lies on the days that were asked for: as many days from their first as are shown at once. */
export function windowElsewhere({ from, to, extent }: Shown): Window | undefined {
  if (extent.from === null || extent.to === null || (extent.from <= to && extent.to >= from)) return undefined
  const [first, last] = [dayNumber(extent.from) - BEFORE, dayNumber(extent.to) + AFTER]
  return windowOf(first, Math.min(last, first + MOST_DAYS - 1))
}

/** From where on the tasks before and after those shown are seen; nothing where there are none. Half of what is shown stays. */
export function windowsAround({ from, to, extent }: Shown): { earlier: string | undefined; later: string | undefined } {
  if (extent.from === null || extent.to === null) return { earlier: undefined, later: undefined }
  const [first, last, begin, end] = [from, to, extent.from, extent.to].map(dayNumber) as [
    number,
    number,
    number,
    number,
  ]
  const half = Math.floor((last - first + 1) / 2)
  // Over years without any task one does not go step by step.
  const earlier = Math.min(first + half, end + BEFORE) - MOST_DAYS + 1
  const later = Math.max(last - half, begin - BEFORE)
  return { earlier: begin < first ? dateOf(earlier) : undefined, later: end > last ? dateOf(later) : undefined }
}

/** The days around today, whatever the project's own are. */
export const windowAroundToday = (today: string): string => dateOf(dayNumber(today) - BEFORE)
