// What can be known of a client with all their projects, their parent and children: asked in one round trip, however many there are.
import { sql, type RawBuilder } from 'kysely'
import {
  MOST_ACCOUNTS,
  MOST_MILESTONES,
  totalOf,
  type AccountOverview,
  type PortfolioFigures,
} from '../../domain/portfolio.ts'
import { BANDS, PROJECT_STATUSES } from '../../domain/project.ts'
import { LIVE_STATUSES } from '../../domain/subscription.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { accountScope, taskScope } from '../access/scopes.ts'
import { getAccount } from '../accounts/account-queries.ts'
import type { Tx } from '../platform/transaction.ts'
import { signalScope } from '../signals/signal-queries.ts'

interface Member {
  id: string
  name: string
  status: 'active' | 'archived'
  figures: PortfolioFigures
}

/** A client within the caller's scope, seen together with its parent and children as far as they are in it too. */
export async function getOverview(tx: Tx, id: string): Promise<AccountOverview> {
  const [account, members] = await Promise.all([getAccount(tx, id), familyOf(tx, id)])
  const parent = members.find((member) => member.id === account.parentAccountId)
  const children = members.filter((member) => member.id !== id && member !== parent)
  return {
    account,
    parent: parent ? named(parent) : null,
    children: children.map(named),
    accounts: members,
    total: totalOf(members.map(({ figures }) => figures)),
  }
}

const named = ({ id, name, status }: Member) => ({ id, name, status })

async function familyOf(tx: Tx, id: string): Promise<Member[]> {
  const rows = await tx.rows<{ json: Member }>(sql`
    with family as (
      select a.* from accounts a where ${accountScope(tx)} and (a.id = ${id} or a.parent_account_id = ${id} or a.id =
        (select c.parent_account_id from accounts c where c.organization_id = ${tx.actor.organizationId} and c.id = ${id})))
    select json_build_object('id', a.id, 'name', a.name, 'status', a.status, 'figures', ${figures(tx)}) as json
    from family a ${laterals(tx)}
    order by a.id = ${id} desc, a.parent_account_id is null desc, lower(a.name), a.id limit ${sql.lit(MOST_ACCOUNTS)}`)
  return rows.map(({ json }) => json)
}

const OPEN = sql`p.status not in ('completed', 'cancelled')`
const countsOf = (names: readonly string[], where: (name: string) => RawBuilder<unknown>) =>
  sql`json_build_object(${sql.join(names.map((name) => sql`${sql.lit(name)}, count(*) filter (where ${where(name)})`))})`

/** Rows of a table whose project is there still, or that have none. */
const thereStill = (alias: string) => sql`not exists (select 1 from projects d
  where d.organization_id = ${sql.ref(`${alias}.organization_id`)} and d.id = ${sql.ref(`${alias}.project_id`)} and d.deleted_at is not null)`

const figures = (tx: Tx) => sql`json_build_object(
  'projects', pc.by_status, 'bands', pc.by_band, 'worst', w.worst, 'overdueTasks', t.overdue,
  'openRequests', q.open, 'overdueRequests', q.overdue,
  'openSignals', (select count(*) from pulse_signals s where s.account_id = a.id and s.closed_at is null and ${signalScope(tx)}),
  'liveSubscriptions', b.live, 'monthlyValue', b.value, 'billed', e.net,
  'lastClientMessageAt', (select instant(max(c.said_at)) from communications c
    where c.organization_id = a.organization_id and c.account_id = a.id and c.direction = 'incoming' and ${thereStill('c')}),
  'nextMilestones', m.next)`

const laterals = (tx: Tx) => sql`
  cross join lateral (
    select ${countsOf(PROJECT_STATUSES, (status) => sql`p.status = ${sql.lit(status)}`)} as by_status,
      ${countsOf(BANDS, (band) => sql`p.health_band = ${sql.lit(band)} and ${OPEN}`)} as by_band
    from projects p where p.organization_id = a.organization_id and p.account_id = a.id and p.deleted_at is null) pc
  left join lateral (
    select json_build_object('projectId', p.id, 'name', p.name, 'score', p.health_score, 'band', p.health_band) as worst
    from projects p where p.organization_id = a.organization_id and p.account_id = a.id and p.deleted_at is null and ${OPEN}
      and p.health_score is not null order by p.health_score, p.id limit 1) w on true
  cross join lateral (
    select count(*) as overdue from projects p
    join tasks t on t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null
    where p.organization_id = a.organization_id and p.account_id = a.id and p.deleted_at is null and ${OPEN}
      and t.due_on < ${tx.today}::date and t.status not in ('completed', 'cancelled')) t
  cross join lateral (
    select count(*) as open, count(*) filter (where r.clocks_stopped_at is null
      and (r.resolve_by < ${tx.now} or (r.first_responded_at is null and r.respond_by < ${tx.now}))) as overdue
    from requests r where r.organization_id = a.organization_id and r.account_id = a.id and r.closed_at is null
      and ${thereStill('r')}) q
  cross join lateral (
    select coalesce(sum(s.n), 0) as live,
      coalesce(json_agg(json_build_object('currency', s.currency, 'minor', s.minor) order by s.currency), '[]') as value
    from (select x.currency, count(*) as n, sum(x.monthly_value_minor) as minor from subscriptions x
      where x.organization_id = a.organization_id and x.account_id = a.id and x.status = any(${LIVE_STATUSES})
      group by x.currency) s) b
  cross join lateral (
    select coalesce(json_agg(json_build_object('currency', s.currency, 'minor', s.minor) order by s.currency), '[]') as net
    from (select x.currency, sum(x.amount_minor)::bigint as minor from billing_entries x
      where x.organization_id = a.organization_id and x.account_id = a.id group by x.currency) s) e
  cross join lateral (
    select coalesce(json_agg(json_build_object('projectId', n.project_id, 'title', n.title, 'dueOn', n.due_on)
      order by n.due_on, n.id), '[]') as next
    from (select t.id, t.project_id, t.title, t.due_on from projects p
      join tasks t on t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null
      where p.organization_id = a.organization_id and p.account_id = a.id and p.deleted_at is null and ${OPEN}
        and t.kind = 'milestone' and t.status not in ('completed', 'cancelled') and t.due_on >= ${tx.today}::date
        and ${taskScope(tx.as({ scopes: grantsOf(tx.actor.roles, 'task.read', tx.actor.tokenScopes) }))}
      order by t.due_on, t.id limit ${sql.lit(MOST_MILESTONES)}) n) m`
