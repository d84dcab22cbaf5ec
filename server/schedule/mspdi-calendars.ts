// The calendars of a Microsoft Project file: weekdays, exceptions and work weeks, each upon its base calendar.
import { type Calendar, dateOf, dayNumber, type Interval, weekdayOf } from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK, WEEKDAYS, type Weekday } from '../../domain/organization.ts'
import { child, children, type Element, numberOf, textOf } from './mspdi-xml.ts'

/** More days than that are no exceptions any more; ten years of every kind of them fit. */
const MAX_EXCEPTION_DAYS = 20_000

export type Skip = (element: string, reason: string) => void

/** What one calendar says itself; what it leaves open is its base's. */
interface OwnCalendar {
  baseUid: string
  week: Partial<Record<Weekday, Interval[]>>
  exceptions: Map<string, Interval[]>
}

/** All calendars by their UID. What can not be understood is told to `skip`. */
export function readCalendars(project: Element, skip: Skip): Map<string, Calendar> {
  const own = new Map<string, OwnCalendar>()
  for (const element of children(child(project, 'Calendars'), 'Calendar')) {
    const name = `Calendar ${textOf(element, 'Name') || textOf(element, 'UID')}`
    own.set(
      textOf(element, 'UID'),
      readCalendar(element, (_, reason) => skip(name, reason)),
    )
  }
  return new Map([...own.keys()].map((uid) => [uid, resolve(uid, own)]))
}

/** A calendar upon its base, and that upon its own: a circle of bases ends where it closes. */
function resolve(uid: string, own: ReadonlyMap<string, OwnCalendar>): Calendar {
  const chain: OwnCalendar[] = []
  for (let at = own.get(uid); at && !chain.includes(at); at = own.get(at.baseUid)) chain.unshift(at)
  const week: Record<Weekday, Interval[]> = { ...DEFAULT_WORK_WEEK }
  const exceptions = new Map<string, Interval[]>()
  for (const { week: days, exceptions: dates } of chain) {
    Object.assign(week, days)
    for (const [date, intervals] of dates) exceptions.set(date, intervals)
  }
  return { week, exceptions }
}

function readCalendar(element: Element, skip: Skip): OwnCalendar {
  const calendar: OwnCalendar = { baseUid: textOf(element, 'BaseCalendarUID'), week: {}, exceptions: new Map() }
  for (const day of children(child(element, 'WeekDays'), 'WeekDay')) {
    const weekday = weekdayOfType(day)
    if (weekday) calendar.week[weekday] = readIntervals(day, skip)
    // Files before 2007 write exceptions as weekdays of type 0; later ones repeat them so.
    else addDays(calendar, day, () => readIntervals(day, skip), skip)
  }
  for (const week of children(child(element, 'WorkWeeks'), 'WorkWeek')) {
    const days = new Map(
      children(child(week, 'WeekDays'), 'WeekDay').map((day) => [weekdayOfType(day), readIntervals(day, skip)]),
    )
    addDays(calendar, week, (day) => days.get(WEEKDAYS[weekdayOf(day)]), skip)
  }
  for (const exception of children(child(element, 'Exceptions'), 'Exception')) {
    const kind = numberOf(exception, 'Type') ?? 1
    const isDaily = kind === 1 && (numberOf(exception, 'Period') ?? 1) <= 1
    if (isDaily || kind === 9) addDays(calendar, exception, () => readIntervals(exception, skip), skip)
    else skip('', `the exception "${textOf(exception, 'Name')}" recurs by a rule that is not read`)
  }
  return calendar
}

/** 1 is Sunday, 7 Saturday. */
function weekdayOfType(day: Element): Weekday | undefined {
  const type = numberOf(day, 'DayType') ?? 0
  return type >= 1 && type <= 7 ? WEEKDAYS[(type + 5) % 7] : undefined
}

function addDays(
  calendar: OwnCalendar,
  element: Element,
  hours: (day: number) => Interval[] | undefined,
  skip: Skip,
): void {
  const period = child(element, 'TimePeriod')
  const [from, to] = ['FromDate', 'ToDate'].map((name) => dayNumber(textOf(period, name).slice(0, 10))) as [
    number,
    number,
  ]
  if (Number.isNaN(from) || Number.isNaN(to)) return skip('', 'an exception has no dates')
  if (to - from + calendar.exceptions.size > MAX_EXCEPTION_DAYS) return skip('', 'its exceptions cover too many days')
  for (let day = from; day <= to; day++) {
    const intervals = hours(day)
    if (intervals) calendar.exceptions.set(dateOf(day), intervals)
  }
}

function readIntervals(day: Element, skip: Skip): Interval[] {
  if (textOf(day, 'DayWorking') === '0') return []
  const times = children(child(day, 'WorkingTimes'), 'WorkingTime').filter((time) => textOf(time, 'FromTime') !== '')
  const intervals = times.map((time) => {
    const [from, to] = [textOf(time, 'FromTime').slice(0, 5), textOf(time, 'ToTime').slice(0, 5)]
    return { from, to: to === '00:00' ? '24:00' : to }
  })
  const sorted = intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const isSound = sorted.every(
    ({ from, to }, i) =>
      /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to) && from < to && from >= (sorted[i - 1]?.to ?? ''),
  )
  if (isSound) return sorted
  skip('', 'a day has working times that are empty or overlap')
  return []
}
