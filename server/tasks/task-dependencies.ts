// What a task waits for, saved. Circles are refused where the dates are planned.
import { sql } from 'kysely'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { NewTask } from '../../domain/task.ts'
import type { Tx } from '../platform/transaction.ts'
import { taskScope } from '../access/scopes.ts'

/** A lag in working minutes, where an imported plan has one, holds instead of the one in days. */
export type Links = (NonNullable<NewTask['dependencies']>[number] & { lagMinutes?: number | undefined })[]

interface Waiting {
  id: string
  links: Links
}

/** Makes `links` all that the task waits for. Other projects of the organisation may be named, where the caller sees them. */
export async function saveDependencies(tx: Tx, id: string, links: Links): Promise<void> {
  await requireVisible(tx, [{ id, links }])
  const predecessors = links.map((link) => link.taskId)
  tx.send(sql`delete from task_dependencies where organization_id = ${tx.actor.organizationId} and task_id = ${id}
    and not predecessor_id = any(${predecessors})`)
  insertLinks(tx, [{ id, links }])
}

/** Links of tasks that are there, however many; they may name each other. */
export function insertLinks(tx: Tx, tasks: readonly Waiting[]): void {
  const rows = tasks.flatMap(({ id, links }) => links.map((link) => ({ id, ...link })))
  if (rows.length === 0) return
  const organization = tx.actor.organizationId
  tx.send(sql`insert into task_dependencies as d (organization_id, task_id, predecessor_id, type, lag_days, lag_minutes, project_id, predecessor_project_id)
    select ${organization}, l.id, l."taskId", coalesce(l.type, 'FS'), coalesce(l."lagDays", 0), l."lagMinutes", t.project_id, x.project_id
    from json_to_recordset(${JSON.stringify(rows)}) as l(id text, "taskId" text, type text, "lagDays" integer, "lagMinutes" integer)
    join tasks t on t.organization_id = ${organization} and t.id = l.id
    join tasks x on x.organization_id = ${organization} and x.id = l."taskId"
    on conflict (organization_id, task_id, predecessor_id) do update set type = excluded.type, lag_days = excluded.lag_days,
      lag_minutes = case when (d.type, d.lag_days) = (excluded.type, excluded.lag_days) then d.lag_minutes end`)
}

/**
 * Links that are there already may name what the caller can not see; a new one may not. Those among several tasks that are
 * about to be made need no look.
 */
export async function requireVisible(tx: Tx, tasks: readonly Waiting[]): Promise<void> {
  const links = tasks.flatMap(({ id, links }) => links.map(({ taskId }, n) => ({ id, taskId, n })))
  if (links.some(({ id, taskId }) => id === taskId))
    throw invalidField('/dependencies', 'self', 'names the task itself')
  const own = new Set(tasks.map(({ id }) => id))
  const rows = links.filter(({ taskId }) => !own.has(taskId))
  if (rows.length === 0) return
  const [missing] = await tx.rows<{ taskId: string; n: number }>(sql`
    select w."taskId", w.n from json_to_recordset(${JSON.stringify(rows)}) as w(id text, "taskId" text, n integer)
    where not exists (select 1 from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
        where t.id = w."taskId" and ${taskScope(tx)})
      and not exists (select 1 from task_dependencies d
        where d.organization_id = ${tx.actor.organizationId} and d.task_id = w.id and d.predecessor_id = w."taskId")
    order by w.n limit 1`)
  if (missing)
    throw invalidField(
      `/dependencies/${missing.n}/taskId`,
      'reference',
      say`names ${missing.taskId}, which is not there`,
    )
}
