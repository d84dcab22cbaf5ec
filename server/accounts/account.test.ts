import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, itself, type Person } from '../../test/agency.ts'

const ACCOUNTS = '/v1/admin/accounts'
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const pointersOf = (reply: { body: { errors: { pointer: string }[] } }) =>
  reply.body.errors.map(({ pointer }) => pointer)
const takesOn = (person: Person, id: string, more: object = {}) =>
  person.post(ACCOUNTS, { id, name: `Client ${id}`, ...more })

test('a client is taken on with contacts and the people who look after them', async () => {
  const { ada, organizationId, db } = await agency()
  const contacts = [{ name: 'Berta Baker', email: 'berta@baker.example', role: 'Owner' }]
  const created = await ada.post(ACCOUNTS, {
    id: 'cafe',
    name: 'Corner Café',
    timezone: 'Europe/Vienna',
    contacts,
    accountManagerIds: ['max', 'amy'],
    externalId: 'crm-7',
  })
  assert.equal(created.status, 201)
  assert.equal(created.headers.get('location'), `${ACCOUNTS}/cafe`)
  const { version, createdAt, updatedAt, ...rest } = created.body
  assert.deepEqual(rest, {
    id: 'cafe',
    name: 'Corner Café',
    status: 'active',
    parentAccountId: null,
    externalId: 'crm-7',
    stripeCustomerId: null,
    timezone: 'Europe/Vienna',
    locale: null,
    contacts,
    accountManagerIds: ['amy', 'max'],
    outsideStatus: null,
    lastSyncedAt: null,
  })
  assert.equal(version, 1)
  assert.equal(createdAt, updatedAt)
  assert.deepEqual((await ada.get(`${ACCOUNTS}/cafe`)).body, created.body)
  const { rows } = await db.admin.query(
    `select event, actor_id, version, account_id from activity where organization_id = $1 and entity_id = 'cafe'`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ event: 'account.created', actor_id: 'ada', version: 1, account_id: 'cafe' }])
})

test('an account manager sees their accounts and the children of those, and nothing else', async () => {
  const { ada, amy, una, olga, max, mia, nobody } = await agency()
  await takesOn(ada, 'bakery_north', { parentAccountId: 'bakery' })
  await takesOn(ada, 'dental_kids', { parentAccountId: 'dental' })
  assert.deepEqual(idsOf(await amy.get(ACCOUNTS)), ['bakery', 'bakery_north'])
  assert.deepEqual(idsOf(await amy.get(`${ACCOUNTS}?id=bakery,dental`)), ['bakery'])
  assert.equal((await amy.get(`${ACCOUNTS}/bakery_north`)).status, 200)
  const hidden = await amy.get(`${ACCOUNTS}/dental_kids`)
  const unknown = await amy.get(`${ACCOUNTS}/nothing`)
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, unknown.body)
  assert.equal(hidden.body.code, 'account_not_found')
  assert.deepEqual(idsOf(await una.get(ACCOUNTS)), [])
  assert.equal((await una.get(`${ACCOUNTS}/bakery`)).status, 404)
  assert.deepEqual(idsOf(await olga.get(ACCOUNTS)), ['bakery'])
  assert.equal((await olga.get(`${ACCOUNTS}/dental`)).status, 404)
  assert.equal((await max.get(ACCOUNTS)).status, 403)
  assert.equal((await mia.get(`${ACCOUNTS}/bakery`)).status, 403)
  assert.equal((await nobody.get(ACCOUNTS)).status, 401)
  assert.equal((await amy.put(`${ACCOUNTS}/bakery`, { name: 'Mine' })).status, 403)
})

