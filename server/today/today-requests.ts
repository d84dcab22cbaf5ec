// Clients' requests that are past their time, or will be within a day.
import { sql } from 'kysely'
import { type Today, type TodayRequest } from '../../domain/today.ts'
import { projectScope, reaching, waysToProjects } from '../access/scopes.ts'
import { parsed } from '../platform/json.ts'
import { narrow, waysOver } from '../platform/narrow.ts'
import { listPage, type Page } from '../platform/page.ts'
import { ITS_PROJECT } from '../requests/request-queries.ts'
import type { Tx } from '../platform/transaction.ts'

export const answerIsDue = sql`(q.first_responded_at is null and q.respond_by < q.resolve_by)`
/** The time that comes first of the two that the client was promised. */
export const dueAt = sql`case when ${answerIsDue} then q.respond_by else q.resolve_by end`

export async function requestsToday(tx: Tx, limit: number): Promise<Today['requests']> {
  const seen = reaching(tx, 'request.read')
  if (seen.scopes.length === 0) return { data: [], total: 0 }
  const { where, long, asks, ids } = narrow(
    seen,
    'requests',
    'q',
    sql`q.closed_at is null and q.clocks_stopped_at is null`,
  )
  const isDue = sql`${dueAt} < ${tx.now}::timestamptz + interval '1 day'`
  asks(
    sql`${projectScope(seen)} and ${isDue}`,
    ...waysToProjects(seen).map((projects) => waysOver(projects, (id) => ids(sql`q.project_id = ${id}`))),
  )
  const page = await listPage<TodayRequest>(
    seen,
    { limit },
    {
      from: sql`requests q`,
      alias: 'q',
      where,
      long: { ...long, beside: ITS_PROJECT },
      sorts: { dueAt: { by: dueAt, type: 'timestamptz', bounds: isDue } },
      defaultSort: 'dueAt',
      columns: columns(tx),
      joins: sql`join projects p on p.organization_id = q.organization_id and p.id = q.project_id
        join accounts a on a.organization_id = p.organization_id and a.id = p.account_id`,
    },
  )
  return firstOf(parsed(page))
}

/** What Today tells of a list: its first page, and how far it goes. */
export const firstOf = <T>({ data, pagination }: Page<T>): { data: T[]; total: number; totalIsAtLeast?: true } => ({
  data,
  total: pagination.total ?? 0,
  ...(pagination.totalIsAtLeast && { totalIsAtLeast: true }),
})

const columns = (tx: Tx) => sql`
  q.id, p.id as "projectId", p.name as "projectName", a.name as "accountName", q.title, q.type, q.priority, q.status,
  case when ${answerIsDue} then 'answer' else 'resolution' end as promised, instant(${dueAt}) as "dueAt",
  ${dueAt} < ${tx.now} as overdue,
  (select json_build_object('id', w.id, 'name', w.name) from people w
    where w.organization_id = q.organization_id and w.id = q.assignee_id) as assignee,
  coalesce(${projectScope(reaching(tx, 'request.process'))}, false) as changeable`
