// Reads the facts that projects' health is computed from: two statements in one round trip, for one project or many.
import { sql } from 'kysely'
import { compileCalendar, type WorkCalendar } from '../../domain/calendar.ts'
import type { Thread } from '../../domain/communication.ts'
import type { WorkWeek } from '../../domain/organization.ts'
import { LOAD_DAYS, MOST_WAITING, peakOf, standingOf, totalsOf } from '../../domain/pulse-facts.ts'
import type { LoadedDay, PulseFacts, TaskFact } from '../../domain/pulse-facts.ts'
import { minutesBetweenInstants } from '../../domain/working-time.ts'
import { rememberedCalendar } from '../planning/calendar-memory.ts'
import { calendarOf, type Network, type NetworkProject } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'

/** A project's facts, and what is known of it beside them. */
export interface ProjectFacts {
  projectId: string
  accountId: string
  health: { score: number | null; band: string }
  facts: PulseFacts
}

interface FactsRow {
  projectId: string
  accountId: string
  health: ProjectFacts['health']
  engagement: PulseFacts['engagement']
  calendar: NetworkProject['calendar']
  budgetMinutes: number | null
  tasks:
    | [id: string, weight: number, status: TaskFact['status'], dueOn: string | null, completedOn: string | null][]
    | null
  spentMinutes: number
  asked: boolean
  waitingCount: number
  waiting: { thread: Thread; since: string }[] | null
  lastShown: { on: string; id: string } | null
  members: number
  days: [personId: string, on: string, capacityMinutes: number, bookedMinutes: number][] | null
  subscriptions: { id: string; status: string; cancelAtPeriodEnd: boolean }[] | null
  satisfaction: { value: number; on: string; id: string } | null
}

/** The facts of these projects as they are now, in the order of ids; deleted ones are left out. Scopes are the caller's to check. */
export async function readPulseFacts(tx: Tx, projectIds: readonly string[]): Promise<ProjectFacts[]> {
  const [time, rows] = await Promise.all([
    workingTime(tx),
    tx.rows<{ json: FactsRow }>(factsOfProjects(tx, projectIds)),
  ])
  return rows.map(({ json: row }) => ({
    projectId: row.projectId,
    accountId: row.accountId,
    health: row.health,
    facts: factsOf(tx, row, () => calendarFor(time, row.calendar)),
  }))
}

export type WorkingTime = Pick<Network, 'workWeek' | 'holidays'>

async function workingTime(tx: Tx): Promise<WorkingTime> {
  const found = await tx.first<{ workWeek: WorkWeek; holidays: Network['holidays'] }>(sql`
    select work_week as "workWeek", (select coalesce(json_agg(json_build_object('on', h."on", 'name', h.name) order by h."on"), '[]')
      from holidays h where h.organization_id = o.id) as holidays
    from organizations o where o.id = ${tx.actor.organizationId}`)
  if (!found) throw new Error('a transaction is within an organisation')
  return found
}

/** By which calendar a project's answers are awaited: its own, else the organisation's. */
export function calendarFor({ workWeek, holidays }: WorkingTime, own: NetworkProject['calendar']): WorkCalendar {
  const { week, exceptions } = calendarOf({ workWeek, holidays }, { calendar: own })
  return rememberedCalendar([week, [...exceptions]], () => compileCalendar({ week, exceptions }))
}

function factsOf(tx: Tx, row: FactsRow, calendar: () => WorkCalendar): PulseFacts {
  const { now, actor, today } = tx
  const days = (row.days ?? []).map(([personId, on, capacityMinutes, bookedMinutes]): LoadedDay => {
    return { personId, on, capacityMinutes, bookedMinutes }
  })
  return {
    at: now.toISOString(),
    on: today,
    engagement: row.engagement,
    tasks: totalsOf(taskFacts(row), today),
    waiting: {
      everAsked: row.asked,
      count: row.waitingCount,
      oldest: (row.waiting ?? []).map(({ thread, since }) => ({
        thread,
        since,
        workingMinutes: Math.floor(minutesBetweenInstants(calendar(), actor.timezone, new Date(since), now)),
      })),
    },
    lastShown: row.lastShown && { on: row.lastShown.on, communicationId: row.lastShown.id },
    members: row.members,
    peak: peakOf(days),
    subscriptions: (row.subscriptions ?? []).flatMap(({ id, ...subscription }) => {
      const standing = standingOf(subscription)
      return standing ? [{ id, standing }] : []
    }),
    budget: row.budgetMinutes === null ? null : { budgetMinutes: row.budgetMinutes, spentMinutes: row.spentMinutes },
    satisfaction: row.satisfaction,
  }
}

