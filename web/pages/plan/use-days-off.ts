// The days on which the organisation does not work, as the plan shades them.
import { useMemo } from 'react'
import type { ProjectSchedule, ScheduledPerson, WorkWeek } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import type { IsOff } from './plan-moves.ts'
import { dateOf, dayNumber, weekdayOf } from './time-axis.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Shown = Pick<ProjectSchedule, 'from' | 'people' | 'holidays'>
const EMPTY: Shown = { from: dateOf(0), people: [], holidays: [] }

/** From the week and the holidays; who may not read the week sees days off where nobody on the plan has time at all. */
export function useDaysOff(schedule: Shown | undefined): IsOff {
  const enabled = useMay('settings.read')
  const { from, people, holidays } = schedule ?? EMPTY
  const { data: settings } = useDoor('GET /v1/admin/settings', {}, { enabled })
  return useMemo(() => {
    if (!enabled) return withoutTime(people, dayNumber(from))
    const off = new Set(holidays.map(({ on }) => dayNumber(on)))
    const free = freeWeekdays(settings?.workWeek)
    return (day) => free.has(weekdayOf(day)) || off.has(day)
  }, [enabled, from, holidays, people, settings])
}

function freeWeekdays(week: WorkWeek | undefined): ReadonlySet<number> {
  if (!week) return new Set([5, 6])
  return new Set(WEEKDAYS.flatMap((name, weekday) => (week[name].length === 0 ? weekday : [])))
}

function withoutTime(people: readonly ScheduledPerson[], first: number): IsOff {
  const works = (day: number) => people.some(({ capacityMinutes }) => (capacityMinutes[day - first] ?? 0) > 0)
  return (day) => (people.length > 0 ? !works(day) : weekdayOf(day) > 4)
}
