// Tasks that can start since what they waited for ended: which they are, why, and who of their people was not told yet.
import { sql, type RawBuilder } from 'kysely'
import { firstId } from '../platform/ids.ts'
import type { Tx } from '../platform/transaction.ts'
import { READY } from './task-queries.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 500

export interface ReadyTask {
  id: string
  title: string
  projectId: string
  projectName: string
  accountId: string
  /** The change that it waited for last, and what it was called. */
  causeId: string
  because: string
  /** Those who do it and have not been told of this change. */
  personIds: string[]
}

/** Tasks that wait for these: by a link of their own, or of what they are part of. */
const waiting = (tx: Tx, changed: RawBuilder<unknown>) => sql<{ id: string }>`
  with recursive waiting (id) as (
    select d.task_id from task_dependencies d
    where d.organization_id = ${tx.actor.organizationId} and d.predecessor_id = any(array(${changed}))
    union select c.id from waiting w join tasks c on c.organization_id = ${tx.actor.organizationId} and c.parent_id = w.id)
  select id from waiting`

export async function dependentsOf(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(waiting(tx, sql`select unnest(${taskIds}::text[])`))
  return found.map(({ id }) => id)
}

/** The entry that let it start: of each link the latest that satisfied it, of those the last. */
const cause = (since: string) => sql`
  select a.id, x.title from task_dependencies d
  join tasks x on x.organization_id = d.organization_id and x.id = d.predecessor_id
  join activity a on a.organization_id = d.organization_id and a.entity_type = 'task' and a.entity_id = d.predecessor_id
    and a.event = 'task.status_changed' and a.id >= ${since} and not a.history
    and case when d.type in ('FS', 'FF') then a.changes -> 'status' ->> 'to' in ('completed', 'cancelled')
      else a.changes -> 'status' ->> 'from' = 'pending' end
  where d.organization_id = t.organization_id and d.task_id in (
    with recursive line (id, parent_id) as (
      select t.id, t.parent_id
      union select o.id, o.parent_id from line join tasks o on o.organization_id = t.organization_id and o.id = line.parent_id)
    select id from line)
  order by a.id desc limit 1`

/** Those that nobody has begun, of projects where work goes on; among `ids`, or whatever waited for what changed since. */
export function readyTasks(tx: Tx, withinHours: number, ids: readonly string[] | undefined): Promise<ReadyTask[]> {
  const organization = tx.actor.organizationId
  const since = firstId('act', new Date(tx.now.getTime() - withinHours * 3_600_000))
  const changed = sql`select a.entity_id from activity a where a.organization_id = ${organization} and a.id >= ${since}
    and a.event = 'task.status_changed' and not a.history`
  return tx.rows<ReadyTask>(sql`
    select t.id, t.title, t.project_id as "projectId", p.name as "projectName", p.account_id as "accountId",
      c.id as "causeId", c.title as because, n.untold as "personIds"
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    cross join lateral (${cause(since)}) c
    cross join lateral (select array_agg(w.person_id order by w.person_id) as untold from task_assignees w
      join people x on x.organization_id = w.organization_id and x.id = w.person_id and x.active
      where w.organization_id = t.organization_id and w.task_id = t.id and not exists (select 1 from notifications n
        where n.organization_id = t.organization_id and n.person_id = w.person_id
          and n.dedupe_key = c.id || ':task_ready:task:' || t.id)) n
    where t.organization_id = ${organization} and t.id = any(${ids ?? sql`array(${waiting(tx, changed)})`})
      and t.deleted_at is null and p.deleted_at is null and p.status in ('onboarding', 'active')
      and (t.status = 'pending' or t.blocked_reason = 'waiting_dependency') and ${READY} and n.untold is not null
    order by t.id limit ${MOST_AT_ONCE}`)
}
