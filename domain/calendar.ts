// When work is done: which minutes of which days, and the sums over them. Civil dates and wall-clock moments only;
// instants in a zone are in working-time.ts, how much of a day a person has left is not decided here.
import { WEEKDAYS, type Weekday, type WorkWeek } from './organization.ts'
import { invalidField } from './problems.ts'
import { say } from './said.ts'

export type Interval = WorkWeek[Weekday][number]

/** A week, and the dates that differ from it: their intervals replace the weekday's; none of them is a holiday. */
export interface Calendar {
  week: WorkWeek
  exceptions: ReadonlyMap<string, readonly Interval[]>
}

export const DAY_MINUTES = 1440
const DAY_MS = 86_400_000

/** Days since 1970-01-01 of a civil date; negative before. */
export const dayNumber = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS
/** The civil date of a day number: the inverse of `dayNumber`. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7
/** The day that a moment lies in; 24:00 belongs to the day that begins. */
export const dayOf = (moment: number): number => Math.floor(moment / DAY_MINUTES)

/** A day's working time as minutes of the day: from, to, from, to … in order. */
export type Hours = readonly number[]
const NONE: Hours = []

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const hoursOf = (intervals: readonly Interval[]): Hours =>
  intervals.flatMap(({ from, to }) => [minuteOf(from), minuteOf(to)])
const minutesIn = (hours: Hours): number => hours.reduce((sum, at, i) => (i % 2 === 0 ? sum - at : sum + at), 0)

// Wide enough for every date that a plan can hold plus a century of lag; a search beyond finds no working time at all.
const FIRST_DAY = dayNumber('1750-01-01')
const LAST_DAY = dayNumber('2550-01-01')

/**
 * Working time that can be asked fast: sums over the days, kept as a table that grows as far as it is asked.
 * A **moment** is a wall-clock minute, day number × 1440 + minute of the day. A **position** is the number of working
 * minutes (or days) before a moment, counted from a day of the calendar's own choosing: positions are for comparing
 * and adding within one calendar. Several moments share a position (18:00 and 09:00 of the next working day): the
 * **opening** is the latest of them, where work goes on; the **closing** the earliest, where it stopped.
 */
export class WorkCalendar {
  readonly #hours: (day: number) => Hours
  #from = 0
  #to = 0
  /** Working minutes and days before each covered day, and one past the end; the covered working days in order. */
  #minutes = new Int32Array(1)
  #days = new Int32Array(1)
  #worked = new Int32Array(0)
  /** The minutes of the day at which each covered day's work begins and ends; both 0 on a day off. */
  #opens = new Int16Array(0)
  #closes = new Int16Array(0)

  constructor(hours: (day: number) => Hours) {
    this.#hours = hours
  }

  hoursOn(day: number): Hours {
    return this.#hours(day)
  }

