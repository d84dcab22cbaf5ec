import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'

const SUBSCRIPTIONS = '/v1/admin/subscriptions'
const hosting = {
  id: 'hosting',
  accountId: 'bakery',
  projectId: 'site',
  productType: 'website',
  productName: 'Hosting and care',
  status: 'active',
  amountMinor: 120_000,
  interval: 'year',
}
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const eventsOf = async ({ db, organizationId }: Agency, id: string) =>
  (
    await db.admin.query(
      `select event, project_id as "projectId", account_id as "accountId", changes from activity
       where organization_id = $1 and entity_id = $2 order by id`,
      [organizationId, id],
    )
  ).rows

test('a subscription is worth a month’s share of what it costs, in the organisation’s currency', async () => {
  const { ada } = await agency()
  const made = await ada.post(SUBSCRIPTIONS, {
    ...hosting,
    discounts: [{ name: 'Loyal', percentOff: 10 }],
    currentPeriodEnd: '2026-12-01T01:00:00+01:00',
  })
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), `${SUBSCRIPTIONS}/hosting`)
  const { monthlyValueMinor, currency, currentPeriodEnd, intervalCount, canceledAt, version } = made.body
  assert.deepEqual(
    [monthlyValueMinor, currency, currentPeriodEnd, intervalCount, canceledAt, version],
    [9_000, 'EUR', '2026-12-01T00:00:00.000Z', 1, null, 1],
  )
  assert.deepEqual((await ada.get(`${SUBSCRIPTIONS}/hosting`)).body, made.body)
  const dearer = await ada.put(`${SUBSCRIPTIONS}/hosting`, { amountMinor: 240_000, discounts: [] })
  assert.deepEqual([dearer.body.monthlyValueMinor, dearer.body.version], [20_000, 2])
})

test('every change is on record, from what to what, with the project and the client it is about', async () => {
  const house = await agency()
  const { ada } = house
  await ada.post('/v1/admin/projects', { id: 'shop', name: 'Shop', accountId: 'bakery', type: 'website' })
  await ada.post(SUBSCRIPTIONS, hosting)
  await ada.put(`${SUBSCRIPTIONS}/hosting`, { status: 'past_due', projectId: 'shop' })
  const gone = await ada.delete(`${SUBSCRIPTIONS}/hosting`)
  assert.deepEqual([gone.status, gone.body.id], [200, 'hosting'])
  assert.equal((await ada.get(`${SUBSCRIPTIONS}/hosting`)).status, 404)
  const [created, updated, toldOld, deleted, ...more] = await eventsOf(house, 'hosting')
  assert.deepEqual(more, [])
  assert.deepEqual(
    [created, updated, toldOld, deleted].map(({ event, projectId, accountId }) => [event, projectId, accountId]),
    [
      ['subscription.created', 'site', 'bakery'],
      ['subscription.updated', 'shop', 'bakery'],
      ['subscription.updated', 'site', 'bakery'],
      ['subscription.deleted', 'shop', 'bakery'],
    ],
  )
  assert.deepEqual([created.changes.status, created.changes.amountMinor], [{ to: 'active' }, { to: 120_000 }])
  assert.deepEqual(updated.changes, {
    status: { from: 'active', to: 'past_due' },
    projectId: { from: 'site', to: 'shop' },
  })
  assert.deepEqual(toldOld.changes, { projectId: { from: 'site', to: 'shop' } })
  assert.deepEqual(deleted.changes.status, { from: 'past_due', to: null })
})

test('a canceled subscription says since when, and stays canceled', async () => {
  const { ada, clock } = await agency()
  await ada.post(SUBSCRIPTIONS, hosting)
  const canceled = await ada.put(`${SUBSCRIPTIONS}/hosting`, { status: 'canceled' })
  assert.equal(canceled.body.canceledAt.slice(0, 10), clock.now().toISOString().slice(0, 10))
  const back = await ada.put(`${SUBSCRIPTIONS}/hosting`, { status: 'active' })
  assert.deepEqual([back.status, back.body.code, back.body.allowed], [409, 'invalid_transition', []])
  assert.equal((await ada.put(`${SUBSCRIPTIONS}/hosting`, { tier: 'Gold' })).status, 200)
})

