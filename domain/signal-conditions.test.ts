// Each condition at its very boundary: one below nothing is raised, on it something is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  capacityOverload,
  churnRisk,
  clientSilent,
  DEFAULT_THRESHOLDS,
  inactiveRequest,
  onboardingStalled,
  paymentPastDue,
  quarterlyCheckIn,
  scheduleSlip,
  type Raising,
} from './signal-conditions.ts'
import { say } from './said.ts'
import { SIGNAL_TYPES } from './signal.ts'
import { budgetBurn, requestOverdue, taskBlocked, taskOverdue } from './work-conditions.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const DAY = 24 * 3_600_000
const ago = (days: number, ms = 0) => new Date(NOW.getTime() - days * DAY - ms).toISOString()
const bakery = { id: 'bakery', name: 'Bluebird Bakery' }
const site = { id: 'site', name: 'Website redesign' }
const urgency = (raising: Raising | undefined) => raising?.priority
type Bought = Parameters<typeof churnRisk>[0]['subscriptions'][number]
const bought = (id: string, monthlyValueMinor: number, more: Partial<Bought> = {}): Bought => ({
  id,
  status: 'active',
  monthlyValueMinor,
  currency: 'EUR',
  canceledAt: null,
  ...more,
})
const cancelled = (id: string, worth: number, days: number, more: Partial<Bought> = {}) =>
  bought(id, worth, { status: 'canceled', canceledAt: ago(days), ...more })

test('half of what a client pays a month cancelled within 30 days is a risk', () => {
  const risk = (...subscriptions: Bought[]) => churnRisk({ account: bakery, subscriptions }, NOW)
  assert.equal(urgency(risk(cancelled('a', 500, 1), bought('b', 500))), 'high')
  assert.equal(risk(cancelled('a', 499, 1), bought('b', 500)), undefined)
  assert.equal(urgency(risk(cancelled('a', 1, 30))), 'urgent')
  assert.equal(risk({ ...cancelled('a', 1, 30), canceledAt: ago(30, 1) }), undefined)
  assert.equal(risk(cancelled('a', 0, 1)), undefined)
  assert.equal(risk(bought('b', 500), bought('c', 1, { status: 'incomplete' })), undefined)
  assert.equal(risk(), undefined)
  // Euros do not make up for pounds.
  const pounds = risk(cancelled('a', 10, 1, { currency: 'GBP' }), bought('b', 9_000), cancelled('c', 100, 2))
  assert.deepEqual([pounds?.evidence.currency, pounds?.priority], ['GBP', 'urgent'])
  assert.deepEqual(risk(cancelled('a', 500, 1), bought('b', 500)), {
    type: 'churn_risk',
    dedupeKey: 'churn_risk:account:bakery',
    priority: 'high',
    title: 'Bluebird Bakery cancelled 50 % of what they pay a month within 30 days',
    said: say`${'Bluebird Bakery'} cancelled ${50} % of what they pay a month within ${say`${30} days`}`,
    evidence: { currency: 'EUR', cancelledMinor: 500, totalMinor: 1_000, ratio: 0.5, days: 30, subscriptionIds: ['a'] },
  })
})

test('a request in which nothing is said for seven days wants attention', () => {
  const request = { id: 'r', title: 'New photos', open: true }
  const raised = (at: string, open = true) => inactiveRequest({ request: { ...request, open }, lastMessageAt: at }, NOW)
  assert.equal(raised(ago(7, -1)), undefined)
  assert.equal(urgency(raised(ago(7))), 'medium')
  assert.equal(urgency(raised(ago(14))), 'high')
  assert.equal(raised(ago(30), false), undefined)
})

test('ninety days after the last check-in the next is due', () => {
  const raised = (lastCheckInAt: string) => quarterlyCheckIn({ account: bakery, lastCheckInAt }, NOW)
  assert.equal(raised(ago(90, -1)), undefined)
  assert.equal(raised(ago(90))?.title, 'Check in with Bluebird Bakery: the last time was 90 days ago')
})

test('a client with open projects who says nothing for fourteen days is silent', () => {
  const raised = (at: string, openProjects = 1) => clientSilent({ account: bakery, lastHeardAt: at, openProjects }, NOW)
  assert.equal(raised(ago(14, -1)), undefined)
  assert.equal(urgency(raised(ago(14))), 'medium')
  assert.equal(urgency(raised(ago(28))), 'high')
  assert.equal(raised(ago(100), 0), undefined)
})

