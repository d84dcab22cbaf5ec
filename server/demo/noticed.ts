// What of the demo wants attention on the evening before: the facts as its tables have them, held against the conditions.
import { sql } from 'kysely'
import {
  capacityOverload,
  churnRisk,
  clientSilent,
  inactiveRequest,
  onboardingStalled,
  paymentPastDue,
  quarterlyCheckIn,
  scheduleSlip,
  type Raising,
} from '../../domain/signal-conditions.ts'
import { budgetBurn, requestOverdue, taskBlocked, taskOverdue } from '../../domain/work-conditions.ts'
import type { Database } from '../platform/database.ts'

export interface Noticed {
  raising: Raising
  accountId?: string
  projectId?: string
  personId?: string
}

/** The evening on which somebody looks, and its date there. */
export interface Look {
  organizationId: string
  at: Date
  on: string
}

/** All that is so, the same each time. */
export async function noticedOn(worker: Database, look: Look): Promise<Noticed[]> {
  const looks = [aboutRequests, aboutTasks, aboutProjects, aboutAccounts, aboutPeople]
  const found = await Promise.all(looks.map((about) => about(worker, look)))
  return found.flat()
}

type Found = Omit<Noticed, 'raising'> & { raising: Raising | undefined }
const raised = (found: readonly Found[]): Noticed[] =>
  found.flatMap(({ raising, ...about }) => (raising ? [{ raising, ...about }] : []))

/** Working days from one date to another, where nobody has a day off. */
const workingDays = (from: ReturnType<typeof sql>, to: ReturnType<typeof sql>) => sql`(select count(*)::int
  from generate_series(${from}::date + 1, ${to}::date, interval '1 day') d where extract(isodow from d) < 6)`
const OPEN = sql`p.deleted_at is null and p.status in ('onboarding', 'active')`

async function aboutRequests(worker: Database, { organizationId, at }: Look): Promise<Noticed[]> {
  type Row = Parameters<typeof requestOverdue>[0] & { projectId: string; lastMessageAt: string }
  const rows = await worker.query<Row>(sql`
    select json_build_object('id', q.id, 'title', q.title, 'priority', q.priority, 'open', true) as request,
      q.project_id as "projectId", instant(q.first_responded_at) as "firstRespondedAt",
      case when q.clocks_stopped_at is null then instant(q.respond_by) end as "respondBy",
      case when q.clocks_stopped_at is null then instant(q.resolve_by) end as "resolveBy",
      instant(coalesce((select max(c.said_at) from communications c where c.organization_id = q.organization_id
        and c.thread_type = 'request' and c.thread_id = q.id), q.created_at)) as "lastMessageAt"
    from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id
    where q.organization_id = ${organizationId} and q.closed_at is null and ${OPEN} order by q.id`)
  return raised(
    rows.flatMap(({ projectId, ...facts }) => [
      { projectId, raising: requestOverdue(facts, at) },
      { projectId, raising: inactiveRequest(facts, at) },
    ]),
  )
}

async function aboutTasks(worker: Database, { organizationId, on }: Look): Promise<Noticed[]> {
  type Row = Parameters<typeof taskBlocked>[0] & Parameters<typeof taskOverdue>[0] & { projectId: string }
  const rows = await worker.query<Row>(sql`
    select json_build_object('id', t.id, 'title', t.title, 'open', true) as task, t.project_id as "projectId",
      t.blocked_reason as "blockedReason", t.due_on as "dueOn", instant(b.at) as since,
      ${workingDays(sql`t.due_on`, sql`${on}`)} as "workingDaysLate", ${workingDays(sql`b.at`, sql`${on}`)} as "workingDaysBlocked"
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    cross join lateral (select max(h.at) as at from task_status_changes h where h.organization_id = t.organization_id
      and h.task_id = t.id) b
    where t.organization_id = ${organizationId} and t.deleted_at is null and t.status not in ('completed', 'cancelled') and ${OPEN}
      and (t.blocked_reason is not null or t.due_on < ${on}::date)
      and not exists (select 1 from tasks c where c.organization_id = t.organization_id and c.parent_id = t.id)
    order by t.id`)
  return raised(
    rows.flatMap(({ projectId, ...facts }) => [
      { projectId, raising: taskBlocked(facts) },
      { projectId, raising: facts.dueOn < on ? taskOverdue(facts) : undefined },
    ]),
  )
}

async function aboutProjects(worker: Database, { organizationId, at }: Look): Promise<Noticed[]> {
  type Row = Parameters<typeof scheduleSlip>[0] &
    Parameters<typeof budgetBurn>[0] &
    Parameters<typeof onboardingStalled>[0]
  const rows = await worker.query<Row>(sql`
    select json_build_object('id', p.id, 'name', p.name) as project, true as open, p.status, p.due_on as "dueOn", t.finish as "finishOn",
      coalesce(${workingDays(sql`p.due_on`, sql`t.finish`)}, 0) as "workingDaysLate", p.budget_minutes as "budgetMinutes", p.progress,
      (select coalesce(sum(e.minutes), 0)::int from time_entries e join tasks x on x.organization_id = e.organization_id
        and x.id = e.task_id where x.organization_id = p.organization_id and x.project_id = p.id) as "spentMinutes",
      instant(greatest(p.created_at, t.step)) as "lastStepAt", t.open as "openTasks"
    from projects p cross join lateral (
      select max(x.due_on) as finish, max(x.completed_at) filter (where x.stage = 'onboarding') as step,
        count(*) filter (where x.stage = 'onboarding' and x.status not in ('completed', 'cancelled'))::int as open
      from tasks x where x.organization_id = p.organization_id and x.project_id = p.id and x.deleted_at is null and x.status <> 'cancelled') t
    where p.organization_id = ${organizationId} and ${OPEN} order by p.id`)
  return raised(
    rows.flatMap((facts) => {
      const about = { projectId: facts.project.id }
      const late = facts.dueOn !== null && facts.finishOn !== null && facts.finishOn > facts.dueOn
      return [
        { ...about, raising: late ? scheduleSlip(facts) : undefined },
        { ...about, raising: budgetBurn(facts) },
        { ...about, raising: onboardingStalled(facts, at) },
      ]
    }),
  )
}

