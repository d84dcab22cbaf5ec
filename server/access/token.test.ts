import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, type Agency } from '../../test/agency.ts'
import { hashSecret } from './authenticate.ts'

const asking =
  ({ baseUrl }: Agency, token: string) =>
  (method: string, path: string, body?: unknown) =>
    ask(baseUrl, method, path, body, { authorization: `Bearer ${token}` })

test('a token’s secret is shown once and kept as a hash', async () => {
  const cast = await agency()
  const { max, db, logged } = cast
  const made = await max.post(
    '/v1/auth/tokens',
    { id: 'reports', name: 'Reports', scopes: ['project.read'] },
    { 'idempotency-key': 'k1' },
  )
  assert.equal(made.status, 201)
  const { token, ...rest } = made.body
  assert.match(token, /^po_[\w-]{43}$/)
  assert.deepEqual(
    { ...rest, createdAt: '' },
    { id: 'reports', name: 'Reports', scopes: ['project.read'], expiresAt: null, createdAt: '' },
  )
  const again = await max.post(
    '/v1/auth/tokens',
    { id: 'reports', name: 'Reports', scopes: ['project.read'] },
    { 'idempotency-key': 'k1' },
  )
  assert.deepEqual([again.status, again.body], [201, rest])
  const list = await max.get('/v1/auth/tokens')
  assert.deepEqual(list.body.data.map((one: { id: string }) => one.id).toSorted(), ['reports', 'tok_max'])
  const { rows } = await db.admin.query('select secret_hash from api_tokens where organization_id = $1 and id = $2', [
    max.organizationId,
    'reports',
  ])
  assert.deepEqual(rows[0].secret_hash, hashSecret(token))
  const { rows: kept } = await db.admin.query(
    `select (select json_agg(a) from activity a where organization_id = $1) as activity, (select json_agg(k) from idempotency_keys k where organization_id = $1) as keys`,
    [max.organizationId],
  )
  for (const text of [JSON.stringify(list.body), JSON.stringify(kept), JSON.stringify(logged)])
    assert.ok(!text.includes(token))
})

test('a token may do no more than its scopes, and no more than its person', async () => {
  const cast = await agency()
  const { max, mia } = cast
  const narrow = asking(
    cast,
    (await max.post('/v1/auth/tokens', { name: 'Reader', scopes: ['project.read', 'project.create'] })).body.token,
  )
  assert.equal((await narrow('GET', '/v1/admin/projects/site')).status, 200)
  assert.equal((await narrow('GET', '/v1/admin/projects/site/tasks')).body.code, 'permission_denied')
  assert.equal((await narrow('POST', '/v1/admin/projects', {})).body.code, 'permission_denied')
  assert.equal((await narrow('GET', '/v1/admin/me')).status, 403)
  const all = asking(cast, (await mia.post('/v1/auth/tokens', { name: 'All of mine', scopes: ['*'] })).body.token)
  assert.equal((await all('GET', '/v1/admin/projects/site')).status, 403)
  assert.equal((await all('GET', '/v1/admin/me/tasks')).status, 200)
})

test('what a narrow token may is what its /me says', async () => {
  const cast = await agency()
  const token = (await cast.max.post('/v1/auth/tokens', { name: 'Reader', scopes: ['me.read', 'project.read'] })).body
    .token
  const { permissions } = (await asking(cast, token)('GET', '/v1/admin/me')).body
  const granted = Object.entries(permissions).filter(([, scopes]) => (scopes as string[]).length > 0)
  assert.deepEqual(Object.fromEntries(granted), { 'me.read': ['own'], 'project.read': ['assigned'] })
})

test('a token can not make one that may more or lives longer than itself', async () => {
  const cast = await agency()
  const { max, clock } = cast
  const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString()
  const scopes = ['token.manage', 'task.read']
  const maker = asking(
    cast,
    (await max.post('/v1/auth/tokens', { name: 'Maker', scopes, expiresAt: inDays(10) })).body.token,
  )
  const made = async (body: object) => (await maker('POST', '/v1/auth/tokens', { name: 'Made', ...body })).status
  assert.equal(await made({ scopes: ['task.read'], expiresAt: inDays(9) }), 201)
  assert.equal(await made({ scopes: ['task.read', 'task.update'], expiresAt: inDays(9) }), 403)
  assert.equal(await made({ scopes: ['*'], expiresAt: inDays(9) }), 403)
  assert.equal(await made({ scopes: ['task.read'], expiresAt: inDays(11) }), 403)
  assert.equal(await made({ scopes: ['task.read'] }), 403)
})

test('a token ends when it says, or when its person deletes it', async () => {
  const cast = await agency()
  const { max, tess, clock } = cast
  const expiresAt = new Date(clock.now().getTime() + 3_600_000).toISOString()
  const short = asking(
    cast,
    (await max.post('/v1/auth/tokens', { name: 'An hour', scopes: ['*'], expiresAt })).body.token,
  )
  const lasting = (await max.post('/v1/auth/tokens', { name: 'Lasting', scopes: ['*'] })).body
  assert.equal((await short('GET', '/v1/admin/me')).status, 200)
  clock.advance({ hours: 1 })
  assert.equal((await short('GET', '/v1/admin/me')).status, 401)
  assert.equal((await tess.delete(`/v1/auth/tokens/${lasting.id}`)).body.code, 'token_not_found')
  assert.equal((await max.delete(`/v1/auth/tokens/${lasting.id}`)).status, 204)
  assert.equal((await asking(cast, lasting.token)('GET', '/v1/admin/me')).status, 401)
  assert.equal((await max.delete(`/v1/auth/tokens/${lasting.id}`)).status, 404)
})

test('an unknown scope and an end in the past are refused', async () => {
  const { max } = await agency()
  const pointer = async (body: object) =>
    (await max.post('/v1/auth/tokens', { name: 'Odd', scopes: ['*'], ...body })).body.errors?.[0]?.pointer
  assert.equal(await pointer({ scopes: ['project.explode'] }), '/scopes/0')
  assert.equal(await pointer({ expiresAt: '2020-01-01T00:00:00Z' }), '/expiresAt')
  assert.equal(await pointer({ expiresAt: '9999-12-31T23:59:59-14:00' }), '/expiresAt')
})
