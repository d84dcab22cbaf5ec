// Recurrence rules (RFC 5545 RRULE): whether a text has the form of one. When the days fall is not decided here.
import { z } from 'zod'

const NUMBERS = /^-?\d{1,3}(,-?\d{1,3})*$/
const COUNT = /^[1-9]\d{0,3}$/
const WEEKDAY = '(MO|TU|WE|TH|FR|SA|SU)'
/** Each part and the form of its value. Nothing recurs more often than daily here. */
const PARTS: Record<string, RegExp> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: COUNT,
  COUNT,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  BYDAY: new RegExp(`^([+-]?\\d{1,2})?${WEEKDAY}(,([+-]?\\d{1,2})?${WEEKDAY})*$`),
  BYMONTHDAY: NUMBERS,
  BYYEARDAY: NUMBERS,
  BYWEEKNO: NUMBERS,
  BYMONTH: NUMBERS,
  BYSETPOS: NUMBERS,
  WKST: new RegExp(`^${WEEKDAY}$`),
}

const FARTHEST: Record<string, number> = {
  BYMONTHDAY: 31,
  BYYEARDAY: 366,
  BYWEEKNO: 53,
  BYMONTH: 12,
  BYSETPOS: 366,
}

/** As RFC 5545 bounds them; only months and years have a first Monday. */
function areInRange({ FREQ = '', UNTIL, BYDAY = '', ...parts }: Record<string, string>): boolean {
  const numbers = Object.entries(FARTHEST).every(([name, most]) =>
    (parts[name]?.split(',') ?? []).every((text) => Number(text) !== 0 && Math.abs(Number(text)) <= most),
  )
  const weeks = [...BYDAY.matchAll(/\d+/g)].map(Number)
  const ordinals = weeks.every((week) => week >= 1 && week <= 53) && (weeks.length === 0 || /^[MY]/.test(FREQ))
  return numbers && ordinals && (UNTIL === undefined || isDay(UNTIL))
}

function isDay(text: string): boolean {
  const day = text.slice(0, 8).replace(/(....)(..)(..)/, '$1-$2-$3')
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

export function isRecurrence(text: string): boolean {
  const parts = text.split(';').map((part) => part.split('='))
  const names = parts.map(([name]) => name)
  const formed = parts.every(
    ([name = '', value = '', ...rest]) => rest.length === 0 && Object.hasOwn(PARTS, name) && PARTS[name]?.test(value),
  )
  const endsOnce = !(names.includes('COUNT') && names.includes('UNTIL'))
  return (
    formed &&
    endsOnce &&
    areInRange(Object.fromEntries(parts)) &&
    names.includes('FREQ') &&
    new Set(names).size === names.length
  )
}

export const Recurrence = z
  .string()
  .max(200)
  .refine(isRecurrence, 'is a recurrence rule such as FREQ=MONTHLY;BYMONTHDAY=1')
  .meta({ id: 'Recurrence', description: 'RFC 5545 RRULE, daily at most, in the organisation’s time zone.' })
