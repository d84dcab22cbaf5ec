// What a week's digest says of each thing, in English.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  billedInAll,
  billedTo,
  bookedOver,
  DIGEST_SECTIONS,
  healed,
  lateRequest,
  lateWork,
  movedProject,
  movedRequest,
  needed,
  NEEDS,
  payment,
  requestsInAll,
  subscribed,
  workInAll,
} from './digest-words.ts'
import { inEnglish, type Said } from './said.ts'

const says = (said: Said | undefined, english: string) => assert.equal(said && inEnglish(said), english)

test('each section has a title and leads to where all of it is looked at', () => {
  const sections = Object.entries(DIGEST_SECTIONS).map(([kind, { title, path }]) => [kind, inEnglish(title), path])
  assert.deepEqual(sections, [
    ['late_requests', 'Requests past their time', '/requests?overdue=1'],
    ['signals', 'Signals', '/signals'],
    ['work', 'Overdue and blocked work', '/projects'],
    ['capacity', 'People over capacity', '/schedule'],
    ['payments', 'Payments and renewals', '/accounts'],
    ['health', 'Health', '/projects'],
    ['projects', 'Projects', '/projects'],
    ['requests', 'Requests', '/requests?status=all&sort=-createdAt'],
    ['subscriptions', 'Subscriptions', '/accounts'],
    ['billed', 'Billed', '/billing'],
  ])
})

test('a late request says what was promised and when', () => {
  const request = { title: 'Logo', account: 'Acme', dueOn: '2026-11-20' }
  const answer = '“Logo” from Acme is late: its answer was due on 2026-11-20'
  says(lateRequest({ ...request, promised: 'answer' }), answer)
  says(lateRequest({ ...request, promised: 'resolution' }), answer.replace('answer', 'resolution'))
})

test('late work is told with how much, since when, and what is blocked', () => {
  const work = { name: 'Site', oldestOn: '2026-11-20' }
  says(lateWork({ ...work, overdue: 1, blocked: 0 }), '1 task overdue since 2026-11-20 in Site')
  const more = lateWork({ ...work, overdue: 2, blocked: 3 })
  says(more, '2 tasks overdue, the oldest since 2026-11-20, 3 blocked in Site')
  says(lateWork({ ...work, overdue: 0, blocked: 1, oldestOn: null }), '1 blocked in Site')
  says(lateWork({ ...work, overdue: 1, blocked: 0, oldestOn: null }), '1 task overdue since  in Site')
  says(lateWork({ ...work, overdue: 0, blocked: 0 }), ' in Site')
  says(workInAll(1, 0), '1 task overdue')
  says(workInAll(2, 1), '2 tasks overdue, 1 blocked')
  says(workInAll(0, 0), '')
})

test('what needs somebody is told by the first three kinds, one or many', () => {
  const each = (count: number) => NEEDS.map((kind) => inEnglish(needed([{ kind, count }]) ?? assert.fail()))
  const [one, many] = [each(1), each(2)]
  const payments = 'payment to look after'
  assert.deepEqual(one, ['1 late request', '1 signal', '1 project behind', '1 person over capacity', `1 ${payments}`])
  assert.deepEqual(many, [
    '2 late requests',
    '2 signals',
    '2 projects behind',
    '2 people over capacity',
    '2 payments to look after',
  ])
  says(needed(NEEDS.map((kind) => ({ kind, count: 2 }))), '2 late requests, 2 signals, 2 projects behind')
  assert.equal(needed([]), undefined)
})

test('who is booked over is told with by how much, on how many days and from when', () => {
  const day = (on: string, bookedMinutes: number) => ({ on, bookedMinutes, capacityMinutes: 480 })
  const person = { name: 'Ada' }
  const once = bookedOver({ person, days: [day('2026-11-24', 525)] })
  says(once, 'Ada has 0.8 h more booked than fits on 1 day, from 2026-11-24')
  const twice = bookedOver({ person, days: [day('2026-11-24', 600), day('2026-11-25', 540)] })
  says(twice, 'Ada has 3 h more booked than fits on 2 days, from 2026-11-24')
  says(bookedOver({ person, days: [] }), 'Ada has 0 h more booked than fits on 0 days, from ')
})

