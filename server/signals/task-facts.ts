// What the escalations have to know of tasks that are late or stand still, as the tables have it.
import { sql, type RawBuilder } from 'kysely'
import type { Hold } from '../../domain/ladder.ts'
import type { BlockedReason } from '../../domain/task.ts'
import type { NetworkProject } from '../planning/network.ts'
import { goesOn } from './account-facts.ts'

export interface LateTask extends Pick<NetworkProject, 'calendar'> {
  id: string
  title: string
  projectId: string
  accountId: string
  dueOn: string
  blockedReason: BlockedReason | null
  /** When it was blocked, and the date of it in the organisation's zone; null where it is not. */
  since: string | null
  sinceOn: string | null
  holds: Hold[]
}

/** Open tasks, as alias `t`, of projects where work goes on; of those that have parts, their parts are what is late. */
export const openTasks = sql`t.deleted_at is null and t.status not in ('completed', 'cancelled') and ${goesOn}
  and not exists (select 1 from tasks c where c.organization_id = t.organization_id and c.parent_id = t.id and c.deleted_at is null offset 0)`

const onDate = (at: RawBuilder<unknown>) => sql`to_char(${at} at time zone o.timezone, 'YYYY-MM-DD')`

/** From when to when its project stood still, as the activity tells. */
const holds = sql`(select coalesce(json_agg(json_build_object('from', h."from", 'to', h."to") order by h.id), '[]') from (
    select a.id, ${onDate(sql`a.at`)} as "from", lead(${onDate(sql`a.at`)}) over (order by a.id) as "to",
      a.changes -> 'status' ->> 'to' as status
    from activity a where a.organization_id = p.organization_id and a.entity_type = 'project' and a.entity_id = p.id
      and a.event = 'project.status_changed' and 'on_hold' in (a.changes -> 'status' ->> 'to', a.changes -> 'status' ->> 'from')) h
  where h.status = 'on_hold')`

export const taskFacts = (organizationId: string, which: RawBuilder<unknown>): RawBuilder<LateTask> => sql<LateTask>`
  select t.id, t.title, t.project_id as "projectId", p.account_id as "accountId", p.calendar, t.due_on as "dueOn",
    t.blocked_reason as "blockedReason", instant(b.at) as since, ${onDate(sql`b.at`)} as "sinceOn", ${holds} as holds
  from tasks t
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id
  join organizations o on o.id = t.organization_id
  left join lateral (select max(h.at) as at from task_status_changes h where h.organization_id = t.organization_id
    and h.task_id = t.id and h.to_status = 'blocked' and h.from_status is distinct from 'blocked') b on t.status = 'blocked'
  where t.organization_id = ${organizationId} and ${openTasks} and ${which} order by t.id`
