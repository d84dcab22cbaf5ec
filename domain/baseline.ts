// A plan frozen under a name, and how far the present one has moved away from it.
import { z } from 'zod'
import { dayNumber, type WorkCalendar } from './calendar.ts'
import { CivilDate, Id, Instant, line, text } from './fields.ts'
import { TASK_STATUSES } from './task.ts'

/** A project keeps at most this many. */
export const MAX_BASELINES = 50

const fields = { name: line(200), note: text(2000) }

export const Baseline = z
  .strictObject({
    id: Id,
    projectId: Id,
    ...fields,
    taskCount: z.int(),
    finishOn: CivilDate.nullable().meta({
      description: 'The latest due date that it holds; cancelled tasks do not count.',
    }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Baseline', description: 'The tasks of a project as they were planned on a day.' })
export type Baseline = z.infer<typeof Baseline>

export const NewBaseline = z
  .strictObject({ id: Id, ...fields })
  .partial()
  .required({ name: true })
  .meta({ id: 'NewBaseline' })
export type NewBaseline = z.infer<typeof NewBaseline>

export const BaselineChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'BaselineChange' })
export type BaselineChange = z.infer<typeof BaselineChange>

const PlannedTask = z
  .strictObject({
    status: z.enum(TASK_STATUSES),
    startOn: CivilDate.nullable(),
    dueOn: CivilDate.nullable(),
    durationDays: z.int().nullable(),
    estimateMinutes: z.int().nullable(),
  })
  .meta({ id: 'PlannedTask', description: 'What a baseline keeps of a task, beside its title.' })
export type PlannedTask = z.infer<typeof PlannedTask>

const slip = (of: string) =>
  z
    .int()
    .nullable()
    .meta({ description: `Working days that ${of} is later than it was; negative where it is earlier.` })

export const ComparedTask = z
  .strictObject({
    taskId: Id,
    title: z.string().meta({ description: 'Now; as it was where the task is gone.' }),
    change: z
      .enum(['same', 'moved', 'added', 'removed'])
      .meta({ description: 'moved: it starts or is due on another day.' }),
    baseline: PlannedTask.nullable().meta({ description: 'Null where it was added since.' }),
    now: PlannedTask.nullable().meta({ description: 'Null where it is gone.' }),
    startSlipDays: slip('its start'),
    finishSlipDays: slip('its due date'),
  })
  .meta({ id: 'ComparedTask' })
export type ComparedTask = z.infer<typeof ComparedTask>

export const BaselineComparison = Baseline.extend({
  tasks: z.array(ComparedTask),
  summary: z.strictObject({
    projectFinishBaseline: CivilDate.nullable(),
    projectFinishNow: CivilDate.nullable(),
    slipDays: slip('the last due date'),
    moved: z.int(),
    added: z.int(),
    removed: z.int(),
  }),
}).meta({ id: 'BaselineComparison', description: 'A baseline beside the plan as it is now.' })
export type BaselineComparison = z.infer<typeof BaselineComparison>

/** One task then and now; null where it was not there. */
export interface TaskThenAndNow {
  taskId: string
  title: string
  baseline: PlannedTask | null
  now: PlannedTask | null
}

/** Each task beside what it was, and the sums over them. Slips are counted in the calendar's working days. */
export function compareWithBaseline(
  tasks: readonly TaskThenAndNow[],
  calendar: WorkCalendar,
): Pick<BaselineComparison, 'tasks' | 'summary'> {
  const compared = tasks.map((task) => compareTask(task, calendar))
  const count = (change: ComparedTask['change']) => compared.filter((task) => task.change === change).length
  const projectFinishBaseline = lastDueOn(tasks.map(({ baseline }) => baseline))
  const projectFinishNow = lastDueOn(tasks.map(({ now }) => now))
  return {
    tasks: compared,
    summary: {
      projectFinishBaseline,
      projectFinishNow,
      slipDays: finishSlip(calendar, projectFinishBaseline, projectFinishNow),
      moved: count('moved'),
      added: count('added'),
      removed: count('removed'),
    },
  }
}

function compareTask(task: TaskThenAndNow, calendar: WorkCalendar): ComparedTask {
  const { baseline, now } = task
  const movedDates = baseline?.startOn !== now?.startOn || baseline?.dueOn !== now?.dueOn
  return {
    ...task,
    change: !baseline ? 'added' : !now ? 'removed' : movedDates ? 'moved' : 'same',
    startSlipDays: startSlip(calendar, baseline?.startOn, now?.startOn),
    finishSlipDays: finishSlip(calendar, baseline?.dueOn, now?.dueOn),
  }
}

type MaybeDate = string | null | undefined

/** A start on a day off is as good as one on the next working day. */
const startSlip = (calendar: WorkCalendar, from: MaybeDate, to: MaybeDate): number | null =>
  from && to ? calendar.dayPosition(dayNumber(to)) - calendar.dayPosition(dayNumber(from)) : null

/** A finish on a day off is as good as one on the working day before. */
const finishSlip = (calendar: WorkCalendar, from: MaybeDate, to: MaybeDate): number | null =>
  from && to ? calendar.dayPosition(dayNumber(to) + 1) - calendar.dayPosition(dayNumber(from) + 1) : null

function lastDueOn(tasks: readonly (PlannedTask | null)[]): string | null {
  let last: string | null = null
  for (const task of tasks)
    if (task?.dueOn && task.status !== 'cancelled' && (last === null || task.dueOn > last)) last = task.dueOn
  return last
}
