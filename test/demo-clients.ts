// What is promised of the demo's clients: what they pay, what of them wants attention, and what is said.
import assert from 'node:assert/strict'
import { SIGNAL_TYPES } from '../domain/signal.ts'
import { SIGNAL_STATUSES } from '../domain/signal-life.ts'
import { SUBSCRIPTION_STATUSES } from '../domain/subscription.ts'
import { demoCredentials } from '../server/demo/demo-credentials.ts'
import type { Reply } from './agency.ts'
import { TEST_SECRET } from './database.ts'

const MAIN = 'org_brightline'
const people = demoCredentials(TEST_SECRET)
type Who = { token: string }

/** Ways to look into the demo's database, and at what somebody sees. */
interface Ways {
  rows: (query: string) => Promise<Record<string, unknown>[]>
  values: (query: string) => Promise<unknown[]>
  total: (who: Who, path: string) => Promise<number>
  get: (who: Who, path: string) => Promise<Reply>
}

export async function clientsPayAndWantAttention({
  values,
  total,
  get,
}: Pick<Ways, 'values' | 'total' | 'get'>): Promise<void> {
  const has = async (expected: readonly string[], query: string) =>
    assert.deepEqual(new Set(await values(query)), new Set(expected))
  await has(SUBSCRIPTION_STATUSES, `select distinct status from subscriptions where organization_id = '${MAIN}'`)
  await has(SIGNAL_TYPES, `select distinct type from pulse_signals where organization_id = '${MAIN}'`)
  await has(SIGNAL_STATUSES, `select distinct status from pulse_signals where organization_id = '${MAIN}'`)
  const signals = (who: { token: string }) => total(who, '/v1/admin/signals?status=pending,acknowledged,snoozed')
  const all = await signals(people.admin)
  for (const who of [people.manager, people.accountManager]) {
    const seen = await signals(who)
    assert.ok(seen >= 2 && seen < all, `${seen} of ${all}`)
  }
  // What a signal was raised from is there, and as it says.
  const untrue =
    await values(`select s.id from pulse_signals s where s.organization_id = '${MAIN}' and s.type <> 'other' and (
    (s.type = 'churn_risk' and not exists (select 1 from subscriptions b where b.account_id = s.account_id
      and s.evidence -> 'subscriptionIds' ? b.id and b.status = 'canceled'))
    or (s.type = 'payment_past_due' and not exists (select 1 from subscriptions b where b.id = s.evidence ->> 'subscriptionId'
      and b.status = s.evidence ->> 'status'))
    or (s.evidence ? 'requestId' and not exists (select 1 from requests q where q.id = s.evidence ->> 'requestId'
      and s.title like '%: ' || q.title))
    or (s.evidence ? 'taskId' and not exists (select 1 from tasks t where t.id = s.evidence ->> 'taskId' and s.title like '%: ' || t.title))
    or (s.type = 'schedule_slip' and not exists (select 1 from projects p where p.id = s.project_id
      and p.due_on::text = s.evidence ->> 'dueOn'))
    or (s.type = 'capacity_overload' and not exists (select 1 from person_days d where d.person_id = s.person_id
      and d."on"::text = s.evidence #>> '{first,0,on}' and d.booked_minutes > d.capacity_minutes)))`)
  assert.deepEqual(untrue, [])
  const bought = await total(people.accountManager, '/v1/admin/subscriptions')
  assert.ok(bought >= 2 && bought < (await total(people.admin, '/v1/admin/subscriptions')))
  const { body } = await get(people.accountManager, '/v1/admin/accounts/acc_harbor_dental/overview')
  assert.equal(body.children.length, 1)
  assert.ok(body.total.projects.active >= 2 && body.total.monthlyValue.length > 0)
}

export async function peopleSpeak({ rows, values }: Pick<Ways, 'rows' | 'values'>): Promise<void> {
  const [said] = await rows(`select count(*)::int as all, count(distinct project_id)::int as projects,
    count(*) filter (where channel = 'phone')::int as phone, count(*) filter (where visibility = 'internal')::int as internal,
    count(*) filter (where thread_type = 'task')::int as tasks, count(*) filter (where said_at > now())::int as future
    from communications where organization_id = '${MAIN}' and thread_type in ('project', 'task')`)
  const { all, projects, phone, internal, tasks, future } = said as Record<string, number>
  assert.ok(
    Number(all) > 300 && Number(projects) > 45 && Number(phone) > 20 && Number(internal) > 100 && Number(tasks) > 20,
    JSON.stringify(said),
  )
  assert.equal(future, 0)
  assert.deepEqual(await values(`select count(*)::int from outgoing_messages where communication_id is not null`), [0])
  assert.deepEqual(await values(`select distinct body from communications where body ~ '[{}]'`), [])
}
