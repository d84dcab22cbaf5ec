// The load as cells on the plan's axis: days, or weeks where days are too narrow. Nothing of the DOM.
import type { Allocation, OverbookedDay, ScheduledPerson } from '../../api-types.ts'
import { dateOf, dayAt, dayNumber, weekdayOf, xOf, type Axis } from './time-axis.ts'

/** Somebody's minutes on each day, the first of them on the day that the plan was asked for from. */
export type Load = Pick<ScheduledPerson, 'capacityMinutes' | 'bookedMinutes' | 'projectMinutes'>
interface Day {
  capacityMinutes: number
  bookedMinutes: number
  projectMinutes: number
}
const dayOf = ({ capacityMinutes, bookedMinutes, projectMinutes }: Load, n: number): Day => ({
  capacityMinutes: capacityMinutes[n] ?? 0,
  bookedMinutes: bookedMinutes[n] ?? 0,
  projectMinutes: projectMinutes[n] ?? 0,
})

export const LEVELS = ['free', 'little', 'some', 'much', 'full', 'over'] as const
export type Level = (typeof LEVELS)[number]

export interface HeatCell {
  from: string
  to: string
  left: number
  width: number
  capacityMinutes: number
  bookedMinutes: number
  projectMinutes: number
  /** Of a week that of its fullest day: an even week must not hide a day that is over. */
  percent: number
  level: Level | 'none'
}

/** Narrower than this a day can not be told from the next. */
const LEAST_WIDTH = 10

const percentOf = ({ capacityMinutes, bookedMinutes }: Day): number =>
  capacityMinutes > 0 ? (bookedMinutes * 100) / capacityMinutes : bookedMinutes > 0 ? 999 : 0

function levelOf(percent: number, capacityMinutes: number): HeatCell['level'] {
  if (percent > 100) return 'over'
  if (percent > 80) return 'full'
  if (percent > 50) return 'much'
  if (percent > 20) return 'some'
  if (percent > 0) return 'little'
  return capacityMinutes > 0 ? 'free' : 'none'
}

/** The cells between two places, in order; `first` is the day that the load begins on. */
export function heatCells(
  load: Load,
  first: number,
  axis: Axis,
  { left, right }: { left: number; right: number },
): HeatCell[] {
  const weeks = axis.dayWidth < LEAST_WIDTH
  const start = Math.max(first, axis.from, dayAt(axis, left) - 7)
  const end = Math.min(first + load.capacityMinutes.length, axis.from + axis.days, dayAt(axis, right) + 8)
  const cells: HeatCell[] = []
  for (let number = start; number < end; number++) {
    const day = dayOf(load, number - first)
    const last = cells.at(-1)
    if (weeks && last && weekdayOf(number) !== 0) addTo(last, day, number, axis)
    else cells.push(cellOf(day, number, axis))
  }
  return cells
}

function cellOf(day: Day, number: number, axis: Axis): HeatCell {
  const date = dateOf(number)
  const percent = percentOf(day)
  const place = { left: xOf(axis, number), width: axis.dayWidth }
  return { from: date, to: date, ...place, ...day, percent, level: levelOf(percent, day.capacityMinutes) }
}

function addTo(cell: HeatCell, day: Day, number: number, axis: Axis): void {
  Object.assign(cell, {
    to: dateOf(number),
    width: cell.width + axis.dayWidth,
    capacityMinutes: cell.capacityMinutes + day.capacityMinutes,
    bookedMinutes: cell.bookedMinutes + day.bookedMinutes,
    projectMinutes: cell.projectMinutes + day.projectMinutes,
  })
  const share = cell.capacityMinutes > 0 ? (cell.bookedMinutes * 100) / cell.capacityMinutes : 0
  const peak = Math.max(percentOf(day), cell.level === 'over' ? cell.percent : 0)
  const percent = peak > 100 ? peak : share
  Object.assign(cell, { percent, level: levelOf(percent, cell.capacityMinutes) })
}

/** By how much each day is over. */
export const minutesOver = ({ capacityMinutes, bookedMinutes }: Load): number[] =>
  bookedMinutes.map((booked, n) => Math.max(0, booked - (capacityMinutes[n] ?? 0)))
/** The days that are over. */
export const overDays = (load: Load, first: number): string[] =>
  minutesOver(load).flatMap((over, n) => (over > 0 ? dateOf(first + n) : []))

export interface CellBooking {
  key: string
  taskId: string | null
  /** Where it is another project's. */
  projectName?: string
  /** A day; null where it is told otherwise. */
  minutes: number | null
  tentative: boolean
}
interface Days {
  personId?: string | null
  startOn?: string
  endOn?: string
}
/** This project's bookings of somebody that touch these days. */
export const bookedBy = ({ personId, startOn, endOn }: Days, allocations: readonly Allocation[]): Allocation[] =>
  startOn === undefined || endOn === undefined
    ? []
    : allocations.filter(
        (each) =>
          each.personId === personId && each.status !== 'released' && each.startOn <= endOn && each.endOn >= startOn,
      )

/** What fills a cell, as far as it is known here: this project's bookings, and of days that are over those of others. */
export function bookingsOn(
  personId: string,
  { from, to }: Pick<HeatCell, 'from' | 'to'>,
  allocations: readonly Allocation[],
  overbooked: readonly OverbookedDay[],
): CellBooking[] {
  const own = bookedBy({ personId, startOn: from, endOn: to }, allocations)
  const here = new Set(own.map(({ id }) => id))
  const others = overbooked
    .filter((day) => day.personId === personId && day.date >= from && day.date <= to)
    .flatMap(({ bookings }) => bookings)
    .flatMap((booking) => ('hidden' in booking || here.has(booking.allocationId) ? [] : booking))
  const elsewhere = new Map(others.map((booking) => [booking.allocationId, booking]))
  return [
    ...own.map(({ id, taskId, status, minutesPerDay }) => ({
      key: id,
      taskId,
      minutes: minutesPerDay,
      tentative: status === 'tentative',
    })),
    ...[...elsewhere].map(([key, { projectName, minutes }]) => ({
      key,
      taskId: null,
      projectName,
      minutes,
      tentative: false,
    })),
  ]
}

/** Days that follow each other, as ranges. */
export function runsOf(dates: readonly string[]): { from: string; to: string }[] {
  const runs: { from: string; to: string }[] = []
  for (const date of dates.toSorted()) {
    const last = runs.at(-1)
    if (last && dateOf(dayNumber(last.to) + 1) === date) last.to = date
    else runs.push({ from: date, to: date })
  }
  return runs
}
