import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from './problems.ts'
import { autoResolved, isMoreUrgent, moveSignal, type SignalLife, type SignalStatusChange } from './signal.ts'
import { isOpenSignal, SIGNAL_STATUSES, type SignalStatus } from './signal-life.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms).toISOString()
const DAY = 24 * 3_600_000

const at = (status: SignalStatus): SignalLife => ({
  status,
  snoozedUntil: status === 'snoozed' ? later(DAY) : null,
  resolution: null,
  closedAt: isOpenSignal(status) ? null : NOW.toISOString(),
})
const wellSaid = (status: SignalStatusChange['status']): SignalStatusChange => ({
  status,
  ...(status === 'snoozed' && { snoozedUntil: later(DAY) }),
  ...(status === 'dismissed' && { reason: 'Known' }),
  ...(status === 'completed' && { resolution: 'Called them' }),
})
const refusal = (work: () => unknown): Problem => {
  try {
    work()
  } catch (error) {
    return error as Problem
  }
  throw new Error('it was not refused')
}

const MOVES = new Set([
  'pending → acknowledged',
  'pending → snoozed',
  'acknowledged → snoozed',
  ...['pending', 'acknowledged', 'snoozed'].flatMap((from) => [`${from} → completed`, `${from} → dismissed`]),
])

test('a signal moves as listed, and in no other way', () => {
  for (const from of SIGNAL_STATUSES) {
    for (const to of SIGNAL_STATUSES) {
      if (to === 'auto_resolved' || (from === to && isOpenSignal(from))) continue
      const move = () => moveSignal(at(from), wellSaid(to), NOW)
      if (MOVES.has(`${from} → ${to}`)) assert.equal(move().status, to)
      else {
        const { code, extra } = refusal(move)
        assert.equal(code, 'invalid_transition', `${from} → ${to}`)
        const allowed = SIGNAL_STATUSES.filter((next) => MOVES.has(`${from} → ${next}`))
        assert.deepEqual(extra.allowed, allowed)
      }
    }
  }
})

test('a signal that stays where it is is not changed, and a snoozed one can be snoozed for longer', () => {
  assert.deepEqual(moveSignal(at('acknowledged'), { status: 'acknowledged' }, NOW), at('acknowledged'))
  assert.deepEqual(moveSignal(at('snoozed'), { status: 'snoozed' }, NOW), at('snoozed'))
  assert.equal(
    moveSignal(at('snoozed'), { status: 'snoozed', snoozedUntil: later(3 * DAY) }, NOW).snoozedUntil,
    later(3 * DAY),
  )
})

test('a signal is snoozed into the future, for ninety days at most', () => {
  const until = (snoozedUntil?: string) =>
    moveSignal(at('pending'), { status: 'snoozed', ...(snoozedUntil !== undefined && { snoozedUntil }) }, NOW)
  assert.equal(until(later(1)).snoozedUntil, later(1))
  assert.equal(until(later(90 * DAY)).snoozedUntil, later(90 * DAY))
  assert.equal(until('2026-11-27T13:00:00+01:00').snoozedUntil, later(DAY))
  for (const odd of [undefined, later(0), later(-1), later(90 * DAY + 1)])
    assert.equal(refusal(() => until(odd)).code, 'validation_error')
})

test('completing says what was done, dismissing why nothing is', () => {
  assert.equal(moveSignal(at('snoozed'), wellSaid('completed'), NOW).resolution, 'Called them')
  assert.deepEqual(moveSignal(at('pending'), wellSaid('dismissed'), NOW), {
    status: 'dismissed',
    snoozedUntil: null,
    resolution: 'Known',
    closedAt: NOW.toISOString(),
  })
  const pointers = (change: SignalStatusChange) =>
    (refusal(() => moveSignal(at('pending'), change, NOW)).extra.errors as { pointer: string }[]).map((e) => e.pointer)
  assert.deepEqual(pointers({ status: 'completed' }), ['/resolution'])
  assert.deepEqual(pointers({ status: 'dismissed' }), ['/reason'])
  assert.deepEqual(pointers({ status: 'acknowledged', reason: 'x', resolution: 'y', snoozedUntil: later(1) }), [
    '/snoozedUntil',
    '/reason',
    '/resolution',
  ])
})

test('what resolved by itself says so', () => {
  assert.deepEqual(autoResolved('They wrote', NOW), {
    status: 'auto_resolved',
    snoozedUntil: null,
    resolution: 'They wrote',
    closedAt: NOW.toISOString(),
  })
})

test('urgent is above high, and nothing above itself', () => {
  assert.ok(isMoreUrgent('urgent', 'high') && isMoreUrgent('medium', 'low'))
  assert.ok(!isMoreUrgent('high', 'high') && !isMoreUrgent('low', 'urgent'))
})
