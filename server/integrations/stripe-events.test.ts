// Events of Stripe: only its own are taken, and of any age and order they end in what Stripe says; nothing is lost while it is away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../../test/agency.ts'
import { settle } from '../../test/background.ts'
import { stripeHeaders } from '../../test/deliveries.ts'
import { connectedAgency, itemOf } from '../../test/stripe-house.ts'
import type { Thing } from '../../test/stripe-server.ts'
import { runErrand } from './stripe-errands.ts'

const HOOK = '/v1/hooks/stripe'

test('a delivery is taken only with Stripe’s signature over its very bytes, made within five minutes', async (t) => {
  const { baseUrl, clock, stripe, subscription, waiting } = await connectedAgency(t)
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.subscription.created',
    data: { object: subscription },
  })
  const deliver = (text: string, headers: Record<string, string>) => ask(baseUrl, 'POST', HOOK, text, headers)
  const { 'stripe-signature': signature = '' } = stripeHeaders(body, clock.now())
  const json = { 'content-type': 'application/json' }
  const old = stripeHeaders(body, new Date(clock.now().getTime() - 301_000))
  for (const [text, headers] of [
    [body, json],
    [body, { ...json, 'stripe-signature': 'v1=forged' }],
    [body, stripeHeaders(body, clock.now(), 'whsec_another_one')],
    [body.replace('sub_1', 'sub_2'), { ...json, 'stripe-signature': signature }],
    [body, old],
  ] as const) {
    const refused = await deliver(text, headers)
    assert.deepEqual([refused.status, refused.body.code], [401, 'unauthenticated'])
  }
  assert.deepEqual(await waiting(), [])
  const noise = 'no event at all'
  assert.equal((await deliver(noise, stripeHeaders(noise, clock.now()))).status, 400)
  const huge = JSON.stringify({ id: 'evt_2', type: 'x', data: { object: { id: 'a', pad: 'x'.repeat(1_100_000) } } })
  assert.equal((await deliver(huge, stripeHeaders(huge, clock.now()))).status, 413)
  assert.deepEqual((await stripe.tells('product.created', { id: 'prod_1' })).body, { outcome: 'ignored' })
  assert.deepEqual((await deliver(body, { ...json, 'stripe-signature': signature })).body, { outcome: 'taken' })
  await stripe.runErrands()
  // Nobody's clients: it is sent again until it is clear whose they are.
  stripe.billsFor('nobody')
  assert.equal((await stripe.tells('customer.subscription.updated', subscription)).status, 503)
})

test('while Stripe does not answer nothing is lost, an administrator hears of it, and all is well once it is back', async (t) => {
  const { ada, clock, stripe, subscription, subscriptions, waiting } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', subscription)
  for (let i = 0; i < 6; i++) {
    stripe.troubles.push((['down', 'busy', 'error'] as const)[i % 3] ?? 'down')
    assert.equal(await stripe.runErrands(), 1)
    clock.advance({ minutes: 3 })
  }
  const alerts = async () => (await ada.get('/v1/admin/alerts?status=open')).body.data as { title: string }[]
  assert.deepEqual(
    (await alerts()).map(({ title }) => title),
    ['Stripe could not be reached'],
  )
  const standing = (await ada.get('/v1/admin/billing/stripe')).body
  assert.deepEqual([standing.connected, standing.waiting, standing.failing[0]?.subject], [true, 1, 'sub_1'])
  await stripe.runErrands()
  assert.equal((await subscriptions()).length, 1)
  assert.deepEqual([await alerts(), await waiting()], [[], []])
})

test('what Stripe does not know is left alone; what can not be taken over is told until it can', async (t) => {
  const { ada, clock, stripe, subscription, subscriptions, waiting } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', { id: 'sub_of_another_account' })
  await stripe.runErrands()
  assert.deepEqual(await waiting(), [])
  await ada.put('/v1/admin/accounts/dental', { stripeCustomerId: 'cus_1' })
  await ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'x' })
  await ada.put('/v1/admin/accounts/dental', { status: 'archived' })
  await stripe.tells('customer.subscription.created', subscription)
  for (let i = 0; i < 5; i++) {
    await stripe.runErrands()
    clock.advance({ minutes: 2 })
  }
  const [alert] = (await ada.get('/v1/admin/alerts?status=open')).body.data
  assert.equal(alert.title, 'A subscription could not be taken over from Stripe')
  await ada.put('/v1/admin/accounts/dental', { status: 'active' })
  await stripe.runErrands()
  assert.equal((await subscriptions()).length, 1)
  assert.deepEqual((await ada.get('/v1/admin/alerts?status=open')).body.data, [])
})

