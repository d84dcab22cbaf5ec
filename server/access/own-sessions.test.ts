import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, signsIn, startsWith } from '../../test/agency.ts'

const PASSWORD = 'a quiet long password'

test('a session that nobody used for a day is over; one that is used goes on', async () => {
  const { max, baseUrl, clock } = await agency()
  await startsWith(max, PASSWORD)
  const { session } = await signsIn(baseUrl, max.email, PASSWORD)
  const asks = async () => (await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status
  for (let i = 0; i < 3; i++) {
    clock.advance({ hours: 23 })
    assert.equal(await asks(), 200)
  }
  clock.advance({ hours: 25 })
  assert.equal(await asks(), 401)
})

test('signing in again ends the session that the browser had', async () => {
  const { max, baseUrl } = await agency()
  await startsWith(max, PASSWORD)
  const first = await signsIn(baseUrl, max.email, PASSWORD)
  const second = await signsIn(baseUrl, max.email, PASSWORD, undefined, first.session)
  const asks = async (cookie: string) => (await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie })).status
  assert.notEqual(first.session, second.session)
  assert.deepEqual([await asks(first.session), await asks(second.session)], [401, 200])
})

test('everybody sees where they are signed in, and ends each of them, freshly signed in', async () => {
  const { max, mia, baseUrl, clock } = await agency()
  await startsWith(max, PASSWORD)
  const phone = await ask(
    baseUrl,
    'POST',
    '/v1/auth/login',
    { email: max.email, password: PASSWORD },
    { 'user-agent': 'Phone\u00e9 1' },
  )
  const there = (phone.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { session: here } = await signsIn(baseUrl, max.email, PASSWORD)
  const asks = (cookie: string, method: string, path: string) => ask(baseUrl, method, path, undefined, { cookie })
  const { data } = (await asks(here, 'GET', '/v1/auth/sessions')).body
  const clients = data.map(({ client, current }: { client: string; current: boolean }) => `${client} ${current}`)
  assert.deepEqual(new Set(clients), new Set(['Phone 1 false', 'node true']))
  const other = data.find(({ current }: { current: boolean }) => !current).id as string
  assert.equal((await mia.delete(`/v1/auth/sessions/${other}`)).body.code, 'session_not_found')
  clock.advance({ minutes: 16 })
  assert.equal((await asks(here, 'DELETE', `/v1/auth/sessions/${other}`)).body.code, 'sign_in_again')
  const { session: fresh } = await signsIn(baseUrl, max.email, PASSWORD, undefined, here)
  assert.equal((await asks(fresh, 'DELETE', `/v1/auth/sessions/${other}`)).status, 204)
  assert.equal((await asks(there, 'GET', '/v1/admin/me')).status, 401)
})

test('twenty sessions at most: one more ends the one that was not used for the longest time', async () => {
  const { max, baseUrl, db, organizationId } = await agency()
  await startsWith(max, PASSWORD)
  await db.admin.query(
    `insert into sessions (organization_id, id, person_id, secret_hash, created_at, expires_at, used_at)
     select $1, 's' || n, 'max', sha256(($1 || n)::bytea), now(), 'infinity', '2026-11-01'::date + n from generate_series(1, 20) n`,
    [organizationId],
  )
  await signsIn(baseUrl, max.email, PASSWORD)
  const { rows } = await db.admin.query<{ id: string }>(
    `select id from sessions where organization_id = $1 and id in ('s1', 's2') union all
     select count(*)::text from sessions where organization_id = $1`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['s2', '20'],
  )
})

test('a Project Admin signs somebody out everywhere', async () => {
  const { ada, max, baseUrl } = await agency()
  await startsWith(max, PASSWORD)
  const { session } = await signsIn(baseUrl, max.email, PASSWORD)
  assert.equal((await ada.delete('/v1/admin/people/max/sessions')).status, 204)
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status, 401)
  assert.equal((await signsIn(baseUrl, max.email, PASSWORD)).reply.status, 200)
})

test('signing out has the browser let go of what it kept', async () => {
  const { baseUrl } = await agency()
  const out = await ask(baseUrl, 'POST', '/v1/auth/logout')
  assert.equal(out.headers.get('clear-site-data'), '"cache"')
})
