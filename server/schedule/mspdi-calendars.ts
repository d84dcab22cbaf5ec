// The calendars of a Microsoft Project file: weekdays, exceptions and work weeks, each upon its base calendar.
import {
  type Calendar,
  compileCalendar,
  dateOf,
  dayNumber,
  type Interval,
  weekdayOf,
  type WorkCalendar,
} from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK, WEEKDAYS, type Weekday, weekMinutes } from '../../domain/organization.ts'
import { say, type Said } from '../../domain/said.ts'
import { readDate } from './mspdi-dates.ts'
import type { Skip } from './mspdi-skipped.ts'
import { child, children, type Element, numberOf, textOf } from './mspdi-xml.ts'

/** More days than that are no exceptions any more; ten years of every kind of them fit. */
const MAX_EXCEPTION_DAYS = 20_000
/** Of all calendars together: as they are written, and upon their bases. */
const MAX_DAYS_WRITTEN = 100_000
const MAX_DAYS_KEPT = 400_000
const MAX_CALENDARS = 2000
const MAX_INTERVALS = 12

/** What one calendar says itself; what it leaves open is its base's. */
interface OwnCalendar {
  baseUid: string
  week: Partial<Record<Weekday, Interval[]>>
  exceptions: Map<string, Interval[]>
  skip: Skip
}

/** All calendars that have working time, by their UID. What can not be understood is told to `skip`. */
export function readCalendars(project: Element, skip: Skip): Map<string, Calendar> {
  const own = new Map<string, OwnCalendar>()
  const elements = children(child(project, 'Calendars'), 'Calendar')
  if (elements.length > MAX_CALENDARS) skip('Calendars', say`only the first ${MAX_CALENDARS} are read`)
  const budget = { days: MAX_DAYS_WRITTEN }
  for (const element of elements.slice(0, MAX_CALENDARS)) {
    const name = `Calendar ${textOf(element, 'Name') || textOf(element, 'UID')}`
    own.set(
      textOf(element, 'UID'),
      readCalendar(element, budget, (_, reason) => skip(name, reason)),
    )
  }
  const resolved = resolveAll(own)
  for (const [uid, { week }] of resolved) {
    if (weekMinutes(week).some((minutes) => minutes > 0)) continue
    own.get(uid)?.skip('', say`has no working time`)
    resolved.delete(uid)
  }
  return resolved
}

/** Each calendar upon its base, and that upon its own: a circle of bases ends where it closes. */
function resolveAll(own: ReadonlyMap<string, OwnCalendar>): Map<string, Calendar> {
  const resolved = new Map<string, Calendar>()
  const budget = { days: MAX_DAYS_KEPT }
  for (const uid of own.keys()) {
    const chain = new Map<string, OwnCalendar>()
    let at = uid
    for (let each = own.get(at); each && !resolved.has(at) && !chain.has(at); each = own.get(at)) {
      chain.set(at, each)
      at = each.baseUid
    }
    let calendar: Calendar = resolved.get(at) ?? { week: DEFAULT_WORK_WEEK, exceptions: new Map() }
    for (const [each, more] of [...chain].toReversed()) {
      calendar = upon(calendar, more, budget)
      resolved.set(each, calendar)
    }
  }
  return resolved
}

function upon({ week, exceptions }: Calendar, own: OwnCalendar, budget: { days: number }): Calendar {
  const both = { ...week, ...own.week }
  if (own.exceptions.size === 0) return { week: both, exceptions }
  if (exceptions.size === 0) return { week: both, exceptions: own.exceptions }
  budget.days -= exceptions.size + own.exceptions.size
  if (budget.days >= 0) return { week: both, exceptions: new Map([...exceptions, ...own.exceptions]) }
  own.skip('', say`its exceptions are left out: those of its base calendar are too many beside them`)
  return { week: both, exceptions }
}

