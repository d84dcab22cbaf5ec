// The signals that rules keep: raised when it is so, more urgent when it worsens, settled when it clears.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

const all = 'status=pending,acknowledged,snoozed,completed,dismissed,auto_resolved&sort=createdAt'
async function signals({ ada }: Agency, type: string): Promise<string[]> {
  const { body } = await ada.get(`/v1/admin/signals?type=${type}&${all}`)
  return (body.data as { status: string; priority: string }[]).map(({ status, priority }) => `${status} ${priority}`)
}
const first = async ({ ada }: Agency, type: string) => (await ada.get(`/v1/admin/signals?type=${type}`)).body.data[0]

async function after(house: Agency, days: number): Promise<void> {
  house.clock.advance({ days })
  await lookAround(house.organizationId)
}

/** The cast's clients were taken on just now, and their projects begun. */
async function fresh(): Promise<Agency> {
  const house = await agency()
  const { db, organizationId, clock } = house
  for (const table of ['accounts', 'projects'])
    await db.admin.query(`update ${table} set created_at = $2 where organization_id = $1`, [
      organizationId,
      clock.now(),
    ])
  await settle(organizationId)
  return house
}
const date = ({ clock }: Agency, days: number) =>
  new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const asks = ({ max }: Agency, body: object = {}) =>
  max.post('/v1/admin/projects/site/requests', {
    id: 'ask',
    title: 'New opening hours',
    type: 'question',
    source: 'phone',
    requester: { name: 'Bea' },
    ...body,
  })
const says = ({ max }: Agency, path: string, body: object) =>
  max.post(`${path}/communications`, {
    body: 'Hello',
    channel: 'phone',
    direction: 'incoming',
    author: { name: 'Bea' },
    ...body,
  })

test('a client with work going on who says nothing for two weeks is asked about, the more after four, until they write', async () => {
  const house = await fresh()
  await after(house, 13)
  assert.deepEqual(await signals(house, 'client_silent'), [])
  await after(house, 1)
  assert.deepEqual(await signals(house, 'client_silent'), ['pending medium', 'pending medium'])
  await after(house, 14)
  assert.deepEqual(await signals(house, 'client_silent'), ['pending high', 'pending high'])
  const said = await says(house, '/v1/admin/projects/site', {})
  assert.equal(said.status, 201, JSON.stringify(said.body))
  await settle(house.organizationId)
  assert.deepEqual((await signals(house, 'client_silent')).toSorted(), ['auto_resolved high', 'pending high'])
  assert.equal((await first(house, 'client_silent')).accountId, 'dental')
})

test('what a person settled is not raised again while it stays as it is, but when it worsens and after the cool-down', async () => {
  const house = await fresh()
  await house.ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'Over' })
  await after(house, 14)
  const { id } = await first(house, 'client_silent')
  await house.ada.put(`/v1/admin/signals/${id}/status`, { status: 'dismissed', reason: 'On holiday' })
  for (const _ of Array(5).keys()) await after(house, 1)
  assert.deepEqual(await signals(house, 'client_silent'), ['dismissed medium'])
  await after(house, 9)
  assert.deepEqual(await signals(house, 'client_silent'), ['dismissed medium', 'pending high'])
  await house.ada.put(`/v1/admin/signals/${(await first(house, 'client_silent')).id}/status`, {
    status: 'completed',
    resolution: 'Called',
  })
  await after(house, 29)
  assert.equal((await signals(house, 'client_silent')).length, 2)
  await after(house, 1)
  assert.deepEqual((await signals(house, 'client_silent')).at(-1), 'pending high')
})

test('a quarter after the last call a client wants a check-in, and a call settles it', async () => {
  const house = await fresh()
  await after(house, 89)
  assert.deepEqual(await signals(house, 'quarterly_check_in'), [])
  await after(house, 1)
  assert.deepEqual(await signals(house, 'quarterly_check_in'), ['pending low', 'pending low'])
  await says(house, '/v1/admin/projects/site', {})
  await settle(house.organizationId)
  assert.deepEqual((await signals(house, 'quarterly_check_in')).toSorted(), ['auto_resolved low', 'pending low'])
})

test('an open request in which nothing is said for a week wants attention, and not where the project is held', async () => {
  const house = await fresh()
  assert.equal((await asks(house)).status, 201)
  await after(house, 6)
  assert.deepEqual(await signals(house, 'inactive_request'), [])
  await after(house, 1)
  assert.deepEqual(await signals(house, 'inactive_request'), ['pending medium'])
  const answer = { resolutionStatus: 'awaiting_client', response: 'From when on?' }
  assert.equal((await house.max.put('/v1/admin/projects/requests/ask/process', answer)).status, 200)
  await settle(house.organizationId)
  assert.deepEqual(await signals(house, 'inactive_request'), ['auto_resolved medium'])
  await after(house, 7)
  assert.deepEqual((await signals(house, 'inactive_request')).at(-1), 'pending medium')
  await house.ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'They moved' })
  await settle(house.organizationId)
  assert.deepEqual(await signals(house, 'inactive_request'), ['auto_resolved medium', 'auto_resolved medium'])
  await after(house, 20)
  assert.equal((await signals(house, 'inactive_request')).length, 2)
})

