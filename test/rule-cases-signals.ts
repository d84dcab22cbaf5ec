// Work for the rules that escalate and raise signals.
import type { Agency } from './agency.ts'
import type { RuleCase } from './rule-cases.ts'

const DAY_MS = 86_400_000
const date = ({ clock }: Agency, days: number) =>
  new Date(clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10)

const asks = ({ max }: Agency) =>
  max.post('/v1/admin/projects/site/requests', {
    id: 'ask',
    title: 'New hours',
    type: 'question',
    source: 'phone',
    requester: { name: 'Bea' },
  })

const buys = ({ ada }: Agency, status: string) =>
  ada.post('/v1/admin/subscriptions', {
    id: 'bought',
    accountId: 'bakery',
    productType: 'seo',
    productName: 'SEO',
    amountMinor: 10_000,
    currency: 'EUR',
    interval: 'month',
    status,
  })

/** So long that each condition which time alone brings about holds. */
const waits =
  (days: number): RuleCase =>
  async ({ clock }) =>
    clock.advance({ days })

/** As if both clients were taken on, and both projects begun, just now; the cast's rows have the hour of the test itself. */
async function beginsNow({ db, organizationId, clock }: Agency): Promise<void> {
  for (const table of ['accounts', 'projects'])
    await db.admin.query(`update ${table} set created_at = $2 where organization_id = $1`, [
      organizationId,
      clock.now(),
    ])
}

const afterwards =
  (days: number, first: RuleCase = async () => {}): RuleCase =>
  async (house) => {
    await beginsNow(house)
    await first(house)
    await waits(days)(house)
  }

export const SIGNAL_CASES: Record<string, RuleCase> = {
  'escalate-overdue-tasks': afterwards(12, async (house) => {
    await house.max.put('/v1/admin/projects/tasks/copy', { scheduling: 'manual', dueOn: date(house, 1) })
    await house.ada.put('/v1/admin/projects/tasks/banner', { scheduling: 'manual', dueOn: date(house, 2) })
  }),
  'escalate-blocked-tasks': afterwards(12, async ({ max, ada }) => {
    await max.moves({ id: 'copy' }, { status: 'blocked', blockedReason: 'waiting_client' })
    await ada.moves({ id: 'banner' }, { status: 'blocked', blockedReason: 'other' })
  }),
  'escalate-late-requests': afterwards(40, async (house) => void (await asks(house))),
  'flag-inactive-requests': afterwards(8, async (house) => void (await asks(house))),
  'flag-silent-clients': afterwards(15),
  'ask-for-check-ins': afterwards(91),
  'flag-stalled-onboardings': afterwards(15),
  'raise-churn-risk': async (house) => {
    await buys(house, 'active')
    await house.ada.put('/v1/admin/subscriptions/bought', { status: 'canceled' })
  },
  'flag-unpaid-subscriptions': async (house) => void (await buys(house, 'past_due')),
  'flag-overloaded-people': async (house) => {
    const monday = date(house, (8 - house.clock.now().getUTCDay()) % 7 || 7)
    await house.max.put('/v1/admin/projects/site/schedule', {
      allocations: { create: [{ personId: 'mia', startOn: monday, endOn: monday, minutesPerDay: 600 }] },
      override: { reason: 'The launch' },
    })
  },
  'flag-slipping-schedules': async (house) => {
    await house.ada.put('/v1/admin/projects/site', { dueOn: date(house, 10) })
    await house.max.put('/v1/admin/projects/tasks/copy', { scheduling: 'manual', dueOn: date(house, 40) })
  },
  'flag-burning-budgets': async (house) => {
    await house.ada.put('/v1/admin/projects/site', { budgetMinutes: 100 })
    await house.max.post('/v1/admin/projects/tasks/copy/time', { personId: 'mia', on: date(house, -1), minutes: 120 })
  },
}
