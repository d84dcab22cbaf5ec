// Where on its calendar a task can lie: whole days, minutes, or a point; and how a lag moves a moment.
import { DAY_MINUTES, dayOf, type WorkCalendar } from './calendar.ts'

/**
 * An edge is a moment and its side, as one number that can be compared: 2 × moment where something ends,
 * 2 × moment + 1 where something begins. So what ends at midnight ends on the day before, what begins there on the day
 * after, and whatever begins at a moment comes after what ends at it.
 */
export type Edge = number
/** Before and after every date there is: bounds that bind nothing. Small integers, which the machine keeps unboxed. */
export const ALWAYS: Edge = -(2 ** 30)
export const NEVER: Edge = 2 ** 30 - 1
/** Instead of an edge or a place that is not known. */
export const UNKNOWN = -(2 ** 30) - 1
export const ending = (moment: number): Edge => 2 * moment
export const beginning = (moment: number): Edge => 2 * moment + 1
export const momentOf = (edge: Edge): number => edge >> 1
export const isEnding = (edge: Edge): boolean => (edge & 1) === 0
/** The civil day that an edge belongs to. */
export const edgeDay = (edge: Edge): number => dayOf(isEnding(edge) ? momentOf(edge) - 1 : momentOf(edge))

/** The places that a task can take on its calendar, as whole numbers in order; a task of duration n covers n of them. */
export interface Grid {
  /** The first place that is not before an edge. `begin(place)` is the latest edge that still leads here. */
  ceil: (edge: Edge) => number
  /** The last place at which work begins not after an edge. */
  floorBegin: (edge: Edge) => number
  /** The last place at which work ends not after an edge. */
  floorEnd: (edge: Edge) => number
  /** Where work that is put at this place begins. */
  begin: (place: number) => Edge
  /** Where work that goes up to this place ends. */
  end: (place: number) => Edge
  /** Working minutes before this place. */
  minutes: (place: number) => number
}

/** Whole working days: a place is the number of working days before it. */
class DayGrid implements Grid {
  readonly calendar: WorkCalendar
  constructor(calendar: WorkCalendar) {
    this.calendar = calendar
  }

  ceil(edge: Edge): number {
    const { calendar } = this
    const day = dayOf(momentOf(edge))
    const isBegun = momentOf(edge) - day * DAY_MINUTES > calendar.opensAt(day) && calendar.isWorkingDay(day)
    return calendar.dayPosition(day) + (isBegun ? 1 : 0)
  }
  floorBegin(edge: Edge): number {
    const place = this.calendar.dayPosition(dayOf(momentOf(edge - 1)) + 1) - 1
    return this.begin(place) <= edge ? place : place - 1
  }
  floorEnd(edge: Edge): number {
    const { calendar } = this
    const day = dayOf(momentOf(edge))
    const isOver = momentOf(edge) - day * DAY_MINUTES >= calendar.closesAt(day) && calendar.isWorkingDay(day)
    return calendar.dayPosition(day) + (isOver ? 1 : 0)
  }
  begin(place: number): Edge {
    const day = this.calendar.dayAt(place)
    return beginning(day * DAY_MINUTES + this.calendar.opensAt(day))
  }
  end(place: number): Edge {
    const day = this.calendar.dayAt(place - 1)
    return ending(day * DAY_MINUTES + this.calendar.closesAt(day))
  }
  minutes(place: number): number {
    return this.calendar.position(this.calendar.dayAt(place) * DAY_MINUTES)
  }
}

/** Working minutes: a place is the number of working minutes before it. */
class MinuteGrid implements Grid {
  readonly calendar: WorkCalendar
  constructor(calendar: WorkCalendar) {
    this.calendar = calendar
  }

  ceil(edge: Edge): number {
    return this.calendar.position(momentOf(edge))
  }
  floorBegin(edge: Edge): number {
    const place = this.calendar.position(momentOf(edge - 1))
    return this.begin(place) <= edge ? place : place - 1
  }
  floorEnd(edge: Edge): number {
    return this.calendar.position(momentOf(edge))
  }
  begin(place: number): Edge {
    return beginning(this.calendar.opening(place))
  }
  end(place: number): Edge {
    return ending(this.calendar.closing(place))
  }
  minutes(place: number): number {
    return place
  }
}

/** What has no duration: two places at each position, where work stopped (even) and where it goes on (odd). */
class PointGrid implements Grid {
  readonly calendar: WorkCalendar
  constructor(calendar: WorkCalendar) {
    this.calendar = calendar
  }

