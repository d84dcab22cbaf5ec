import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { earnedPercent, earnedSoFar, outlookOf, shareOf, whatToPost, type Ledger, type Posted } from './billing.ts'

const LONG = process.env.TEST_LONG !== undefined
const fixed = (more: Partial<Ledger['project']> = {}): Ledger['project'] => ({
  id: 'p',
  status: 'active',
  billingMode: 'fixed',
  contractMinor: 40_000,
  acceptedProgress: 0,
  heldProgress: 0,
  closedAt: null,
  ...more,
})
const ledgerOf = (more: Partial<Ledger['project']>, entries: Posted[] = []): Ledger => ({
  project: fixed(more),
  milestones: [],
  entries,
})
/** Posts what is to be posted, as the database would. */
function look(ledger: Ledger, settings = {}): Ledger {
  const entries = whatToPost(ledger, settings).map((posting, i): Posted => {
    const id = `e${ledger.entries.length + i}`
    return { taskId: null, reversesId: null, beyondCancellation: false, ...posting, id }
  })
  const all = [...ledger.entries, ...entries]
  assert.equal(new Set(all.map(({ key }) => key)).size, all.length, 'a key came twice')
  const reversed = all.flatMap(({ reversesId }) => reversesId ?? [])
  assert.equal(new Set(reversed).size, reversed.length, 'an entry was taken back twice')
  return { ...ledger, entries: all }
}
const moved = (ledger: Ledger, change: Partial<Ledger['project']>): Ledger => ({
  ...ledger,
  project: { ...ledger.project, ...change },
})
const voided = (ledger: Ledger, id: string): Ledger => {
  const { amountMinor = 0, taskId = null } = ledger.entries.find((entry) => entry.id === id) ?? {}
  const entry = {
    id: `v${id}`,
    key: `void:${id}`,
    kind: 'void',
    amountMinor: -amountMinor,
    taskId,
    reversesId: id,
  } as const
  return { ...ledger, entries: [...ledger.entries, { ...entry, beyondCancellation: false }] }
}
const charged = (ledger: Ledger, amountMinor: number): Ledger => {
  const id = `h${ledger.entries.length}`
  const beyondCancellation = ledger.project.status === 'cancelled'
  const kind = amountMinor > 0 ? 'charge' : 'credit'
  const entry = { id, key: id, kind, amountMinor, taskId: null, reversesId: null, beyondCancellation } as const
  return { ...ledger, entries: [...ledger.entries, entry] }
}
const net = ({ entries }: Ledger) => entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
const amounts = ({ entries }: Ledger) => entries.map(({ kind, amountMinor }) => [kind, amountMinor])

test('each quarter of the contract is posted as it is passed, several at once as one', () => {
  let ledger = look(ledgerOf({ acceptedProgress: 24 }))
  assert.deepEqual(amounts(ledger), [])
  ledger = look(moved(ledger, { acceptedProgress: 26 }))
  ledger = look(moved(ledger, { acceptedProgress: 99 }))
  ledger = look(moved(ledger, { acceptedProgress: 100 }))
  assert.deepEqual(amounts(ledger), [
    ['progress', 10_000],
    ['progress', 20_000],
    ['progress', 10_000],
  ])
})

test('a hold posts exactly what was done, and the next step what is left up to it', () => {
  let ledger = look(ledgerOf({ status: 'on_hold', acceptedProgress: 63, heldProgress: 63 }))
  assert.deepEqual(amounts(ledger), [['progress', 25_200]])
  ledger = look(moved(ledger, { status: 'active', acceptedProgress: 80 }))
  assert.equal(net(ledger), 30_000)
})

test('shares are rounded down once, so that their sum is the contract', () => {
  let ledger = ledgerOf({ contractMinor: 999 })
  for (const acceptedProgress of [25, 50, 75, 100]) ledger = look(moved(ledger, { acceptedProgress }))
  assert.deepEqual(amounts(ledger), [
    ['progress', 249],
    ['progress', 250],
    ['progress', 250],
    ['progress', 250],
  ])
  assert.equal(shareOf(Number.MAX_SAFE_INTEGER, 100), Number.MAX_SAFE_INTEGER)
})

