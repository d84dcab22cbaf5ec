import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Problem } from './problems.ts'
import {
  checkedSubscription,
  INTERVALS,
  isLiveSubscription,
  monthlyValueMinor,
  SUBSCRIPTION_STATUSES,
  type Discount,
  type SubscriptionStatus,
} from './subscription.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const value = (
  amountMinor: number,
  interval: (typeof INTERVALS)[number] = 'month',
  intervalCount = 1,
  discounts: Discount[] = [],
) => monthlyValueMinor({ amountMinor, interval, intervalCount, discounts })
const kept = (status: SubscriptionStatus, more: object = {}) => ({
  status,
  canceledAt: null,
  currentPeriodStart: null,
  currentPeriodEnd: null,
  provider: null,
  externalId: null,
  ...more,
})

test('a month’s worth counts a year as twelve months or 365 days', () => {
  assert.equal(value(9_900), 9_900)
  assert.equal(value(30_000, 'month', 3), 10_000)
  assert.equal(value(120_000, 'year'), 10_000)
  assert.equal(value(120_000, 'year', 2), 5_000)
  assert.equal(value(1_200, 'day'), 36_500)
  assert.equal(value(8_400, 'week'), 36_500)
  assert.equal(value(8_400, 'week', 2), 18_250)
})

test('it is rounded once, at the end, halves up', () => {
  assert.equal(value(18, 'year'), 2)
  assert.equal(value(17, 'year'), 1)
  // Rounded at each step, a third of a cent twice would be nothing.
  assert.equal(value(1, 'month', 1, [{ name: 'Half', percentOff: 50 }]), 1)
  assert.equal(
    value(3, 'month', 1, [
      { name: 'A', percentOff: 50 },
      { name: 'B', percentOff: 50 },
    ]),
    1,
  )
})

test('discounts are taken off one after another, in their order, and never make it negative', () => {
  const percent = { name: 'Ten', percentOff: 10 }
  const amount = { name: 'Five', amountOffMinor: 500 }
  assert.equal(value(10_000, 'month', 1, [percent, amount]), 8_500)
  assert.equal(value(10_000, 'month', 1, [amount, percent]), 8_550)
  assert.equal(value(100, 'month', 1, [amount]), 0)
  assert.equal(value(500, 'month', 1, [{ name: 'All', percentOff: 100 }]), 0)
})

test('a month’s worth is a whole number, not above what is paid without discounts, however it is paid', () => {
  const discount = fc.oneof(
    fc.record({ name: fc.constant('p'), percentOff: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ name: fc.constant('a'), amountOffMinor: fc.maxSafeNat() }),
  )
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.constantFrom(...INTERVALS),
      fc.integer({ min: 1, max: 365 }),
      fc.array(discount, { maxLength: 20 }),
      (amount, interval, count, discounts) => {
        const net = value(amount, interval, count, discounts)
        assert.ok(Number.isSafeInteger(net) && net >= 0 && net <= value(amount, interval, count))
      },
    ),
  )
})

test('any status follows any other, but what has ended stays so', () => {
  for (const from of SUBSCRIPTION_STATUSES) {
    for (const to of SUBSCRIPTION_STATUSES) {
      const move = () => checkedSubscription(kept(from), kept(to), NOW)
      if ((from === 'canceled' || from === 'incomplete_expired') && to !== from)
        assert.throws(move, (error: Problem) => error.code === 'invalid_transition')
      else assert.equal(move().status, to)
    }
  }
})

test('when it was canceled is known of canceled ones, and not before it happened', () => {
  assert.equal(checkedSubscription(undefined, kept('canceled'), NOW).canceledAt, NOW.toISOString())
  const earlier = '2026-11-01T00:00:00.000Z'
  assert.equal(checkedSubscription(undefined, kept('canceled', { canceledAt: earlier }), NOW).canceledAt, earlier)
  const refused = (more: object, status: SubscriptionStatus = 'active') =>
    assert.throws(
      () => checkedSubscription(undefined, kept(status, more), NOW),
      (error: Problem) => error.code === 'validation_error',
    )
  refused({ canceledAt: earlier })
  refused({ canceledAt: '2026-11-26T12:00:00.001Z' }, 'canceled')
  refused({ currentPeriodStart: earlier, currentPeriodEnd: earlier })
  refused({ provider: 'shop' })
  refused({ externalId: 'sub_1' })
})

test('live are those that have begun and not ended, paid or not', () => {
  assert.deepEqual(SUBSCRIPTION_STATUSES.filter(isLiveSubscription), [
    'trialing',
    'active',
    'past_due',
    'unpaid',
    'paused',
  ])
})
