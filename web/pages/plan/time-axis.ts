// Where a day lies on the plan's axis, and what is written above it. Days are counted since 1970-01-01; nothing of the DOM.

export type Zoom = 'day' | 'week' | 'month'
export const ZOOMS: readonly Zoom[] = ['day', 'week', 'month']
const DAY_WIDTHS: Record<Zoom, number> = { day: 34, week: 14, month: 4 }

const DAY_MS = 86_400_000
export const dayNumber = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

export interface Axis {
  zoom: Zoom
  /** The first day shown, and how many there are. */
  from: number
  days: number
  dayWidth: number
  width: number
}

/** Whole months on both sides, so that the first and the last have room for their names. */
export function makeAxis(zoom: Zoom, first: number, last: number): Axis {
  const from = monthStart(first - 7)
  const to = nextMonth(last + 14)
  const dayWidth = DAY_WIDTHS[zoom]
  return { zoom, from, days: to - from, dayWidth, width: (to - from) * dayWidth }
}

/** The left edge of a day. */
export const xOf = (axis: Axis, day: number): number => (day - axis.from) * axis.dayWidth
/** The day that a place lies in. */
export const dayAt = (axis: Axis, x: number): number => axis.from + Math.floor(x / axis.dayWidth)

export interface Span {
  day: number
  days: number
}
/** The days between two places that are drawn. */
export function daysWithin(axis: Axis, left: number, right: number): { first: number; last: number } {
  const clamp = (day: number) => Math.max(axis.from, Math.min(axis.from + axis.days - 1, day))
  return { first: clamp(dayAt(axis, left)), last: clamp(dayAt(axis, right)) }
}

/** The months that touch these days, whole. */
export function monthsWithin(first: number, last: number): Span[] {
  const months: Span[] = []
  for (let day = monthStart(first); day <= last;) {
    const next = nextMonth(day)
    months.push({ day, days: next - day })
    day = next
  }
  return months
}

/** The lower line of the header: days, or weeks from Monday on. */
export function stepsWithin(zoom: Zoom, first: number, last: number): Span[] {
  const length = zoom === 'day' ? 1 : 7
  const steps: Span[] = []
  for (let day = length === 1 ? first : first - weekdayOf(first); day <= last; day += length)
    steps.push({ day, days: length })
  return steps
}

/** Days off that follow each other as one, to be shaded at once. */
export function offSpans(isOff: (day: number) => boolean, first: number, last: number): Span[] {
  const spans: Span[] = []
  for (let day = first; day <= last; day++) {
    if (!isOff(day)) continue
    const before = spans.at(-1)
    if (before && before.day + before.days === day) before.days++
    else spans.push({ day, days: 1 })
  }
  return spans
}

function monthStart(day: number): number {
  const at = new Date(day * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / DAY_MS
}
function nextMonth(day: number): number {
  const at = new Date(day * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / DAY_MS
}
