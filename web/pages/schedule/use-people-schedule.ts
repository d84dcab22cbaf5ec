// What the schedule is drawn from: everybody's load over a span, summed up as it is shown, who they are, and the bookings of
// those whose rows are open. More people than a page holds come page by page.
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { PeopleSchedule, Person } from '../../api-types.ts'
import { call, keyOf, useDoor, type GetDoor, type Query } from '../../api.ts'
import { useMay } from '../../me.ts'
import { scheduledPeople, type Lanes, type ScheduledPerson } from './schedule-rows.ts'
import { lanesOf, type Axis } from './schedule-columns.ts'

const SCHEDULE = 'GET /v1/admin/schedule'
type PagedDoor = Extract<GetDoor, typeof SCHEDULE | 'GET /v1/admin/people'>

/** Every page of a list, once all of them are there. */
function useEveryPage<D extends PagedDoor>(door: D, query: Query<D>, enabled = true) {
  const given = (page: number) => ({ query: { ...query, page, limit: 100 } }) as never
  const client = useQueryClient()
  const first = useDoor(door, given(1), { keep: true, enabled })
  const pages = first.data?.pagination.pages ?? 1
  const rest = useQueries({
    queries: Array.from({ length: pages - 1 }, (_, n) => ({
      queryKey: keyOf(door, given(n + 2)),
      queryFn: ({ signal }: { signal: AbortSignal }) => call(door, { ...(given(n + 2) as object), signal } as never),
    })),
    combine: allThere,
  })
  const data = useMemo(
    () => (first.data && rest.found ? [first.data, ...rest.found] : undefined),
    [first.data, rest.found],
  )
  const refetch = () => client.refetchQueries({ queryKey: [door], type: 'active' })
  return { data, error: first.error ?? rest.error, refetch }
}
function allThere<T>(results: { data: T | undefined; error: Error | null }[]) {
  const found = results.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const error = results.find((each) => each.error)?.error ?? null
  return { found: found.length === results.length ? found : undefined, error }
}

export interface PeopleOnDays {
  axis: Axis
  pages: PeopleSchedule[]
  /** By id, of all that are known; also those who are on no shown day. */
  people: Person[]
  all: ScheduledPerson[]
}

/** Nothing until both are there. While another span comes in, the one before stays with its own axis, and is `behind`. */
export function usePeopleSchedule(axis: Axis, personId?: string) {
  const { from, to, zoom } = axis
  const schedule = useEveryPage(SCHEDULE, {
    from,
    to,
    by: zoom,
    only: 'load',
    ...(personId && { personIds: personId }),
  })
  const known = useEveryPage('GET /v1/admin/people', { active: true })
  const people = useMemo(() => known.data?.flatMap(({ data }) => data), [known.data])
  const data = useMemo((): PeopleOnDays | undefined => {
    const pages = schedule.data
    if (!pages || !people || pages[0]?.from !== from || pages[0]?.to !== to) return undefined
    return { axis, pages, people, all: scheduledPeople(pages, people) }
  }, [schedule.data, people, axis])
  const [shown, setShown] = useState(data)
  if (data && data !== shown) setShown(data)
  const error = schedule.error ?? known.error
  const refetch = () => void (schedule.error ? schedule.refetch() : known.refetch())
  return { data: data ?? (error ? undefined : shown), behind: data === undefined, error, refetch }
}

/** The bookings of these people over the span, those of each as they come. */
export function useLanes({ from, to }: Axis, open: ReadonlySet<string>): ReadonlyMap<string, Lanes> {
  const combine = useCallback(
    (results: { data: PeopleSchedule | undefined }[]) =>
      new Map([...open].flatMap((id, n) => (results[n]?.data ? [[id, lanesOf(results[n].data.bookings)]] : []))),
    [open],
  )
  return useQueries({
    queries: [...open].map((personId) => {
      const given = { query: { from, to, personIds: personId, only: 'bookings' as const } }
      return {
        queryKey: keyOf(SCHEDULE, given),
        queryFn: async ({ signal }: { signal: AbortSignal }) => call(SCHEDULE, { ...given, signal }),
      }
    }),
    combine,
  })
}

/** How much of each person's time is free on some days; nothing of who is not known, or not yet. */
export function useFreeTime(startOn: string, endOn: string): (personId: string) => number | undefined {
  const { data } = useEveryPage(
    SCHEDULE,
    { from: startOn, to: endOn, by: 'month', only: 'load' },
    useMay('schedule.people'),
  )
  const free = useMemo(() => new Map(data?.flatMap(({ people }) => people).map(freeOf)), [data])
  return (personId) => free.get(personId)
}
const freeOf = ({ personId, capacityMinutes, bookedMinutes, overbookMinutes }: PeopleSchedule['people'][number]) =>
  // What is booked beyond a day's capacity takes nothing from another day.
  [personId, capacityMinutes - bookedMinutes + overbookMinutes] as const
