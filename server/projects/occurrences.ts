// When something recurs: the civil days of an RRULE in a zone. Beside domain/recurrence.ts, which only knows the form: the
// calendar arithmetic is a library's.
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'

/**
 * A series ends after thirty years, and so does the search of a rule whose day never comes (the thirtieth of February): it is
 * a search that keeps everybody waiting. In the steps that the library takes, which are the rule's own.
 */
const MOST_STEPS: Record<string, number> = { DAILY: 10_958, WEEKLY: 1_566, MONTHLY: 360, YEARLY: 30 }

interface Series {
  recurrence: string
  /** The day that intervals and counts are counted from. */
  startsOn: string
  timezone: string
}

/** Midnight begins a day, or the first instant of it where clocks skip that. */
const dayBegins = (on: string, timezone: string) => Temporal.PlainDate.from(on).toZonedDateTime(timezone)
const dayEnds = (on: string, timezone: string) =>
  Temporal.PlainDate.from(on).add({ days: 1 }).toZonedDateTime(timezone).subtract({ nanoseconds: 1 })

function ruleOf({ recurrence, startsOn, timezone }: Series): RRuleTemporal {
  const maxIterations = MOST_STEPS[/FREQ=(\w+)/.exec(recurrence)?.[1] ?? ''] ?? 0
  return new RRuleTemporal({ rruleString: recurrence, dtstart: dayBegins(startsOn, timezone), maxIterations })
}

/** The library says that it came to the end of its steps, and nothing else, by failing. */
function upToTheEnd<T>(search: () => T, none: T): T {
  try {
    return search()
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return none
    throw error
  }
}

/** The first of its days after a day; null where there is none any more. */
export function nextOccurrence(series: Series, after: string): string | null {
  const next = upToTheEnd(() => ruleOf(series).next(dayEnds(later(series, after), series.timezone)), null)
  // The year 10,000 is no date of the database's.
  return next === null || next.year > 9_999 ? null : next.toPlainDate().toString()
}

/** Its days after one and up to another, in order. */
export function occurrencesBetween(series: Series, after: string, until: string): string[] {
  const from = later(series, after)
  if (until <= from) return []
  const [first, last] = [dayEnds(from, series.timezone), dayEnds(until, series.timezone)]
  const days = upToTheEnd(() => ruleOf(series).between(first, last, true), [])
  return days.map((day) => day.toPlainDate().toString())
}

/** The day it starts on is not one of those that come. */
const later = ({ startsOn }: Series, after: string) => (after < startsOn ? startsOn : after)
