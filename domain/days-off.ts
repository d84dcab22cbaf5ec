// Days on which less is worked, or nothing: the organisation's holidays and a person's time off.
import { z } from 'zod'
import { CivilDate, Id, Instant, line, text } from './fields.ts'

const stamps = { version: z.int(), createdAt: Instant, updatedAt: Instant }
const something = [(change: object) => Object.keys(change).length > 0, 'names at least one field to change'] as const

const holidayFields = { on: CivilDate.meta({ description: 'One holiday a day.' }), name: line(200) }
export const Holiday = z
  .strictObject({ id: Id, ...holidayFields, ...stamps })
  .meta({ id: 'Holiday', description: 'A day on which the organisation does not work.' })
export type Holiday = z.infer<typeof Holiday>
export const NewHoliday = z.strictObject({ id: Id.optional(), ...holidayFields }).meta({ id: 'NewHoliday' })
export type NewHoliday = z.infer<typeof NewHoliday>
export const HolidayChange = z
  .strictObject(holidayFields)
  .partial()
  .refine(...something)
  .meta({ id: 'HolidayChange' })
export type HolidayChange = z.infer<typeof HolidayChange>

export const HolidayImport = z
  .strictObject({
    country: z.string().regex(/^[A-Z]{2}$/, 'is an ISO 3166 code of two capital letters'),
    region: z
      .string()
      .regex(/^[A-Z0-9]{1,4}(-[A-Z0-9]{1,6})?$/, 'is the part of an ISO 3166-2 code behind the country')
      .optional(),
    year: z.int().min(1970).max(2100),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'is an ISO 639 code of two letters')
      .optional()
      .meta({ description: 'Of the names, as far as they are known in it; the country’s own when left out.' }),
  })
  .meta({
    id: 'HolidayImport',
    description: 'Public holidays of a year; days that are holidays already stay as they are.',
  })
export type HolidayImport = z.infer<typeof HolidayImport>

/** Long enough for a parental leave. */
export const MAX_TIME_OFF_DAYS = 1100
const timeOffFields = {
  startOn: CivilDate,
  endOn: CivilDate.meta({ description: `At most ${MAX_TIME_OFF_DAYS} days in all.` }),
  minutesPerDay: z.int().min(1).max(1440).nullable().meta({ description: 'Null is whole days.' }),
  note: text(2000),
}
export const TimeOff = z
  .strictObject({ id: Id, personId: Id, ...timeOffFields, ...stamps })
  .meta({ id: 'TimeOff', description: 'Days on which a person does not work, or works less.' })
export type TimeOff = z.infer<typeof TimeOff>

/** What is wrong with a time off's days, said of `endOn`, or nothing. */
export function timeOffError({ startOn, endOn }: Pick<TimeOff, 'startOn' | 'endOn'>): string | undefined {
  if (endOn < startOn) return 'is not before startOn'
  const days = (Date.parse(endOn) - Date.parse(startOn)) / 86_400_000 + 1
  return days > MAX_TIME_OFF_DAYS ? `makes it ${days} days, and ${MAX_TIME_OFF_DAYS} are the most` : undefined
}

export const NewTimeOff = z
  .strictObject({ id: Id, ...timeOffFields })
  .partial()
  .required({ startOn: true, endOn: true })
  .meta({ id: 'NewTimeOff', description: 'Whole days unless minutesPerDay is given.' })
export type NewTimeOff = z.infer<typeof NewTimeOff>
export const TimeOffChange = z
  .strictObject(timeOffFields)
  .partial()
  .refine(...something)
  .meta({ id: 'TimeOffChange' })
export type TimeOffChange = z.infer<typeof TimeOffChange>