function readCalendar(element: Element, budget: { days: number }, skip: Skip): OwnCalendar {
  const calendar: OwnCalendar = { baseUid: textOf(element, 'BaseCalendarUID'), week: {}, exceptions: new Map(), skip }
  for (const day of children(child(element, 'WeekDays'), 'WeekDay')) {
    const weekday = weekdayOfType(day)
    if (weekday) calendar.week[weekday] = readIntervals(day, skip)
    // Files before 2007 write exceptions as weekdays of type 0; later ones repeat them so.
    else addDays(calendar, budget, day, always(readIntervals(day, skip)))
  }
  for (const week of children(child(element, 'WorkWeeks'), 'WorkWeek')) {
    const days = new Map(
      children(child(week, 'WeekDays'), 'WeekDay').map((day) => [weekdayOfType(day), readIntervals(day, skip)]),
    )
    addDays(calendar, budget, week, (day) => days.get(WEEKDAYS[weekdayOf(day)]))
  }
  for (const exception of children(child(element, 'Exceptions'), 'Exception')) {
    const kind = numberOf(exception, 'Type') ?? 1
    const isDaily = kind === 1 && (numberOf(exception, 'Period') ?? 1) <= 1
    if (isDaily || kind === 9) addDays(calendar, budget, exception, always(readIntervals(exception, skip)))
    else skip('', say`the exception "${textOf(exception, 'Name').slice(0, 100)}" recurs by a rule that is not read`)
  }
  return calendar
}

/** 1 is Sunday, 7 Saturday. */
function weekdayOfType(day: Element): Weekday | undefined {
  const type = numberOf(day, 'DayType') ?? 0
  return type >= 1 && type <= 7 ? WEEKDAYS[(type + 5) % 7] : undefined
}

const always =
  <T>(value: T) =>
  (): T =>
    value

function addDays(
  { exceptions, skip }: OwnCalendar,
  budget: { days: number },
  element: Element,
  hours: (day: number) => Interval[] | undefined,
): void {
  const period = child(element, 'TimePeriod')
  const dates = ['FromDate', 'ToDate'].map((name) => readDate(period, name, (_, reason) => skip('', reason)))
  const [from, to] = dates
  if (!from || !to) return skip('', say`an exception has no dates`)
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const days = Math.max(0, last - first + 1)
  if (exceptions.size + days > MAX_EXCEPTION_DAYS || days > budget.days)
    return skip('', say`its exceptions cover too many days`)
  budget.days -= days
  for (let day = first; day <= last; day++) {
    const intervals = hours(day)
    if (intervals) exceptions.set(dateOf(day), intervals)
  }
}

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

function readIntervals(day: Element, skip: Skip): Interval[] {
  if (textOf(day, 'DayWorking') === '0') return []
  const times = children(child(day, 'WorkingTimes'), 'WorkingTime').filter((time) => textOf(time, 'FromTime') !== '')
  const intervals = times.slice(0, MAX_INTERVALS + 1).map((time) => {
    const [from, to] = [textOf(time, 'FromTime').slice(0, 5), textOf(time, 'ToTime').slice(0, 5)]
    return { from, to: to === '00:00' ? '24:00' : to }
  })
  const sorted = intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const isSound =
    sorted.length <= MAX_INTERVALS &&
    sorted.every(
      ({ from, to }, i) => TIME.test(from) && TIME.test(to) && from < to && from >= (sorted[i - 1]?.to ?? ''),
    )
  if (isSound) return sorted
  skip('', say`a day has working times that are empty, overlap, or are more than ${MAX_INTERVALS}`)
  return []
}

const MAX_COMPILED = 30

/**
 * The calendars of tasks, each made ready where it is first asked for; undefined where there is none. With `skip`, only
 * so many are: it is told once where more are asked for.
 */
export function compileOnDemand(
  calendars: ReadonlyMap<string, Calendar>,
  skip?: (reason: Said) => void,
): (uid: string) => WorkCalendar | undefined {
  const ready = new Map<string, WorkCalendar>()
  let isTold = false
  return (uid) => {
    const calendar = calendars.get(uid)
    const known = ready.get(uid)
    if (known || !calendar) return known
    if (skip && ready.size === MAX_COMPILED) {
      if (!isTold) skip(say`tasks with calendars of their own have the project’s beyond ${MAX_COMPILED} calendars`)
      isTold = true
      return undefined
    }
    const compiled = compileCalendar(calendar)
    ready.set(uid, compiled)
    return compiled
  }
}
