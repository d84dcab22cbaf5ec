// For which days a plan is asked for, and which lie before and after them where it is longer.
import type { ProjectSchedule } from '../../api-types.ts'
import { dateOf, dayNumber } from './time-axis.ts'

/** The server shows no more days at once. */
const MOST_DAYS = 731
const BEFORE = 60
const AFTER = 180

/** From before its start to well after its end and today, as far as that goes; where it is too long, today is in it. */
export function planWindow(startOn: string | null, dueOn: string | null, today: string): { from: string; to: string } {
  const now = dayNumber(today)
  const start = startOn === null ? now : Math.min(dayNumber(startOn), now)
  const end = dueOn === null ? now : Math.max(dayNumber(dueOn), now)
  const to = end + AFTER
  const from = Math.max(start - BEFORE, to - MOST_DAYS + 1)
  return from > now
    ? { from: dateOf(now - BEFORE), to: dateOf(now - BEFORE + MOST_DAYS - 1) }
    : { from: dateOf(from), to: dateOf(to) }
}

/** The same from a day on that was turned to. */
export const windowFrom = (from: string): { from: string; to: string } => ({
  from,
  to: dateOf(dayNumber(from) + MOST_DAYS - 1),
})

/** From where on the tasks before and after those shown are seen; nothing where there are none. Half of what is shown stays. */
export function windowsAround({ from, to, extent }: Pick<ProjectSchedule, 'from' | 'to' | 'extent'>): {
  earlier: string | undefined
  later: string | undefined
} {
  const step = Math.floor(MOST_DAYS / 2)
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const isEarlier = extent.from !== null && extent.from < from
  const isLater = extent.to !== null && extent.to > to
  return {
    earlier: isEarlier ? dateOf(first - step) : undefined,
    later: isLater ? dateOf(last - step) : undefined,
  }
}
