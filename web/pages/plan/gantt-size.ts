// How high and wide the parts of the plan are, and where a bar lies in them.
import type { Place } from './link-route.ts'
import type { Dates } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import { xOf, type Axis } from './time-axis.ts'

export interface Size {
  row: number
  list: number
}
export const HEADER_HEIGHT = 54
export const BAR_HEIGHT = 20
const DIAMOND = 24

/** Left edge and width of these days. */
export const extentOf = (axis: Axis, { start, finish }: Dates): { left: number; width: number } => ({
  left: xOf(axis, start),
  width: Math.max(3, (finish - start + 1) * axis.dayWidth),
})
/** A milestone stands in the middle of its day. */
export const diamondLeft = (axis: Axis, start: number): number => xOf(axis, start) + axis.dayWidth / 2 - DIAMOND / 2

/** Where links meet the bar of a row; nowhere without dates. */
export function placeOf(axis: Axis, size: Size, row: PlanRow, index: number): Place | undefined {
  if (row.start === null || row.finish === null) return undefined
  const y = index * size.row + size.row / 2
  if (row.kind === 'milestone') {
    const left = diamondLeft(axis, row.start)
    return { left: left + 3, right: left + DIAMOND - 3, y }
  }
  const { left, width } = extentOf(axis, { start: row.start, finish: row.finish })
  return { left, right: left + width, y }
}
