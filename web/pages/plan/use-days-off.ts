// The days on which the organisation does not work, as the plan shades them.
import { useMemo } from 'react'
import type { ProjectSchedule, ScheduledPerson, WorkWeek } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import type { IsOff } from './plan-moves.ts'
import { dateOf, dayNumber, weekdayOf } from './time-axis.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const EMPTY: Pick<ProjectSchedule, 'people' | 'holidays'> = { people: [], holidays: [] }

/** From the week and the holidays; who may not read the week sees days off where nobody on the plan has time at all. */
export function useDaysOff(schedule: Pick<ProjectSchedule, 'people' | 'holidays'> | undefined): IsOff {
  const enabled = useMay('settings.read')
  const { people, holidays } = schedule ?? EMPTY
  const { data: settings } = useDoor('GET /v1/admin/settings', {}, { enabled })
  return useMemo(() => {
    if (!enabled) return withoutTime(people)
    const off = new Set(holidays.map(({ on }) => dayNumber(on)))
    const free = freeWeekdays(settings?.workWeek)
    return (day) => free.has(weekdayOf(day)) || off.has(day)
  }, [enabled, holidays, people, settings])
}

function freeWeekdays(week: WorkWeek | undefined): ReadonlySet<number> {
  if (!week) return new Set([5, 6])
  return new Set(WEEKDAYS.flatMap((name, weekday) => (week[name].length === 0 ? weekday : [])))
}

function withoutTime(people: readonly ScheduledPerson[]): IsOff {
  const working = new Set(
    people.flatMap(({ days }) => days.flatMap(({ date, capacityMinutes }) => (capacityMinutes > 0 ? date : []))),
  )
  return (day) => (people.length > 0 ? !working.has(dateOf(day)) : weekdayOf(day) > 4)
}
