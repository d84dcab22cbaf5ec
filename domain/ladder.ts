// How far a matter has climbed: the working days that it has lasted, and the steps that come with them. Civil dates only.
import { dateOf, dayNumber, type WorkCalendar } from './calendar.ts'

/** A project stood still from one date on, until the other: its clocks did too. */
export interface Hold {
  from: string
  /** Null while it still does. */
  to: string | null
}

export interface Climb {
  /** Whole working days that it has lasted; the day it began on, or the first one after, does not count. */
  days: number
  /** How many steps are due. */
  steps: number
  /** The date on which the next one is; null after the last. */
  nextOn: string | null
}

/**
 * Where a matter that began on a date stands today. A step that is due after so many working days is due as the next working
 * day begins: so people are told on days on which they work. One after 0 days is due at once.
 */
export function climb(
  calendar: WorkCalendar,
  {
    from,
    today,
    holds,
    stepsDays,
  }: { from: string; today: string; holds: readonly Hold[]; stepsDays: readonly number[] },
): Climb {
  const start = calendar.dayPosition(dayNumber(from)) + daysHeld(calendar, from, today, holds)
  const days = Math.max(0, calendar.dayPosition(dayNumber(today) + 1) - 1 - start)
  const steps = stepsDays.filter((step) => step <= days).length
  const next = stepsDays[steps]
  return { days, steps, nextOn: next === undefined ? null : dateOf(calendar.dayAt(start + next)) }
}

/** The working days since then on which its project stood still. */
const daysHeld = (calendar: WorkCalendar, from: string, today: string, holds: readonly Hold[]): number =>
  holds.reduce((sum, hold) => {
    const [begins, ends] = [hold.from > from ? hold.from : from, hold.to ?? today]
    return ends > begins ? sum + calendar.dayPosition(dayNumber(ends)) - calendar.dayPosition(dayNumber(begins)) : sum
  }, 0)
