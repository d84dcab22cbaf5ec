// What a project is and how it may move through its life.
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
import { Problem } from './problems.ts'
import { TASK_STATUSES } from './task.ts'

export const PROJECT_TYPES = ['website', 'seo', 'content', 'social', 'ads', 'email', 'listings', 'custom'] as const
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
  taskCounts: z.strictObject(
    Object.fromEntries(TASK_STATUSES.map((status) => [status, z.int()])),
  ) as unknown as z.ZodType<Record<(typeof TASK_STATUSES)[number], number>>,
  overdueTasks: z.int(),
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

/** The moves that are open from each status; on hold goes back to where it was, see `nextStatuses`. */
const NEXT: Record<ProjectStatus, readonly ProjectStatus[]> = {
  draft: ['onboarding', 'active', 'cancelled'],
  onboarding: ['active', 'on_hold', 'cancelled'],
  active: ['completed', 'on_hold', 'cancelled'],
  on_hold: ['cancelled'],
  completed: ['active'],
  cancelled: ['active'],
}
const REOPEN_WITHIN_DAYS = 90
const DAY_MS = 24 * 3_600_000

export const isOpenProject = (status: ProjectStatus): boolean => status !== 'completed' && status !== 'cancelled'

/** Where a project may go now. Reopening is open for 90 days. */
export function nextStatuses(project: ProjectLife, now: Date): ProjectStatus[] {
  if (project.status === 'on_hold') return [project.statusBeforeHold ?? 'active', ...NEXT.on_hold]
  const tooLate =
    project.closedAt !== null && now.getTime() - Date.parse(project.closedAt) > REOPEN_WITHIN_DAYS * DAY_MS
  return tooLate ? [] : [...NEXT[project.status]]
}

export interface ProjectLife {
  status: ProjectStatus
  statusBeforeHold: ProjectStatus | null
  closedAt: string | null
  holdReason: string | null
  holdUntil: string | null
  closeReason: string | null
}

/** Holding, cancelling and reopening say why. */
const needsReason = (from: ProjectStatus, to: ProjectStatus) =>
  to === 'on_hold' || to === 'cancelled' || !isOpenProject(from)

/** The life of a project after the move, or a problem: `invalid_transition` with the moves allowed, or the reason missing. */
export function moveProject(
  project: ProjectLife,
  to: ProjectStatus,
  reason: string | undefined,
  now: Date,
): ProjectLife {
  const allowed = nextStatuses(project, now)
  if (!allowed.includes(to)) {
    throw new Problem('invalid_transition', `A project that is ${project.status} can not become ${to}.`, { allowed })
  }
  if (needsReason(project.status, to) && reason === undefined) {
    const errors = [
      { pointer: '/reason', rule: 'required', message: `is needed to move from ${project.status} to ${to}` },
    ]
    throw new Problem('validation_error', `/reason is needed to move from ${project.status} to ${to}`, { errors })
  }
  return {
    status: to,
    statusBeforeHold: to === 'on_hold' ? project.status : null,
    holdReason: to === 'on_hold' ? (reason ?? null) : null,
    holdUntil: null,
    closeReason: to === 'cancelled' ? (reason ?? null) : to === 'completed' ? (reason ?? null) : null,
    closedAt: isOpenProject(to) ? null : now.toISOString(),
  }
}
