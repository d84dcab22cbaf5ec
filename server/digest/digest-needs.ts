// What of the caller's accounts and projects needs somebody now, each with its sentence.
import { sql } from 'kysely'
import {
  bookedOver,
  lateRequest,
  lateWork,
  payment,
  workInAll,
  type Bought,
  type LateRequest,
  type LateWork,
} from '../../domain/digest-words.ts'
import { say } from '../../domain/said.ts'
import { LIVE_STATUSES } from '../../domain/subscription.ts'
import { accountScope, projectScope, reaching } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { openTasks } from '../signals/task-facts.ts'
import { overloadsToday, signalsToday } from '../today/today-queries.ts'
import { answerIsDue, dueAt } from '../today/today-requests.ts'
import { lineOf, linesOf, notMuted, type Asked, type Told } from './digest-lines.ts'

/** A subscription that ends within so many days is to be talked about. */
const ENDING_DAYS = 30
const MOST_SIGNALS = 100

export async function lateRequests(tx: Tx, { muted, zone }: Asked): Promise<Told> {
  const seen = reaching(tx, 'request.read')
  const rows = await tx.rows<LateRequest & { id: string; projectId: string; total: number }>(sql`
    select q.id, q.project_id as "projectId", q.title, a.name as account, (count(*) over ())::int as total,
      case when ${answerIsDue} then 'answer' else 'resolution' end as promised,
      to_char(${dueAt} at time zone ${zone}, 'YYYY-MM-DD') as "dueOn"
    from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where ${projectScope(seen)} and ${notMuted(muted)} and q.closed_at is null and q.clocks_stopped_at is null and ${dueAt} < ${tx.now}
    order by ${dueAt}, q.id limit ${linesOf}`)
  return {
    lines: rows.map((row) => lineOf(lateRequest(row), { type: 'request', id: row.id }, row.projectId)),
    total: rows[0]?.total ?? 0,
  }
}

/** What other sections tell of is not told twice. */
export async function openSignals(tx: Tx, { muted }: Asked): Promise<Told> {
  const { data, total } = await signalsToday(reaching(tx, 'signal.read'), MOST_SIGNALS)
  const told = data.filter(
    ({ type, projectId }) => type !== 'payment_past_due' && !(projectId !== null && muted.includes(projectId)),
  )
  return {
    lines: told.map(({ id, title, said }) => lineOf(said ?? say`${title}`, { type: 'signal', id }, null)),
    total: total - data.length + told.length,
  }
}

/** By project: what tasks are called does not reach account managers, how many are late does. */
export async function lateWorkOf(tx: Tx, { muted }: Asked): Promise<Told> {
  const seen = reaching(tx, 'me.projects')
  const isLate = sql`t.due_on < ${tx.today}::date`
  type Counted = LateWork & { id: string; total: number; allOverdue: number; allBlocked: number }
  const rows = await tx.rows<Counted>(sql`
    select w.*, (sum(overdue) over ())::int as "allOverdue", (sum(blocked) over ())::int as "allBlocked", (count(*) over ())::int as total
    from (select p.id, p.name, (count(*) filter (where ${isLate}))::int as overdue,
        (count(*) filter (where t.status = 'blocked'))::int as blocked, (min(t.due_on) filter (where ${isLate}))::text as "oldestOn"
      from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
      where ${projectScope(seen)} and ${notMuted(muted)} and ${openTasks} and (${isLate} or t.status = 'blocked')
      group by p.organization_id, p.id) w
    order by overdue desc, blocked desc, id limit ${linesOf}`)
  const [first] = rows
  return {
    ...(first && { summary: workInAll(first.allOverdue, first.allBlocked) }),
    lines: rows.map((row) => lineOf(lateWork(row), { type: 'project', id: row.id }, row.id)),
    total: first?.total ?? 0,
  }
}

export async function overCapacity(tx: Tx): Promise<Told> {
  const { data, total } = await overloadsToday(tx, MOST_SIGNALS)
  return {
    lines: data.map((each) => lineOf(bookedOver(each), { type: 'person', id: each.person.id }, null)),
    total,
  }
}

/** Not paid, or ending soon. */
export async function payments(tx: Tx): Promise<Told> {
  const seen = reaching(tx, 'subscription.read')
  const isUnpaid = sql`s.status in ('past_due', 'unpaid')`
  const rows = await tx.rows<Bought & { accountId: string; total: number }>(sql`
    select ${boughtColumns}, to_char(s.current_period_end at time zone ${tx.actor.timezone}, 'YYYY-MM-DD') as "endsOn",
      (count(*) over ())::int as total
    from subscriptions s join accounts a on a.organization_id = s.organization_id and a.id = s.account_id
    where ${accountScope(seen)} and (${isUnpaid} or (s.cancel_at_period_end and s.status = any(${LIVE_STATUSES})
      and s.current_period_end between ${tx.now} and ${tx.now}::timestamptz + ${sql.lit(ENDING_DAYS)} * interval '1 day'))
    order by ${isUnpaid} desc, s.current_period_end, s.id limit ${linesOf}`)
  return {
    lines: rows.map((row) => lineOf(payment(row), { type: 'account', id: row.accountId }, null)),
    total: rows[0]?.total ?? 0,
  }
}

export const boughtColumns = sql`s.account_id as "accountId", a.name as account, s.product_name as product, s.status,
  s.monthly_value_minor as "monthlyMinor", s.currency`
