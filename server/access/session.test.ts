import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, signsIn, startsWith } from '../../test/agency.ts'
import { hashSecret } from './authenticate.ts'
import { hashCount, hashPassword } from './password-hash.ts'
import { placeOf } from '../platform/rate-limit.ts'
import { count, signInLimits } from './sign-in-limits.ts'

test('a person signs in with e-mail and password, in whichever case the address is written', async () => {
  const { max, baseUrl, organizationId } = await agency()
  await startsWith(max, 'a quiet long password')
  const { reply, cookie, session } = await signsIn(baseUrl, max.email.toUpperCase(), 'a quiet long password')
  assert.equal(reply.status, 200)
  const summary = { id: 'max', name: 'Max', email: max.email, roles: ['project_manager'], organizationId }
  assert.deepEqual(reply.body.person, summary)
  assert.match(cookie, /^session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.ok(!JSON.stringify(reply.body).includes(session.split('=')[1] ?? '?'))
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).body.id, 'max')
})

test('a session ends after 14 days, however much it is used', async () => {
  const { max, baseUrl, clock } = await agency()
  await startsWith(max, 'a quiet long password')
  const { session } = await signsIn(baseUrl, max.email, 'a quiet long password')
  const asks = () => ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })
  // Used each day: 335 hours, and then two more.
  for (const hours of [...Array<number>(14).fill(23), 13]) {
    clock.advance({ hours })
    assert.equal((await asks()).status, 200)
  }
  clock.advance({ hours: 2 })
  assert.equal((await asks()).status, 401)
})

test('signing out ends the session and takes the cookie back; doing it twice does no harm', async () => {
  const { max, baseUrl, db } = await agency()
  await startsWith(max, 'a quiet long password')
  const { session } = await signsIn(baseUrl, max.email, 'a quiet long password')
  const out = await ask(baseUrl, 'POST', '/v1/auth/logout', undefined, { cookie: session })
  assert.equal(out.status, 204)
  assert.match(out.headers.get('set-cookie') ?? '', /^session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/)
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status, 401)
  assert.equal((await ask(baseUrl, 'POST', '/v1/auth/logout', undefined, { cookie: session })).status, 204)
  const { rows } = await db.admin.query('select 1 from sessions where organization_id = $1', [max.organizationId])
  assert.equal(rows.length, 0)
})

test('unknown, wrong, suspended and not yet joined are one answer for the same work', async () => {
  const { ada, max, tess, amy, baseUrl, db } = await agency()
  await startsWith(max, 'a quiet long password')
  await startsWith(tess, 'another long password')
  await ada.post('/v1/admin/people/tess/suspend')
  const attempts = [
    ['nobody@nowhere.example', 'a quiet long password'],
    [max.email, 'not the password at all'],
    [tess.email, 'another long password'],
    [amy.email, 'she never joined at all'],
  ] as const
  const answers = []
  for (const [email, password] of attempts) {
    const before = { hashes: hashCount(), statements: db.app.statementCount() }
    const { reply } = await signsIn(baseUrl, email, password)
    answers.push({
      status: reply.status,
      body: reply.body,
      hashes: hashCount() - before.hashes,
      statements: db.app.statementCount() - before.statements,
      cookie: reply.headers.get('set-cookie'),
    })
  }
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal(answers[0]?.status, 401)
  assert.deepEqual([answers[0]?.hashes, answers[0]?.statements], [1, 1])
})

test('after ten failures even the right password waits, and only from there', async () => {
  const { max, mia, baseUrl } = await agency()
  await startsWith(max, 'a quiet long password')
  await startsWith(mia, 'a quiet long password')
  // Twelve at once: they do not slip under the limit together.
  const tries = await Promise.all(Array.from({ length: 12 }, () => signsIn(baseUrl, max.email, 'guessing once more')))
  assert.deepEqual(
    tries.map(({ reply }) => reply.status).toSorted((a, b) => a - b),
    [...Array(10).fill(401), 429, 429],
  )
  const before = hashCount()
  const { reply } = await signsIn(baseUrl, max.email, 'a quiet long password')
  assert.equal(reply.status, 429)
  assert.equal(hashCount(), before)
  assert.ok(Number(reply.headers.get('retry-after')) > 60)
  assert.equal((await signsIn(baseUrl, mia.email, 'a quiet long password')).reply.status, 200)
})

test('signing in right as often as one likes is no failure', async () => {
  const { max, baseUrl } = await agency()
  await startsWith(max, 'a quiet long password')
  for (let i = 0; i < 12; i++)
    assert.equal((await signsIn(baseUrl, max.email, 'a quiet long password')).reply.status, 200)
})

