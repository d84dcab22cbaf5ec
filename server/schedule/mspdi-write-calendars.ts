// Calendars as a Microsoft Project file has them: a week, and runs of days that differ from it.
import { type Calendar, dateOf, dayNumber, type Interval } from '../../domain/calendar.ts'
import { WEEKDAYS, type Weekday } from '../../domain/organization.ts'
import { element, group } from './mspdi-elements.ts'

/** Calendars numbered from 1, the project's first; each whole, upon no other. */
export const writeCalendars = (calendars: readonly Calendar[]): string =>
  group(
    'Calendars',
    calendars.map((calendar, i) =>
      group('Calendar', [
        element('UID', i + 1),
        element('Name', i === 0 ? 'Standard' : `Calendar ${i + 1}`),
        element('IsBaseCalendar', 1),
        element('BaseCalendarUID', -1),
        group(
          'WeekDays',
          SUNDAY_FIRST.map((day, n) => weekDay(n + 1, calendar.week[day])),
        ),
        exceptions(calendar),
      ]),
    ),
  )

const SUNDAY_FIRST: readonly Weekday[] = [...WEEKDAYS.slice(6), ...WEEKDAYS.slice(0, 6)]

const weekDay = (type: number, intervals: readonly Interval[]): string =>
  group('WeekDay', [element('DayType', type), ...hours(intervals)])

const hours = (intervals: readonly Interval[]): string[] => [
  element('DayWorking', intervals.length > 0 ? 1 : 0),
  ...(intervals.length > 0 ? [group('WorkingTimes', intervals.map(workingTime))] : []),
]

const workingTime = ({ from, to }: Interval): string =>
  group('WorkingTime', [element('FromTime', `${from}:00`), element('ToTime', `${to === '24:00' ? '00:00' : to}:00`)])

interface Run {
  from: number
  to: number
  intervals: readonly Interval[]
  key: string
}

/** Days that follow each other with the same hours are one exception. */
function exceptions(calendar: Calendar): string {
  const runs: Run[] = []
  for (const [date, intervals] of [...calendar.exceptions].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [day, key, last] = [dayNumber(date), JSON.stringify(intervals), runs.at(-1)]
    if (last?.to === day - 1 && last.key === key) last.to = day
    else runs.push({ from: day, to: day, intervals, key })
  }
  return runs.length === 0 ? '' : group('Exceptions', runs.map(exception))
}

const exception = ({ from, to, intervals }: Run): string =>
  group('Exception', [
    element('EnteredByOccurrences', 0),
    group('TimePeriod', [element('FromDate', `${dateOf(from)}T00:00:00`), element('ToDate', `${dateOf(to)}T23:59:00`)]),
    element('Occurrences', to - from + 1),
    element('Name', from === to ? dateOf(from) : `${dateOf(from)} – ${dateOf(to)}`),
    element('Type', 1),
    element('Period', 1),
    ...hours(intervals),
  ])
