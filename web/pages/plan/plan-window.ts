// For which days a plan is asked for.
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