test('the list is filtered, searched and sorted', async () => {
  const { ada } = await agency()
  await takesOn(ada, 'zoo', { name: 'Zoo Lights', status: 'archived', contacts: [{ name: 'Zelda Quick' }] })
  await takesOn(ada, 'north', {
    name: 'Alpha North',
    parentAccountId: 'bakery',
    accountManagerIds: ['max'],
    externalId: 'x-1',
  })
  assert.deepEqual(idsOf(await ada.get(ACCOUNTS)), ['north', 'bakery', 'dental', 'zoo'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?sort=-name`)), ['zoo', 'dental', 'bakery', 'north'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?sort=-status&limit=1`)), ['zoo'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?status=archived`)), ['zoo'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?parentAccountId=bakery,dental`)), ['north'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?accountManagerId=max`)), ['north'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?externalId=x-1`)), ['north'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?q=blueb`)), ['bakery'])
  assert.deepEqual(idsOf(await ada.get(`${ACCOUNTS}?q=zelda`)), ['zoo'])
  const first = await ada.get(`${ACCOUNTS}?limit=3&sort=createdAt`)
  const rest = await ada.get(`${ACCOUNTS}?limit=3&sort=createdAt&cursor=${first.body.pagination.nextCursor}`)
  assert.deepEqual([...idsOf(first), ...idsOf(rest)].toSorted(), ['bakery', 'dental', 'north', 'zoo'])
  assert.equal((await ada.get(`${ACCOUNTS}?status=gone`)).status, 400)
  assert.equal((await ada.get(`${ACCOUNTS}?colour=red`)).status, 400)
})

test('there is one level of parents', async () => {
  const { ada } = await agency()
  await takesOn(ada, 'north', { parentAccountId: 'bakery' })
  const asGrandchild = await takesOn(ada, 'deep', { parentAccountId: 'north' })
  const parentGetsParent = await ada.put(`${ACCOUNTS}/bakery`, { parentAccountId: 'dental' })
  for (const refused of [asGrandchild, parentGetsParent]) {
    assert.equal(refused.status, 422)
    assert.deepEqual(refused.body.errors[0].rule, 'one_level')
  }
  assert.equal((await ada.put(`${ACCOUNTS}/dental`, { parentAccountId: 'dental' })).body.errors[0].rule, 'self')
  assert.equal((await takesOn(ada, 'lost', { parentAccountId: 'nothing' })).body.errors[0].rule, 'reference')
  assert.equal((await ada.put(`${ACCOUNTS}/north`, { parentAccountId: null })).body.parentAccountId, null)
  assert.equal((await ada.put(`${ACCOUNTS}/bakery`, { parentAccountId: 'dental' })).status, 200)
})

test('accounts that become each other’s parents at once do not make two levels', async () => {
  const { ada, db, organizationId } = await agency()
  const ids = ['a', 'b', 'c', 'd']
  for (const id of ids) await takesOn(ada, id)
  const pairs = ids.flatMap((id) => ids.filter((other) => other !== id).map((parent) => [id, parent] as const))
  const replies = await Promise.all([
    ...pairs.map(([id, parentAccountId]) => ada.put(`${ACCOUNTS}/${id}`, { parentAccountId })),
    ...ids.map((id) => takesOn(ada, `${id}_child`, { parentAccountId: id })),
  ])
  assert.deepEqual(new Set(replies.map(({ status }) => status)).difference(new Set([200, 201, 422])), new Set())
  const { rows } = await db.admin.query(
    `select c.id from accounts c join accounts p on p.organization_id = c.organization_id and p.id = c.parent_account_id
     where c.organization_id = $1 and p.parent_account_id is not null`,
    [organizationId],
  )
  assert.deepEqual(rows, [])
})

test('an account with open projects is not archived', async () => {
  const { ada } = await agency()
  const refused = await ada.put(`${ACCOUNTS}/bakery`, { status: 'archived' })
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'in_use')
  assert.equal(refused.body.openProjects, 1)
  await takesOn(ada, 'north', { parentAccountId: 'bakery', status: 'archived' })
  assert.equal((await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'Sold the shop' })).status, 200)
  assert.equal((await ada.put(`${ACCOUNTS}/bakery`, { status: 'archived' })).body.status, 'archived')
  assert.deepEqual((await ada.get(`${ACCOUNTS}/north`)).body.parentAccountId, 'bakery')
  assert.equal((await takesOn(ada, 'south', { parentAccountId: 'bakery' })).body.errors[0].rule, 'archived')
  assert.equal((await ada.put(`${ACCOUNTS}/bakery`, { status: 'active' })).body.version, 3)
})

test('an account archived while projects are added ends with one or the other', async () => {
  const { ada, db, organizationId } = await agency()
  const ids = Array.from({ length: 12 }, (_, i) => `shop${i}`)
  for (const id of ids) await takesOn(ada, id)
  await Promise.all(
    ids.flatMap((id) => [
      ada.post('/v1/admin/projects', { name: 'Race', accountId: id, type: 'seo' }),
      ada.put(`${ACCOUNTS}/${id}`, { status: 'archived' }),
    ]),
  )
  const { rows } = await db.admin.query(
    `select a.id from accounts a join projects p on p.organization_id = a.organization_id and p.account_id = a.id
     where a.organization_id = $1 and a.status = 'archived'`,
    [organizationId],
  )
  assert.deepEqual(rows, [])
})

test('account managers are active people', async () => {
  const { ada, db, organizationId } = await agency()
  await db.admin.query(`update people set active = false where organization_id = $1 and id in ('tess', 'amy')`, [
    organizationId,
  ])
  const refused = await ada.put(`${ACCOUNTS}/dental`, { accountManagerIds: ['tess'] })
  assert.equal(refused.status, 422)
  assert.deepEqual(pointersOf(refused), ['/accountManagerIds'])
  assert.deepEqual(pointersOf(await takesOn(ada, 'new', { accountManagerIds: ['stranger'] })), ['/accountManagerIds'])
  // Amy left; somebody is added beside her all the same.
  assert.deepEqual(
    (await ada.put(`${ACCOUNTS}/bakery`, { accountManagerIds: ['amy', 'max'] })).body.accountManagerIds,
    ['amy', 'max'],
  )
})

test('ids and external ids are taken once in an organisation', async () => {
  const { ada, olga } = await agency()
  assert.equal((await takesOn(ada, 'one', { externalId: 'crm-1' })).status, 201)
  const sameExternal = await takesOn(ada, 'two', { externalId: 'crm-1' })
  assert.equal(sameExternal.status, 409)
  assert.equal(sameExternal.body.code, 'already_exists')
  assert.equal(sameExternal.body.pointer, '/externalId')
  assert.equal((await ada.put(`${ACCOUNTS}/dental`, { externalId: 'crm-1' })).body.pointer, '/externalId')
  assert.equal((await takesOn(ada, 'one')).body.pointer, '/id')
  assert.equal((await takesOn(olga, 'one', { externalId: 'crm-1' })).status, 201)
})

test('a create sent again with its key is done once', async () => {
  const { ada } = await agency()
  const body = { name: 'Twice Ltd' }
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => ada.post(ACCOUNTS, body, { 'idempotency-key': 'k1' })),
  )
  assert.deepEqual(new Set(replies.map((reply) => reply.body.id)).size, 1)
  assert.equal((await ada.get(`${ACCOUNTS}?q=twice`)).body.pagination.total, 1)
  assert.equal((await ada.post(ACCOUNTS, { name: 'Other' }, { 'idempotency-key': 'k1' })).status, 422)
})

test('edits of different fields merge, edits of the same field are told', async () => {
  const { ada } = await agency()
  const etag = (await ada.get(`${ACCOUNTS}/bakery`)).headers.get('etag') ?? ''
  await ada.put(`${ACCOUNTS}/bakery`, { timezone: 'Europe/Rome' })
  const merged = await ada.put(`${ACCOUNTS}/bakery`, { name: 'Bluebird & Sons' }, { 'if-match': etag })
  assert.equal(merged.status, 200)
  assert.deepEqual([merged.body.timezone, merged.body.name, merged.body.version], ['Europe/Rome', 'Bluebird & Sons', 3])
  const refused = await ada.put(
    `${ACCOUNTS}/bakery`,
    { timezone: 'Europe/Paris', externalId: 'b' },
    { 'if-match': etag },
  )
  assert.equal(refused.status, 412)
  assert.deepEqual(refused.body.fields, { timezone: 'Europe/Rome' })
})

test('an edit that says nothing new counts no version', async () => {
  const { ada } = await agency()
  const contacts = [{ name: 'Berta', phone: '+49 30 1', email: 'b@b.example' }]
  const saved = (await ada.put(`${ACCOUNTS}/bakery`, { contacts, accountManagerIds: ['max', 'amy'] })).body
  const again = await ada.put(`${ACCOUNTS}/bakery`, {
    contacts,
    accountManagerIds: ['amy', 'max'],
    name: 'Bluebird Bakery',
  })
  assert.deepEqual(itself(again.body), itself(saved))
})

test('fields nobody knows are refused by name, after it is clear that the account is one’s own', async () => {
  const { ada, olga } = await agency()
  const refused = await ada.post(ACCOUNTS, { name: 'X', colour: 'red', contacts: [{ name: 'A', fax: '1' }] })
  assert.equal(refused.status, 422)
  assert.deepEqual(pointersOf(refused).toSorted(), ['/colour', '/contacts/0/fax'])
  assert.deepEqual(pointersOf(await ada.put(`${ACCOUNTS}/bakery`, { name: 'X', lastSyncedAt: null })), [
    '/lastSyncedAt',
  ])
  assert.equal((await ada.put(`${ACCOUNTS}/bakery`, {})).status, 422)
  assert.equal((await olga.put(`${ACCOUNTS}/dental`, { colour: 'red' })).status, 404)
})