test('a subscription names things that are there and belong together', async () => {
  const { ada } = await agency()
  const refused = async (more: object) => {
    const { status, body } = await ada.post(SUBSCRIPTIONS, { ...hosting, ...more })
    assert.equal(status, 422, JSON.stringify(body))
    return body.errors.map(({ pointer }: { pointer: string }) => pointer)
  }
  assert.deepEqual(await refused({ accountId: 'none' }), ['/accountId'])
  assert.deepEqual(await refused({ projectId: 'none' }), ['/projectId'])
  assert.deepEqual(await refused({ projectId: 'ads' }), ['/projectId'])
  assert.deepEqual(await refused({ provider: 'shop' }), ['/externalId'])
  assert.deepEqual(await refused({ currency: 'euro' }), ['/currency'])
  assert.deepEqual(await refused({ discounts: [{ name: 'x', percentOff: 101 }] }), ['/discounts/0/percentOff'])
  for (const odd of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', 'yesterday'])
    assert.deepEqual(new Set(await refused({ currentPeriodStart: odd })), new Set(['/currentPeriodStart']))
  await ada.post(SUBSCRIPTIONS, { ...hosting, provider: 'shop', externalId: 'sub_1' })
  assert.deepEqual(
    (await ada.put(`${SUBSCRIPTIONS}/hosting`, { accountId: 'dental' })).body.errors[0].pointer,
    '/projectId',
  )
  const twice = await ada.post(SUBSCRIPTIONS, { ...hosting, id: 'other', provider: 'shop', externalId: 'sub_1' })
  assert.deepEqual([twice.status, twice.body.code], [409, 'already_exists'])
})

test('what paid for a project that is deleted goes to another client without it', async () => {
  const { ada } = await agency()
  await ada.post(SUBSCRIPTIONS, hosting)
  await ada.delete('/v1/admin/projects/site?reason=Wrong')
  assert.equal((await ada.put(`${SUBSCRIPTIONS}/hosting`, { accountId: 'dental' })).status, 200)
  await ada.post('/v1/admin/projects/site/restore')
  assert.equal((await ada.get(`${SUBSCRIPTIONS}/hosting`)).body.projectId, null)
})

test('an account manager sees the subscriptions of their accounts, and the list is filtered', async () => {
  const { ada, amy, una, olga, max } = await agency()
  await ada.post(SUBSCRIPTIONS, { ...hosting, provider: 'shop', externalId: 'a' })
  await ada.post(SUBSCRIPTIONS, {
    ...hosting,
    id: 'ads-care',
    accountId: 'dental',
    projectId: null,
    status: 'unpaid',
    productType: 'ads',
  })
  assert.deepEqual(idsOf(await amy.get(SUBSCRIPTIONS)), ['hosting'])
  assert.equal((await amy.get(`${SUBSCRIPTIONS}/ads-care`)).status, 404)
  assert.deepEqual(idsOf(await una.get(SUBSCRIPTIONS)), [])
  assert.equal((await olga.get(`${SUBSCRIPTIONS}/hosting`)).status, 404)
  assert.equal((await max.get(SUBSCRIPTIONS)).status, 403)
  assert.equal((await amy.delete(`${SUBSCRIPTIONS}/hosting`)).status, 403)
  assert.deepEqual(idsOf(await ada.get(SUBSCRIPTIONS)), ['ads-care', 'hosting'])
  for (const filter of ['accountId=dental', 'status=unpaid,paused', 'productType=ads', 'sort=-status&limit=1'])
    assert.deepEqual(idsOf(await ada.get(`${SUBSCRIPTIONS}?${filter}`)), ['ads-care'])
  for (const filter of ['projectId=site', 'provider=shop', 'sort=createdAt&limit=1'])
    assert.deepEqual(idsOf(await ada.get(`${SUBSCRIPTIONS}?${filter}`)), ['hosting'])
  await ada.delete('/v1/admin/projects/site', { reason: 'gone' })
  assert.equal((await amy.get(`${SUBSCRIPTIONS}/hosting`)).body.projectId, null)
})

test('edits of different fields merge, edits of the same field are told', async () => {
  const { ada } = await agency()
  const etag = (await ada.post(SUBSCRIPTIONS, hosting)).headers.get('etag') ?? ''
  await ada.put(`${SUBSCRIPTIONS}/hosting`, { tier: 'Gold' })
  const merged = await ada.put(`${SUBSCRIPTIONS}/hosting`, { status: 'paused' }, { 'if-match': etag })
  assert.deepEqual([merged.status, merged.body.tier], [200, 'Gold'])
  const refused = await ada.put(`${SUBSCRIPTIONS}/hosting`, { tier: 'Silver' }, { 'if-match': etag })
  assert.deepEqual([refused.status, refused.body.fields], [412, { tier: 'Gold' }])
})
