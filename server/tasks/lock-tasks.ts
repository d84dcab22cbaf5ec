// Tasks held for a change, as they are then, and what stands in the way of completing them.
import { sql, type RawBuilder } from 'kysely'
import { notFound } from '../../domain/problems.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskLife } from '../../domain/task-life.ts'
import { taskScope } from '../access/scopes.ts'
import { holdTied } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'
import { columns, FROM, holds, withAncestors } from './task-queries.ts'

interface Around {
  projectId: string
  accountId: string
  projectStatus: ProjectStatus
  version: number
}
export interface LockedTask extends Task, TaskLife, Around {
  projectId: string
  version: number
}
export interface LockedLife extends TaskLife, Around {
  id: string
  /** Null where it has none, or stays at it whatever happens. */
  startOn: string | null
  /** Where a completed task stood before it was. */
  progressBefore: number
}
const around = sql`t.id, t.project_id as "projectId", p.account_id as "accountId", p.status as "projectStatus", t.version,
  t.status_before_block as "statusBeforeBlock"`
const life = sql`t.status, case when t.scheduling = 'automatic' then t.start_on end as "startOn", t.progress, t.blocked_reason as "blockedReason", t.completion_notes as "completionNotes",
  instant(t.completed_at) as "completedAt",
  coalesce((select h.progress from task_status_changes h where h.organization_id = t.organization_id and h.task_id = t.id
    and h.to_status <> 'completed' and t.status = 'completed' order by h.n desc limit 1), 0) as "progressBefore"`

/**
 * Holds a task, its project and what is tied to that, to the end of the transaction; not found where it is out of scope.
 * The project first: all changes within one project then happen one after another, and none can deadlock.
 */
export async function lockTask(tx: Tx, id: string): Promise<LockedTask> {
  return found(await lockTasks(tx, [id]), id)
}

/** Tasks of a project whose lock the caller holds, by id; those that are not there are left out. */
export async function heldTasks(tx: Tx, projectId: string, ids: readonly string[]): Promise<Map<string, LockedTask>> {
  const rows = await tx.rows<{ json: LockedTask }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns(tx)}, ${around}) r
    where t.project_id = ${projectId} and t.id = any(${ids}) and ${taskScope(tx)}`)
  return new Map(rows.map(({ json }) => [json.id, json]))
}

/** Holds many tasks, as `lockTask` does, by id; those that are not there are left out. */
export const lockTasks = (tx: Tx, ids: readonly string[]): Promise<Map<string, LockedTask>> =>
  lock(tx, ids, sql`${columns(tx)}, ${around}`)

/** Holds tasks for their moves: only what moves are about is read. */
export const lockTaskLives = (tx: Tx, ids: readonly string[]): Promise<Map<string, LockedLife>> =>
  lock(tx, ids, sql`${life}, ${around}`)

export async function lockTaskLife(tx: Tx, id: string): Promise<LockedLife> {
  return found(await lockTaskLives(tx, [id]), id)
}

function found<T>(tasks: ReadonlyMap<string, T>, id: string): T {
  const task = tasks.get(id)
  if (!task) throw notFound('task')
  return task
}

async function lock<T extends { id: string }>(
  tx: Tx,
  ids: readonly string[],
  what: RawBuilder<unknown>,
): Promise<Map<string, T>> {
  holdTied(
    tx,
    sql`select distinct t.project_id from tasks t where t.organization_id = ${tx.actor.organizationId} and t.id = any(${ids})`,
  )
  const rows = await tx.rows<{ json: T }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${what}) r
    where t.id = any(${ids}) and ${taskScope(tx)}`)
  return new Map(rows.map(({ json }) => [json.id, json]))
}

/** What keeps a task from being completed: told by id where the caller may see it; the others are counted. */
interface InTheWay {
  id: string
  seen: boolean
}

/** What open tasks wait for before they can be completed: their links, their ancestors' links, and their own open children. */
export async function whatTheyWaitFor(tx: Tx, ids: readonly string[]): Promise<Map<string, InTheWay[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<InTheWay & { taskId: string }>(sql`
    select w."taskId", w.id, exists (select 1 from ${FROM} where t.id = w.id and ${taskScope(tx)}) as seen
    from (select distinct t.id as "taskId", h.id from tasks t cross join lateral (
        ${holds(withAncestors)}
        union all select c.id from tasks c where c.organization_id = t.organization_id and c.parent_id = t.id
          and c.deleted_at is null and c.status not in ('completed', 'cancelled')) h
      where t.organization_id = ${tx.actor.organizationId} and t.id = any(${ids})) w order by w.id`)
  return Map.groupBy(rows, ({ taskId }) => taskId)
}

/** The same as the law takes it, without what has been closed since. */
export function waitingFor(found: readonly InTheWay[] = [], closed: ReadonlySet<string> = new Set()) {
  const left = found.filter(({ id }) => !closed.has(id))
  const seen = left.filter((each) => each.seen).map(({ id }) => id)
  return { seen, hidden: left.length - seen.length }
}