test('who looked longer ago does not overwrite who looked last', async (t) => {
  const { clock, stripe, subscription, subscriptions } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', subscription)
  let asked = 0
  stripe.state.whileAsked = async (path) => {
    if (!path.startsWith('/v1/subscriptions/') || ++asked > 1) return
    // Its answer is on the way so long that another node takes over, and hears of what happened meanwhile.
    clock.advance({ minutes: 5 })
    subscription.status = 'past_due'
    await runErrand(stripe.options)
    // And it is asked for anew, by what looks like the errand that the first one has.
    await stripe.tells('customer.subscription.updated', subscription)
  }
  await stripe.runErrands()
  assert.ok(asked >= 2)
  assert.equal((await subscriptions())[0]?.status, 'past_due')
})

test('what happens at Stripe while it is asked is not missed', async (t) => {
  const { stripe, subscription, subscriptions, waiting } = await connectedAgency(t)
  await stripe.tells('customer.subscription.created', subscription)
  stripe.state.whileAsked = async (path) => {
    if (!path.startsWith('/v1/subscriptions/') || subscription.status === 'past_due') return
    subscription.status = 'past_due'
    await stripe.tells('customer.subscription.updated', subscription)
  }
  await stripe.runErrands()
  assert.deepEqual([(await subscriptions())[0]?.status, await waiting()], ['past_due', []])
})

test('whatever order its events come in, how often, and whoever works on them: it ends as Stripe says', async (t) => {
  const { clock, stripe, subscription, organizationId, subscriptions } = await connectedAgency(t)
  const random = randomFrom(20_261_122)
  const rounds = process.env.TEST_LONG ? 60 : 6
  for (let round = 0; round < rounds; round++) {
    const id = `sub_r${round}`
    const one: Thing = { ...structuredClone(subscription), id }
    stripe.has(one)
    const events: string[] = []
    const happens = () => {
      one.status = pick(random, ['active', 'past_due', 'unpaid', 'trialing'])
      one.items = {
        object: 'list',
        has_more: false,
        data: [itemOf('prod_sub_1', clock.now(), { unit_amount: 100 * (1 + random(50)) })],
      }
      one.cancel_at_period_end = random(2) === 0
      events.push(`evt_${round}_${events.length}`)
    }
    happens()
    const working: Promise<unknown>[] = []
    stripe.state.whileAsked = () => (random(4) === 0 ? happens() : undefined)
    for (let step = 0; step < 25; step++) {
      if (random(3) === 0) happens()
      // Any of those that happened, again, late, or one out of order.
      if (random(2) === 0) working.push(stripe.tells('customer.subscription.updated', { id }, pick(random, events)))
      if (random(3) === 0) working.push(stripe.runErrands())
      if (random(5) === 0) stripe.troubles.push(pick(random, ['down', 'error', 'answer lost']))
      if (random(4) === 0) await Promise.all(working.splice(0))
    }
    await Promise.all(working)
    delete stripe.state.whileAsked
    stripe.troubles.length = 0
    if (random(2) === 0) Object.assign(one, { status: 'canceled', ended_at: Number(one.created) + 1 })
    for (const event of shuffled(random, [...events, `evt_${round}_last`]))
      await stripe.tells('customer.subscription.updated', { id }, event)
    for (let i = 0; i < 12; i++) {
      await stripe.runErrands()
      clock.advance({ minutes: 3 })
    }
    const mirrored = (await subscriptions()).find(({ externalId }) => externalId === id)
    const [item] = (one.items as { data: ReturnType<typeof itemOf>[] }).data
    assert.deepEqual(
      [mirrored?.status, mirrored?.amountMinor, mirrored?.cancelAtPeriodEnd],
      [one.status, item?.price.unit_amount, one.status !== 'canceled' && one.cancel_at_period_end],
      `round ${round}`,
    )
  }
  await settle(organizationId)
})

type Random = (below: number) => number

function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T
const shuffled = <T>(random: Random, all: readonly T[]): T[] =>
  all
    .map((each) => [random(1e6), each] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, each]) => each)
