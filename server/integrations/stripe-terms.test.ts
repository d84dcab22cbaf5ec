// What prices, periods and discounts at Stripe come to here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boughtAt, itemOf } from '../../test/stripe-house.ts'
import type { Coupon, SaidSubscription } from './stripe-subscriptions.ts'
import { mirroredOf } from './stripe-terms.ts'

const NOW = new Date('2026-11-22T11:00:00Z')
const SECONDS = NOW.getTime() / 1000

const coupon = (id: string, fields: Partial<Coupon>): Coupon => ({ id, duration: 'forever', ...fields })
const given = (id: string, end: number | null = null) => ({ end, source: { coupon: id } })

/** As it is read, with these items, and these coupons known. */
function said(fields: object, items = [itemOf('seo', NOW)], coupons: Coupon[] = []): SaidSubscription {
  const { buyer, subscription } = boughtAt(NOW, fields as Record<string, unknown>)
  const products = items.map(
    ({ price }) =>
      [
        price.product,
        { id: price.product, name: price.product.toUpperCase(), metadata: { type: 'seo', tier: 'Growth' } },
      ] as const,
  )
  return {
    ...subscription,
    customer: buyer,
    items: { data: items, has_more: false },
    products: new Map(products),
    coupons: new Map(coupons.map((each) => [each.id, each])),
  } as unknown as SaidSubscription
}

const fieldsOf = (...given: Parameters<typeof said>) => mirroredOf(said(...given), NOW).fields

test('items are added up, each at its share of the first one’s period', () => {
  const yearly = itemOf('host', NOW, { unit_amount: 120_000, recurring: { interval: 'year', interval_count: 1 } })
  const { amountMinor, interval, intervalCount, productName, tier } = fieldsOf({}, [itemOf('seo', NOW), yearly])
  assert.deepEqual(
    [amountMinor, interval, intervalCount, productName, tier],
    [100_000, 'month', 1, 'SEO + HOST', 'Growth'],
  )
  const seats = itemOf('seats', NOW, { unit_amount: null, unit_amount_decimal: 0.5 }, { quantity: 301 })
  assert.equal(fieldsOf({}, [seats]).amountMinor, 151)
  const metered = itemOf('calls', NOW, { unit_amount: null, unit_amount_decimal: undefined }, { quantity: undefined })
  assert.equal(fieldsOf({}, [metered]).amountMinor, 0)
})

test('what is taken off each period is said, as a percentage where it is one of all', () => {
  const both = [itemOf('seo', NOW, { unit_amount: 10_000 }), itemOf('ads', NOW, { unit_amount: 30_000 })]
  const off = (discounts: object[], coupons: Coupon[], items = both) =>
    fieldsOf({ discounts }, items, coupons).discounts
  assert.deepEqual(off([given('a')], [coupon('a', { name: 'Launch', percent_off: 25 })]), [
    { name: 'Launch', percentOff: 25 },
  ])
  assert.deepEqual(off([given('a')], [coupon('a', { percent_off: 12.5 })]), [{ name: 'a', amountOffMinor: 5_000 }])
  assert.deepEqual(off([given('a')], [coupon('a', { percent_off: 50, applies_to: { products: ['ads'] } })]), [
    { name: 'a', amountOffMinor: 15_000 },
  ])
  assert.deepEqual(
    off(
      [given('a'), given('b')],
      [coupon('a', { amount_off: 8_000, currency: 'eur' }), coupon('b', { percent_off: 12.5 })],
    ),
    [
      { name: 'a', amountOffMinor: 8_000 },
      { name: 'b', amountOffMinor: 4_000 },
    ],
  )
  // Of an item alone, before those of all.
  const [seo, ads] = both as [(typeof both)[0], (typeof both)[0]]
  const items = [{ ...seo, discounts: [given('b')] as never[] }, ads]
  assert.deepEqual(off([given('a')], [coupon('a', { percent_off: 12.5 }), coupon('b', { percent_off: 100 })], items), [
    { name: 'b', amountOffMinor: 10_000 },
    { name: 'a', amountOffMinor: 3_750 },
  ])
})

test('what is over, given once, in another currency or more than there is takes off nothing more', () => {
  const off = (discount: object, fields: Partial<Coupon>) =>
    fieldsOf({ discounts: [discount] }, undefined, [coupon('a', fields)]).discounts
  assert.deepEqual(off(given('a', SECONDS), { percent_off: 50 }), [])
  assert.deepEqual(off(given('a'), { percent_off: 50, duration: 'once' }), [])
  assert.deepEqual(off(given('gone'), { percent_off: 50 }), [])
  assert.deepEqual(off(given('a', SECONDS + 1), { amount_off: 5, currency: 'usd' }), [{ name: 'a', amountOffMinor: 0 }])
  assert.deepEqual(off(given('a'), { amount_off: 1e9, currency: 'eur' }), [{ name: 'a', amountOffMinor: 90_000 }])
})

test('an end is one whether at a day or with the period, and a cancelled one says since when, never in the future', () => {
  assert.equal(fieldsOf({ cancel_at_period_end: true }).cancelAtPeriodEnd, true)
  assert.equal(fieldsOf({ cancel_at: SECONDS + 9 }).cancelAtPeriodEnd, true)
  const over = fieldsOf({ status: 'canceled', cancel_at: SECONDS, ended_at: SECONDS + 60 })
  assert.deepEqual([over.cancelAtPeriodEnd, over.canceledAt], [false, NOW.toISOString()])
  assert.equal(fieldsOf({ status: 'active', canceled_at: SECONDS - 9 }).canceledAt, null)
  assert.throws(() => fieldsOf({ status: 'dormant' }), /dormant, which is not known here/)
})

test('names are one line, types are slugs, and ids that are none are nobody’s', () => {
  const odd = said({ metadata: { accountId: '../x', projectId: 'site' } })
  const products = new Map([
    ['seo', { id: 'seo', name: ` Two\nlines ${'x'.repeat(300)}`, metadata: { type: 'No Slug', template: 'import' } }],
  ])
  const mirrored = mirroredOf({ ...odd, products }, NOW)
  assert.deepEqual([mirrored.customer.accountId, mirrored.projectId, mirrored.templateId], [null, 'site', null])
  assert.deepEqual([mirrored.fields.productType, mirrored.fields.productName.length], ['custom', 200])
  assert.match(mirrored.fields.productName, /^Two lines x+$/)
})
