// Calendars that were compiled before. What one answers depends on nothing but what it was made of, and that is the key.
import type { WorkCalendar } from '../../domain/calendar.ts'

const MOST_KEPT = 500
const kept = new Map<string, WorkCalendar>()

/** The calendar made of this, with the tables it has filled so far; the longest unused one makes room. */
export function rememberedCalendar(madeOf: unknown, make: () => WorkCalendar): WorkCalendar {
  const key = JSON.stringify(madeOf)
  const calendar = kept.get(key) ?? make()
  kept.delete(key)
  kept.set(key, calendar)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return calendar
}
