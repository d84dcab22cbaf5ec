import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'

const overview = (id: string) => `/v1/admin/accounts/${id}/overview`

/** A request of a project's client, as its row is. */
const addRequest = ({ db, organizationId }: Agency, id: string, projectId: string, accountId: string, more: string) =>
  db.admin.query(
    `insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, created_at, updated_at, resolve_by)
     values ($1, $2, $3, $4, 'Please', 'change', 'medium', 'email', 'Berta', now(), now(), ${more})`,
    [organizationId, id, projectId, accountId],
  )
const hear = ({ db, organizationId }: Agency, id: string, projectId: string, accountId: string, at: string) =>
  db.admin.query(
    `insert into communications (organization_id, id, project_id, account_id, thread_type, thread_id, direction, channel, visibility,
       author_type, author_id, author_name, body, said_at, created_at)
     values ($1, $2, $3, $4, 'project', $3, 'incoming', 'email', 'client', 'client', 'x', 'Berta', 'Hello', $5, $5)`,
    [organizationId, id, projectId, accountId, at],
  )
const pays = (id: string, accountId: string, more: object = {}) => ({
  id,
  accountId,
  productType: 'seo',
  productName: 'Care',
  status: 'active',
  amountMinor: 1_000,
  interval: 'month',
  ...more,
})

async function family(): Promise<Agency> {
  const house = await agency()
  const { ada, db, organizationId } = house
  await ada.post('/v1/admin/accounts', { id: 'north', name: 'Bluebird North', parentAccountId: 'bakery' })
  await ada.post('/v1/admin/projects', { id: 'shop', name: 'Shop', accountId: 'north', type: 'website' })
  await ada.post('/v1/admin/projects', { id: 'old', name: 'Old', accountId: 'bakery', type: 'seo' })
  await ada.put('/v1/admin/projects/old', { status: 'cancelled', reason: 'no budget' })
  const late = { scheduling: 'manual', startOn: '2026-11-02', dueOn: '2026-11-03' }
  await ada.adds('shop', { id: 'late', title: 'Late', ...late })
  const day = (on: string) => ({ kind: 'milestone', scheduling: 'manual', startOn: on, dueOn: on })
  await ada.adds('shop', { id: 'fair', title: 'Fair', ...day('2026-12-02') })
  await ada.adds('site', { id: 'go', title: 'Go live', ...day('2026-12-01') })
  await ada.adds('site', { id: 'past', title: 'Past', ...day('2026-11-01') })
  await db.admin.query(
    `update projects set health_score = case id when 'shop' then 31 else 80 end, health_band = case id when 'shop' then 'at_risk' else 'healthy' end
     where organization_id = $1 and id in ('shop', 'site', 'old')`,
    [organizationId],
  )
  await addRequest(house, 'r1', 'site', 'bakery', `'2026-11-01T00:00:00Z'`)
  await addRequest(house, 'r2', 'shop', 'north', `'2027-11-01T00:00:00Z'`)
  await hear(house, 'm1', 'site', 'bakery', '2026-11-03T10:00:00.000Z')
  await hear(house, 'm2', 'shop', 'north', '2026-11-05T10:00:00.000Z')
  await ada.post('/v1/admin/signals', { projectId: 'shop', title: 'Look' })
  await ada.post('/v1/admin/subscriptions', pays('one', 'bakery'))
  await ada.post('/v1/admin/subscriptions', pays('two', 'north', { amountMinor: 500, status: 'past_due' }))
  await ada.post('/v1/admin/subscriptions', pays('three', 'north', { currency: 'GBP' }))
  await ada.post('/v1/admin/subscriptions', pays('four', 'north', { status: 'canceled' }))
  return house
}

