// The days on which the organisation does not work, as the plan shades them.
import { useMemo } from 'react'
import type { ScheduledPerson, WorkWeek } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import type { IsOff } from './plan-moves.ts'
import { dateOf, weekdayOf } from './time-axis.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const MOST = 100

/** From the week and the holidays; who may not read those sees days off where nobody on the plan has time at all. */
export function useDaysOff(window: { from: string; to: string }, people: readonly ScheduledPerson[] = []): IsOff {
  const enabled = useMay('settings.read')
  const { data: settings } = useDoor('GET /v1/admin/settings', {}, { enabled })
  const query = { ...window, limit: MOST, sort: 'on' } as const
  const { data: holidays } = useDoor('GET /v1/admin/holidays', { query }, { enabled })
  return useMemo(() => {
    if (!enabled) return withoutTime(people)
    const off = new Set(holidays?.data.map(({ on }) => on))
    const free = freeWeekdays(settings?.workWeek)
    return (day) => free.has(weekdayOf(day)) || (off.size > 0 && off.has(dateOf(day)))
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
