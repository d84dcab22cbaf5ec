// What can be known about tasks: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { CivilDate, Id, line, PRIORITIES, Priority } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { MyTask, Task, TASK_STATUSES, type TaskWithHistory } from '../../domain/task.ts'
import { taskScope } from '../access/scopes.ts'
import { inOrder } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type ListPlan, type Page } from '../platform/page.ts'
import { hasWords } from '../platform/searched.ts'
import type { JsonText } from '../platform/json.ts'
import type { Shows } from '../platform/outcome.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireProject } from './task-project.ts'

export const TaskFilters = z.strictObject({
  id: commaList(Id).optional(),
  status: commaList(z.enum(TASK_STATUSES)).optional(),
  kind: z.enum(['task', 'milestone']).optional(),
  assigneeId: commaList(Id).optional(),
  priority: commaList(Priority).optional(),
  stage: line(100).optional(),
  'dueOn[gte]': CivilDate.optional(),
  'dueOn[lte]': CivilDate.optional(),
  overdue: queryBoolean.optional(),
  ready: queryBoolean.optional(),
  q: z.string().min(1).max(200).optional(),
  ...pageQuery(['createdAt', 'updatedAt', 'title', 'status', 'priority', 'startOn', 'dueOn']),
})
export type TaskFilters = z.output<typeof TaskFilters>
export const TaskPage = pageOf(Task)
export const MyTaskPage = pageOf(MyTask)

export const FROM = sql`tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id`
const OPEN = sql`t.status not in ('completed', 'cancelled')`
const overdue = (tx: Tx) => sql`(${OPEN} and coalesce(t.due_on < ${tx.today}::date, false))`

/** What keeps `waiting` (itself or an ancestor of it) back: the other must have finished, or for SS and SF have begun. */
export const holds = (waiting: RawBuilder<unknown>) => sql`
  select x.id from task_dependencies d
  join tasks x on x.organization_id = d.organization_id and x.id = d.predecessor_id and x.deleted_at is null
  join projects xp on xp.organization_id = x.organization_id and xp.id = x.project_id and xp.deleted_at is null
  where d.organization_id = t.organization_id and ${waiting}
    and case when d.type in ('FS', 'FF') then x.status not in ('completed', 'cancelled')
      else coalesce(x.status_before_block, x.status) = 'pending' end`

export const withAncestors = sql`d.task_id in (with recursive line (id, parent_id) as (
    select t.id, t.parent_id
    union select a.id, a.parent_id from line join tasks a on a.organization_id = t.organization_id and a.id = line.parent_id)
  select id from line)`

/** Of a task `t`: open, and nothing it waits for is. */
export const READY = sql`(${OPEN} and not exists (${holds(sql`d.task_id = t.id`)})
  and (t.parent_id is null or not exists (${holds(withAncestors)})))`

export const columns = (tx: Tx) => sql`
  t.id, t.project_id as "projectId", t.kind, t.title, t.description, t.status, t.priority, t.progress,
  array(select x.person_id from task_assignees x where x.organization_id = t.organization_id and x.task_id = t.id order by 1) as "assigneeIds",
  t.stage, t.parent_id as "parentId", t.required, t.start_on as "startOn", t.due_on as "dueOn",
  t.duration_days as "durationDays", t.duration_minutes as "durationMinutes",
  t.early_start_on as "earlyStartOn", t.early_finish_on as "earlyFinishOn", t.late_start_on as "lateStartOn",
  t.late_finish_on as "lateFinishOn", t.total_float_minutes as "totalFloatMinutes", t.free_float_minutes as "freeFloatMinutes",
  t.critical, t.estimate_minutes as "estimateMinutes", t.weight, t.scheduling,
  case when t.constraint_kind is not null then json_build_object('kind', t.constraint_kind, 'on', t.constraint_on) end as "constraint",
  t.billable_minor as "billableMinor",
  (select coalesce(json_agg(json_build_object('taskId', d.predecessor_id, 'type', d.type, 'lagDays', d.lag_days) order by d.predecessor_id), '[]')
    from task_dependencies d join tasks x on x.organization_id = d.organization_id and x.id = d.predecessor_id and x.deleted_at is null
    join projects xp on xp.organization_id = x.organization_id and xp.id = x.project_id and xp.deleted_at is null
    where d.organization_id = t.organization_id and d.task_id = t.id) as dependencies,
  t.blocked_reason as "blockedReason", t.completion_notes as "completionNotes", instant(t.completed_at) as "completedAt",
  case when t.kind = 'milestone' then instant(t.completed_at) end as "reachedAt", t.request_id as "requestId",
  (select coalesce(sum(e.minutes), 0) from time_entries e where e.organization_id = t.organization_id and e.task_id = t.id) as "spentMinutes",
  ${overdue(tx)} as overdue, ${READY} as ready,
  t.version, instant(t.created_at) as "createdAt", instant(t.updated_at) as "updatedAt"`

const history = sql`(select json_agg(json_build_object('from', h.from_status, 'to', h.to_status, 'progress', h.progress, 'notes', h.notes,
    'actor', json_build_object('type', h.actor_type, 'id', h.actor_id), 'at', instant(h.at)) order by h.n)
  from task_status_changes h where h.organization_id = t.organization_id and h.task_id = t.id) as "statusHistory"`