test('one address fails a hundred times whatever it names, one e-mail fifty times from wherever', async () => {
  const failures = async (limits: (i: number) => ReturnType<typeof signInLimits>) => {
    for (let i = 0; i < 1000; i++)
      if (
        await count(limits(i)).then(
          () => false,
          () => true,
        )
      )
        return i
    return Infinity
  }
  assert.equal(await failures((i) => signInLimits('203.0.113.7', `somebody${i}@else.example`)), 100)
  assert.equal(await failures((i) => signInLimits(`198.51.100.${i}`, 'target@agency.example')), 50)
  // One address alone locks a person out from there, not everywhere.
  for (let i = 0; i < 60; i++) await count(signInLimits('203.0.113.8', 'other@agency.example')).catch(() => {})
  await count(signInLimits('203.0.113.9', 'other@agency.example'))
})

test('the addresses of one IPv6 network count as one', () => {
  assert.equal(placeOf('2001:db8:1:2:3:4:5:6'), placeOf('2001:0db8:1:2::9'))
  assert.notEqual(placeOf('2001:db8:1:2::1'), placeOf('2001:db8:1:3::1'))
  assert.equal(placeOf('::ffff:192.0.2.1'), '192.0.2.1')
  assert.equal(placeOf('::1'), '0:0:0:0')
})

test('another site can not write with a person’s cookie, nor sign them in or out', async () => {
  const { ada, baseUrl } = await agency()
  await startsWith(ada, 'a quiet long password')
  const { session } = await signsIn(baseUrl, ada.email, 'a quiet long password')
  const person = { id: 'eve', name: 'Eve', email: `eve@${ada.organizationId}.example`, roles: [] }
  const from = (headers: Record<string, string>) =>
    ask(baseUrl, 'POST', '/v1/admin/people', person, { cookie: session, ...headers })
  assert.equal((await from({ origin: 'https://evil.example' })).body.code, 'permission_denied')
  assert.equal((await from({ 'sec-fetch-site': 'cross-site' })).body.code, 'permission_denied')
  for (const path of ['/v1/auth/login', '/v1/auth/logout']) {
    const body = path.endsWith('login') ? { email: ada.email, password: 'a quiet long password' } : undefined
    const reply = await ask(baseUrl, 'POST', path, body, { cookie: session, origin: 'https://evil.example' })
    assert.equal(reply.status, 403, path)
    assert.equal(reply.headers.get('set-cookie'), null)
  }
  assert.equal((await from({ origin: baseUrl })).status, 201)
})

test('a suspended person’s session and token stop at once; reinstated, the token works again and the session does not', async () => {
  const { ada, max, baseUrl } = await agency()
  await startsWith(max, 'a quiet long password')
  const { session } = await signsIn(baseUrl, max.email, 'a quiet long password')
  const withCookie = () => ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })
  assert.equal((await ada.post('/v1/admin/people/max/suspend')).body.active, false)
  assert.equal((await withCookie()).status, 401)
  assert.equal((await max.get('/v1/admin/me')).status, 401)
  assert.equal((await ada.post('/v1/admin/people/max/reinstate')).body.active, true)
  assert.equal((await withCookie()).status, 401)
  assert.equal((await max.get('/v1/admin/me')).status, 200)
})

test('a password that is changed while somebody signs in with the old one does not let them in', async () => {
  const { max, baseUrl, db } = await agency()
  await startsWith(max, 'a quiet long password')
  const client = await db.admin.connect()
  await client.query('begin')
  await client.query('select 1 from people where organization_id = $1 and id = $2 for update', [
    max.organizationId,
    max.id,
  ])
  const signingIn = signsIn(baseUrl, max.email, 'a quiet long password')
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%for share%'`
  while ((await db.admin.query(waiting)).rows.length === 0);
  await client.query('update passwords set hash = $1 where organization_id = $2', [
    await hashPassword('the new long password'),
    max.organizationId,
  ])
  await client.query('commit')
  client.release()
  assert.equal((await signingIn).reply.status, 401)
})

test('the database holds hashes of sessions, and no log line holds a password or a session', async () => {
  const { max, baseUrl, db, logged } = await agency()
  await startsWith(max, 'a quiet long password')
  const { session } = await signsIn(baseUrl, max.email, 'a quiet long password')
  const secret = session.split('=')[1] ?? ''
  await signsIn(baseUrl, max.email, 'a wrong long password')
  const { rows } = await db.admin.query<{ secret_hash: Buffer }>(
    'select secret_hash from sessions where organization_id = $1',
    [max.organizationId],
  )
  assert.deepEqual(
    rows.map((row) => row.secret_hash),
    [hashSecret(secret)],
  )
  const { rows: kept } = await db.admin.query<{ hash: string }>(
    'select hash from passwords where organization_id = $1',
    [max.organizationId],
  )
  assert.match(kept[0]?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  const lines = JSON.stringify(logged)
  for (const word of [secret, 'a quiet long password', 'a wrong long password']) assert.ok(!lines.includes(word), word)
})
