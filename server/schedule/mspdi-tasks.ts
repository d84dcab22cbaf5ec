// The parts of a task in a Microsoft Project file that the plan here holds otherwise: durations, links, constraints.
import { DAY_MINUTES, dateOf, dayOf, type WorkCalendar } from '../../domain/calendar.ts'
import type { PlanLink, PlanTask, WorkSpan } from '../../domain/plan.ts'
import { say, type Said } from '../../domain/said.ts'
import { dateWithin, readMoment } from './mspdi-dates.ts'
import type { Skip } from './mspdi-skipped.ts'
import { children, type Element, numberOf, textOf } from './mspdi-xml.ts'

const MAX_LINKS = 200
const MAX_MINUTES = 10_000_000
/** Ten years of days around the clock: what a link can hold. */
const MAX_LAG_MINUTES = 3650 * DAY_MINUTES

// Formats of durations and lags: even ones from 4 to 12 are elapsed time, 19 and 20 percentages; + 32 is "estimated".
const formatOf = (element: Element, name: string): number => (numberOf(element, name) ?? 7) & ~32
const isElapsed = (format: number): boolean => format >= 4 && format <= 12 && format % 2 === 0
const isPercent = (format: number): boolean => format === 19 || format === 20

/** Working minutes; 0 for a milestone, null where the file gives none. */
export function readDuration(element: Element, skip: Skip): number | null {
  const text = textOf(element, 'Duration')
  if (text === '') return null
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S$/.exec(text) ?? []
  if (hours === undefined) {
    skip('Duration', say`"${text.slice(0, 30)}" is no duration`)
    return null
  }
  const total = Math.round(Number(hours) * 60 + Number(minutes) + Number(seconds) / 60)
  if (isElapsed(formatOf(element, 'DurationFormat')))
    skip('Duration', say`elapsed time is taken as that much working time`)
  if (total > MAX_MINUTES) skip('Duration', say`is longer than ${MAX_MINUTES} minutes, and taken as that`)
  return Math.min(total, MAX_MINUTES)
}

const LINK_TYPES = ['FF', 'FS', 'SF', 'SS'] as const

export function readLinks(
  element: Element,
  skip: Skip,
): { predecessorUid: string; type: PlanLink['type']; lag: WorkSpan }[] {
  const links = children(element, 'PredecessorLink')
  if (links.length > MAX_LINKS) skip('PredecessorLink', say`only the first ${MAX_LINKS} links are taken`)
  return links.slice(0, MAX_LINKS).flatMap((link) => {
    const type = LINK_TYPES[numberOf(link, 'Type') ?? 1]
    const predecessorUid = textOf(link, 'PredecessorUID')
    if (textOf(link, 'CrossProject') === '1')
      return (skip('PredecessorLink', say`waits for a task of another file`), [])
    if (!type || predecessorUid === '')
      return (skip('PredecessorLink', say`has no type or no predecessor that is known`), [])
    return [{ predecessorUid, type, lag: { minutes: readLag(link, skip) } }]
  })
}

/** Lags are in tenths of minutes of working time. */
function readLag(link: Element, skip: Skip): number {
  const tenths = numberOf(link, 'LinkLag') ?? 0
  const format = formatOf(link, 'LagFormat')
  if (tenths === 0) return 0
  if (isPercent(format)) {
    skip('LinkLag', say`a lag in percent of the predecessor’s duration is left out`)
    return 0
  }
  if (isElapsed(format)) skip('LinkLag', say`elapsed time is taken as that much working time`)
  const minutes = Math.round(tenths / 10)
  if (Math.abs(minutes) <= MAX_LAG_MINUTES) return minutes
  skip('LinkLag', say`is longer than ten years, and taken as that`)
  return Math.sign(minutes) * MAX_LAG_MINUTES
}

/** What each type of constraint becomes; the others have no like here. */
const CONSTRAINTS: Record<number, { kind: 'not_before' | 'must_finish_by'; note?: Said }> = {
  2: { kind: 'not_before', note: say`"must start on" is taken as "not before"` },
  3: { kind: 'must_finish_by', note: say`"must finish on" is taken as "must finish by"` },
  4: { kind: 'not_before' },
  7: { kind: 'must_finish_by' },
}
const DROPPED: Record<number, Said> = {
  1: say`"as late as possible" is planned as early as possible`,
  5: say`"start no later than" is left out`,
  6: say`"finish no earlier than" is left out`,
}

/** A deadline is a constraint here, where the task has no other. */
export function readConstraint(element: Element, calendar: WorkCalendar, skip: Skip): PlanTask['constraint'] {
  const type = numberOf(element, 'ConstraintType') ?? 0
  const known = CONSTRAINTS[type]
  const moment = known ? readMoment(element, 'ConstraintDate', skip) : null
  const deadline = readMoment(element, 'Deadline', skip)
  const dropped = DROPPED[type]
  if (dropped !== undefined) skip('ConstraintType', dropped)
  if (known && moment !== null) {
    if (known.note !== undefined) skip('ConstraintType', known.note)
    if (deadline !== null) skip('Deadline', say`is left out beside the constraint`)
    return { kind: known.kind, on: dayWithin(known.kind, moment, calendar, skip) }
  }
  return deadline === null
    ? null
    : { kind: 'must_finish_by', on: dayWithin('must_finish_by', deadline, calendar, skip) }
}

/** The date, and a word where its time of day matters and is lost. */
function dayWithin(kind: 'not_before' | 'must_finish_by', moment: number, calendar: WorkCalendar, skip: Skip): string {
  const day = dayOf(moment)
  // What ends before a day's work begins ends on the working day before.
  if (kind === 'must_finish_by' && calendar.isWorkingDay(day) && moment <= day * DAY_MINUTES + calendar.opensAt(day))
    return dateWithin(calendar.closing(calendar.position(moment)) - 1) ?? dateOf(day)
  const isInside =
    calendar.position(moment) > calendar.position(day * DAY_MINUTES) &&
    calendar.position(moment) < calendar.position((day + 1) * DAY_MINUTES)
  const isLost = kind === 'not_before' ? calendar.position(moment) > calendar.position(day * DAY_MINUTES) : isInside
  if (isLost) skip('ConstraintDate', say`its time of day is not kept`)
  return dateOf(day)
}
