// What a project is; how it may move is in project-life.ts.
import { PROJECT_TYPES } from './project-types.ts'
import { z } from 'zod'
import {
  CivilDate,
  Currency,
  Id,
  idList,
  Instant,
  line,
  Minor,
  Minutes,
  Percent,
  Priority,
  Slug,
  text,
} from './fields.ts'
import { TASK_STATUSES } from './task.ts'

export const PROJECT_STATUSES = ['draft', 'onboarding', 'active', 'on_hold', 'completed', 'cancelled'] as const
export type ProjectStatus = (typeof PROJECT_STATUSES)[number]
export const ENGAGEMENTS = ['retainer', 'one_off'] as const
export const BILLING_MODES = ['fixed', 'milestone', 'subscription', 'none'] as const
export const BANDS = ['healthy', 'watch', 'at_risk', 'unknown'] as const

const fields = {
  name: line(200),
  description: text(20_000),
  accountId: Id,
  type: Slug.meta({ description: `${PROJECT_TYPES.join(', ')}, or one that the organisation added` }),
  engagement: z.enum(ENGAGEMENTS),
  priority: Priority,
  managerId: Id.nullable(),
  teamId: Id.nullable(),
  assignedTeam: idList(200),
  templateId: Id.nullable(),
  startOn: CivilDate.nullable(),
  dueOn: CivilDate.nullable(),
  budgetMinutes: Minutes.nullable(),
  contractMinor: Minor.nullable(),
  currency: Currency,
  billingMode: z.enum(BILLING_MODES),
  tags: z
    .array(line(50).regex(/^[^,]*$/, 'holds no comma'))
    .max(30)
    .refine((tags) => new Set(tags).size === tags.length, 'names a tag twice'),
}

export const Project = z
  .strictObject({
    id: Id,
    ...fields,
    status: z.enum(PROJECT_STATUSES),
    progress: Percent.meta({ description: 'Weight completed ÷ weight not cancelled.' }),
    health: z.strictObject({ score: Percent.nullable(), band: z.enum(BANDS), worst: z.string().nullable() }),
    holdReason: z.string().nullable(),
    holdUntil: CivilDate.nullable().meta({ description: 'The day on which work is meant to go on.' }),
    closeReason: z.string().nullable(),
    closedAt: Instant.nullable(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Project' })
export type Project = z.infer<typeof Project>

export const ListedProject = Project.extend({
  names: z
    .strictObject({
      account: z.string(),
      manager: z.string().nullable(),
      team: z.string().nullable(),
      assignedTeam: z.array(z.string()).meta({ description: 'In the order of the ids.' }),
    })
    .meta({ description: 'What the ids are called, for whoever may not look them up.' }),
  taskCounts: z.strictObject(
    Object.fromEntries(TASK_STATUSES.map((status) => [status, z.int()])),
  ) as unknown as z.ZodType<Record<(typeof TASK_STATUSES)[number], number>>,
  overdueTasks: z.int(),
  reach: z.array(z.enum(['organization', 'assigned', 'team', 'accounts'])).meta({
    description: 'By which ways one comes to it: of what `/me` says of a permission, these scopes hold here.',
  }),
}).meta({ id: 'ListedProject' })
export type ListedProject = z.infer<typeof ListedProject>

export const NewProject = z
  .strictObject({
    id: Id.optional(),
    name: fields.name,
    accountId: fields.accountId,
    type: fields.type,
    description: fields.description.optional(),
    engagement: fields.engagement.optional(),
    priority: fields.priority.optional(),
    managerId: fields.managerId.optional(),
    teamId: fields.teamId.optional(),
    assignedTeam: fields.assignedTeam.optional(),
    templateId: fields.templateId.optional(),
    startOn: fields.startOn.optional(),
    dueOn: fields.dueOn.optional(),
    budgetMinutes: fields.budgetMinutes.optional(),
    contractMinor: fields.contractMinor.optional(),
    billingMode: fields.billingMode.optional(),
    tags: fields.tags.optional(),
    draft: z.boolean().optional(),
  })
  .meta({ id: 'NewProject' })
export type NewProject = z.infer<typeof NewProject>

const Reason = line(1000)

export const ProjectChange = NewProject.omit({ id: true, draft: true })
  .extend({
    status: z.enum(PROJECT_STATUSES),
    reason: Reason,
    holdUntil: CivilDate.nullable().meta({
      description:
        'Of a project on hold: what has not begun starts on this day or later. Taken back where it goes on before.',
    }),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'ProjectChange', description: 'Any subset; what is not named stays.' })
export type ProjectChange = z.infer<typeof ProjectChange>
