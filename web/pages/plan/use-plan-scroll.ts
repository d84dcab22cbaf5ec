// Where one looks on the plan's axis: kept while one zooms, and the same for the chart and the load under it.
import { useCallback, useLayoutEffect, useRef } from 'react'
import { xOf, type Axis } from './time-axis.ts'
import { useShownRange } from './use-shown-range.ts'

/** The day that is kept in place lies a third into the chart. */
const SHARE = 1 / 3
const MARGIN = 24

const dayOn = (axis: Axis, day: number): number | undefined =>
  day >= axis.from && day < axis.from + axis.days ? day : undefined

interface Looked {
  today: number
  /** Looked at where the axis has not the day any more that was in sight. */
  first: number
  /** The load comes a moment after the chart, and is scrolled to where that is. */
  withLoad: boolean
}

export function usePlanScroll(axis: Axis, list: number, { today, first, withLoad }: Looked) {
  const chart = useRef<HTMLDivElement>(null)
  const load = useRef<HTMLDivElement>(null)
  const kept = useRef(today)
  const { range, measure } = useShownRange(chart)

  const look = useCallback(
    (day: number) => {
      kept.current = day
      if (!chart.current) return
      chart.current.scrollLeft = xOf(axis, day) - (chart.current.clientWidth - list) * SHARE
      if (load.current) load.current.scrollLeft = chart.current.scrollLeft
      measure()
    },
    [axis, list, measure],
  )
  useLayoutEffect(() => look(dayOn(axis, kept.current) ?? first), [axis, first, look, withLoad])
  const follow = useCallback(
    (from: HTMLDivElement | null, other: HTMLDivElement | null) => {
      if (!from) return
      kept.current = axis.from + (from.scrollLeft + (from.clientWidth - list) * SHARE) / axis.dayWidth
      if (other && other.scrollLeft !== from.scrollLeft) other.scrollLeft = from.scrollLeft
      measure()
    },
    [axis, list, measure],
  )
  /** Scrolls no further than needed for a place of the axis to be seen. */
  const reveal = useCallback(
    (start: number, finish: number) => {
      const box = chart.current
      if (!box) return
      const width = box.clientWidth - list
      const [left, right] = [xOf(axis, start) - MARGIN, xOf(axis, finish + 1) + MARGIN]
      if (right > box.scrollLeft + width) box.scrollLeft = Math.min(left, right - width)
      else if (left < box.scrollLeft) box.scrollLeft = left
    },
    [axis, list],
  )
  const onChartScroll = useCallback(() => follow(chart.current, load.current), [follow])
  const onLoadScroll = useCallback(() => follow(load.current, chart.current), [follow])
  return { chart, load, range, look, reveal, onChartScroll, onLoadScroll }
}