  ceil(edge: Edge): number {
    const position = this.calendar.position(momentOf(edge))
    return this.begin(2 * position) >= edge ? 2 * position : 2 * position + 1
  }
  floorBegin(edge: Edge): number {
    const position = this.calendar.position(momentOf(edge))
    return this.begin(2 * position + 1) <= edge ? 2 * position + 1 : 2 * position
  }
  floorEnd(edge: Edge): number {
    return this.floorBegin(edge)
  }
  begin(place: number): Edge {
    return isEnding(place) ? ending(this.calendar.closing(place >> 1)) : beginning(this.calendar.opening(place >> 1))
  }
  end(place: number): Edge {
    return this.begin(place)
  }
  minutes(place: number): number {
    return place >> 1
  }
}

interface Grids {
  days: Grid
  minutes: Grid
  points: Grid
}
const known = new WeakMap<WorkCalendar, Grids>()
let latest: { calendar: WorkCalendar; grids: Grids } | undefined

/** The grids of a calendar, made once: thousands of tasks share a few. */
export function gridsOf(calendar: WorkCalendar): Grids {
  if (latest?.calendar === calendar) return latest.grids
  let grids = known.get(calendar)
  if (!grids) {
    grids = { days: new DayGrid(calendar), minutes: new MinuteGrid(calendar), points: new PointGrid(calendar) }
    known.set(calendar, grids)
  }
  latest = { calendar, grids }
  return grids
}

/** A duration or a lag: whole working days, or working minutes as imported plans have them. */
export type WorkSpan = { days: number } | { minutes: number }

/**
 * An edge moved by a lag of working time (a lead where negative). By days it keeps its minutes into the working
 * day, and stays a beginning where work goes on at it, else an end; by minutes it becomes the end of the last of them, or of a lead the beginning of the first.
 */
export function addLag(calendar: WorkCalendar, edge: Edge, lag: WorkSpan): Edge {
  if ('days' in lag) return lag.days === 0 ? edge : shiftDays(calendar, edge, lag.days)
  if (lag.minutes === 0) return edge
  const position = calendar.position(momentOf(edge)) + lag.minutes
  return lag.minutes > 0 ? ending(calendar.closing(position)) : beginning(calendar.opening(position))
}

function shiftDays(calendar: WorkCalendar, edge: Edge, n: number): Edge {
  const { days } = gridsOf(calendar)
  const moment = momentOf(edge)
  const day = dayOf(moment)
  const minute = moment - day * DAY_MINUTES
  const isWorked = calendar.isWorkingDay(day)
  const isOver = isWorked && minute >= calendar.closesAt(day)
  if (!isWorked || isOver || minute <= calendar.opensAt(day)) {
    const place = calendar.dayPosition(day) + (isOver ? 1 : 0)
    return days.begin(place) <= edge ? days.begin(place + n) : days.end(place + n)
  }
  const target = calendar.dayAt(calendar.dayPosition(day) + n)
  const before = calendar.position(moment)
  const into = Math.min(before - calendar.position(day * DAY_MINUTES), calendar.minutesOn(target))
  const position = calendar.position(target * DAY_MINUTES) + into
  return beginning(calendar.opening(before)) <= edge
    ? beginning(calendar.opening(position))
    : ending(calendar.closing(position))
}

/** The latest edge that `addLag` does not take beyond another: its inverse, for going back from late dates. */
export function takeLag(calendar: WorkCalendar, edge: Edge, lag: WorkSpan): Edge {
  if ('days' in lag) return lag.days === 0 ? edge : shiftDaysBack(calendar, edge, lag)
  if (lag.minutes === 0) return edge
  const { minutes } = gridsOf(calendar)
  const place = lag.minutes > 0 ? minutes.floorEnd(edge) : minutes.floorBegin(edge)
  return minutes.begin(place - lag.minutes)
}

function shiftDaysBack(calendar: WorkCalendar, limit: Edge, lag: { days: number }): Edge {
  const { days } = gridsOf(calendar)
  const place = days.floorBegin(limit)
  let low = days.begin(place - lag.days)
  // Nearly always: a late date is where a day begins. Else it lies between there and the next day's beginning.
  if (days.begin(place) === limit) return low
  let high = days.begin(place + 1 - lag.days)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (addLag(calendar, middle, lag) > limit) high = middle
    else low = middle
  }
  return low
}
