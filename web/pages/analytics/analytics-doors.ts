// The doors of analytics, which are alike, and how what they tell keeps up with what happens.
import { useCallback, useEffect, useState } from 'react'
import type { Area } from '../../../domain/analytics-figures.ts'
import type { LiveChange } from '../../../domain/live.ts'
import { useDoor, type Reply } from '../../api.ts'
import { useChanges } from '../../live.ts'
import type { AnalyticsState } from './analytics-state.ts'

export type Figures = Record<string, number | null>
type Performance = Reply<'GET /v1/admin/analytics/performance'>
/** What each area answers, its figures by their names. */
export interface Analytics extends Pick<
  Performance,
  'from' | 'to' | 'previousFrom' | 'previousTo' | 'asOf' | 'pagination'
> {
  total: { figures: Figures; previous: Figures }
  groups: { key: string; label: string; from: string; to: string; figures: Figures; previous: Figures | null }[]
}

const LOOKED_AT_MS = 400
const FEW_TRIES = 10
const LATER_MS = 5_000
/** What changes no figure: who signed in, what was told to whom. */
const UNCOUNTED = /^(person\.signed_|notification\.|alert\.|job\.|rule\.|token\.|feed\.)/

type Asked = Pick<AnalyticsState, 'area' | 'days' | 'filters'>
/**
 * An area's figures in groups. What happens is counted a moment after it is told: they are fetched anew until they say that
 * they have come that far, and a burst is fetched for once.
 */
export function useAnalytics({ area, days, filters }: Asked, more: Record<string, string | number> = {}) {
  const door = `GET /v1/admin/analytics/${area}` as 'GET /v1/admin/analytics/performance'
  const query = useDoor(door, { query: { ...days, ...filters, ...more } }, { keep: true })
  const [heard, setHeard] = useState(0)
  const hear = useCallback(({ event, seq }: LiveChange) => {
    if (!UNCOUNTED.test(event)) setHeard((before) => Math.max(before, seq))
  }, [])
  useChanges(hear)
  const { refetch } = query
  const data = query.data as Analytics | undefined
  const asOf = data?.asOf ?? Infinity
  const isBehind = heard > asOf
  useEffect(() => {
    if (!isBehind) return undefined
    let tries = 0
    let timer = setTimeout(look, LOOKED_AT_MS)
    function look() {
      void refetch()
      tries += 1
      timer = setTimeout(look, tries < FEW_TRIES ? LOOKED_AT_MS : LATER_MS)
    }
    return () => clearTimeout(timer)
  }, [isBehind, asOf, refetch])
  return { ...query, data }
}

export const rowsDoor = (area: Area) =>
  `GET /v1/admin/analytics/${area}/rows` as 'GET /v1/admin/analytics/performance/rows'
/** All groups as a file of the server's. */
export const csvAddress = ({ area, days, filters, by }: AnalyticsState): string =>
  `/v1/admin/analytics/${area}?${new URLSearchParams({ ...days, ...filters, groupBy: by, format: 'csv' })}`
