// What each signal says, what makes it one and the same, and the evidence that it is raised with.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { say } from './said.ts'
import {
  capacityOverload,
  clientSilent,
  DEFAULT_THRESHOLDS,
  inactiveRequest,
  onboardingStalled,
  paymentPastDue,
  quarterlyCheckIn,
  scheduleSlip,
  type Raising,
} from './signal-conditions.ts'
import { budgetBurn, requestOverdue, taskBlocked, taskOverdue } from './work-conditions.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString()
const bakery = { id: 'bakery', name: 'Bluebird Bakery' }
const site = { id: 'site', name: 'Website' }
/** All but the sentence taken apart, which follows from the title. */
const raised = (raising: Raising | undefined) => {
  assert.ok(raising)
  const { said: _, ...rest } = raising
  return rest
}

test('silence is told with whose it is and how long it has lasted', () => {
  const request = { id: 'r', title: 'New photos', open: true }
  assert.deepEqual(raised(inactiveRequest({ request, lastMessageAt: ago(7) }, NOW)), {
    type: 'inactive_request',
    dedupeKey: 'inactive_request:request:r',
    priority: 'medium',
    title: 'Nothing was said for 7 days: New photos',
    evidence: { requestId: 'r', lastMessageAt: ago(7), days: 7 },
  })
  assert.deepEqual(raised(quarterlyCheckIn({ account: bakery, lastCheckInAt: ago(91) }, NOW)), {
    type: 'quarterly_check_in',
    dedupeKey: 'quarterly_check_in:account:bakery',
    priority: 'low',
    title: 'Check in with Bluebird Bakery: the last time was 91 days ago',
    evidence: { lastCheckInAt: ago(91), days: 91 },
  })
  assert.deepEqual(raised(clientSilent({ account: bakery, lastHeardAt: ago(15), openProjects: 2 }, NOW)), {
    type: 'client_silent',
    dedupeKey: 'client_silent:account:bakery',
    priority: 'medium',
    title: 'Bluebird Bakery has said nothing for 15 days',
    evidence: { lastHeardAt: ago(15), days: 15, openProjects: 2 },
  })
  const stalled = { project: site, status: 'onboarding', lastStepAt: ago(28), openTasks: 3 }
  assert.deepEqual(raised(onboardingStalled(stalled, NOW)), {
    type: 'onboarding_stalled',
    dedupeKey: 'onboarding_stalled:project:site',
    priority: 'high',
    title: 'The onboarding of Website has stood still for 28 days',
    evidence: { lastStepAt: ago(28), days: 28, openTasks: 3 },
  })
})

test('a threshold of one day is told as one', () => {
  const thresholds = { ...DEFAULT_THRESHOLDS, clientSilentDays: 1 }
  const silent = clientSilent({ account: bakery, lastHeardAt: ago(1), openProjects: 1 }, NOW, thresholds)
  assert.equal(silent?.title, 'Bluebird Bakery has said nothing for 1 day')
  assert.deepEqual(silent?.said.values[0], 'Bluebird Bakery')
})

test('too much on somebody’s days is told with the first of them', () => {
  const day = (on: string, bookedMinutes: number) => ({ on, capacityMinutes: 480, bookedMinutes })
  const days = [day('2026-12-02', 490), day('2026-12-01', 500), day('2026-12-03', 480)]
  assert.deepEqual(raised(capacityOverload({ person: { id: 'mia', name: 'Mia' }, days })), {
    type: 'capacity_overload',
    dedupeKey: 'capacity_overload:person:mia',
    priority: 'medium',
    title: 'Mia is booked beyond their hours on 2 days, from 2026-12-01',
    evidence: { minutesOver: 30, days: 2, first: [days[1], days[0]] },
  })
  const many = (count: number) =>
    capacityOverload({
      person: { id: 'mia', name: 'Mia' },
      days: Array.from({ length: count }, (_, n) => day(`2026-12-0${n + 1}`, 500)),
    })
  assert.deepEqual([many(4)?.priority, many(5)?.priority], ['medium', 'high'])
})

test('a plan that slips is told in working days, from one more than is let pass', () => {
  const slip = (workingDaysLate: number, slipWorkingDays = 0) =>
    scheduleSlip(
      { project: site, open: true, dueOn: '2026-12-04', finishOn: '2026-12-08', workingDaysLate },
      { ...DEFAULT_THRESHOLDS, slipWorkingDays },
    )
  assert.deepEqual(raised(slip(2)), {
    type: 'schedule_slip',
    dedupeKey: 'schedule_slip:project:site',
    priority: 'medium',
    title: 'Website is planned to end 2 working days after it is due',
    evidence: { dueOn: '2026-12-04', finishOn: '2026-12-08', workingDaysLate: 2 },
  })
  assert.equal(slip(1)?.title, 'Website is planned to end 1 working day after it is due')
  assert.equal(slip(2, 2), undefined)
  assert.equal(slip(3, 2)?.priority, 'medium')
  const early = { project: site, open: true, dueOn: '2026-12-04', finishOn: '2026-12-04', workingDaysLate: 3 }
  assert.equal(scheduleSlip(early), undefined)
})