test('an onboarding that stands still for fourteen days is stalled', () => {
  const raised = (lastStepAt: string, status = 'onboarding') =>
    onboardingStalled({ project: site, status, lastStepAt, openTasks: 3 }, NOW)
  assert.equal(raised(ago(14, -1)), undefined)
  assert.equal(urgency(raised(ago(14))), 'medium')
  assert.equal(urgency(raised(ago(28))), 'high')
  assert.equal(raised(ago(100), 'active'), undefined)
})

test('a day with more on it than it has room for is an overload; a full one is not', () => {
  const day = (on: string, bookedMinutes: number) => ({ on, bookedMinutes, capacityMinutes: 480 })
  const raised = (...days: ReturnType<typeof day>[]) => capacityOverload({ person: { id: 'mia', name: 'Mia' }, days })
  assert.equal(raised(day('2026-12-01', 480)), undefined)
  const one = raised(day('2026-12-02', 481), day('2026-12-01', 540), day('2026-12-03', 480))
  assert.equal(one?.title, 'Mia is booked beyond their hours on 2 days, from 2026-12-01')
  assert.deepEqual([one?.evidence.minutesOver, one?.priority], [61, 'medium'])
  const many = Array.from({ length: 40 }, (_, i) => day(`2027-01-${String(i + 1).padStart(2, '0')}`, 500))
  const { priority, evidence } = raised(...many) as Raising
  assert.deepEqual([priority, (evidence.first as unknown[]).length], ['high', 31])
})

test('a plan that ends after its project is due has slipped', () => {
  const raised = (finishOn: string | null, workingDaysLate: number, more: object = {}) =>
    scheduleSlip({ project: site, open: true, dueOn: '2026-12-04', finishOn, workingDaysLate, ...more })
  assert.equal(raised('2026-12-04', 0), undefined)
  assert.equal(urgency(raised('2026-12-07', 1)), 'medium')
  assert.equal(urgency(raised('2026-12-17', 9)), 'medium')
  assert.equal(urgency(raised('2026-12-18', 10)), 'high')
  // Due on a Friday, done on the Saturday: no working day was lost.
  assert.equal(raised('2026-12-05', 0), undefined)
  assert.equal(raised('2026-12-18', 10, { open: false }), undefined)
  assert.equal(raised('2026-12-18', 10, { dueOn: null }), undefined)
  assert.equal(raised(null, 0), undefined)
})

test('a payment that did not come is urgent once nobody tries any more', () => {
  const raised = (status: 'active' | 'past_due' | 'unpaid' | 'canceled') =>
    paymentPastDue({
      account: bakery,
      subscription: {
        id: 's',
        status,
        productName: 'Care',
        amountMinor: 100,
        currency: 'EUR',
        currentPeriodStart: null,
        projectId: null,
      },
    })
  assert.deepEqual(
    (['active', 'past_due', 'unpaid', 'canceled'] as const).map((status) => urgency(raised(status))),
    [undefined, 'high', 'urgent', undefined],
  )
})

test('a budget used twenty points ahead of the work, or used up, burns', () => {
  const raised = (spentMinutes: number, progress: number, more: object = {}) =>
    budgetBurn({ project: site, open: true, budgetMinutes: 1_000, spentMinutes, progress, ...more })
  assert.equal(raised(499, 30), undefined)
  assert.equal(urgency(raised(500, 30)), 'high')
  assert.equal(raised(990, 80), undefined)
  assert.equal(raised(999, 80), undefined)
  assert.equal(urgency(raised(1_000, 99)), 'urgent')
  assert.equal(raised(1_000, 100), undefined)
  assert.equal(urgency(raised(1_200, 100)), 'high')
  assert.equal(raised(500, 0, { budgetMinutes: null }), undefined)
  assert.equal(raised(500, 0, { budgetMinutes: 0 }), undefined)
  assert.equal(raised(1_000, 0, { open: false }), undefined)
})

test('overdue work is told after one working day, and again when it is high and urgent', () => {
  const raised = (workingDaysLate: number, open = true) =>
    taskOverdue({ task: { id: 't', title: 'Copy', open }, dueOn: '2026-11-20', workingDaysLate })
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((days) => urgency(raised(days))),
    [undefined, 'medium', 'high', 'high', 'urgent'],
  )
  assert.equal(raised(9, false), undefined)
})

