// What of the schedule stands in the address: how far one sees, of whom, and whose bookings are open.
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { today } from '../../formats.ts'
import { useSearchState } from '../../use-search.ts'
import { axisOf, startOf, ZOOMS, type Axis, type Zoom } from './schedule-columns.ts'

export interface ScheduleState {
  axis: Axis
  team: string | undefined
  person: string | undefined
  /** `skill:copywriting` or `service:seo`. */
  able: string | undefined
  overOnly: boolean
  open: ReadonlySet<string>
  closed: ReadonlySet<string>
}
export type ChangeSearch = ReturnType<typeof useSearchState>[1]

const setOf = (text: string | undefined): ReadonlySet<string> => new Set(text?.split(',').filter(Boolean))
/** The list in the address with one more, or without it. */
const toggled = (set: ReadonlySet<string>, id: string): string =>
  (set.has(id) ? [...set].filter((each) => each !== id) : [...set, id]).join(',')

export type Toggle = (list: 'open' | 'closed', id: string) => void
/** Opens and closes rows; the same function for ever, so that no row is drawn anew for its sake. */
export function useToggle(): Toggle {
  const [{ open, closed }, change] = useSearchState()
  const now = useRef({ open, closed })
  useEffect(() => {
    now.current = { open, closed }
  }, [open, closed])
  return useCallback((list, id) => change({ [list]: toggled(setOf(now.current[list]), id) }), [change])
}

export function useScheduleState(): [ScheduleState, ChangeSearch] {
  const [search, change] = useSearchState()
  const zoom: Zoom = ZOOMS.find((each) => each === search.zoom) ?? 'day'
  const from = startOf(zoom, /^\d{4}-\d\d-\d\d$/.test(search.from ?? '') ? (search.from ?? '') : today())
  const axis = useMemo(() => axisOf(zoom, from), [zoom, from])
  const open = useMemo(() => setOf(search.open), [search.open])
  const closed = useMemo(() => setOf(search.closed), [search.closed])
  const { team, person, able, over } = search
  // The same for as long as nothing of it changes: hundreds of rows are drawn anew by it.
  const state = useMemo(
    () => ({ axis, team, person, able, overOnly: over === '1', open, closed }),
    [axis, team, person, able, over, open, closed],
  )
  return [state, change]
}
