// When something recurs: the civil days of an RRULE in a zone. Beside domain/recurrence.ts, which only knows the form: the
// calendar arithmetic is a library's.
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'

/** A rule of a series that runs for a century of days ends there. */
const MOST_DAYS = 36_525

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

const ruleOf = ({ recurrence, startsOn, timezone }: Series) =>
  new RRuleTemporal({ rruleString: recurrence, dtstart: dayBegins(startsOn, timezone), maxIterations: MOST_DAYS })

/** The first of its days after a day; null where there is none any more. */
export function nextOccurrence(series: Series, after: string): string | null {
  const next = ruleOf(series).next(dayEnds(later(series, after), series.timezone))
  return next === null ? null : next.toPlainDate().toString()
}

/** Its days after one and up to another, in order. */
export function occurrencesBetween(series: Series, after: string, until: string): string[] {
  const from = later(series, after)
  if (until <= from) return []
  const days = ruleOf(series).between(dayEnds(from, series.timezone), dayEnds(until, series.timezone), true)
  return days.map((day) => day.toPlainDate().toString())
}

/** The day it starts on is not one of those that come. */
const later = ({ startsOn }: Series, after: string) => (after < startsOn ? startsOn : after)
