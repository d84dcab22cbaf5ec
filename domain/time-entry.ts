// Time spent on a task: who, on which day, how long.
import { z } from 'zod'
import { CivilDate, Id, Instant, text } from './fields.ts'

/** A day has no more, over all that a person records on it. */
export const MINUTES_IN_A_DAY = 1440

const fields = {
  on: CivilDate.meta({ description: 'Not in the future.' }),
  minutes: z.int().min(1).max(MINUTES_IN_A_DAY),
  note: text(2000),
}

export const TimeEntry = z
  .strictObject({
    id: Id,
    taskId: Id,
    projectId: Id,
    personId: Id,
    ...fields,
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'TimeEntry' })
export type TimeEntry = z.infer<typeof TimeEntry>

export const MyTimeEntry = TimeEntry.extend({ taskTitle: z.string(), projectName: z.string() }).meta({
  id: 'MyTimeEntry',
})
export type MyTimeEntry = z.infer<typeof MyTimeEntry>

export const NewTimeEntry = z
  .strictObject({ id: Id, personId: Id.meta({ description: 'Oneself when left out.' }), ...fields })
  .partial()
  .required({ on: true, minutes: true })
  .meta({ id: 'NewTimeEntry' })
export type NewTimeEntry = z.infer<typeof NewTimeEntry>

export const TimeEntryChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'TimeEntryChange' })
export type TimeEntryChange = z.infer<typeof TimeEntryChange>
