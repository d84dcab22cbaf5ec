// The kinds of value that bodies, queries and replies are made of, each with its rule.
import { z } from 'zod'
import { isLocale } from './speech.ts'

export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
/** Words that stand in addresses where an id could. */
const RESERVED_IDS = new Set(['tasks', 'requests', 'batch', 'import', 'sync'])
export const isId = (text: string): boolean => ID_PATTERN.test(text) && !RESERVED_IDS.has(text)

export const Id = z
  .string()
  .regex(ID_PATTERN, 'is 1 to 64 letters, digits, _ or -, and starts with a letter or digit')
  .refine((text) => !RESERVED_IDS.has(text), 'is a reserved word')
  .meta({
    id: 'Id',
    description: 'Of the caller’s own choosing, unique per organisation; ours are prefixed and ordered by time.',
  })

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Whether the calendar has this day; the text is `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (DAYS_IN_MONTH[month - 1] ?? 0) + (leap ? 1 : 0)
}

export const CivilDate = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is a date written YYYY-MM-DD, from 1900 to 2199')
  .refine(isDate, 'is a day that the calendar has')
  .meta({ id: 'CivilDate', format: 'date', description: 'A day in the organisation’s time zone.' })

export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ id: 'Instant', format: 'date-time', description: 'RFC 3339 in UTC with milliseconds.' })

/** An instant as a caller may write it: any RFC 3339 offset, any precision. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is an RFC 3339 instant')

// PostgreSQL's text can not hold NUL, and a lone surrogate is no text at all.
// oxlint-disable-next-line no-control-regex -- NUL is exactly what is looked for
const storable = (text: string) => !/\u0000/.test(text) && text.isWellFormed()
export const text = (max: number) => z.string().max(max).refine(storable, 'holds a character that can not be stored')
/** A line that says something: not empty, not only spaces, no line breaks. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\r\n]*\S[^\r\n]*$/, 'is one line that is not blank')
    .refine(storable, 'holds a character that can not be stored')

export const Minutes = z.int().min(0).max(10_000_000).meta({ description: 'Whole minutes.' })
export const Minor = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .meta({ description: 'Money in the currency’s minor unit.' })
export const Percent = z.int().min(0).max(100)
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'is an ISO 4217 code')
export const Slug = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'is lower-case letters, digits and _, 40 at most')
export const Email = z.email().max(254)
export const Timezone = z.string().refine((zone) => isTimezone(zone), 'is an IANA time zone')

/** A language that there are words of, or that of a country: de, de-AT. */
export const Locale = z.string().max(35).refine(isLocale, 'is a language that is offered, as de or de-AT')

function isTimezone(zone: string): boolean {
  // An offset such as +02:00 is accepted by Intl and is no zone: it has no daylight-saving rules.
  if (!/^[A-Za-z]/.test(zone) || zone.length > 64) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Ids without repeats, in the order given. */
export const idList = (max: number) =>
  z
    .array(Id)
    .max(max)
    .refine((ids) => new Set(ids).size === ids.length, 'names an id twice')

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export const Priority = z.enum(PRIORITIES)

const MoneyShape = z.strictObject({ minor: z.int(), currency: z.string() })
export const SaidShape = z
  .strictObject({
    text: z.string(),
    get values() {
      return z.array(z.union([z.string(), z.number(), SaidShape, MoneyShape]))
    },
    one: z.string().optional().meta({
      description: 'The English text of one: the first value is then a number of things, {count} in both texts.',
    }),
  })
  .meta({
    id: 'Said',
    description:
      'A sentence taken apart, to be said in other languages: {0} in its English text is the first of its values.',
  })
