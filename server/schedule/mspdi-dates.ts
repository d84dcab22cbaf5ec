// The dates and times of a Microsoft Project file, as far as the calendar has them: anything else is told and left out.
import { DAY_MINUTES, dateOf, dayNumber, dayOf } from '../../domain/calendar.ts'
import { CivilDate } from '../../domain/fields.ts'
import { say } from '../../domain/said.ts'
import { type Element, textOf } from './mspdi-xml.ts'
import type { Skip } from './mspdi-skipped.ts'

/** What the file calls a date that it does not have. */
const NOT_THERE = new Set(['', 'NA'])
const MINUTE_OF_DAY = /^(?:T([01]\d|2[0-3]):([0-5]\d)|$)/

/** `2014-10-17T08:00:00` as a moment on the wall clock, which is what the file means; null where no calendar has it. */
function momentOfText(text: string): number | null {
  const date = text.slice(0, 10)
  const time = MINUTE_OF_DAY.exec(text.slice(10, 16))
  if (!time || !CivilDate.safeParse(date).success) return null
  return dayNumber(date) * DAY_MINUTES + Number(time[1] ?? 0) * 60 + Number(time[2] ?? 0)
}

/** A moment, null where there is none; what is no date from 1900 to 2199 is told. */
export function readMoment(element: Element, name: string, skip: Skip): number | null {
  const text = textOf(element, name)
  if (NOT_THERE.has(text)) return null
  const moment = momentOfText(text)
  if (moment === null) skip(name, say`"${text.slice(0, 30)}" is no date from 1900 to 2199`)
  return moment
}

/** The civil date of a moment, as `readMoment` finds it. */
export function readDate(element: Element, name: string, skip: Skip): string | null {
  return readMoment(element, name, skip) === null ? null : textOf(element, name).slice(0, 10)
}

/** The civil date of a moment that was reckoned from those of a file; null where that leads before 1900 or after 2199. */
export function dateWithin(moment: number): string | null {
  const date = dateOf(dayOf(moment))
  return CivilDate.safeParse(date).success ? date : null
}