test('a changed contract posts the difference, whichever way it goes', () => {
  let ledger = look(ledgerOf({ acceptedProgress: 50 }))
  ledger = look(moved(ledger, { contractMinor: 60_000 }))
  ledger = look(moved(ledger, { contractMinor: 40_000 }))
  ledger = look(moved(ledger, { contractMinor: null }))
  assert.deepEqual(
    amounts(ledger).map(([, amount]) => amount),
    [20_000, 10_000, -10_000, -20_000],
  )
})

test('a cancellation credits all that was posted, and reopening posts exactly that again', () => {
  let ledger = charged(look(ledgerOf({ acceptedProgress: 50 })), 700)
  ledger = voided(look(moved(ledger, { acceptedProgress: 75 })), 'e2')
  ledger = look(look(moved(ledger, { status: 'cancelled', closedAt: 'one' })))
  assert.deepEqual(amounts(ledger).slice(4), [['cancellation', -20_700]])
  ledger = charged(ledger, 5_000)
  ledger = look(look(moved(ledger, { contractMinor: 1 })))
  assert.equal(net(ledger), 5_000, 'a fee for cancelling stays')
  ledger = look(look(moved(ledger, { status: 'active', closedAt: null, contractMinor: 40_000 })))
  assert.deepEqual(amounts(ledger).slice(6), [['reopening', 20_700]])
})

test('whoever does not want it credits nothing by cancelling, and loses nothing by reopening', () => {
  let ledger = look(ledgerOf({ acceptedProgress: 50 }))
  ledger = look(moved(ledger, { status: 'cancelled', closedAt: 'one' }), { cancellingCredits: false })
  assert.equal(net(ledger), 20_000)
  assert.equal(net(look(moved(ledger, { status: 'active', closedAt: null }))), 20_000)
})

test('what was voided is waived for good', () => {
  let ledger = voided(look(ledgerOf({ acceptedProgress: 25 })), 'e0')
  ledger = look(look(moved(ledger, { acceptedProgress: 50 })))
  assert.equal(net(ledger), 10_000)
  assert.equal(net(look(moved(ledger, { contractMinor: 80_000 }))), 30_000)
  // A cancellation that was voided: the client pays all the same, and pays once when it is reopened.
  let kept = look(moved(look(ledgerOf({ acceptedProgress: 50 })), { status: 'cancelled', closedAt: 'one' }))
  kept = look(voided(kept, 'e1'))
  assert.equal(net(kept), 20_000)
  assert.equal(net(look(moved(kept, { status: 'active', closedAt: null }))), 20_000)
})

test('milestones are posted once each, with what they are worth now', () => {
  const milestones = [
    { id: 'design', title: 'Design', billableMinor: 300, reached: false },
    { id: 'launch', title: 'Launch', billableMinor: 500, reached: true },
  ]
  let ledger = look({ ...ledgerOf({ billingMode: 'milestone' }), milestones })
  assert.deepEqual(amounts(ledger), [['milestone', 500]])
  assert.deepEqual(outlookOf(ledger), {
    leftMinor: 300,
    next: { progress: null, milestone: { taskId: 'design', title: 'Design' }, amountMinor: 300 },
  })
  ledger = look({ ...ledger, milestones: milestones.map((each) => ({ ...each, reached: true, billableMinor: 600 })) })
  assert.deepEqual(amounts(ledger).slice(1), [
    ['milestone', 600],
    ['milestone', 100],
  ])
  // One that is deleted leaves what it billed; another way of billing owes what that earns.
  assert.equal(net(look({ ...ledger, milestones: [] })), 1_200)
  assert.equal(net(look(moved(ledger, { billingMode: 'fixed', acceptedProgress: 50 }))), 20_000)
})

test('what is next, and what is left, follows from what was posted', () => {
  const ledger = look(ledgerOf({ acceptedProgress: 30 }))
  assert.deepEqual(outlookOf(ledger), {
    leftMinor: 30_000,
    next: { progress: 50, milestone: null, amountMinor: 10_000 },
  })
  assert.deepEqual(outlookOf(look(moved(ledger, { acceptedProgress: 100 }))), { leftMinor: 0, next: null })
  assert.deepEqual(outlookOf(moved(ledger, { status: 'cancelled' })), { leftMinor: 0, next: null })
  assert.deepEqual(outlookOf(moved(ledger, { billingMode: 'none' })), { leftMinor: null, next: null })
})

