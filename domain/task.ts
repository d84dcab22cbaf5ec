// What a task is; how it may move is in task-life.ts.
import { z } from 'zod'
import { CivilDate, Id, idList, Instant, line, Minor, Minutes, Percent, Priority, text } from './fields.ts'

export const TASK_STATUSES = ['pending', 'in_progress', 'in_review', 'blocked', 'completed', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
export const BLOCKED_REASONS = [
  'waiting_client',
  'waiting_dependency',
  'waiting_approval',
  'waiting_access',
  'capacity',
  'other',
] as const
export type BlockedReason = (typeof BLOCKED_REASONS)[number]
export const DEPENDENCY_TYPES = ['FS', 'SS', 'FF', 'SF'] as const

export const Dependency = z
  .strictObject({
    taskId: Id,
    type: z.enum(DEPENDENCY_TYPES),
    lagDays: z.int().min(-3650).max(3650).meta({ description: 'Working days; negative is lead.' }),
  })
  .meta({ id: 'Dependency', description: 'What this task waits for.' })
export type Dependency = z.infer<typeof Dependency>
const NewDependency = Dependency.partial({ type: true, lagDays: true }).meta({ id: 'NewDependency' })

const StatusChange = z.strictObject({
  from: z.enum(TASK_STATUSES).nullable(),
  to: z.enum(TASK_STATUSES),
  progress: Percent,
  notes: z.string().nullable(),
  actor: z.strictObject({ type: z.enum(['person', 'rule', 'client', 'integration']), id: z.string() }),
  at: Instant,
})

const Constraint = z.strictObject({ kind: z.enum(['not_before', 'must_finish_by']), on: CivilDate })

const fields = {
  title: line(300),
  description: text(20_000),
  priority: Priority,
  assigneeIds: idList(50),
  stage: line(100).nullable(),
  parentId: Id.nullable(),
  required: z.boolean(),
  startOn: CivilDate.nullable(),
  dueOn: CivilDate.nullable(),
  durationDays: z.int().min(1).max(3650).nullable().meta({ description: 'Working days.' }),
  estimateMinutes: Minutes.nullable(),
  weight: z.int().min(0).max(1000),
  scheduling: z.enum(['automatic', 'manual']),
  constraint: Constraint.nullable(),
  billableMinor: Minor.nullable().meta({ description: 'What reaching this milestone bills.' }),
}

export const Task = z
  .strictObject({
    id: Id,
    projectId: Id,
    kind: z.enum(['task', 'milestone']),
    ...fields,
    dependencies: z.array(Dependency),
    status: z.enum(TASK_STATUSES),
    progress: Percent,
    blockedReason: z.enum(BLOCKED_REASONS).nullable(),
    completionNotes: z.string().nullable(),
    completedAt: Instant.nullable(),
    reachedAt: Instant.nullable().meta({ description: 'When a milestone was completed.' }),
    requestId: Id.nullable(),
    spentMinutes: z.int(),
    durationMinutes: z.int().nullable().meta({
      description: 'Working minutes, where an imported plan counts finer than days; durationDays is then null.',
    }),
    earlyStartOn: CivilDate.nullable(),
    earlyFinishOn: CivilDate.nullable(),
    lateStartOn: CivilDate.nullable(),
    lateFinishOn: CivilDate.nullable().meta({
      description: 'The latest it can finish without moving the project’s end.',
    }),
    totalFloatMinutes: z.int().nullable().meta({ description: 'Working minutes until it moves the project’s end.' }),
    freeFloatMinutes: z.int().nullable().meta({ description: 'Working minutes until it moves another task.' }),
    critical: z.boolean().meta({ description: 'Any delay of it moves the project’s end.' }),
    overdue: z.boolean(),
    ready: z.boolean().meta({ description: 'Open, and nothing it waits for is.' }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

export const TaskWithHistory = Task.extend({ statusHistory: z.array(StatusChange) }).meta({ id: 'TaskWithHistory' })
export type TaskWithHistory = z.infer<typeof TaskWithHistory>

export const MyTask = Task.extend({
  projectName: z.string(),
  statusBeforeBlock: z.enum(TASK_STATUSES).nullable().meta({ description: 'Where a blocked one goes back to.' }),
}).meta({ id: 'MyTask', description: 'For whoever has the task, but perhaps no way to its project.' })
export type MyTask = z.infer<typeof MyTask>

const shape = {
  ...fields,
  kind: z.enum(['task', 'milestone']),
  dependencies: z
    .array(NewDependency)
    .max(200)
    .refine((links) => new Set(links.map((link) => link.taskId)).size === links.length, 'names a task twice'),
}

export const NewTask = z
  .strictObject({ id: Id, ...shape })
  .partial()
  .required({ title: true })
  .meta({ id: 'NewTask' })
export type NewTask = z.infer<typeof NewTask>

export const TaskChange = z
  .strictObject(shape)
  .omit({ kind: true })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'TaskChange', description: 'Any subset; what is not named stays.' })
export type TaskChange = z.infer<typeof TaskChange>

export const TaskStatusChange = z
  .strictObject({
    status: z.enum(TASK_STATUSES),
    progress: Percent,
    completionNotes: text(5000),
    blockedReason: z.enum(BLOCKED_REASONS),
    reason: line(1000),
  })
  .partial()
  .refine((change) => change.status !== undefined || change.progress !== undefined, 'names status, progress or both')
  .meta({ id: 'TaskStatusChange' })
export type TaskStatusChange = z.infer<typeof TaskStatusChange>
