// What a project template is: the tasks a project of its type begins with, and how they hang together.
import { z } from 'zod'
import { findCycle } from './dependencies.ts'
import { Id, Instant, line, Minutes, Priority, Slug, text } from './fields.ts'
import { invalid, Problem, type FieldError, worded } from './problems.ts'
import { say, type Said } from './said.ts'
import { ENGAGEMENTS } from './project.ts'
import { Recurrence } from './recurrence.ts'
import { DEPENDENCY_TYPES } from './task.ts'

const different = (items: readonly string[]) => new Set(items).size === items.length

const TemplateLink = z.strictObject({
  key: Slug,
  type: z.enum(DEPENDENCY_TYPES),
  lagDays: z.int().min(-3650).max(3650).meta({ description: 'Working days; negative is lead.' }),
})

const taskFields = {
  key: Slug.meta({ description: 'What the template’s other tasks call it.' }),
  title: line(300),
  kind: z.enum(['task', 'milestone']),
  description: text(20_000),
  stage: line(100).nullable(),
  offsetDays: z.int().min(0).max(3650).meta({ description: 'Working days from the project’s start.' }),
  durationDays: z.int().min(1).max(3650).nullable().meta({ description: 'Working days.' }),
  estimateMinutes: Minutes.nullable(),
  role: Slug.nullable().meta({ description: 'Who does it, by what they are in the project.' }),
  skills: z.array(line(60)).max(50).refine(different, 'names one twice'),
  priority: Priority,
  required: z.boolean(),
  parentKey: Slug.nullable(),
  dependsOn: z.array(TemplateLink).max(200),
  recurrence: Recurrence.nullable(),
}
export const TemplateTask = z.strictObject(taskFields).meta({ id: 'TemplateTask' })
export type TemplateTask = z.infer<typeof TemplateTask>

export const NewTemplateTask = z
  .strictObject({
    ...taskFields,
    dependsOn: z
      .array(TemplateLink.partial({ type: true, lagDays: true }))
      .max(200)
      .refine((links) => different(links.map((link) => link.key)), 'names a task twice'),
  })
  .partial()
  .required({ key: true, title: true, offsetDays: true })
  .meta({ id: 'NewTemplateTask' })
export type NewTemplateTask = z.infer<typeof NewTemplateTask>

const fields = {
  name: line(200),
  type: Slug.meta({ description: 'The project type it is for.' }),
  isDefault: z
    .boolean()
    .meta({ description: 'The one for its type when a project names none. One per type: the latest wins.' }),
  engagement: z.enum(ENGAGEMENTS),
  stages: z
    .array(line(100))
    .max(30)
    .refine(different, 'names a stage twice')
    .meta({ description: 'In order. A template with a task of stage `onboarding` starts its projects there.' }),
}

export const Template = z
  .strictObject({
    id: Id,
    ...fields,
    tasks: z.array(TemplateTask),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof Template>

const tasks = z.array(NewTemplateTask).max(300)
export const NewTemplate = z
  .strictObject({ id: Id, ...fields, tasks })
  .partial()
  .required({ name: true, type: true })
  .meta({ id: 'NewTemplate' })
export type NewTemplate = z.infer<typeof NewTemplate>

export const TemplateChange = z
  .strictObject({ ...fields, tasks })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'TemplateChange', description: 'Any subset; tasks are replaced as a whole.' })
export type TemplateChange = z.infer<typeof TemplateChange>

/** The task as it is kept, with what the caller left out, its fields in one order. */
export function templateTask(task: NewTemplateTask): TemplateTask {
  return TemplateTask.parse({
    kind: 'task',
    description: '',
    stage: null,
    durationDays: null,
    estimateMinutes: null,
    role: null,
    skills: [],
    priority: 'medium',
    required: true,
    parentKey: null,
    recurrence: null,
    ...task,
    dependsOn: (task.dependsOn ?? []).map((link) => ({ type: 'FS', lagDays: 0, ...link })),
  })
}

/** Refuses keys used twice, names of what is not in the template, and tasks that would wait for each other in a circle. */
export function checkTemplate({ stages, tasks }: Pick<Template, 'stages' | 'tasks'>): void {
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const errors = tasks.flatMap((task, i) => [
    ...(tasks.findIndex((other) => other.key === task.key) < i
      ? [broken(i, 'key', 'unique', say`${task.key} is used twice`)]
      : []),
    ...taskErrors(task, i, byKey, stages),
  ])
  if (errors.length > 0) throw invalid(errors.slice(0, 50))
  const path = findCycle(
    tasks.map(({ key, parentKey }) => ({ id: key, parentId: parentKey })),
    tasks.flatMap(({ key, dependsOn }) => dependsOn.map((link) => ({ taskId: key, predecessorId: link.key }))),
  )
  if (path) throw new Problem('dependency_cycle', say`They would wait for each other: ${path.join(' → ')}.`, { path })
}

const broken = (index: number, at: string, rule: string, message: string | Said): FieldError => ({
  pointer: `/tasks/${index}/${at}`,
  rule,
  ...worded(message),
})

function taskErrors(
  task: TemplateTask,
  i: number,
  byKey: ReadonlyMap<string, TemplateTask>,
  stages: readonly string[],
): FieldError[] {
  const errors: FieldError[] = []
  const { stage, parentKey, kind, durationDays } = task
  if (stage !== null && !stages.includes(stage))
    errors.push(broken(i, 'stage', 'reference', say`names ${stage}, which is none of the stages`))
  if (parentKey === task.key) errors.push(broken(i, 'parentKey', 'self', 'names the task itself'))
  else if (parentKey !== null && byKey.get(parentKey)?.kind !== 'task')
    errors.push(broken(i, 'parentKey', 'reference', say`names ${parentKey}, which is no task of this template`))
  if (kind === 'milestone' && durationDays !== null)
    errors.push(broken(i, 'durationDays', 'milestone', 'is not for a milestone: it has no duration'))
  for (const [n, { key }] of task.dependsOn.entries()) {
    if (key === task.key) errors.push(broken(i, `dependsOn/${n}/key`, 'self', 'names the task itself'))
    else if (!byKey.has(key))
      errors.push(broken(i, `dependsOn/${n}/key`, 'reference', say`names ${key}, which is not in this template`))
  }
  return errors
}