test('a payment that did not come is told with what it was for', () => {
  const subscription = {
    id: 's',
    status: 'past_due' as const,
    productName: 'C'.repeat(61),
    amountMinor: 100,
    currency: 'EUR',
    currentPeriodStart: '2026-11-01T00:00:00.000Z',
    projectId: 'site',
  }
  const { id, productName: _, ...told } = subscription
  assert.deepEqual(raised(paymentPastDue({ subscription, account: bakery })), {
    type: 'payment_past_due',
    dedupeKey: 'payment_past_due:subscription:s',
    priority: 'high',
    title: `Bluebird Bakery has not paid for ${'C'.repeat(60)}`,
    evidence: { subscriptionId: id, ...told },
  })
})

test('work past its time, and a budget ahead of its work, are told with their numbers', () => {
  const budget = { open: true, budgetMinutes: 300, spentMinutes: 200, progress: 40 }
  assert.deepEqual(raised(budgetBurn({ project: site, ...budget })), {
    type: 'budget_burn',
    dedupeKey: 'budget_burn:project:site',
    priority: 'high',
    title: 'Website has used 66 % of its budget at 40 % of its work',
    evidence: { budgetMinutes: 300, spentMinutes: 200, spentPercent: 66, progress: 40 },
  })
  const task = { id: 't', title: 'Copy', open: true }
  assert.deepEqual(raised(taskOverdue({ task, dueOn: '2026-11-25', workingDaysLate: 1 })), {
    type: 'task_overdue',
    dedupeKey: 'task_overdue:task:t',
    priority: 'medium',
    title: '1 working day overdue: Copy',
    evidence: { taskId: 't', dueOn: '2026-11-25', workingDaysLate: 1 },
  })
  const blocked = { task, since: ago(3), workingDaysBlocked: 3 }
  assert.deepEqual(raised(taskBlocked({ ...blocked, blockedReason: 'other' })), {
    type: 'task_blocked',
    dedupeKey: 'task_blocked:task:t',
    priority: 'high',
    title: 'Blocked for 3 working days: Copy',
    evidence: { taskId: 't', since: ago(3), workingDaysBlocked: 3, waitsForClient: false },
  })
  const waiting = raised(taskBlocked({ ...blocked, blockedReason: 'waiting_client' }))
  assert.deepEqual(
    [waiting.title, waiting.evidence.waitsForClient],
    ['Waiting for the client for 3 working days: Copy', true],
  )
  const closed = { ...blocked, task: { ...task, open: false } }
  assert.equal(taskBlocked({ ...closed, blockedReason: 'other' }), undefined)
})

test('a request past its time is told by what is late', () => {
  const request = { id: 'r', title: 'Logo', priority: 'medium' as const, open: true }
  const facts = { request, respondBy: ago(1), resolveBy: ago(-1), firstRespondedAt: null }
  assert.deepEqual(raised(requestOverdue(facts, NOW)), {
    type: 'request_overdue',
    dedupeKey: 'request_overdue:request:r',
    priority: 'high',
    title: 'The first answer is overdue: Logo',
    evidence: { requestId: 'r', respondBy: ago(1), resolveBy: ago(-1), firstRespondedAt: null },
  })
  const told = (more: object) => {
    const { title, priority } = raised(requestOverdue({ ...facts, ...more }, NOW))
    return [title, priority]
  }
  assert.deepEqual(told({ resolveBy: ago(1) }), ['The first answer is overdue: Logo', 'urgent'])
  const answered = { firstRespondedAt: ago(2), resolveBy: ago(1) }
  assert.deepEqual(told(answered), ['The resolution is overdue: Logo', 'urgent'])
  assert.deepEqual(told({ request: { ...request, priority: 'urgent' } }), [
    'The first answer is overdue: Logo',
    'urgent',
  ])
  assert.equal(requestOverdue({ ...facts, firstRespondedAt: ago(2) }, NOW), undefined)
  assert.equal(requestOverdue({ ...facts, respondBy: null, resolveBy: null }, NOW), undefined)
  assert.equal(requestOverdue({ ...facts, request: { ...request, open: false } }, NOW), undefined)
})

test('a title is told in other languages by its parts', () => {
  const silent = clientSilent({ account: bakery, lastHeardAt: ago(15), openProjects: 2 }, NOW)
  assert.equal(silent?.said.text, say`${''} has said nothing for ${''}`.text)
})