/** One task with its history, as the caller's scope allows; not found otherwise. */
export const getTask = (tx: Tx, id: string): Promise<TaskWithHistory> =>
  oneTask(tx, sql`t.id = ${id} and ${taskScope(tx)}`)

/** A task that the caller has just changed, read as it is committed. */
export const showTask =
  (id: string): Shows<TaskWithHistory> =>
  (tx) =>
    oneTask(tx, sql`t.organization_id = ${tx.actor.organizationId} and t.id = ${id}`)

/** Tasks that the caller has just changed, without their history. */
export async function showTasks(tx: Tx, ids: readonly string[]): Promise<Task[]> {
  if (ids.length === 0) return []
  const found = await tx.rows<{ json: Task }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns(tx)}) r
    where t.organization_id = ${tx.actor.organizationId} and t.id = any(${ids}) and t.deleted_at is null`)
  return found.map(({ json }) => json)
}

/** Tasks, as alias `t` of a project `p`, within the caller's scope, by start; those without dates last. */
export async function findTasks(tx: Tx, where: RawBuilder<unknown>): Promise<Task[]> {
  const found = await tx.rows<{ json: Task }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns(tx)}) r
    where ${taskScope(tx)} and ${where} order by t.start_on, t.due_on, t.id`)
  return found.map(({ json }) => json)
}

async function oneTask(tx: Tx, where: RawBuilder<unknown>): Promise<TaskWithHistory> {
  const found = await tx.first<{ json: TaskWithHistory }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns(tx)}, ${history}) r where ${where}`)
  if (!found) throw notFound('task')
  return found.json
}

function conditions(tx: Tx, filters: TaskFilters): RawBuilder<unknown>[] {
  const where = []
  if (filters.id) where.push(sql`t.id = any(${filters.id})`)
  if (filters.q !== undefined) where.push(hasWords('t', filters.q))
  if (filters.status) where.push(sql`t.status = any(${filters.status})`)
  if (filters.kind) where.push(sql`t.kind = ${filters.kind}`)
  if (filters.priority) where.push(sql`t.priority = any(${filters.priority})`)
  if (filters.stage) where.push(sql`t.stage = ${filters.stage}`)
  if (filters['dueOn[gte]']) where.push(sql`t.due_on >= ${filters['dueOn[gte]']}::date`)
  if (filters['dueOn[lte]']) where.push(sql`t.due_on <= ${filters['dueOn[lte]']}::date`)
  if (filters.assigneeId)
    where.push(sql`exists (select 1 from task_assignees x
      where x.organization_id = t.organization_id and x.task_id = t.id and x.person_id = any(${filters.assigneeId}))`)
  if (filters.overdue === true) where.push(sql`t.due_on < ${tx.today}::date and ${OPEN}`)
  if (filters.overdue === false) where.push(sql`not ${overdue(tx)}`)
  if (filters.ready !== undefined) where.push(filters.ready ? READY : sql`not ${READY}`)
  return where
}

const SORTS: ListPlan['sorts'] = {
  createdAt: { by: sql`t.created_at`, type: 'timestamptz' },
  updatedAt: { by: sql`t.updated_at`, type: 'timestamptz' },
  title: { by: sql`lower(t.title)`, type: 'text' },
  status: inOrder(TASK_STATUSES, sql`t.status`),
  priority: inOrder(PRIORITIES, sql`t.priority`),
  startOn: { by: sql`coalesce(t.start_on, 'infinity')`, type: 'date' },
  dueOn: { by: sql`coalesce(t.due_on, 'infinity')`, type: 'date' },
}

const LISTED = { alias: 't', table: 'tasks', sorts: SORTS, defaultSort: 'createdAt' } as const

/** The tasks of one project, which is not found where it is out of scope. */
export async function listProjectTasks(tx: Tx, projectId: string, filters: TaskFilters): Promise<JsonText<Page<Task>>> {
  const [page] = await Promise.all([
    listPage<Task>(tx, filters, {
      ...LISTED,
      from: FROM,
      where: [taskScope(tx), sql`t.project_id = ${projectId}`, ...conditions(tx, filters)],
      columns: columns(tx),
    }),
    requireProject(tx, projectId),
  ])
  return page
}

/** Tasks the actor is assigned to, wherever they are: looked up one by one, however many others there are. */
export const listMyTasks = (tx: Tx, filters: TaskFilters): Promise<JsonText<Page<MyTask>>> =>
  listPage<MyTask>(tx, filters, {
    ...LISTED,
    from: sql`task_assignees mine
      cross join lateral (select * from tasks t where t.organization_id = mine.organization_id and t.id = mine.task_id offset 0) t
      cross join lateral (select p.deleted_at from projects p where p.organization_id = t.organization_id and p.id = t.project_id offset 0) p`,
    where: [
      sql`mine.organization_id = ${tx.actor.organizationId} and mine.person_id = ${tx.actor.id}
        and t.deleted_at is null and p.deleted_at is null`,
      ...conditions(tx, filters),
    ],
    columns: sql`${columns(tx)}, p.name as "projectName", t.status_before_block as "statusBeforeBlock"`,
    joins: sql`join projects p on p.organization_id = t.organization_id and p.id = t.project_id`,
  })
