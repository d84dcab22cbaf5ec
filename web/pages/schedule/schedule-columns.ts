// The time axis of the schedule: columns of a day, a week or a month, and where a day lies on it. In days and pixels alone.
import {
  addDays,
  daysBetween,
  mondayOf,
  showDay,
  showMonth,
  showMonthName,
  showNumber,
  showWeekdayName,
  today,
  weekdayOf,
} from '../../formats.ts'

export type Zoom = 'day' | 'week' | 'month'
export const ZOOMS: readonly Zoom[] = ['day', 'week', 'month']

export interface Column {
  from: string
  to: string
  /** Index into the days of the span, and how many of them. */
  first: number
  days: number
  left: number
  width: number
  label: string
  above: string
  name: string
}
export interface Axis {
  zoom: Zoom
  from: string
  to: string
  days: number
  dayWidth: number
  width: number
  columns: Column[]
}

/** So wide that a column holds "7.5/8", "32/40", "128/160". */
const DAY_WIDTH: Record<Zoom, number> = { day: 44, week: 9, month: 6 }
const SHOWN: Record<Zoom, (from: string) => string> = {
  day: (from) => addDays(from, 13 * 7 - 1),
  week: (from) => addDays(from, 26 * 7 - 1),
  month: (from) => addDays(addMonths(from, 6), -1),
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`
function addMonths(day: string, months: number): string {
  const date = new Date(`${firstOfMonth(day)}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** Where a span begins that has this day in it: a Monday, or the first of a month. */
export const startOf = (zoom: Zoom, day: string): string => (zoom === 'month' ? firstOfMonth(day) : mondayOf(day))
/** The start of the span before or after this one; they overlap, so that nobody loses their place. */
export const stepFrom = (zoom: Zoom, from: string, direction: 1 | -1): string => {
  if (zoom === 'month') return addMonths(from, 3 * direction)
  return addDays(from, (zoom === 'day' ? 28 : 91) * direction)
}

export function axisOf(zoom: Zoom, from: string): Axis {
  const to = SHOWN[zoom](from)
  const dayWidth = DAY_WIDTH[zoom]
  const columns: Column[] = []
  for (let day = from; day <= to;) {
    const last = lastDayOf(zoom, day)
    const first = daysBetween(from, day)
    const days = daysBetween(day, last) + 1
    columns.push({
      from: day,
      to: last,
      first,
      days,
      left: first * dayWidth,
      width: days * dayWidth,
      ...wordsFor(zoom, day, last),
    })
    day = addDays(last, 1)
  }
  const days = daysBetween(from, to) + 1
  return { zoom, from, to, days, dayWidth, width: days * dayWidth, columns }
}

function lastDayOf(zoom: Zoom, day: string): string {
  if (zoom === 'day') return day
  return zoom === 'week' ? addDays(day, 6) : addDays(addMonths(day, 1), -1)
}

function wordsFor(zoom: Zoom, day: string, last: string): Pick<Column, 'label' | 'above' | 'name'> {
  if (zoom === 'month') return { label: showMonthName(day), above: day.slice(0, 4), name: showMonth(day) }
  const number = showNumber(Number(day.slice(8)))
  if (zoom === 'week') return { label: number, above: showMonth(day), name: `${showDay(day)} – ${showDay(last)}` }
  const weekday = showWeekdayName(day)
  return { label: number, above: showMonth(day), name: `${weekday} ${showDay(day)}` }
}

export const isWeekend = ({ from, days }: Column): boolean => days === 1 && weekdayOf(from) > 4
export const isNow = ({ from, to }: Column): boolean => from <= today() && today() <= to

/** Where a window lies, cut to what is shown. */
export function placeOf(axis: Axis, startOn: string, endOn: string): { left: number; width: number } {
  const from = Math.max(0, daysBetween(axis.from, startOn))
  const to = Math.min(axis.days - 1, daysBetween(axis.from, endOn))
  return { left: from * axis.dayWidth, width: (to - from + 1) * axis.dayWidth }
}

/** Puts windows into as few lanes as they need side by side; they come by their start. */
export function lanesOf<Item extends { startOn: string; endOn: string }>(items: readonly Item[]): Item[][] {
  const lanes: Item[][] = []
  for (const item of items) {
    const free = lanes.find((lane) => (lane.at(-1)?.endOn ?? '') < item.startOn)
    if (free) free.push(item)
    else lanes.push([item])
  }
  return lanes
}
