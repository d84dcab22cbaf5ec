// What of the demo wants attention on the evening before: the facts that the rules look at too, held against the conditions.
import { sql } from 'kysely'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { climb } from '../../domain/ladder.ts'
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
import { accountFacts, paymentFacts } from '../signals/account-facts.ts'
import { overloadFacts } from '../signals/overload-facts.ts'
import { projectFacts, withLateness } from '../signals/project-facts.ts'
import { requestFacts } from '../signals/request-facts.ts'
import { taskFacts } from '../signals/task-facts.ts'
import { officeDays, workCalendar, type OfficeDays } from '../signals/work-calendar.ts'

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

const ALL = sql`true`
const dayAfter = (date: string) => dateOf(dayNumber(date) + 1)

/** All that is so, the same each time. */
export async function noticedOn(worker: Database, look: Look): Promise<Noticed[]> {
  const [office] = await worker.query(officeDays(look.organizationId))
  if (!office) return []
  const looks = [aboutRequests, aboutTasks, aboutProjects, aboutAccounts, aboutPeople]
  const found = await Promise.all(looks.map((about) => about(worker, look, office)))
  return found.flat()
}

type Found = Omit<Noticed, 'raising'> & { raising: Raising | undefined }
const raised = (found: readonly Found[]): Noticed[] =>
  found.flatMap(({ raising, ...about }) => (raising ? [{ raising, ...about }] : []))

async function aboutRequests(worker: Database, { organizationId, at }: Look): Promise<Noticed[]> {
  const rows = await worker.query(requestFacts(organizationId, ALL))
  return raised(
    rows.flatMap(({ projectId, ...facts }) => [
      { projectId, raising: requestOverdue(facts, at) },
      { projectId, raising: inactiveRequest(facts, at) },
    ]),
  )
}

async function aboutTasks(worker: Database, { organizationId, on }: Look, office: OfficeDays): Promise<Noticed[]> {
  const which = sql`(t.status = 'blocked' or t.due_on < ${on}::date)`
  const rows = await worker.query(taskFacts(organizationId, which))
  return raised(
    rows.flatMap((task) => {
      const calendar = workCalendar(office, task.calendar)
      const lasted = (from: string) => climb(calendar, { from, today: on, holds: task.holds, stepsDays: [] }).days
      const { projectId, blockedReason, dueOn, since, sinceOn } = task
      const about = { task: { id: task.id, title: task.title, open: true } }
      const blocked = since !== null && sinceOn !== null && { since, workingDaysBlocked: lasted(sinceOn) }
      return [
        { projectId, raising: blocked ? taskBlocked({ ...about, blockedReason, ...blocked }) : undefined },
        {
          projectId,
          raising: dueOn < on ? taskOverdue({ ...about, dueOn, workingDaysLate: lasted(dayAfter(dueOn)) }) : undefined,
        },
      ]
    }),
  )
}

async function aboutProjects(worker: Database, { organizationId, at }: Look, office: OfficeDays): Promise<Noticed[]> {
  const rows = await worker.query(projectFacts(organizationId, ALL))
  return raised(
    rows.flatMap((row) => {
      const facts = withLateness(office, row)
      const about = { projectId: facts.project.id }
      return [
        { ...about, raising: scheduleSlip(facts) },
        { ...about, raising: budgetBurn(facts) },
        { ...about, raising: onboardingStalled(facts, at) },
      ]
    }),
  )
}

async function aboutAccounts(worker: Database, { organizationId, at }: Look): Promise<Noticed[]> {
  const rows = await worker.query(accountFacts(organizationId, ALL))
  const unpaid = await worker.query(paymentFacts(organizationId, ALL))
  return raised(
    rows.flatMap((facts) => {
      const about = { accountId: facts.account.id }
      return [
        { ...about, raising: churnRisk(facts, at) },
        { ...about, raising: clientSilent(facts, at) },
        { ...about, raising: quarterlyCheckIn(facts, at) },
        ...unpaid
          .filter(({ account }) => account.id === facts.account.id)
          .map((each) => ({ ...about, raising: paymentPastDue(each) })),
      ]
    }),
  )
}

async function aboutPeople(worker: Database, { organizationId, on }: Look): Promise<Noticed[]> {
  const rows = await worker.query(overloadFacts(organizationId, on, ALL))
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
