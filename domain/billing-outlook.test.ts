// What is still to come of a contract or its milestones, and under which keys what is earned is posted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Ledger, outlookOf, type Posted, whatToPost } from './billing.ts'

const project = (more: Partial<Ledger['project']> = {}): Ledger['project'] => ({
  id: 'p',
  status: 'active',
  billingMode: 'fixed',
  contractMinor: 40_000,
  acceptedProgress: 0,
  heldProgress: 0,
  closedAt: null,
  ...more,
})
const entry = (more: Partial<Posted>): Posted => ({
  id: 'e',
  key: 'k',
  kind: 'progress',
  amountMinor: 0,
  taskId: null,
  reversesId: null,
  beyondCancellation: false,
  ...more,
})
const milestone = (id: string, billableMinor: number, reached = false) => ({ id, title: id, billableMinor, reached })

test('of a contract the next step is the first that is not passed and still earns something', () => {
  const outlook = (acceptedProgress: number, posted: number, contractMinor = 40_000) =>
    outlookOf({
      project: project({ acceptedProgress, contractMinor }),
      milestones: [],
      entries: [entry({ amountMinor: posted })],
    })
  const step = (progress: number, amountMinor: number) => ({ progress, milestone: null, amountMinor })
  assert.deepEqual(outlook(0, 0), { leftMinor: 40_000, next: step(25, 10_000) })
  assert.deepEqual(outlook(25, 10_000), { leftMinor: 30_000, next: step(50, 10_000) })
  // Passed and not posted yet: that comes with what is posted now, not next.
  assert.deepEqual(outlook(25, 0), { leftMinor: 40_000, next: step(50, 20_000) })
  // What was posted for more than a step is not earned again by it.
  assert.deepEqual(outlook(25, 20_000), { leftMinor: 20_000, next: step(75, 10_000) })
  assert.deepEqual(outlook(25, 40_000), { leftMinor: 0, next: null })
  assert.deepEqual(outlook(0, 0, 0), { leftMinor: 0, next: null })
})

test('of milestones the next is the first that is not reached and has a price', () => {
  const ledger = (...milestones: ReturnType<typeof milestone>[]): Ledger => ({
    project: project({ billingMode: 'milestone' }),
    milestones,
    entries: [entry({ kind: 'milestone', taskId: 'a', amountMinor: 100 })],
  })
  const next = (id: string, amountMinor: number) => ({
    progress: null,
    milestone: { taskId: id, title: id },
    amountMinor,
  })
  const some = ledger(milestone('a', 100, true), milestone('b', 0), milestone('c', 300), milestone('d', 400))
  assert.deepEqual(outlookOf(some), { leftMinor: 700, next: next('c', 300) })
  assert.deepEqual(outlookOf(ledger(milestone('a', 100, true), milestone('b', 0))), { leftMinor: 0, next: null })
})

test('what is earned is posted under the number of what was posted before it', () => {
  const fixed = { project: project({ acceptedProgress: 50 }), milestones: [] }
  const key = (entries: Posted[]) => whatToPost({ ...fixed, entries }).map((posting) => posting.key)
  assert.deepEqual(key([]), ['progress:p:0'])
  assert.deepEqual(key([entry({ amountMinor: 10_000 }), entry({ id: 'c', kind: 'charge', amountMinor: 5 })]), [
    'progress:p:1',
  ])
  const ledger: Ledger = {
    project: project({ billingMode: 'milestone' }),
    milestones: [milestone('a', 100, true), milestone('b', 300, true)],
    entries: [entry({ kind: 'milestone', taskId: 'b', amountMinor: 200 })],
  }
  assert.deepEqual(whatToPost(ledger), [
    { kind: 'milestone', key: 'milestone:p:a:0', amountMinor: 100, taskId: 'a', taskTitle: 'a' },
    { kind: 'milestone', key: 'milestone:p:b:1', amountMinor: 100, taskId: 'b', taskTitle: 'b' },
  ])
})