const taskFacts = ({ tasks }: FactsRow): TaskFact[] =>
  (tasks ?? []).map(([id, weight, status, dueOn, completedOn]) => ({ id, weight, status, dueOn, completedOn }))

/** What of a thread has not been answered: the client's first words after the last answer, or a request nobody reacted to. */
const waiting = sql`
  select w.type, w.id, min(w.since) as since from (
    select c.thread_type as type, c.thread_id as id, c.said_at as since
    from communications c
    left join requests r on c.thread_type = 'request' and r.organization_id = c.organization_id and r.id = c.thread_id
    where c.organization_id = p.organization_id and c.project_id = p.id and c.direction = 'incoming'
      and c.said_at > coalesce(r.closed_at, '-infinity')
      and not exists (select 1 from communications a where a.organization_id = c.organization_id and a.thread_type = c.thread_type
        and a.thread_id = c.thread_id and a.direction = 'outgoing' and a.said_at >= c.said_at)
    union all
    select 'request', r.id, r.created_at from requests r
    where r.organization_id = p.organization_id and r.project_id = p.id and r.status in ('pending', 'in_review')
      and p.status <> 'on_hold'
      and not exists (select 1 from communications a where a.organization_id = r.organization_id and a.thread_type = 'request'
        and a.thread_id = r.id and a.direction = 'outgoing')) w
  group by w.type, w.id`

function factsOfProjects(tx: Tx, projectIds: readonly string[]) {
  const zone = sql`${tx.actor.timezone}::text`
  const here = sql`organization_id = p.organization_id and project_id = p.id`
  return sql<{ json: FactsRow }>`
    select json_build_object(
      'projectId', p.id, 'accountId', p.account_id, 'health', json_build_object('score', p.health_score, 'band', p.health_band),
      'engagement', p.engagement, 'calendar', p.calendar, 'budgetMinutes', p.budget_minutes,
      'tasks', (select json_agg(json_build_array(t.id, t.weight, t.status, t.due_on, (t.completed_at at time zone ${zone})::date))
        from tasks t where ${here} and t.deleted_at is null),
      'spentMinutes', case when p.budget_minutes is null then 0 else (select coalesce(sum(e.minutes), 0) from tasks t
        join time_entries e on e.organization_id = t.organization_id and e.task_id = t.id
        where t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null) end,
      'asked', exists (select 1 from communications where ${here} and direction = 'incoming')
        or exists (select 1 from requests where ${here}),
      'waitingCount', w.count, 'waiting', w.oldest,
      'lastShown', (select json_build_object('on', (c.said_at at time zone ${zone})::date, 'id', c.id) from communications c
        where ${here} and c.visibility = 'client' order by c.said_at desc, c.id desc limit 1),
      'members', (select count(*) from project_members where ${here}),
      'days', (select json_agg(json_build_array(d.person_id, d."on", d.capacity_minutes, d.booked_minutes))
        from project_members m join person_days d on d.organization_id = m.organization_id and d.person_id = m.person_id
        where m.organization_id = p.organization_id and m.project_id = p.id and d.booked_minutes > 0
          and d."on" >= ${tx.today}::date and d."on" < ${tx.today}::date + ${LOAD_DAYS}::int),
      'subscriptions', (select json_agg(json_build_object('id', id, 'status', status, 'cancelAtPeriodEnd', cancel_at_period_end) order by id)
        from subscriptions where ${here}),
      'satisfaction', (select json_build_object('value', value, 'on', (recorded_at at time zone ${zone})::date, 'id', id)
        from pulse_metrics where ${here} and metric = 'client_satisfaction' and recorded_at <= ${tx.now}
        order by recorded_at desc, id desc limit 1)) as json
    from projects p cross join lateral (
      select count(*)::int as count, json_agg(json_build_object('thread', json_build_object('type', x.type, 'id', x.id), 'since', instant(x.since))
        order by x.since, x.type, x.id) filter (where x.n <= ${MOST_WAITING}) as oldest
      from (select *, row_number() over (order by since, type, id) as n from (${waiting}) y) x) w
    where p.organization_id = ${tx.actor.organizationId} and p.id = any(${projectIds}) and p.deleted_at is null
    order by p.id`
}
