// What the schedule is drawn from: everybody's days over a span, and who they are. More people than a page holds come page by page.
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { PeopleSchedule, Person } from '../../api-types.ts'
import { call, keyOf, useDoor, type GetDoor, type Query } from '../../api.ts'
import { scheduledPeople, type ScheduledPerson } from './schedule-rows.ts'
import type { Axis } from './schedule-columns.ts'

type PagedDoor = Extract<GetDoor, 'GET /v1/admin/schedule' | 'GET /v1/admin/people'>

/** Every page of a list, once all of them are there. */
function useEveryPage<D extends PagedDoor>(door: D, query: Query<D>) {
  const given = (page: number) => ({ query: { ...query, page, limit: 100 } }) as never
  const client = useQueryClient()
  const first = useDoor(door, given(1), { keep: true })
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
export function usePeopleSchedule(axis: Axis) {
  const schedule = useEveryPage('GET /v1/admin/schedule', { from: axis.from, to: axis.to })
  const known = useEveryPage('GET /v1/admin/people', { active: true })
  const people = useMemo(() => known.data?.flatMap(({ data }) => data), [known.data])
  const data = useMemo((): PeopleOnDays | undefined => {
    const pages = schedule.data
    if (!pages || !people || pages[0]?.from !== axis.from || pages[0]?.to !== axis.to) return undefined
    return { axis, pages, people, all: scheduledPeople(pages, people, axis) }
  }, [schedule.data, people, axis])
  const [shown, setShown] = useState(data)
  if (data && data !== shown) setShown(data)
  const error = schedule.error ?? known.error
  const refetch = () => void (schedule.error ? schedule.refetch() : known.refetch())
  return { data: data ?? (error ? undefined : shown), behind: data === undefined, error, refetch }
}
