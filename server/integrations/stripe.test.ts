// What is bought at Stripe: taken over as Stripe says it, for a client who is found or made, with a project of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settle } from '../../test/background.ts'
import { boughtAt, connectedAgency } from '../../test/stripe-house.ts'

const SUBSCRIPTIONS = '/v1/admin/subscriptions'

test('a subscription is taken over as Stripe says it, with a new client and the project that was bought', async (t) => {
  const { ada, stripe, subscription, organizationId, subscriptions } = await connectedAgency(t)
  assert.deepEqual((await stripe.tells('customer.subscription.created', subscription)).body, { outcome: 'taken' })
  await stripe.runErrands()
  await settle(organizationId)
  const [mirrored, ...more] = await subscriptions()
  assert.deepEqual(more, [])
  const {
    accountId,
    projectId,
    productName,
    productType,
    status,
    amountMinor,
    currency,
    monthlyValueMinor,
    provider,
    externalId,
  } = mirrored as never
  assert.deepEqual(
    { productName, productType, status, amountMinor, currency, monthlyValueMinor, provider, externalId },
    {
      productName: 'SEO Growth',
      productType: 'seo',
      status: 'active',
      amountMinor: 90_000,
      currency: 'EUR',
      monthlyValueMinor: 90_000,
      provider: 'stripe',
      externalId: 'sub_1',
    },
  )
  const account = (await ada.get(`/v1/admin/accounts/${accountId as string}`)).body
  assert.deepEqual(
    [account.name, account.stripeCustomerId, account.contacts],
    ['Harbour Cafe', 'cus_1', [{ name: 'Harbour Cafe', email: 'owner@harbour.example' }]],
  )
  const project = (await ada.get(`/v1/admin/projects/${projectId as string}`)).body
  assert.deepEqual(
    [project.name, project.type, project.engagement, project.billingMode, project.accountId],
    ['SEO Growth', 'seo', 'retainer', 'subscription', accountId],
  )
})

test('one project for each purchase, however often its events come, and whoever works on them', async (t) => {
  const { ada, stripe, subscription, organizationId, subscriptions } = await connectedAgency(t)
  for (let i = 0; i < 3; i++) {
    await Promise.all([
      stripe.tells('customer.subscription.created', subscription, 'evt_same'),
      stripe.tells('customer.subscription.updated', subscription),
    ])
    await Promise.all([stripe.runErrands(), stripe.runErrands()])
    await Promise.all([settle(organizationId), settle(organizationId)])
  }
  assert.deepEqual((await stripe.tells('customer.subscription.created', subscription, 'evt_same')).body, {
    outcome: 'known',
  })
  const [mirrored] = await subscriptions()
  const projects = await ada.get(`/v1/admin/projects?accountId=${String(mirrored?.accountId)}`)
  assert.equal(projects.body.pagination.total, 1)
  // Its project taken away by hand: the purchase had its one.
  assert.equal((await ada.put(`${SUBSCRIPTIONS}/${String(mirrored?.id)}`, { projectId: null })).status, 200)
  await stripe.tells('customer.subscription.updated', subscription)
  await stripe.runErrands()
  await settle(organizationId)
  assert.equal((await ada.get(`/v1/admin/projects?accountId=${String(mirrored?.accountId)}`)).body.pagination.total, 1)
})

test('what was bought before Stripe was connected, or is not paid yet, gets no project', async (t) => {
  const { stripe, organizationId, subscriptions, buys } = await connectedAgency(t)
  const old = buys({ id: 'sub_old', customer: 'cus_2', created: 1_700_000_000 })
  const unpaid = buys({ id: 'sub_unpaid', customer: 'cus_2', status: 'incomplete' })
  for (const { subscription } of [old, unpaid]) await stripe.tells('customer.subscription.created', subscription)
  await stripe.runErrands()
  await settle(organizationId)
  assert.deepEqual(
    (await subscriptions()).map(({ projectId }) => projectId),
    [null, null],
  )
  unpaid.subscription.status = 'active'
  await stripe.tells('customer.subscription.updated', unpaid.subscription)
  await stripe.runErrands()
  await settle(organizationId)
  assert.deepEqual(
    (await subscriptions()).map(({ projectId }) => projectId === null).toSorted((a, b) => Number(a) - Number(b)),
    [false, true],
  )
})

