// What clients paid at Stripe, and got back, stands in the ledger once, whatever order it is heard of in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BillingEntry } from '../../domain/billing-entry.ts'
import { settle } from '../../test/background.ts'
import { connectedAgency, invoiceOf, line } from '../../test/stripe-house.ts'
import type { Thing } from '../../test/stripe-server.ts'

const amounts = (entries: BillingEntry[]) =>
  entries.map(({ kind, amountMinor, externalId }) => [kind, amountMinor, externalId])

test('a paid invoice is in the ledger once, without taxes, for the project its subscription pays for, also where it comes first', async (t) => {
  const { ada, clock, stripe, entries, organizationId } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  stripe.has(invoiceOf())
  await stripe.tells('invoice.paid', { id: 'in_1' })
  await stripe.runErrands()
  assert.deepEqual(await entries(), [])
  for (let i = 0; i < 4; i++) {
    clock.advance({ minutes: 1 })
    // Told once, it waits; told again, it is posted no second time.
    if (i > 2) await stripe.tells('invoice.paid', { id: 'in_1' })
    await Promise.all([stripe.runErrands(), stripe.runErrands()])
    await settle(organizationId)
    assert.equal((await entries()).length, i > 0 ? 1 : 0)
  }
  const [entry, ...more] = await entries()
  assert.deepEqual(more, [])
  const [subscription] = (await ada.get('/v1/admin/subscriptions')).body.data
  assert.deepEqual(
    [entry?.kind, entry?.amountMinor, entry?.accountId, entry?.projectId],
    ['invoice', 10_000, 'bakery', subscription.projectId],
  )
})

test('credit notes, refunds and voids are in the ledger once, and what came to nothing is taken back', async (t) => {
  const { ada, stripe, entries, clock } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  stripe.has(invoiceOf({ parent: null }))
  const note: Thing = {
    id: 'cn_1',
    object: 'credit_note',
    invoice: 'in_1',
    number: 'A-1-CN',
    status: 'issued',
    total: 2_380,
    total_excluding_tax: 2_000,
    post_payment_amount: 2_380,
    refunds: [{ refund: 're_of_note' }],
  }
  const refund = (id: string, status = 'succeeded'): Thing => ({
    id,
    object: 'refund',
    payment_intent: 'pi_1',
    amount: 1_190,
    status,
  })
  const alone = refund('re_1')
  stripe.has({
    id: 'inpay_1',
    object: 'invoice_payment',
    invoice: 'in_1',
    payment: { type: 'payment_intent', payment_intent: 'pi_1' },
  })
  stripe.has(note, refund('re_of_note'), alone, refund('re_failed', 'failed'))
  // The refund is heard of first.
  await stripe.tells('refund.created', { id: 're_1', payment_intent: 'pi_1' })
  await stripe.runErrands()
  for (const [type, object] of [
    ['credit_note.created', note],
    ['invoice.paid', { id: 'in_1' }],
  ] as const)
    await stripe.tells(type, object)
  await stripe.runErrands()
  assert.deepEqual(amounts(await entries()), [
    ['invoice', 10_000, 'in_1'],
    ['refund', -2_000, 'cn_1'],
    ['refund', -1_000, 're_1'],
  ])
  note.status = 'void'
  note.refunds = []
  stripe.things.delete('re_of_note')
  alone.status = 'failed'
  for (let i = 0; i < 2; i++) {
    await stripe.tells('credit_note.voided', note)
    await stripe.runErrands()
    clock.advance({ minutes: 1 })
  }
  assert.equal(
    (await entries()).reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    10_000,
  )
  assert.equal((await entries()).length, 5)
})

test('what is not paid, or has nothing of its own, is not in the ledger; who paid without a subscription is found or made', async (t) => {
  const { ada, stripe, entries } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  const stranger: Thing = { id: 'cus_new', object: 'customer', name: 'New Ltd', email: 'new@new.example', metadata: {} }
  stripe.has(
    stranger,
    invoiceOf({ id: 'in_open', status: 'open', parent: null }),
    invoiceOf({ id: 'in_void', status: 'void', parent: null }),
    invoiceOf({
      id: 'in_ours',
      parent: null,
      lines: { has_more: false, data: [line(500, { metadata: { billing_entry: 'bil_1' } })] },
    }),
    invoiceOf({
      id: 'in_named',
      parent: null,
      metadata: { projectId: 'site' },
      lines: {
        has_more: false,
        data: [
          line(500, { discount_amounts: [{ amount: 100 }] }),
          line(119, { taxes: [{ amount: 19, tax_behavior: 'inclusive' }] }),
        ],
      },
    }),
    invoiceOf({ id: 'in_new', parent: null, customer: 'cus_new', metadata: { projectId: 'site' } }),
  )
  for (const id of ['in_open', 'in_void', 'in_ours', 'in_named', 'in_new']) await stripe.tells('invoice.paid', { id })
  await stripe.runErrands()
  const found = await entries()
  assert.deepEqual(
    amounts(found).toSorted((a, b) => Number(b[1]) - Number(a[1])),
    [
      ['invoice', 10_000, 'in_new'],
      ['invoice', 500, 'in_named'],
    ],
  )
  const named = found.find(({ externalId }) => externalId === 'in_named')
  const made = found.find(({ externalId }) => externalId === 'in_new')
  assert.deepEqual([named?.projectId, made?.projectId], ['site', null])
  assert.equal((await ada.get(`/v1/admin/accounts/${made?.accountId}`)).body.name, 'New Ltd')
})
