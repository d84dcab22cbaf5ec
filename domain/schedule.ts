// What a schedule is: tasks and bookings over days, who carries how much, and what does not fit; and how it is changed.
import { z } from 'zod'
import {
  Allocation,
  AllocationUpdate,
  CapacityWarning,
  NewAllocation,
  Override,
  Placeholder,
  ScheduleConflict,
} from './allocation.ts'
import { Holiday, TimeOff } from './days-off.ts'
import { CivilDate, Id } from './fields.ts'
import { Task, TaskChange } from './task.ts'

/** A schedule shows no more days at once. */
export const MAX_SCHEDULE_DAYS = 731

const Minutes = z.int().min(0)

export const ScheduledPerson = z
  .strictObject({
    personId: Id,
    name: z.string(),
    capacityMinutes: z.array(Minutes),
    bookedMinutes: z.array(Minutes).meta({ description: 'Confirmed, on all projects.' }),
    projectMinutes: z.array(Minutes).meta({ description: 'Confirmed, on this project.' }),
  })
  .meta({
    id: 'ScheduledPerson',
    description: 'The minutes of each day shown, one after another, the first of `from`.',
  })

const Overbooked = ScheduleConflict.extend({ kind: z.literal('overbooked') }).meta({ id: 'OverbookedDay' })
const BrokenLink = z
  .strictObject({
    kind: z.literal('broken_link'),
    taskId: Id,
    predecessorId: Id.nullable().meta({ description: 'Null where it is in another project.' }),
    type: z.string(),
    minutes: z.int().meta({ description: 'Working minutes by which it is too early.' }),
  })
  .meta({ id: 'BrokenLink', description: 'The task’s dates do not keep this link: it is manual, started or finished.' })
const MissedDeadline = z
  .strictObject({ kind: z.literal('missed_deadline'), taskId: Id, on: CivilDate, finishOn: CivilDate })
  .meta({ id: 'MissedDeadline', description: 'Its constraint must_finish_by can not be kept.' })
export const ScheduleTrouble = z.discriminatedUnion('kind', [Overbooked, BrokenLink, MissedDeadline])
export type ScheduleTrouble = z.infer<typeof ScheduleTrouble>

export const ProjectSchedule = z
  .strictObject({
    projectId: Id,
    from: CivilDate,
    to: CivilDate,
    tasks: z.array(Task),
    milestones: z.array(Task),
    undated: z.array(Task).meta({ description: 'Open tasks and milestones without dates, whichever days are shown.' }),
    extent: z
      .strictObject({ from: CivilDate.nullable(), to: CivilDate.nullable() })
      .meta({ description: 'The first and the last day of all its tasks: some may lie outside the days shown.' }),
    allocations: z.array(Allocation),
    people: z.array(ScheduledPerson),
    holidays: z.array(Holiday),
    conflicts: z.array(ScheduleTrouble),
  })
  .meta({ id: 'ProjectSchedule' })
export type ProjectSchedule = z.infer<typeof ProjectSchedule>

/** What a booking or a move left behind that was not refused. */
export const ChangedSchedule = ProjectSchedule.extend({ warnings: z.array(CapacityWarning) }).meta({
  id: 'ChangedSchedule',
})
export type ChangedSchedule = z.infer<typeof ChangedSchedule>

const dates = TaskChange.shape
const MAX_CHANGES = 500
const TaskMove = z
  .strictObject({
    id: Id,
    startOn: dates.startOn,
    dueOn: dates.dueOn,
    durationDays: dates.durationDays,
    scheduling: dates.scheduling,
    constraint: dates.constraint,
    dependencies: dates.dependencies,
  })
  .refine((move) => Object.keys(move).length > 1, 'names at least one field to change')
  .meta({ id: 'TaskMove', description: 'Dates as in changing a task; what is not named stays.' })
export type TaskMove = z.infer<typeof TaskMove>

const once = <T extends { id: string }>(items: readonly T[]) => new Set(items.map(({ id }) => id)).size === items.length
const moves = z.array(TaskMove).max(MAX_CHANGES).refine(once, 'names a task twice')

export const ScheduleChange = z
  .strictObject({
    tasks: moves,
    milestones: moves.meta({ description: 'As tasks: a milestone is a task of its own kind.' }),
    allocations: z
      .strictObject({
        create: z.array(NewAllocation).max(MAX_CHANGES),
        update: z.array(AllocationUpdate).max(MAX_CHANGES).refine(once, 'names an allocation twice'),
        remove: z.array(Id).max(MAX_CHANGES),
      })
      .partial(),
    override: Override,
  })
  .partial()
  .refine(
    ({ tasks = [], milestones = [], allocations = {} }) =>
      tasks.length + milestones.length + Object.values(allocations).flat().length > 0,
    'names at least one change',
  )
  .meta({ id: 'ScheduleChange' })
export type ScheduleChange = z.infer<typeof ScheduleChange>