  minutesOn(day: number): number {
    const i = this.#cover(day)
    return at(this.#minutes, i + 1) - at(this.#minutes, i)
  }

  isWorkingDay(day: number): boolean {
    const i = this.#cover(day)
    return at(this.#days, i + 1) > at(this.#days, i)
  }

  /** The minute of the day at which its work begins; 0 on a day off. */
  opensAt(day: number): number {
    const i = this.#cover(day)
    return at(this.#opens, i)
  }

  /** The minute of the day at which its work ends; 0 on a day off. */
  closesAt(day: number): number {
    const i = this.#cover(day)
    return at(this.#closes, i)
  }

  /** Working days before this day. */
  dayPosition(day: number): number {
    const i = this.#cover(day)
    return at(this.#days, i)
  }

  /** The working day with this many working days before it. */
  dayAt(position: number): number {
    while (position < at(this.#days, 0)) this.#grow(this.#from - 1)
    while (position >= at(this.#days, this.#to - this.#from)) this.#grow(this.#to)
    return at(this.#worked, position - at(this.#days, 0))
  }

  /** Working minutes before this moment. */
  position(moment: number): number {
    const day = dayOf(moment)
    const covered = this.#cover(day)
    let sum = at(this.#minutes, covered)
    const minute = moment - day * DAY_MINUTES
    if (minute <= at(this.#opens, covered)) return sum
    if (minute >= at(this.#closes, covered)) return at(this.#minutes, covered + 1)
    const hours = this.#hours(day)
    for (let i = 0; i < hours.length && at(hours, i) < minute; i += 2)
      sum += Math.min(minute, at(hours, i + 1)) - at(hours, i)
    return sum
  }

  /** The latest moment at this position: where its next working minute begins. */
  opening(position: number): number {
    while (position < at(this.#minutes, 0)) this.#grow(this.#from - 1)
    while (position >= at(this.#minutes, this.#to - this.#from)) this.#grow(this.#to)
    const i = firstAbove(this.#minutes, position) - 1
    let left = position - at(this.#minutes, i)
    const hours = this.#hours(this.#from + i)
    let k = 0
    for (; left >= at(hours, k + 1) - at(hours, k); k += 2) left -= at(hours, k + 1) - at(hours, k)
    return (this.#from + i) * DAY_MINUTES + at(hours, k) + left
  }

  /** The earliest moment at this position: where the working minute before it ended. */
  closing(position: number): number {
    return this.opening(position - 1) + 1
  }

  /** Where a covered day stands in the tables. */
  #cover(day: number): number {
    if (this.#to === this.#from) this.#fill(day - 64, day + 512, day)
    while (day < this.#from || day >= this.#to) this.#grow(day)
    return day - this.#from
  }

  /** At least doubles what is covered, in the direction of this day. */
  #grow(day: number): void {
    if (this.#to === this.#from) return this.#fill(day - 64, day + 512, day)
    if (day < FIRST_DAY || day > LAST_DAY)
      throw invalidField(
        '/calendar',
        'working_time',
        say`has not enough working time ${day > 0 ? 'until' : 'since'} ${dateOf(day)}`,
      )
    const length = this.#to - this.#from
    const anchor = this.#anchor()
    if (day < this.#from) this.#fill(Math.min(day, Math.max(this.#from - length, FIRST_DAY)), this.#to, anchor)
    else this.#fill(this.#from, Math.max(day, Math.min(this.#to + length, LAST_DAY)) + 1, anchor)
  }

  // The day at which both counts are zero, which growing must not move: positions are held across it.
  #anchor(): number {
    return this.#from + this.#minutes.indexOf(0)
  }

  #fill(from: number, to: number, anchor: number): void {
    const minutes = new Int32Array(to - from + 1)
    const days = new Int32Array(to - from + 1)
    const worked = []
    this.#opens = new Int16Array(to - from)
    this.#closes = new Int16Array(to - from)
    for (let i = 0; i < to - from; i++) {
      const hours = this.#hours(from + i)
      const worth = minutesIn(hours)
      this.#opens[i] = hours[0] ?? 0
      this.#closes[i] = hours.at(-1) ?? 0
      minutes[i + 1] = at(minutes, i) + worth
      days[i + 1] = at(days, i) + (worth > 0 ? 1 : 0)
      if (worth > 0) worked.push(from + i)
    }
    const [minutesThere, daysThere] = [at(minutes, anchor - from), at(days, anchor - from)]
    this.#minutes = minutes.map((sum) => sum - minutesThere)
    this.#days = days.map((sum) => sum - daysThere)
    this.#worked = Int32Array.from(worked)
    this.#from = from
    this.#to = to
  }
}

const at = (list: ArrayLike<number>, i: number): number => list[i] as number

function firstAbove(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(sorted, middle) > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Prepares a calendar for questions. Asking one that has no working time fails with `validation_error`. */
export function compileCalendar({ week, exceptions }: Calendar): WorkCalendar {
  const weekHours = WEEKDAYS.map((day) => hoursOf(week[day]))
  const days = new Map([...exceptions].map(([date, intervals]) => [dayNumber(date), hoursOf(intervals)]))
  return new WorkCalendar((day) => days.get(day) ?? weekHours[weekdayOf(day)] ?? NONE)
}

/**
 * The same hours, but only on days of which `worksOn` (of a day number) is true: for a task, days on which at least one
 * of its assignees works. Pass people who work at all: where nobody ever does, asking fails with `validation_error`.
 */
export const limitCalendar = (calendar: WorkCalendar, worksOn: (day: number) => boolean): WorkCalendar =>
  new WorkCalendar((day) => (worksOn(day) ? calendar.hoursOn(day) : NONE))

export const isWorkingDay = (calendar: WorkCalendar, date: string): boolean => calendar.isWorkingDay(dayNumber(date))
export const workingMinutesOn = (calendar: WorkCalendar, date: string): number => calendar.minutesOn(dayNumber(date))

/** This day where it is a working day, else the first one after. */
export const nextWorkingDay = (calendar: WorkCalendar, date: string): string =>
  dateOf(calendar.dayAt(calendar.dayPosition(dayNumber(date))))
/** This day where it is a working day, else the last one before. */
export const previousWorkingDay = (calendar: WorkCalendar, date: string): string =>
  dateOf(calendar.dayAt(calendar.dayPosition(dayNumber(date) + 1) - 1))

/**
 * The working day `n` working days after (before, where negative) this one. From a day off the first step forth is the
 * next working day, the first step back the one before, and 0 the next; so adding n and −n from a working day is undone.
 */
export function addWorkingDays(calendar: WorkCalendar, date: string, n: number): string {
  const day = dayNumber(date)
  const onDayOff = !calendar.isWorkingDay(day)
  return dateOf(calendar.dayAt(calendar.dayPosition(day) + n - (onDayOff && n > 0 ? 1 : 0)))
}
/** Working days from one date up to, but without, another; negative where that is earlier. Undoes `addWorkingDays`. */
export const workingDaysBetween = (calendar: WorkCalendar, from: string, to: string): number =>
  calendar.dayPosition(dayNumber(to)) - calendar.dayPosition(dayNumber(from))

/** This moment where work goes on at it, else the next at which it does. */
export const nextWorkingMoment = (calendar: WorkCalendar, moment: number): number =>
  calendar.opening(calendar.position(moment))
/** This moment where work was done until it, else the last until which it was. */
export const previousWorkingMoment = (calendar: WorkCalendar, moment: number): number =>
  calendar.closing(calendar.position(moment))
/** Working minutes from one moment to another; negative where that is earlier. */
export const workingMinutesBetween = (calendar: WorkCalendar, from: number, to: number): number =>
  calendar.position(to) - calendar.position(from)
/** The moment after this many working minutes (before, where negative); 0 is the moment itself. */
export function addWorkingMinutes(calendar: WorkCalendar, moment: number, minutes: number): number {
  if (minutes === 0) return moment
  const position = calendar.position(moment) + minutes
  return minutes > 0 ? calendar.closing(position) : calendar.opening(position)
}