type Step = (ledger: Ledger, random: number) => Ledger
/** What can happen to a project, as the database keeps it; a step that is not open changes nothing. */
const STEPS: Record<string, Step> = {
  work: (ledger, random) =>
    ['active', 'on_hold'].includes(ledger.project.status)
      ? moved(ledger, { acceptedProgress: Math.max(ledger.project.acceptedProgress, random % 101) })
      : ledger,
  hold: (ledger) =>
    ledger.project.status === 'active'
      ? moved(ledger, { status: 'on_hold', heldProgress: ledger.project.acceptedProgress })
      : ledger,
  goOn: (ledger) => (ledger.project.status === 'on_hold' ? moved(ledger, { status: 'active' }) : ledger),
  complete: (ledger) =>
    ledger.project.status === 'active' ? moved(ledger, { status: 'completed', acceptedProgress: 100 }) : ledger,
  cancel: (ledger, random) =>
    ['active', 'on_hold'].includes(ledger.project.status)
      ? moved(ledger, { status: 'cancelled', closedAt: `at ${random} ${ledger.entries.length}` })
      : ledger,
  reopen: (ledger) =>
    ['completed', 'cancelled'].includes(ledger.project.status)
      ? moved(ledger, { status: 'active', closedAt: null })
      : ledger,
  contract: (ledger, random) => moved(ledger, { contractMinor: random % 5 === 0 ? null : random % 100_000 }),
  mode: (ledger, random) => moved(ledger, { billingMode: random % 3 === 0 ? 'none' : 'fixed' }),
  charge: (ledger, random) => charged(ledger, (random % 2_000) - 1_000 || 1),
  void(ledger, random) {
    const reversed = new Set(ledger.entries.map(({ reversesId }) => reversesId))
    const isCredited = ledger.entries.some(({ id, kind }) => kind === 'cancellation' && !reversed.has(id))
    const open = ledger.entries.filter(
      ({ id, kind, beyondCancellation }) =>
        kind !== 'void' && !reversed.has(id) && (!isCredited || kind === 'cancellation' || beyondCancellation),
    )
    const one = open[random % Math.max(open.length, 1)]
    return one ? voided(ledger, one.id) : ledger
  },
  look: (ledger) => look(ledger),
}
const aWalk = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(1_000_000)), {
  maxLength: 60,
  size: 'max',
})

/** What must be so whenever the ledger is in step. */
function checkInStep(ledger: Ledger): void {
  const { project, entries } = ledger
  assert.deepEqual(whatToPost(ledger), [], 'it posts again what it posted')
  const earned = shareOf(project.contractMinor ?? 0, earnedPercent(project))
  if (project.status !== 'cancelled') {
    assert.equal(earnedSoFar(entries), project.billingMode === 'fixed' ? earned : 0)
    assert.ok(earnedSoFar(entries) <= ((project.contractMinor ?? 0) * project.acceptedProgress) / 100)
  }
  const own = new Set(entries.filter(({ kind }) => kind === 'cancellation').map(({ id }) => id))
  const waived = entries.some(({ kind, reversesId }) => kind === 'void' && own.has(reversesId ?? ''))
  const beyond = new Set(entries.filter((entry) => entry.beyondCancellation).map(({ id }) => id))
  const left = entries.filter(({ id, reversesId }) => !beyond.has(id) && !beyond.has(reversesId ?? ''))
  if (project.status === 'cancelled' && !waived) assert.equal(net({ ...ledger, entries: left }), 0)
}

test('whatever happens in whatever order, what was posted is what was earned', () => {
  fc.assert(
    fc.property(aWalk, (steps) => {
      let ledger = ledgerOf({})
      for (const [name, random] of steps) {
        ledger = STEPS[name]?.(ledger, random) ?? ledger
        if (name === 'look') checkInStep(ledger)
      }
      checkInStep(look(ledger))
    }),
    { numRuns: LONG ? 50_000 : 2_000 },
  )
})

test('cancelled and reopened, it comes to what it was before', () => {
  fc.assert(
    fc.property(aWalk, (steps) => {
      let ledger = ledgerOf({})
      for (const [name, random] of steps) ledger = STEPS[name]?.(ledger, random) ?? ledger
      const before = look(moved(ledger, { status: 'active', closedAt: null }))
      const cancelled = look(moved(before, { status: 'cancelled', closedAt: 'at the end' }))
      assert.equal(net(look(moved(cancelled, { status: 'active', closedAt: null }))), net(before))
    }),
    { numRuns: LONG ? 20_000 : 1_000 },
  )
})