const Held = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape })
/** What holds a task's start where it is: all that would have to give way before it could be earlier. */
const within = Id.nullable().meta({ description: 'The parent that it belongs to; null where it is the task’s own.' })
const days = z.array(CivilDate)
export const HeldBy = z
  .discriminatedUnion('kind', [
    Held('predecessor', {
      taskId: Id.nullable().meta({ description: 'Null where it is in a project out of sight.' }),
      title: z.string().nullable(),
      type: z.string(),
      lagDays: z.int(),
      lagMinutes: z.int().nullable(),
      on: CivilDate.nullable().meta({
        description: 'The day on which it starts or finishes, by the type of the link.',
      }),
      within,
    }),
    Held('calendar', { days, holidays: z.array(z.string()) }),
    Held('person', { days }),
    Held('constraint', { on: CivilDate, within }),
    Held('project_start', { on: CivilDate, within }),
    Held('children', { taskIds: z.array(Id) }),
    Held('pin', { reason: z.enum(['manual', 'started', 'finished', 'cancelled']) }),
  ])
  .meta({ id: 'HeldBy' })
export type HeldBy = z.infer<typeof HeldBy>

export const Why = z
  .strictObject({
    taskId: Id,
    startOn: CivilDate.nullable(),
    dueOn: CivilDate.nullable(),
    durationDays: z.int().nullable().meta({ description: 'Working days from start to due, as they are counted.' }),
    heldBy: z.array(HeldBy).meta({ description: 'Empty where nothing gives it a date.' }),
    explanation: z.string().meta({ description: 'The same in a sentence.' }),
  })
  .meta({ id: 'Why' })
export type Why = z.infer<typeof Why>

/** Somebody's days over a period, and their sum. */
export const PersonSchedule = z
  .strictObject({
    personId: Id,
    name: z.string(),
    active: z.boolean().meta({ description: 'False while suspended: shown for what is still booked.' }),
    capacityMinutes: Minutes,
    bookedMinutes: Minutes,
    tentativeMinutes: Minutes,
    overbookMinutes: Minutes.meta({ description: 'What of the booked is over capacity, day by day.' }),
    utilisation: z.number().min(0).nullable().meta({ description: 'Booked ÷ capacity; null where there is none.' }),
    days: z.array(
      z.strictObject({
        date: CivilDate,
        capacityMinutes: Minutes,
        bookedMinutes: Minutes,
        tentativeMinutes: Minutes,
        overbookMinutes: Minutes,
      }),
    ),
  })
  .meta({ id: 'PersonSchedule' })
export type PersonSchedule = z.infer<typeof PersonSchedule>

const { minutesPerDay, percent, totalMinutes } = Allocation.shape
/** How much a booking is: as it was asked for, and what its days carry in all. */
const bookedAmount = {
  minutesPerDay,
  percent,
  totalMinutes,
  bookedMinutes: Minutes,
  status: z.enum(['tentative', 'confirmed']),
  changeable: z.boolean().meta({ description: 'Whether the caller may change what is booked on its project.' }),
}

/** A booking as its person's schedule shows it; of a project out of sight only when and how much. */
export const ShownBooking = z
  .strictObject({
    allocationId: Id.nullable(),
    personId: Id,
    projectId: Id.nullable().meta({ description: 'Null where the caller may not see the project.' }),
    projectName: z.string().nullable(),
    taskId: Id.nullable(),
    startOn: CivilDate,
    endOn: CivilDate,
    ...bookedAmount,
    overrideReason: z.string().nullable(),
  })
  .meta({ id: 'ShownBooking' })
export type ShownBooking = z.infer<typeof ShownBooking>

/** A booking of nobody yet, of a project in sight. */
export const OpenBooking = z
  .strictObject({
    allocationId: Id,
    placeholder: Placeholder,
    projectId: Id,
    projectName: z.string(),
    taskId: Id.nullable(),
    startOn: CivilDate,
    endOn: CivilDate,
    ...bookedAmount,
  })
  .meta({ id: 'OpenBooking' })
export type OpenBooking = z.infer<typeof OpenBooking>

const aroundPeople = {
  from: CivilDate,
  to: CivilDate,
  bookings: z.array(ShownBooking),
  timeOff: z.array(TimeOff),
  holidays: z.array(Holiday),
  conflicts: z.array(ScheduleConflict).meta({ description: 'Days that are over their capacity.' }),
}
export const PeopleSchedule = z
  .strictObject({
    ...aroundPeople,
    placeholders: z.array(OpenBooking).meta({ description: 'Of all projects in sight, whoever is asked for.' }),
    people: z.array(PersonSchedule),
    pagination: z.strictObject({ page: z.int(), limit: z.int(), total: z.int(), pages: z.int() }),
  })
  .meta({ id: 'PeopleSchedule' })
export type PeopleSchedule = z.infer<typeof PeopleSchedule>

export const MySchedule = z
  .strictObject({ ...aroundPeople, ...PersonSchedule.shape, tasks: z.array(Task) })
  .meta({ id: 'MySchedule' })
export type MySchedule = z.infer<typeof MySchedule>