test('blocked work is told after one working day, what waits for the client after two', () => {
  const raised = (blockedReason: 'waiting_client' | 'other' | null, workingDaysBlocked: number) =>
    taskBlocked({ task: { id: 't', title: 'Copy', open: true }, blockedReason, since: ago(3), workingDaysBlocked })
  assert.deepEqual(
    [0, 1, 4, 5].map((days) => urgency(raised('other', days))),
    [undefined, 'high', 'high', 'urgent'],
  )
  assert.deepEqual(
    [1, 2, 4, 5].map((days) => urgency(raised('waiting_client', days))),
    [undefined, 'medium', 'medium', 'urgent'],
  )
  assert.equal(raised('waiting_client', 2)?.title, 'Waiting for the client for 2 working days: Copy')
  assert.equal(raised(null, 9), undefined)
})

test('a request is overdue once its instant is past', () => {
  const at = NOW.toISOString()
  const raised = (more: object, priority: 'low' | 'urgent' = 'low', open = true) =>
    requestOverdue(
      {
        request: { id: 'r', title: 'Photos', priority, open },
        respondBy: null,
        resolveBy: null,
        firstRespondedAt: null,
        ...more,
      },
      NOW,
    )
  assert.equal(raised({ respondBy: at }), undefined)
  assert.equal(urgency(raised({ respondBy: ago(0, 1) })), 'high')
  assert.equal(urgency(raised({ respondBy: ago(0, 1) }, 'urgent')), 'urgent')
  assert.equal(raised({ respondBy: ago(1), firstRespondedAt: at }), undefined)
  assert.equal(raised({ resolveBy: at }), undefined)
  assert.equal(raised({ resolveBy: ago(0, 1), firstRespondedAt: ago(1) })?.title, 'The resolution is overdue: Photos')
  assert.equal(urgency(raised({ resolveBy: ago(0, 1), respondBy: ago(1) })), 'urgent')
  assert.equal(raised({ respondBy: ago(9), resolveBy: ago(9) }, 'low', false), undefined)
  assert.equal(raised({}), undefined)
})

test('an organisation’s own thresholds take the place of the defaults', () => {
  const strict = { ...DEFAULT_THRESHOLDS, clientSilentDays: 3, overdueWorkingDays: [5, 6, 7] } as const
  assert.ok(clientSilent({ account: bakery, lastHeardAt: ago(3), openProjects: 1 }, NOW, strict))
  const late = { task: { id: 't', title: 'Copy', open: true }, dueOn: '2026-11-20', workingDaysLate: 4 }
  assert.equal(taskOverdue(late, strict), undefined)
})

test('every title fits, however long the names are, and every type of signal but one has its condition', () => {
  const long = { id: 'x', name: 'x'.repeat(300) }
  const request = { id: 'x', title: long.name, open: true, priority: 'low' as const }
  const task = { id: 'x', title: long.name, open: true }
  const subscription = {
    id: 'x',
    status: 'unpaid' as const,
    productName: long.name,
    amountMinor: 1,
    currency: 'EUR',
    currentPeriodStart: null,
    projectId: null,
  }
  const all = [
    churnRisk({ account: long, subscriptions: [cancelled('a', 1, 1)] }, NOW),
    inactiveRequest({ request, lastMessageAt: ago(99) }, NOW),
    quarterlyCheckIn({ account: long, lastCheckInAt: ago(9_999) }, NOW),
    clientSilent({ account: long, lastHeardAt: ago(9_999), openProjects: 1 }, NOW),
    onboardingStalled({ project: long, status: 'onboarding', lastStepAt: ago(9_999), openTasks: 1 }, NOW),
    capacityOverload({ person: long, days: [{ on: '2026-12-01', bookedMinutes: 2, capacityMinutes: 1 }] }),
    scheduleSlip({ project: long, open: true, dueOn: '2026-01-01', finishOn: '2029-01-01', workingDaysLate: 999 }),
    paymentPastDue({ account: long, subscription }),
    budgetBurn({ project: long, open: true, budgetMinutes: 1, spentMinutes: 9_999_999, progress: 1 }),
    taskOverdue({ task, dueOn: '2026-01-01', workingDaysLate: 9_999 }),
    taskBlocked({ task, blockedReason: 'other', since: ago(99), workingDaysBlocked: 9_999 }),
    requestOverdue({ request, respondBy: ago(1), resolveBy: ago(1), firstRespondedAt: null }, NOW),
  ]
  for (const raising of all) assert.ok(raising && raising.title.length <= 300 && raising.dedupeKey.length <= 300)
  assert.deepEqual(
    SIGNAL_TYPES.filter((type) => !all.some((raising) => raising?.type === type)),
    ['other'],
  )
})
