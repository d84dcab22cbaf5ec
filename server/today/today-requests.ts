// Clients' requests that are past their time, or will be within a day.
import { sql } from 'kysely'
import { type Today, type TodayRequest } from '../../domain/today.ts'
import { projectScope, reaching } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'

export const answerIsDue = sql`(q.first_responded_at is null and q.respond_by < q.resolve_by)`
/** The time that comes first of the two that the client was promised. */
export const dueAt = sql`case when ${answerIsDue} then q.respond_by else q.resolve_by end`

export async function requestsToday(tx: Tx, limit: number): Promise<Today['requests']> {
  const seen = reaching(tx, 'request.read')
  if (seen.scopes.length === 0) return { data: [], total: 0 }
  const rows = await tx.rows<{ json: TodayRequest; total: number }>(sql`
    with due as (
      select q.id, (count(*) over ())::int as total from requests q
      join projects p on p.organization_id = q.organization_id and p.id = q.project_id
      where ${projectScope(seen)} and q.closed_at is null and q.clocks_stopped_at is null
        and ${dueAt} < ${tx.now}::timestamptz + interval '1 day'
      order by ${dueAt}, q.id limit ${sql.lit(limit)})
    select row_to_json(r) as json, due.total from due
    join requests q on q.organization_id = ${tx.actor.organizationId} and q.id = due.id
    join projects p on p.organization_id = q.organization_id and p.id = q.project_id
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    cross join lateral (select ${columns(tx)}) r order by ${dueAt}, q.id`)
  return { data: rows.map(({ json }) => json), total: rows[0]?.total ?? 0 }
}

const columns = (tx: Tx) => sql`
  q.id, p.id as "projectId", p.name as "projectName", a.name as "accountName", q.title, q.type, q.priority, q.status,
  case when ${answerIsDue} then 'answer' else 'resolution' end as promised, instant(${dueAt}) as "dueAt",
  ${dueAt} < ${tx.now} as overdue,
  (select json_build_object('id', w.id, 'name', w.name) from people w
    where w.organization_id = q.organization_id and w.id = q.assignee_id) as assignee,
  coalesce(${projectScope(reaching(tx, 'request.process'))}, false) as changeable`
