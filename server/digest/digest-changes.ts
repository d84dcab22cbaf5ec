// What changed in a week of the caller's accounts and projects, each with its sentence.
import { sql, type RawBuilder } from 'kysely'
import {
  billedInAll,
  billedTo,
  healed,
  movedProject,
  movedRequest,
  requestsInAll,
  subscribed,
  type Bought,
  type Healed,
  type MovedProject,
  type MovedRequest,
} from '../../domain/digest-words.ts'
import { BANDS } from '../../domain/project.ts'
import { accountScope, projectScope, reaching } from '../access/scopes.ts'
import { getBillingTotals } from '../billing/billing-totals.ts'
import { firstIdAt } from '../platform/ids.ts'
import type { Tx } from '../platform/transaction.ts'
import { goesOn } from '../signals/account-facts.ts'
import { lineOf, linesOf, notMuted, type Asked, type Told } from './digest-lines.ts'
import { boughtColumns } from './digest-needs.ts'

const itsAccount = sql`join accounts a on a.organization_id = p.organization_id and a.id = p.account_id`
const within = (at: RawBuilder<unknown>, { since, until }: Asked) => sql`(${at} >= ${since} and ${at} < ${until})`

/** Projects in another band at the end of the week than before it; who fell the deepest first. */
export async function changedHealth(tx: Tx, { from, to, muted }: Asked): Promise<Told> {
  const last = (day: RawBuilder<unknown>) => sql`(select d.score, d.band, d.worst from pulse_days d
    where d.organization_id = p.organization_id and d.project_id = p.id and d."on" ${day} order by d."on" desc limit 1)`
  const rows = await tx.rows<Healed & { id: string; total: number }>(sql`
    select p.id, p.name, b.band as "fromBand", n.band as "toBand", b.score as "fromScore", n.score as "toScore", n.worst,
      (count(*) over ())::int as total
    from projects p cross join lateral ${last(sql`< ${from}::date`)} b cross join lateral ${last(sql`<= ${to}::date`)} n
    where ${projectScope(reaching(tx, 'me.projects'))} and ${notMuted(muted)} and ${goesOn}
      and b.band <> n.band and 'unknown' not in (b.band, n.band)
    order by array_position(${sql.lit(`{${BANDS.join(',')}}`)}::text[], n.band) desc, n.score - b.score, p.id limit ${linesOf}`)
  return {
    lines: rows.map((row) => lineOf(healed(row), { type: 'project', id: row.id }, row.id)),
    total: rows[0]?.total ?? 0,
  }
}

/** Projects that are new or moved, by the last move of the week; what ended first. */
export async function movedProjects(tx: Tx, asked: Asked): Promise<Told> {
  const [first, end] = [firstIdAt('act', asked.since), firstIdAt('act', asked.until)]
  const rows = await tx.rows<MovedProject & { id: string; total: number }>(sql`
    select p.id, p.name, a.name as account, m."from", coalesce(m."to", p.status) as "to", m.reason, (count(*) over ())::int as total
    from projects p ${itsAccount}
    left join lateral (select x.id, x.changes -> 'status' ->> 'from' as "from", x.changes -> 'status' ->> 'to' as "to",
        x.changes -> 'reason' ->> 'to' as reason
      from activity x where x.organization_id = p.organization_id and x.entity_type = 'project' and x.entity_id = p.id
        and x.event = 'project.status_changed' and not x.history and x.id >= ${first} and x.id < ${end}
      order by x.id desc limit 1) m on true
    where ${projectScope(reaching(tx, 'me.projects'))} and ${notMuted(asked.muted)} and p.updated_at >= ${asked.since}
      and coalesce(m."to", case when ${within(sql`p.created_at`, asked)} then p.status end, 'draft') <> 'draft'
    order by array_position('{completed,cancelled,on_hold,active,onboarding}'::text[], coalesce(m."to", p.status)), p.name, p.id
    limit ${linesOf}`)
  return {
    lines: rows.map((row) => lineOf(movedProject(row), { type: 'project', id: row.id }, row.id)),
    total: rows[0]?.total ?? 0,
  }
}

/** Requests that came in, were answered or closed; those that wait first. */
export async function movedRequests(tx: Tx, asked: Asked): Promise<Told> {
  const came = within(sql`q.created_at`, asked)
  const answered = within(sql`q.first_responded_at`, asked)
  const closed = within(sql`q.closed_at`, asked)
  const count = (which: RawBuilder<unknown>) => sql`(count(*) filter (where ${which}) over ())::int`
  type Counts = { total: number; cameIn: number; answeredInAll: number; closedInAll: number }
  const rows = await tx.rows<MovedRequest & Counts & { id: string; projectId: string }>(sql`
    select q.id, q.project_id as "projectId", q.title, a.name as account, ${came} as came, coalesce(${answered}, false) as answered,
      q.first_responded_at is null and q.closed_at is null as waits, case when ${closed} then q.status end as closed,
      ${count(sql`true`)} as total, ${count(came)} as "cameIn", ${count(answered)} as "answeredInAll", ${count(closed)} as "closedInAll"
    from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id ${itsAccount}
    where ${projectScope(reaching(tx, 'request.read'))} and ${notMuted(asked.muted)} and q.updated_at >= ${asked.since}
      and (${came} or ${answered} or ${closed})
    order by (q.first_responded_at is null and q.closed_at is null) desc, q.created_at desc, q.id limit ${linesOf}`)
  const [first] = rows
  return {
    ...(first && { summary: requestsInAll(first.cameIn, first.answeredInAll, first.closedInAll) }),
    lines: rows.map((row) => lineOf(movedRequest(row), { type: 'request', id: row.id }, row.projectId)),
    total: first?.total ?? 0,
  }
}

/** What clients bought, and what they cancelled. */
export async function changedSubscriptions(tx: Tx, asked: Asked): Promise<Told> {
  const ended = within(sql`s.canceled_at`, asked)
  const rows = await tx.rows<Bought & { accountId: string; total: number }>(sql`
    select ${boughtColumns}, null as "endsOn", (count(*) over ())::int as total
    from subscriptions s join accounts a on a.organization_id = s.organization_id and a.id = s.account_id
    where ${accountScope(reaching(tx, 'subscription.read'))} and s.updated_at >= ${asked.since}
      and (${ended} or (${within(sql`s.created_at`, asked)} and s.status not in ('incomplete', 'incomplete_expired')))
    order by s.status = 'canceled' desc, s.monthly_value_minor desc, s.id limit ${linesOf}`)
  return {
    lines: rows.map((row) => lineOf(subscribed(row), { type: 'account', id: row.accountId }, null)),
    total: rows[0]?.total ?? 0,
  }
}

/** What was posted to the ledger, client by client; who was billed the most first. */
export async function billedInWeek(tx: Tx, { from, to }: Asked): Promise<Told> {
  const { total, accounts } = await getBillingTotals(reaching(tx, 'billing.read'), { from, to })
  return {
    ...(total.length > 0 && { summary: billedInAll(total) }),
    lines: accounts.map((account) => lineOf(billedTo(account), { type: 'account', id: account.accountId }, null)),
    total: accounts.length,
  }
}