test('what is bought is told by how it stands', () => {
  const bought = { account: 'Acme', product: 'Care', monthlyMinor: 9_900, currency: 'EUR', endsOn: '2026-12-01' }
  for (const status of ['past_due', 'unpaid'])
    says(payment({ ...bought, status }), 'Acme has not paid for Care (€99.00 a month)')
  says(payment({ ...bought, status: 'active' }), 'Care of Acme ends on 2026-12-01 (€99.00 a month)')
  says(payment({ ...bought, status: 'active', endsOn: null }), 'Care of Acme ends on  (€99.00 a month)')
  says(subscribed({ ...bought, status: 'canceled' }), 'Acme cancelled Care, €99.00 a month')
  says(subscribed({ ...bought, status: 'active' }), 'Acme took Care, €99.00 a month')
})

test('health rises or falls from band to band, and a fall says what is lowest', () => {
  const scores = { name: 'Site', fromScore: 82, toScore: 41, worst: 'client_satisfaction' }
  const fell = healed({ ...scores, fromBand: 'healthy', toBand: 'at_risk' })
  says(fell, 'Site fell from healthy to at risk (from 82 to 41), lowest in client satisfaction')
  says(healed({ ...scores, fromBand: 'watch', toBand: 'healthy' }), 'Site rose from watch to healthy (from 82 to 41)')
  const bands = { fromBand: 'watch', toBand: 'at_risk', worst: null }
  says(healed({ ...scores, ...bands, fromScore: null }), 'Site fell from watch to at risk')
  says(healed({ ...scores, ...bands, toScore: null }), 'Site fell from watch to at risk')
  says(healed({ ...scores, ...bands }), 'Site fell from watch to at risk (from 82 to 41)')
  says(healed({ ...scores, fromBand: 'at_risk', toBand: 'watch' }), 'Site rose from at risk to watch (from 82 to 41)')
  const same = healed({ ...scores, fromBand: 'watch', toBand: 'watch' })
  says(same, 'Site rose from watch to watch (from 82 to 41)')
})

test('a project that moved is told by where it came to, and why', () => {
  const cases: [from: string | null, to: string, words: string][] = [
    [null, 'onboarding', 'is new'],
    ['draft', 'onboarding', 'is being set up'],
    ['onboarding', 'active', 'started'],
    ['draft', 'active', 'started'],
    [null, 'active', 'started'],
    ['on_hold', 'active', 'goes on'],
    ['active', 'on_hold', 'was put on hold'],
    ['active', 'completed', 'was finished'],
    ['active', 'cancelled', 'was cancelled'],
    ['active', 'in_limbo', 'is in limbo'],
  ]
  for (const [from, to, words] of cases) {
    const project = { name: 'Site', account: 'Acme', from, to }
    says(movedProject({ ...project, reason: null }), `Site for Acme ${words}`)
    says(movedProject({ ...project, reason: 'no budget' }), `Site for Acme ${words}: no budget`)
  }
})

test('a request that moved is told by what came of it', () => {
  const request = { title: 'Logo', account: 'Acme', came: false, answered: false, waits: false, closed: null }
  const came = { ...request, came: true }
  says(movedRequest(request), '“Logo” from Acme')
  says(movedRequest(came), '“Logo” came in from Acme')
  says(movedRequest({ ...came, waits: true }), '“Logo” came in from Acme and waits for an answer')
  says(movedRequest({ ...came, answered: true, waits: true }), '“Logo” came in from Acme and was answered')
  says(movedRequest({ ...request, answered: true }), '“Logo” from Acme was answered')
  says(movedRequest({ ...came, answered: true, closed: 'completed' }), '“Logo” came in from Acme and was completed')
  says(movedRequest({ ...request, closed: 'declined' }), '“Logo” from Acme was declined')
  says(requestsInAll(3, 0, 0), '3 came in')
  says(requestsInAll(3, 2, 1), '3 came in, 2 answered, 1 closed')
})

test('what was billed and credited is told by currency', () => {
  const total = (billedMinor: number, creditedMinor: number) => ({ billedMinor, creditedMinor, currency: 'EUR' })
  says(billedTo({ name: 'Acme', ...total(100, 0) }), '€1.00 billed to Acme')
  says(billedTo({ name: 'Acme', ...total(100, 50) }), '€1.00 billed, €0.50 credited to Acme')
  says(billedTo({ name: 'Acme', ...total(0, 50) }), '€0.50 credited to Acme')
  says(billedTo({ name: 'Acme', ...total(0, 0) }), '€0.00 billed to Acme')
  says(billedInAll([total(100, 0), { ...total(0, 200), currency: 'USD' }]), '€1.00 billed, $2.00 credited')
  says(billedInAll([]), '')
})