test('a template, a type of its own and the client’s manager go along; what is not there is left out', async (t) => {
  const { ada, stripe, sold, subscription, organizationId, subscriptions } = await connectedAgency(t)
  await ada.post('/v1/admin/templates', {
    id: 'growth',
    name: 'Growth',
    type: 'seo',
    engagement: 'retainer',
    stages: [],
    tasks: [],
  })
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  sold.metadata = { type: 'seo', template: 'growth' }
  const odd = boughtAt(new Date(Number(subscription.created) * 1000), { id: 'sub_2' })
  stripe.has({ ...odd.sold, metadata: { type: 'rockets', template: 'gone' } }, odd.subscription)
  for (const each of [subscription, odd.subscription]) await stripe.tells('customer.subscription.created', each)
  await stripe.runErrands()
  await settle(organizationId)
  const ids = (await subscriptions()).map(({ projectId, accountId }) => [projectId, accountId])
  assert.deepEqual(
    ids.map(([, accountId]) => accountId),
    ['bakery', 'bakery'],
  )
  const projects = await Promise.all(ids.map(async ([id]) => (await ada.get(`/v1/admin/projects/${String(id)}`)).body))
  assert.deepEqual(
    projects
      .map(({ type, templateId, managerId }) => [type, type === 'seo' ? templateId : null, managerId])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [
      ['custom', null, 'max'],
      ['seo', 'growth', 'max'],
    ],
  )
})

test('an unknown customer is the account that they are said to be, or that knows their address, and never two at once', async (t) => {
  const { ada, stripe, organizationId, subscriptions, buys } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/dental', { contacts: [{ name: 'Doc', email: 'Doc@dental.example' }] })
  const told = buys({ id: 'sub_told', customer: 'cus_told', metadata: { accountId: 'bakery' } })
  const known = buys({ id: 'sub_known', customer: 'cus_known' })
  stripe.has({ ...known.buyer, email: 'doc@dental.example' })
  const twice = ['sub_a', 'sub_b'].map((id) => buys({ id, customer: 'cus_new' }))
  for (const { subscription } of [told, known, ...twice])
    await stripe.tells('customer.subscription.created', subscription)
  await Promise.all(Array.from({ length: 4 }, () => stripe.runErrands()))
  const accountOf = new Map((await subscriptions()).map(({ externalId, accountId }) => [externalId, accountId]))
  assert.deepEqual([accountOf.get('sub_told'), accountOf.get('sub_known')], ['bakery', 'dental'])
  assert.equal(accountOf.get('sub_a'), accountOf.get('sub_b'))
  assert.equal((await ada.get('/v1/admin/accounts')).body.pagination.total, 3)
  const taken = await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_known' })
  assert.deepEqual([taken.status, taken.body.code, taken.body.pointer], [409, 'already_exists', '/stripeCustomerId'])
  // Given to another account, what they buy follows with the next look.
  await ada.put('/v1/admin/accounts/dental', { stripeCustomerId: null })
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: null })
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_known' })
  await stripe.tells('customer.subscription.updated', known.subscription)
  await stripe.runErrands()
  await settle(organizationId)
  assert.equal((await subscriptions()).find(({ externalId }) => externalId === 'sub_known')?.accountId, 'bakery')
})

test('what Stripe says is not changed by hand, but for the project that is paid for', async (t) => {
  const { ada, stripe, subscription, subscriptions } = await connectedAgency(t)
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  await stripe.tells('customer.subscription.created', subscription)
  await stripe.runErrands()
  const [mirrored] = await subscriptions()
  const path = `${SUBSCRIPTIONS}/${String(mirrored?.id)}`
  const refused = await ada.put(path, { status: 'canceled', amountMinor: 1, projectId: 'site' })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    (refused.body.errors as { pointer: string; rule: string }[]).map(({ pointer, rule }) => `${pointer} ${rule}`),
    ['/status mirrored', '/amountMinor mirrored'],
  )
  assert.equal((await ada.put(path, { projectId: 'site' })).body.projectId, 'site')
  assert.deepEqual([(await ada.delete(path)).body.code], ['in_use'])
  const byHand = await ada.post(SUBSCRIPTIONS, {
    ...mirrored,
    id: 'x',
    externalId: 'sub_9',
    monthlyValueMinor: undefined,
    version: undefined,
    createdAt: undefined,
    updatedAt: undefined,
  })
  assert.deepEqual(byHand.body.errors[0].pointer, '/provider')
})
