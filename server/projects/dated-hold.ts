// A hold that says until when: what has not begun starts then, and goes back to where it was where work goes on before.
import { sql } from 'kysely'
import type { Task } from '../../domain/task.ts'
import { replan } from '../planning/replan.ts'
import type { Tx } from '../platform/transaction.ts'
import { constrainTasks, type Constrained } from './constrain-tasks.ts'

type Constraint = Task['constraint']

/**
 * Brings the tasks of a project, which the caller holds, in line with its hold: open automatic tasks that have not begun may
 * not start before its last day is over. Where it ends earlier, or on another day, what it had said of them is taken back
 * first. Deadlines (`must_finish_by`) stay: a task has one constraint, and a promise is not given up by the way.
 */
export async function followHold(
  tx: Tx,
  project: { id: string; holdUntil: string | null },
  until: string | null,
  cause: string,
): Promise<void> {
  const before = project.holdUntil
  const isOver = before !== null && before <= tx.today
  const tasks = await notBegun(tx, project.id)
  const said = before === null || isOver ? new Map<string, Constraint>() : await saidBefore(tx, project.id, tasks)
  const changes = tasks.flatMap((task) => {
    const own = task.constraint?.on === before && said.has(task.id) ? (said.get(task.id) ?? null) : task.constraint
    const to = later(own, until)
    return JSON.stringify(to) === JSON.stringify(task.constraint) ? [] : [{ task, to, cause }]
  })
  await replan(tx, [project.id], constrainTasks(tx, changes))
}

function later(constraint: Constraint, until: string | null): Constraint {
  if (until === null || constraint?.kind === 'must_finish_by') return constraint
  return constraint !== null && constraint.on >= until ? constraint : { kind: 'not_before', on: until }
}

/** Open automatic tasks without parts of their own on which nobody has begun. */
const notBegun = (tx: Tx, projectId: string): Promise<Constrained[]> =>
  tx.rows<Constrained>(sql`
    select t.id, t.version, t.project_id as "projectId", p.account_id as "accountId",
      case when t.constraint_kind is not null then json_build_object('kind', t.constraint_kind, 'on', t.constraint_on) end as constraint
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.organization_id = ${tx.actor.organizationId} and t.project_id = ${projectId} and t.deleted_at is null
      and t.scheduling = 'automatic' and coalesce(t.status_before_block, t.status) = 'pending'
      and not exists (select 1 from tasks c where c.organization_id = t.organization_id and c.parent_id = t.id and c.deleted_at is null)
    order by t.id`)

/** What tasks were told before the hold that is on now: the first of what it changed of each says so. */
async function saidBefore(tx: Tx, projectId: string, tasks: readonly Constrained[]): Promise<Map<string, Constraint>> {
  const organization = tx.actor.organizationId
  const rows = await tx.rows<{ id: string; said: Constraint }>(sql`
    with held as (select max(h.id) as id from activity h where h.organization_id = ${organization} and h.entity_type = 'project'
      and h.entity_id = ${projectId} and h.event = 'project.status_changed' and h.changes -> 'status' ->> 'to' = 'on_hold')
    select distinct on (a.entity_id) a.entity_id as id, a.changes -> 'constraint' -> 'from' as said
    from activity a join activity c on c.organization_id = a.organization_id and c.id = a.cause_id
    where a.organization_id = ${organization} and a.project_id = ${projectId} and a.id > (select id from held)
      and a.entity_type = 'task' and a.entity_id = any(${tasks.map(({ id }) => id)}) and a.changes ? 'constraint'
      and c.entity_type = 'project' and c.entity_id = ${projectId} and c.changes ? 'holdUntil'
    order by a.entity_id, a.id`)
  return new Map(rows.map(({ id, said }) => [id, said]))
}
