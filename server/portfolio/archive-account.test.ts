import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { asks } from '../../test/asking.ts'

const BAKERY = '/v1/admin/accounts/bakery'

const addLink = ({ db, organizationId }: Agency, id: string, projectId: string) =>
  db.admin.query(
    `insert into client_links (organization_id, id, project_id, account_id, name, email, secret_hash, expires_at, created_at, updated_at)
     values ($1, $2, $3, (select account_id from projects where organization_id = $1 and id = $3), 'Berta', 'b@b.example', sha256(($1 || $2)::bytea), '2099-01-01', now(), now())`,
    [organizationId, id, projectId],
  )
const revokedOf = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query(
      `select id, revoked_at is not null as revoked from client_links where organization_id = $1 order by id`,
      [organizationId],
    )
  ).rows

test('an account is not archived while projects, children or subscriptions of it go on', async () => {
  const { ada } = await agency()
  await ada.post('/v1/admin/accounts', { id: 'north', name: 'North', parentAccountId: 'bakery' })
  await ada.post('/v1/admin/subscriptions', {
    id: 'care',
    accountId: 'bakery',
    productType: 'seo',
    productName: 'Care',
    status: 'trialing',
    amountMinor: 1,
    interval: 'month',
  })
  const archive = () => ada.put(BAKERY, { status: 'archived' })
  const { status, body } = await archive()
  assert.deepEqual(
    [status, body.code, body.openProjects, body.activeChildren, body.liveSubscriptions],
    [409, 'in_use', 1, 1, 1],
  )
  assert.equal(body.detail, 'The account still has 1 open project, 1 active child account, 1 live subscription.')
  await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'over' })
  await ada.put('/v1/admin/accounts/north', { status: 'archived' })
  assert.deepEqual((await archive()).body.liveSubscriptions, 1)
  await ada.put('/v1/admin/subscriptions/care', { status: 'canceled' })
  assert.equal((await archive()).body.status, 'archived')
})

test('an archived client’s links are revoked and their signals settled, as the preview said', async () => {
  const house = await agency()
  const { ada } = house
  await addLink(house, 'l1', 'site')
  await addLink(house, 'l2', 'ads')
  // What is settled was about the former client.
  await ada.post('/v1/admin/signals', { id: 'settled', projectId: 'site', title: 'Settled' })
  await ada.put('/v1/admin/signals/settled/status', { status: 'completed', resolution: 'Called them' })
  const { id } = (await ada.post('/v1/admin/signals', { projectId: 'site', title: 'Look' })).body
  await ada.post('/v1/admin/signals', { id: 'renewal', accountId: 'bakery', title: 'Renewal' })
  await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'over' })
  const preview = await ada.put(`${BAKERY}?dryRun=true`, { status: 'archived' })
  assert.deepEqual(
    preview.body.changes.map(({ event }: { event: string }) => event),
    ['account.status_changed', 'client_link.revoked', 'signal.status_changed', 'signal.status_changed'],
  )
  const done = await ada.put(`${BAKERY}?planHash=${preview.body.planHash}`, { status: 'archived' })
  assert.deepEqual(done.body.changes.length, preview.body.changes.length)
  assert.deepEqual(await revokedOf(house), [
    { id: 'l1', revoked: true },
    { id: 'l2', revoked: false },
  ])
  for (const signal of [id, 'renewal']) {
    const { body } = await ada.get(`/v1/admin/signals/${signal}`)
    assert.deepEqual([body.status, body.resolution], ['auto_resolved', 'The account was archived.'])
  }
  await ada.put(BAKERY, { status: 'active' })
  assert.deepEqual((await revokedOf(house))[0], { id: 'l1', revoked: true })
})

test('a subscription added while its account is archived ends with one or the other', async () => {
  const { ada, db, organizationId } = await agency()
  const ids = Array.from({ length: 10 }, (_, n) => `c${n}`)
  for (const id of ids) await ada.post('/v1/admin/accounts', { id, name: id })
  await Promise.all(
    ids.flatMap((accountId) => [
      ada.put(`/v1/admin/accounts/${accountId}`, { status: 'archived' }),
      ada.post('/v1/admin/subscriptions', {
        accountId,
        productType: 'seo',
        productName: 'Care',
        status: 'active',
        amountMinor: 1,
        interval: 'month',
      }),
    ]),
  )
  const { rows } = await db.admin.query(
    `select a.id from accounts a join subscriptions s on s.organization_id = a.organization_id and s.account_id = a.id
     where a.organization_id = $1 and a.status = 'archived'`,
    [organizationId],
  )
  assert.deepEqual(rows, [])
})

test('a project goes to another client with all that hangs on it, and the former one sees nothing more', async () => {
  const house = await agency()
  const { ada, amy, db, organizationId } = house
  await addLink(house, 'l1', 'site')
  await db.admin.query(
    `insert into project_channels (organization_id, id, project_id, provider, external_id, visibility, created_at, updated_at)
     values ($1, 'ch', 'site', 'slack', $1, 'client', now(), now())`,
    [organizationId],
  )
  await asks(ada, 'site', { id: 'r1' })
  await ada.post('/v1/admin/subscriptions', {
    id: 'care',
    accountId: 'bakery',
    projectId: 'site',
    productType: 'seo',
    productName: 'Care',
    status: 'active',
    amountMinor: 1,
    interval: 'month',
  })
  const { id } = (await ada.post('/v1/admin/signals', { projectId: 'site', title: 'Look' })).body
  await ada.post(`/v1/admin/signals/${id}/communications`, { body: 'A word' })
  const preview = await ada.put('/v1/admin/projects/site?dryRun=true', { accountId: 'dental' })
  assert.deepEqual(
    preview.body.changes.map(({ event }: { event: string }) => event),
    [
      'project.updated',
      'request.updated',
      'signal.updated',
      'subscription.updated',
      'project.messages_moved',
      'client_link.revoked',
      'channel.deleted',
    ],
  )
  assert.ok(
    preview.body.changes.slice(1).every((change: { causedBy: { id: string } }) => change.causedBy.id === 'site'),
  )
  const done = await ada.put(`/v1/admin/projects/site?planHash=${preview.body.planHash}`, { accountId: 'dental' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const { rows } = await db.admin.query(
    `select (select account_id from requests where organization_id = $1 and id = 'r1') as request,
       (select account_id from communications where organization_id = $1) as message,
       (select account_id from pulse_signals where organization_id = $1 and closed_at is null) as signal,
       (select count(*)::int from project_channels where organization_id = $1) as channels`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ request: 'dental', message: 'dental', signal: 'dental', channels: 0 }])
  assert.deepEqual(await revokedOf(house), [{ id: 'l1', revoked: true }])
  const care = (await ada.get('/v1/admin/subscriptions/care')).body
  assert.deepEqual([care.accountId, care.projectId, care.version], ['bakery', null, 2])
  assert.equal((await amy.get('/v1/admin/projects/site')).status, 404)
  assert.equal((await amy.get(`/v1/admin/signals/${id}`)).status, 404)
})

test('a Project Manager moves no project to another client, and does not learn which there are', async () => {
  const { max } = await agency()
  const [there, nowhere] = await Promise.all(
    ['dental', 'none'].map((accountId) => max.put('/v1/admin/projects/site', { accountId })),
  )
  assert.deepEqual([there?.status, there?.body.code], [403, 'permission_denied'])
  assert.deepEqual(there?.body, nowhere?.body)
  assert.equal((await max.put('/v1/admin/projects/site', { accountId: 'bakery', name: 'Same client' })).status, 200)
})
