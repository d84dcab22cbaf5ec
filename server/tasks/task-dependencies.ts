// What a task waits for: saved, and refused where tasks would wait for each other in a circle.
import { sql } from 'kysely'
import { findCycle, type Link, type TaskNode } from '../../domain/dependencies.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import type { NewTask } from '../../domain/task.ts'
import type { Tx } from '../platform/transaction.ts'
import { taskScope } from '../access/scopes.ts'

type Links = NonNullable<NewTask['dependencies']>

/** Makes `links` all that the task waits for. Other projects of the organisation may be named, where the caller sees them. */
export async function saveDependencies(tx: Tx, id: string, links: Links): Promise<void> {
  const predecessors = links.map((link) => link.taskId)
  if (predecessors.includes(id)) throw invalidField('/dependencies', 'self', 'names the task itself')
  await requireVisible(tx, id, predecessors)
  const organization = tx.actor.organizationId
  tx.send(sql`delete from task_dependencies where organization_id = ${organization} and task_id = ${id}
    and not predecessor_id = any(${predecessors})`)
  if (links.length === 0) return
  tx.send(sql`insert into task_dependencies (organization_id, task_id, predecessor_id, type, lag_days)
    select ${organization}, ${id}, l."taskId", coalesce(l.type, 'FS'), coalesce(l."lagDays", 0)
    from json_to_recordset(${JSON.stringify(links)}) as l("taskId" text, type text, "lagDays" integer)
    on conflict (organization_id, task_id, predecessor_id) do update set type = excluded.type, lag_days = excluded.lag_days`)
  await refuseCycle(tx, id)
}

/** Links that are there already may name what the caller can not see; a new one may not. */
async function requireVisible(tx: Tx, id: string, predecessors: string[]): Promise<void> {
  if (predecessors.length === 0) return
  const [missing] = await tx.rows<{ id: string; n: number }>(sql`
    select w.id, w.n::int - 1 as n from unnest(${predecessors}::text[]) with ordinality w (id, n)
    where not exists (select 1 from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
        where t.id = w.id and ${taskScope(tx)})
      and not exists (select 1 from task_dependencies d
        where d.organization_id = ${tx.actor.organizationId} and d.task_id = ${id} and d.predecessor_id = w.id)
    order by w.n`)
  if (missing)
    throw invalidField(`/dependencies/${missing.n}/taskId`, 'reference', `names ${missing.id}, which is not there`)
}

/**
 * Fails with `dependency_cycle` and its path where the task is part of a circle, through parents too.
 * Links cross projects, so one lock per organisation keeps two managers from closing a circle from both ends.
 */
export async function refuseCycle(tx: Tx, id: string): Promise<void> {
  const organization = tx.actor.organizationId
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended('dependencies ' || ${organization}, 0))`)
  const [around] = await tx.rows<{ tasks: TaskNode[]; links: Link[] }>(sql`
    with recursive near (id) as (
      select ${id}::text collate "C"
      union
      select next.id from near cross join lateral (
        select d.task_id as id from task_dependencies d where d.organization_id = ${organization} and d.predecessor_id = near.id
        union all select d.predecessor_id from task_dependencies d where d.organization_id = ${organization} and d.task_id = near.id
        union all select c.id from tasks c where c.organization_id = ${organization} and c.parent_id = near.id
        union all select c.parent_id from tasks c where c.organization_id = ${organization} and c.id = near.id and c.parent_id is not null
      ) next),
    live as (select t.id, t.parent_id from tasks t join near on near.id = t.id
      where t.organization_id = ${organization} and t.deleted_at is null)
    select (select json_agg(json_build_object('id', id, 'parentId', parent_id) order by id) from live) as tasks,
      (select coalesce(json_agg(json_build_object('taskId', d.task_id, 'predecessorId', d.predecessor_id) order by d.task_id, d.predecessor_id), '[]')
        from task_dependencies d where d.organization_id = ${organization}
          and d.task_id in (select id from live) and d.predecessor_id in (select id from live)) as links`)
  const circle = around && findCycle(around.tasks ?? [], around.links)
  if (!circle) return
  const { path, hidden } = await tellable(tx, circle)
  const told = hidden > 0 ? ` and ${hidden} that you may not see` : ''
  throw new Problem('dependency_cycle', `They would wait for each other: ${path.join(' → ')}${told}.`, {
    path,
    ...(hidden > 0 && { pathHidden: hidden }),
  })
}

/** The part of a circle that the caller may see, in its order; the rest is counted, not named. */
async function tellable(tx: Tx, circle: readonly string[]): Promise<{ path: string[]; hidden: number }> {
  const rows = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = any(${circle}) and ${taskScope(tx)}`)
  const seen = new Set(rows.map((row) => row.id))
  return { path: circle.filter((id) => seen.has(id)), hidden: new Set(circle).size - seen.size }
}
