// What an allocation is: somebody, or a placeholder, booked on a project for a window of days; and how it may move.
import { z } from 'zod'
import { CivilDate, Id, Instant, line, Slug } from './fields.ts'
import { Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'

/** A window has no more days. */
export const MAX_WINDOW_DAYS = 731

export const ALLOCATION_STATUSES = ['tentative', 'confirmed', 'released'] as const
export type AllocationStatus = (typeof ALLOCATION_STATUSES)[number]

export const Placeholder = z
  .union([z.strictObject({ skill: line(60) }), z.strictObject({ service: Slug })], {
    error: 'is { skill } or { service }',
  })
  .meta({ id: 'Placeholder', description: 'Somebody with a skill, or who delivers a service; who is decided later.' })
export type Placeholder = z.infer<typeof Placeholder>

const fields = {
  personId: Id,
  placeholder: Placeholder,
  taskId: Id.nullable().meta({ description: 'A task of the same project; the booking moves with it.' }),
  startOn: CivilDate,
  endOn: CivilDate.meta({ description: `At most ${MAX_WINDOW_DAYS} days in all.` }),
  minutesPerDay: z.int().min(1).max(1440).meta({ description: 'On each working day of the window.' }),
  percent: z.int().min(1).max(100).meta({ description: 'Of each working day’s capacity.' }),
  totalMinutes: z
    .int()
    .min(1)
    .max(MAX_WINDOW_DAYS * 1440)
    .meta({ description: 'In the whole window, spread over its working days in proportion to their capacity.' }),
  status: z.enum(ALLOCATION_STATUSES),
}

const AMOUNTS = ['minutesPerDay', 'percent', 'totalMinutes'] as const
const named = (input: object, names: readonly string[]) => names.filter((name) => name in input).length
const ONE_AMOUNT = { error: 'one of minutesPerDay, percent and totalMinutes, and only one', path: ['minutesPerDay'] }
const ONE_PERSON = { error: 'either a personId or a placeholder', path: ['personId'] }

/** What is wrong with a window, or nothing. */
function windowError(startOn: string, endOn: string): string | undefined {
  if (endOn < startOn) return 'is not before startOn'
  const days = (Date.parse(endOn) - Date.parse(startOn)) / 86_400_000 + 1
  return days > MAX_WINDOW_DAYS ? `makes it ${days} days, and ${MAX_WINDOW_DAYS} are the most` : undefined
}
/** For windows of which a part is changed; the message goes with `endOn`. */
export const checkWindow = windowError

export const NewAllocation = z
  .strictObject({ id: Id, ...fields, status: z.enum(['tentative', 'confirmed']) })
  .partial()
  .required({ startOn: true, endOn: true })
  .refine((input) => named(input, ['personId', 'placeholder']) === 1, ONE_PERSON)
  .refine((input) => named(input, AMOUNTS) === 1, ONE_AMOUNT)
  .superRefine(({ startOn, endOn }, context) => {
    const message = windowError(startOn, endOn)
    if (message !== undefined) context.addIssue({ code: 'custom', message, path: ['endOn'] })
  })
  .meta({
    id: 'NewAllocation',
    description: 'Confirmed unless said otherwise; tentative while its project is on hold.',
  })
export type NewAllocation = z.infer<typeof NewAllocation>

const change = z.strictObject(fields).partial()
const checked = <T extends z.ZodType<object>>(schema: T) =>
  schema
    .refine((input) => Object.keys(input).some((name) => name !== 'id'), 'names at least one field to change')
    .refine((input) => named(input, ['personId', 'placeholder']) <= 1, ONE_PERSON)
    .refine((input) => named(input, AMOUNTS) <= 1, ONE_AMOUNT)

export const AllocationChange = checked(change).meta({
  id: 'AllocationChange',
  description:
    'Any subset; what is not named stays. A personId takes the place of the placeholder, one amount that of the other.',
})
export type AllocationChange = z.infer<typeof AllocationChange>

export const AllocationUpdate = checked(change.extend({ id: Id })).meta({
  id: 'AllocationUpdate',
  description: 'One of several changes: `id` says of which allocation.',
})
export type AllocationUpdate = z.infer<typeof AllocationUpdate>

export const Allocation = z
  .strictObject({
    id: Id,
    projectId: Id,
    personId: Id.nullable(),
    placeholder: Placeholder.nullable(),
    taskId: fields.taskId,
    startOn: fields.startOn,
    endOn: fields.endOn,
    minutesPerDay: fields.minutesPerDay.nullable(),
    percent: fields.percent.nullable(),
    totalMinutes: fields.totalMinutes.nullable(),
    status: fields.status,
    bookedMinutes: z.int().meta({ description: 'What its days carry in all.' }),
    overbooked: z.boolean().meta({ description: 'It lies on a day that holds more than its person’s capacity.' }),
    overrideReason: z.string().nullable().meta({ description: 'Why it was booked over capacity, where it was.' }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Allocation' })
export type Allocation = z.infer<typeof Allocation>

/** Why somebody is booked beyond their capacity. */
export const Override = z
  .strictObject({ reason: line(1000) })
  .meta({ id: 'Override', description: 'Books over capacity all the same; the reason is kept, and shown.' })
export type Override = z.infer<typeof Override>

const ClashingBooking = z.union([
  z.strictObject({ allocationId: Id, projectId: Id, projectName: z.string(), minutes: z.int() }),
  z.strictObject({ hidden: z.literal(true), minutes: z.int() }),
])

/** A day on which somebody is, or would be, booked over their capacity. */
export const ScheduleConflict = z
  .strictObject({
    personId: Id,
    name: z.string(),
    date: CivilDate,
    capacityMinutes: z.int(),
    bookedMinutes: z.int().meta({ description: 'What is booked already.' }),
    requestedMinutes: z.int().meta({ description: 'What was asked for on top; 0 where nothing was.' }),
    minutesOver: z.int(),
    bookings: z.array(ClashingBooking).meta({ description: 'Bookings of projects out of sight are one, in sum.' }),
  })
  .meta({ id: 'ScheduleConflict' })
export type ScheduleConflict = z.infer<typeof ScheduleConflict>

/** Where else it fits: the nearest windows for the same person, and people who are free when it was asked for. */
export const Offers = z
  .strictObject({
    windows: z.array(z.strictObject({ startOn: CivilDate, endOn: CivilDate })),
    people: z.array(z.strictObject({ personId: Id, name: z.string(), freeMinutes: z.int() })),
  })
  .meta({ id: 'Offers' })
export type Offers = z.infer<typeof Offers>

/** A day booked beyond the organisation's soft limit, and not over its capacity. */
export const CapacityWarning = z
  .strictObject({
    personId: Id,
    name: z.string(),
    date: CivilDate,
    capacityMinutes: z.int(),
    bookedMinutes: z.int(),
    percent: z.int(),
  })
  .meta({ id: 'CapacityWarning' })
export type CapacityWarning = z.infer<typeof CapacityWarning>

const NEXT: Record<AllocationStatus, readonly AllocationStatus[]> = {
  tentative: ['confirmed', 'released'],
  confirmed: ['released'],
  released: [],
}

/** Refuses with `invalid_transition` what people may not do by hand: only the system makes a confirmed one tentative. */
export function moveAllocation(from: AllocationStatus, to: AllocationStatus): void {
  if (from !== to && !NEXT[from].includes(to))
    throw new Problem(
      'invalid_transition',
      say`A booking that is ${sayStatus(from)} can not become ${sayStatus(to)}.`,
      {
        allowed: NEXT[from],
      },
    )
}
