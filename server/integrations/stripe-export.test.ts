// Entries of the ledger go to Stripe once, as items of the next invoice; what came from there does not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BillingEntry } from '../../domain/billing-entry.ts'
import { connectedAgency, invoiceOf } from '../../test/stripe-house.ts'

const BILLING = '/v1/admin/billing'

test('entries go to Stripe once as items of the next invoice, whatever is lost on the way, and never those that came from there', async (t) => {
  const { ada, clock, stripe, entries } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  stripe.has(invoiceOf({ parent: null }))
  await stripe.tells('invoice.paid', { id: 'in_1' })
  await stripe.runErrands()
  const charge = (id: string, fields: object) => ada.post(`${BILLING}/entries`, { id, note: `Extra ${id}`, ...fields })
  await charge('one', { projectId: 'site', amountMinor: 5_000 })
  await charge('back', { accountId: 'bakery', amountMinor: -700 })
  await charge('nobody', { accountId: 'dental', amountMinor: 900 })
  const asked = { provider: 'stripe' }
  const rehearsal = await ada.post(`${BILLING}/export?dryRun=true`, asked)
  const { entries: going, exported, fromStripe, withoutCustomer } = rehearsal.body
  assert.deepEqual(
    [going.map(({ id }: BillingEntry) => id), exported, fromStripe, withoutCustomer],
    [['one', 'back'], 0, 1, 1],
  )
  assert.equal(await stripe.runErrands(), 0)
  assert.equal((await ada.post(`${BILLING}/export?planHash=${rehearsal.body.planHash}`, asked)).status, 200)
  stripe.troubles.push('answer lost', 'down', 'error')
  for (let i = 0; i < 8; i++) {
    await Promise.all([stripe.runErrands(), stripe.runErrands()])
    // Longer than Stripe remembers a key.
    if (i === 0) stripe.forgetsKeys()
    clock.advance({ minutes: 2 })
    await ada.post(`${BILLING}/export`, asked)
  }
  const items = [...stripe.things.values()].filter(({ object }) => object === 'invoiceitem')
  assert.deepEqual(
    items
      .map(({ customer, amount, currency, description, metadata }) => [
        customer,
        amount,
        currency,
        description,
        metadata,
      ])

      .toSorted((a, b) => Number(a[1]) - Number(b[1])),
    [
      ['cus_1', -700, 'eur', 'Extra back', { billing_entry: 'back' }],
      ['cus_1', 5_000, 'eur', 'Website redesign: Extra one', { billing_entry: 'one' }],
    ],
  )
  const told = new Map((await entries()).map(({ id, exported: gone }) => [id, gone?.externalId]))
  assert.deepEqual(new Set([told.get('one'), told.get('back')]), new Set(items.map(({ id }) => id)))
  assert.equal(told.get('nobody'), undefined)
  assert.equal((await ada.post(`${BILLING}/export`, { ...asked, entryIds: ['one'] })).body.exported, 1)
  assert.deepEqual(
    (await ada.post(`${BILLING}/export`, { ...asked, entryIds: ['none'] })).body.errors[0].pointer,
    '/entryIds',
  )
})

test('what Stripe refuses is told, and goes once it is asked for again and taken', async (t) => {
  const { ada, clock, stripe, entries } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  await ada.post(`${BILLING}/entries`, { id: 'one', accountId: 'bakery', amountMinor: 5_000, note: 'Extra' })
  await ada.post(`${BILLING}/export`, { provider: 'stripe' })
  for (let i = 0; i < 5; i++) {
    // It looks first whether an earlier try got through.
    stripe.troubles.push(...(i === 0 ? (['refused'] as const) : (['none', 'refused'] as const)))
    await stripe.runErrands()
    clock.advance({ minutes: 3 })
  }
  const [alert] = (await ada.get('/v1/admin/alerts?status=open')).body.data
  assert.deepEqual([alert.title, alert.detail.subject], ['A billing entry could not be brought to Stripe', 'one'])
  await ada.post(`${BILLING}/export`, { provider: 'stripe' })
  await stripe.runErrands()
  assert.ok((await entries())[0]?.exported)
  assert.deepEqual((await ada.get('/v1/admin/alerts?status=open')).body.data, [])
})