test('a client is seen with parent and children, each by itself and in all', async () => {
  const { ada } = await family()
  const { status, body } = await ada.get(overview('bakery'))
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.account.id, 'bakery')
  assert.deepEqual([body.parent, body.children], [null, [{ id: 'north', name: 'Bluebird North', status: 'active' }]])
  const [bakery, north] = body.accounts
  assert.deepEqual([bakery.id, north.id], ['bakery', 'north'])
  assert.deepEqual(north.figures, {
    projects: { draft: 0, onboarding: 1, active: 0, on_hold: 0, completed: 0, cancelled: 0 },
    bands: { healthy: 0, watch: 0, at_risk: 1, unknown: 0 },
    worst: { projectId: 'shop', name: 'Shop', score: 31, band: 'at_risk' },
    overdueTasks: 1,
    openRequests: 1,
    overdueRequests: 0,
    openSignals: 1,
    liveSubscriptions: 2,
    monthlyValue: [
      { currency: 'EUR', minor: 500 },
      { currency: 'GBP', minor: 1_000 },
    ],
    billed: [],
    lastClientMessageAt: '2026-11-05T10:00:00.000Z',
    nextMilestones: [{ projectId: 'shop', title: 'Fair', dueOn: '2026-12-02' }],
  })
  assert.deepEqual(
    [
      bakery.figures.projects.cancelled,
      bakery.figures.bands.healthy,
      bakery.figures.overdueRequests,
      bakery.figures.overdueTasks,
    ],
    [1, 1, 1, 1],
  )
  const { total } = body
  assert.deepEqual(
    [
      total.projects.onboarding,
      total.worst.projectId,
      total.openRequests,
      total.liveSubscriptions,
      total.lastClientMessageAt,
    ],
    [2, 'shop', 2, 3, '2026-11-05T10:00:00.000Z'],
  )
  assert.deepEqual(total.monthlyValue, [
    { currency: 'EUR', minor: 1_500 },
    { currency: 'GBP', minor: 1_000 },
  ])
  assert.deepEqual(
    total.nextMilestones.map(({ title }: { title: string }) => title),
    ['Go live', 'Fair'],
  )
})

test('who manages a child alone sees it without its parent', async () => {
  const { ada, amy, una, max } = await family()
  assert.deepEqual((await ada.get(overview('north'))).body.parent.id, 'bakery')
  await ada.put('/v1/admin/accounts/north', { accountManagerIds: ['una'] })
  const { body } = await una.get(overview('north'))
  assert.deepEqual([body.parent, body.accounts.length, body.total.openRequests], [null, 1, 1])
  assert.equal((await una.get(overview('bakery'))).status, 404)
  assert.equal((await amy.get(overview('bakery'))).body.accounts.length, 2)
  assert.equal((await max.get(overview('bakery'))).status, 403)
})

test('what is in a deleted project counts nowhere', async () => {
  const { ada } = await family()
  await ada.delete('/v1/admin/projects/shop', { reason: 'gone' })
  const { figures } = (await ada.get(overview('bakery'))).body.accounts[1]
  assert.deepEqual(
    [
      figures.projects.onboarding,
      figures.overdueTasks,
      figures.openRequests,
      figures.openSignals,
      figures.lastClientMessageAt,
    ],
    [0, 0, 0, 0, null],
  )
})

test('a client with forty children and projects is asked for like one with none', async () => {
  const house = await family()
  const { ada, db, organizationId } = house
  const statements = async () => {
    const before = db.app.statementCount()
    assert.equal((await ada.get(overview('bakery'))).status, 200)
    return db.app.statementCount() - before
  }
  const few = await statements()
  await db.admin.query(
    `with c as (insert into accounts (organization_id, id, name, parent_account_id, created_at, updated_at)
       select $1, 'child' || n, 'Child', 'bakery', now(), now() from generate_series(1, 40) n returning organization_id, id)
     insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at)
     select organization_id, 'p' || id, 'P', id, 'seo', 'one_off', 'active', 'medium', 'EUR', 'none', now(), now() from c`,
    [organizationId],
  )
  assert.equal(await statements(), few)
  assert.equal((await ada.get(overview('bakery'))).body.total.projects.active, 40)
})
