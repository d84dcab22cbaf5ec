// The agency itself: its name, zone, money and working week, and the settings that hold for all of it.
import { z } from 'zod'
import { Currency, Email, Id, Instant, line, Locale, Slug, Timezone } from './fields.ts'
import { PROJECT_TYPES } from './project-types.ts'

const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is a time written HH:MM, up to 24:00')
const Interval = z.strictObject({ from: TimeOfDay, to: TimeOfDay })
type Interval = z.infer<typeof Interval>

const follow = (intervals: readonly Interval[]) =>
  intervals.every(({ from, to }, i) => from < to && (intervals[i - 1]?.to ?? '') <= from)
const Day = z.array(Interval).max(12).refine(follow, 'holds intervals in order, none of them empty or overlapping')

/** Monday first, as everywhere that a week is counted. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export const WorkWeek = z
  .strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day })
  .refine((week) => Object.values(week).some((day) => day.length > 0), 'has working time on at least one day')
  .meta({
    id: 'WorkWeek',
    description: 'When people work: intervals per weekday, in order. A day off is an empty list.',
  })
export type WorkWeek = z.infer<typeof WorkWeek>

const OFFICE_HOURS: Interval[] = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
]
export const DEFAULT_WORK_WEEK: WorkWeek = {
  mon: OFFICE_HOURS,
  tue: OFFICE_HOURS,
  wed: OFFICE_HOURS,
  thu: OFFICE_HOURS,
  fri: OFFICE_HOURS,
  sat: [],
  sun: [],
}

const minuteOfDay = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
/** Working minutes per weekday, Monday to Sunday. */
export const weekMinutes = (week: WorkWeek): number[] =>
  WEEKDAYS.map((day) => week[day].reduce((sum, { from, to }) => sum + minuteOfDay(to) - minuteOfDay(from), 0))

export const DEFAULT_LOCALE = 'en-GB'

/** What is kept as settings rather than as columns: what a new organisation begins with. */
export const DEFAULT_SETTINGS = {
  projectTypes: [] as string[],
  capacitySoftLimitPercent: 80,
  activityRetentionMonths: null as number | null,
}

const fields = {
  name: line(200),
  timezone: Timezone.meta({ description: 'Civil dates are dates there. Changing it moves no date that was given.' }),
  locale: Locale.meta({
    description: 'What people are written in who have no language of their own, with its dates and numbers.',
  }),
  currency: Currency.meta({ description: 'Of projects created from now on; those there are keep theirs.' }),
  workWeek: WorkWeek,
  projectTypes: z
    .array(Slug)
    .max(50)
    .refine((types) => new Set(types).size === types.length, 'names a type twice')
    .refine(
      (types) => !types.some((type) => (PROJECT_TYPES as readonly string[]).includes(type)),
      `names one that is always there (${PROJECT_TYPES.join(', ')})`,
    )
    .meta({ description: 'Project types beyond the ones that are always there.' }),
  capacitySoftLimitPercent: z
    .int()
    .min(1)
    .max(100)
    .meta({ description: 'A day booked beyond this share of a person’s capacity warns.' }),
  activityRetentionMonths: z
    .int()
    .min(12)
    .max(1200)
    .nullable()
    .meta({ description: 'What happened longer ago than this goes; null keeps it for ever.' }),
}

export const Settings = z
  .strictObject({ id: Id, ...fields, version: z.int(), createdAt: Instant, updatedAt: Instant })
  .meta({ id: 'Settings', description: 'The organisation and what holds for all of it.' })
export type Settings = z.infer<typeof Settings>

export const SettingsChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'SettingsChange', description: 'Any subset; what is not named stays.' })
export type SettingsChange = z.infer<typeof SettingsChange>

/** An organisation begins with the person who may do everything in it. */
export const NewOrganization = z.strictObject({
  id: Id.optional(),
  name: fields.name,
  timezone: fields.timezone,
  currency: fields.currency,
  locale: Locale.optional(),
  workWeek: WorkWeek.optional(),
  admin: z.strictObject({ id: Id.optional(), name: line(200), email: Email }),
})
export type NewOrganization = z.infer<typeof NewOrganization>