test('half of what a client pays cancelled within a month is a churn risk, all of it an urgent one; a month later it is over', async () => {
  const house = await fresh()
  const { ada } = house
  const buys = (id: string) =>
    ada.post('/v1/admin/subscriptions', {
      id,
      accountId: 'bakery',
      productType: 'seo',
      productName: 'SEO',
      amountMinor: 10_000,
      currency: 'EUR',
      interval: 'month',
      status: 'active',
    })
  for (const id of ['one', 'two']) assert.equal((await buys(id)).status, 201)
  const cancels = async (id: string) => {
    const { status, body } = await ada.put(`/v1/admin/subscriptions/${id}`, { status: 'canceled' })
    assert.equal(status, 200, JSON.stringify(body))
    await settle(house.organizationId)
  }
  await cancels('one')
  assert.deepEqual(await signals(house, 'churn_risk'), ['pending high'])
  await after(house, 1)
  await cancels('two')
  assert.deepEqual(await signals(house, 'churn_risk'), ['pending urgent'])
  await after(house, 29)
  assert.deepEqual(await signals(house, 'churn_risk'), ['pending urgent'])
  await after(house, 2)
  assert.deepEqual(await signals(house, 'churn_risk'), ['auto_resolved urgent'])
})

test('a payment that did not come wants attention at once, and none when it came', async () => {
  const house = await fresh()
  const { ada, organizationId } = house
  const paid = {
    accountId: 'bakery',
    productType: 'seo',
    productName: 'SEO',
    amountMinor: 100,
    currency: 'EUR',
    interval: 'month',
  }
  await ada.post('/v1/admin/subscriptions', { id: 'one', ...paid, status: 'active' })
  const becomes = async (status: string) => {
    assert.equal((await ada.put('/v1/admin/subscriptions/one', { status })).status, 200)
    await settle(organizationId)
    return signals(house, 'payment_past_due')
  }
  assert.deepEqual(await becomes('past_due'), ['pending high'])
  assert.deepEqual(await becomes('unpaid'), ['pending urgent'])
  assert.deepEqual(await becomes('active'), ['auto_resolved urgent'])
})

test('somebody overbooked wants attention until they have room again', async () => {
  const house = await fresh()
  const { max, organizationId } = house
  const day = date(house, (8 - house.clock.now().getUTCDay()) % 7 || 7)
  const booking = { id: 'much', personId: 'mia', startOn: day, endOn: day, minutesPerDay: 600 }
  const booked = await max.put('/v1/admin/projects/site/schedule', {
    allocations: { create: [booking] },
    override: { reason: 'The launch' },
  })
  assert.equal(booked.status, 200, JSON.stringify(booked.body))
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'capacity_overload'), ['pending medium'])
  await max.put('/v1/admin/projects/site/schedule', { allocations: { remove: ['much'] } })
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'capacity_overload'), ['auto_resolved medium'])
})

test('an onboarding that stands still, a plan that slips and a budget that burns are told of the project, until they are not so', async () => {
  const house = await fresh()
  const { max, ada, organizationId } = house
  await ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'Over' })
  const site = '/v1/admin/projects/site'
  await ada.put(site, { dueOn: date(house, 30), budgetMinutes: 600 })
  await max.adds('site', {
    id: 'kick',
    title: 'Kick-off',
    stage: 'onboarding',
    scheduling: 'manual',
    dueOn: date(house, 50),
  })
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'schedule_slip'), ['pending high'])
  await max.put('/v1/admin/projects/tasks/kick', { dueOn: date(house, 20) })
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'schedule_slip'), ['auto_resolved high'])
  const worked = await max.post('/v1/admin/projects/tasks/copy/time', {
    id: 'worked',
    personId: 'mia',
    on: date(house, -1),
    minutes: 300,
  })
  assert.equal(worked.status, 201, JSON.stringify(worked.body))
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'budget_burn'), ['pending high'])
  await ada.put(site, { budgetMinutes: 6000 })
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'budget_burn'), ['auto_resolved high'])
  await after(house, 14)
  assert.deepEqual(await signals(house, 'onboarding_stalled'), ['pending medium'])
  await max.completes({ id: 'kick' })
  await settle(organizationId)
  assert.deepEqual(await signals(house, 'onboarding_stalled'), ['auto_resolved medium'])
})
