// Held against all that Stripe has: what no event told is found, shown first, and then taken over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectedAgency, invoiceOf } from '../../test/stripe-house.ts'

const SYNC = '/v1/admin/subscriptions/sync'

test('what no event told is found page by page, shown first, and then taken over once', async (t) => {
  const { ada, stripe, subscription, buys, subscriptions, waiting, entries } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', subscription)
  await stripe.runErrands()
  // More than a page.
  const many = 101
  for (let n = 0; n < many; n++) buys({ id: `sub_more${n}`, customer: 'cus_2' })
  stripe.has(invoiceOf({ parent: null }))
  subscription.status = 'past_due'
  const rehearsal = (await ada.post(`${SYNC}?dryRun=true`, undefined)).body
  assert.deepEqual(
    [rehearsal.created.length, rehearsal.unchanged, rehearsal.missing, rehearsal.failed, rehearsal.invoices],
    [many, 0, [], [], 1],
  )
  const [{ externalId, productName, customerName, fields }] = rehearsal.updated
  assert.deepEqual([externalId, productName, customerName, fields], ['sub_1', 'SEO Growth', 'Harbour Cafe', ['status']])
  assert.deepEqual([(await subscriptions()).length, await waiting()], [1, []])
  assert.deepEqual((await ada.post(SYNC, undefined)).body, rehearsal)
  await stripe.runErrands()
  const again = (await ada.post(SYNC, undefined)).body
  assert.deepEqual([again.created, again.updated, again.unchanged, await waiting()], [[], [], many + 1, []])
  assert.equal((await ada.get('/v1/admin/subscriptions?status=past_due')).body.data[0].externalId, 'sub_1')
  assert.deepEqual([again.invoices, (await entries()).length], [0, 1])
})

test('what is here and not there is told; what can not be taken over does not keep the rest waiting', async (t) => {
  const { ada, stripe, subscription, buys } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', subscription)
  await stripe.runErrands()
  stripe.things.delete('sub_1')
  await ada.put('/v1/admin/accounts/dental', { stripeCustomerId: 'cus_2' })
  await ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'x' })
  await ada.put('/v1/admin/accounts/dental', { status: 'archived' })
  buys({ id: 'sub_archived', customer: 'cus_2' })
  buys({ id: 'sub_odd', customer: 'cus_3', status: 'dormant' })
  buys({ id: 'sub_fine', customer: 'cus_3' })
  const { created, missing, failed } = (await ada.post(`${SYNC}?dryRun=true`, undefined)).body
  const ids = (these: { externalId: string }[]) =>
    these.map(({ externalId }) => externalId).toSorted((a, b) => (a < b ? -1 : 1))
  assert.deepEqual([ids(created), ids(missing), ids(failed)], [['sub_fine'], ['sub_1'], ['sub_archived', 'sub_odd']])
  assert.match(failed.find(({ externalId }: { externalId: string }) => externalId === 'sub_archived').error, /dental/)
})

test('who is of another organisation, or asks while Stripe is away, changes nothing', async (t) => {
  const { ada, olga, stripe, waiting } = await connectedAgency(t)
  assert.equal((await olga.post(SYNC, undefined)).body.code, 'route_not_found')
  assert.equal((await olga.get('/v1/admin/billing/stripe')).body.connected, false)
  assert.equal((await olga.post('/v1/admin/billing/export', { provider: 'stripe' })).body.code, 'route_not_found')
  stripe.troubles.push('error')
  assert.deepEqual([(await ada.post(SYNC, undefined)).status, await waiting()], [503, []])
})