async function aboutAccounts(worker: Database, { organizationId, at }: Look): Promise<Noticed[]> {
  type Row = Parameters<typeof churnRisk>[0] &
    Parameters<typeof clientSilent>[0] &
    Parameters<typeof quarterlyCheckIn>[0] & { pastDue: Parameters<typeof paymentPastDue>[0]['subscription'][] }
  const rows = await worker.query<Row>(sql`
    select json_build_object('id', a.id, 'name', a.name) as account, s.subscriptions, s.past_due as "pastDue",
      (select count(*)::int from projects p where p.organization_id = a.organization_id and p.account_id = a.id and ${OPEN}) as "openProjects",
      instant(greatest(a.created_at, c.heard, (select max(q.created_at) from requests q
        where q.organization_id = a.organization_id and q.account_id = a.id))) as "lastHeardAt",
      instant(greatest(a.created_at, c.called)) as "lastCheckInAt"
    from accounts a
    cross join lateral (select max(m.said_at) filter (where m.direction = 'incoming') as heard,
        max(m.said_at) filter (where m.channel = 'phone') as called
      from communications m where m.organization_id = a.organization_id and m.account_id = a.id) c
    cross join lateral (
      select coalesce(json_agg(x.row order by x.id), '[]') as subscriptions,
        coalesce(json_agg(x.row order by x.id) filter (where x.status in ('past_due', 'unpaid')), '[]') as past_due
      from (select b.id, b.status, json_build_object('id', b.id, 'status', b.status, 'monthlyValueMinor', b.monthly_value_minor,
          'currency', b.currency, 'canceledAt', instant(b.canceled_at), 'productName', b.product_name, 'amountMinor', b.amount_minor,
          'currentPeriodStart', instant(b.current_period_start), 'projectId', b.project_id) as row
        from subscriptions b where b.organization_id = a.organization_id and b.account_id = a.id) x) s
    where a.organization_id = ${organizationId} and a.status = 'active' order by a.id`)
  return raised(
    rows.flatMap(({ pastDue, ...facts }) => {
      const { account } = facts
      const about = { accountId: account.id }
      return [
        { ...about, raising: churnRisk(facts, at) },
        { ...about, raising: clientSilent(facts, at) },
        { ...about, raising: quarterlyCheckIn(facts, at) },
        ...pastDue.map((subscription) => ({ ...about, raising: paymentPastDue({ account, subscription }) })),
      ]
    }),
  )
}

async function aboutPeople(worker: Database, { organizationId, on }: Look): Promise<Noticed[]> {
  type Row = Parameters<typeof capacityOverload>[0]
  const rows = await worker.query<Row>(sql`
    select json_build_object('id', x.id, 'name', x.name) as person, json_agg(json_build_object('on', d."on",
      'capacityMinutes', d.capacity_minutes, 'bookedMinutes', d.booked_minutes) order by d."on") as days
    from people x join person_days d on d.organization_id = x.organization_id and d.person_id = x.id
    where x.organization_id = ${organizationId} and d."on" >= ${on}::date and d.booked_minutes > d.capacity_minutes
    group by x.id, x.name order by x.id`)
  return raised(rows.map((facts) => ({ personId: facts.person.id, raising: capacityOverload(facts) })))
}

/** Two weeks and more in which a client with work going on said nothing, until they did. */
export interface Silence {
  account: { id: string; name: string }
  lastHeardAt: string
  /** The civil date on which they spoke again. */
  heardOn: string
  openProjects: number
}

/** Those of the last weeks. */
export const silencesUntil = (worker: Database, { organizationId, on }: Look): Promise<Silence[]> =>
  worker.query<Silence>(sql`
    select json_build_object('id', a.id, 'name', a.name) as account, instant(h.before) as "lastHeardAt",
      to_char(h.at at time zone o.timezone, 'YYYY-MM-DD') as "heardOn",
      (select count(*)::int from projects p where p.organization_id = a.organization_id and p.account_id = a.id
        and p.created_at <= h.before and (p.closed_at is null or p.closed_at > h.at)) as "openProjects"
    from accounts a join organizations o on o.id = a.organization_id
    join (select x.*, lag(x.at) over (partition by x.account_id order by x.at) as before from (
        select account_id, said_at as at from communications where organization_id = ${organizationId} and direction = 'incoming'
        union all select account_id, created_at from requests where organization_id = ${organizationId}) x) h on h.account_id = a.id
    where a.organization_id = ${organizationId} and h.at - h.before > interval '15 days' and h.at > ${on}::date - 45
    order by a.id, h.at`)
