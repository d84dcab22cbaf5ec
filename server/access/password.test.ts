import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { agency, ask, mailsTo, signsIn, startsWith } from '../../test/agency.ts'
import { makeApp } from '../app.ts'
import { hashSecret } from './authenticate.ts'
import { hashCount, hashPassword, verifyPassword } from './password-hash.ts'

const OLD = 'a quiet long password'
const NEW = 'another long password'

const resetSecret = async (baseUrl: string, email: string) => {
  await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email })
  return (await mailsTo(email)).at(-1)?.secret ?? ''
}

test('a password reset answers the same for everybody, at once, and mails only who is here', async () => {
  const { ada, max, mia, baseUrl } = await agency()
  await startsWith(max, OLD)
  await ada.post('/v1/admin/people/mia/suspend')
  const answer = async (email: string) => {
    const { status, body } = await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email })
    return { status, body }
  }
  const known = await answer(max.email)
  assert.equal(known.status, 202)
  assert.deepEqual([await answer('nobody@nowhere.example'), await answer(mia.email)], [known, known])
  assert.deepEqual(
    (await mailsTo(max.email)).map((mail) => mail.subject),
    ['A new password for Project Operations'],
  )
  assert.deepEqual([await mailsTo('nobody@nowhere.example'), await mailsTo(mia.email)], [[], []])
})

test('the reply to a password reset does not wait for the database', async () => {
  const { max, baseUrl, db } = await agency()
  const client = await db.admin.connect()
  await client.query('begin; lock table one_time_links in access exclusive mode')
  const reply = await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email: max.email })
  await client.query('commit')
  client.release()
  assert.equal(reply.status, 202)
  assert.equal((await mailsTo(max.email)).length, 1)
})

test('asking for a reset again and again fills nobody’s mailbox', async () => {
  const { max, baseUrl } = await agency()
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => ask(baseUrl, 'POST', '/v1/auth/password-reset', { email: max.email })),
  )
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [202])
  assert.equal((await mailsTo(max.email)).length, 3)
})

test('a reset ends all sessions and all other links, keeps the API tokens, and tells the person', async () => {
  const { max, baseUrl, db } = await agency()
  await startsWith(max, OLD)
  const { session } = await signsIn(baseUrl, max.email, OLD)
  const secret = await resetSecret(baseUrl, max.email)
  await db.admin.query(
    `insert into one_time_links values ($1, 'lnk_other', 'max', 'invitation', $2, now(), now() + interval '100 days')`,
    [max.organizationId, hashSecret(`other ${max.organizationId}`)],
  )
  assert.equal((await ask(baseUrl, 'PUT', `/v1/auth/password-reset/${secret}`, { password: NEW })).status, 204)
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status, 401)
  assert.equal((await max.get('/v1/admin/me')).status, 200)
  assert.equal(
    (await db.admin.query('select 1 from one_time_links where organization_id = $1', [max.organizationId])).rows.length,
    0,
  )
  assert.equal((await signsIn(baseUrl, max.email, OLD)).reply.status, 401)
  assert.equal((await signsIn(baseUrl, max.email, NEW)).reply.status, 200)
  assert.equal((await ask(baseUrl, 'PUT', `/v1/auth/password-reset/${secret}`, { password: OLD })).status, 404)
  assert.equal((await mailsTo(max.email)).at(-1)?.subject, 'Your password was changed')
})

test('a reset link is good for an hour', async () => {
  const { max, baseUrl, clock } = await agency()
  await startsWith(max, OLD)
  const secret = await resetSecret(baseUrl, max.email)
  clock.advance({ minutes: 61 })
  assert.equal((await ask(baseUrl, 'PUT', `/v1/auth/password-reset/${secret}`, { password: NEW })).status, 404)
})

test('changing one’s password needs the current one, ends the other sessions and keeps this one', async () => {
  const { max, baseUrl } = await agency()
  await startsWith(max, OLD)
  const [here, there] = [await signsIn(baseUrl, max.email, OLD), await signsIn(baseUrl, max.email, OLD)]
  const change = (currentPassword: string) =>
    ask(baseUrl, 'PUT', '/v1/auth/password', { currentPassword, newPassword: NEW }, { cookie: here.session })
  const refused = await change('not the password')
  assert.deepEqual([refused.status, refused.body.errors?.[0]?.pointer], [422, '/currentPassword'])
  assert.equal((await change(OLD)).status, 204)
  const me = async (session: string) =>
    (await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status
  assert.deepEqual([await me(here.session), await me(there.session)], [200, 401])
  assert.equal((await signsIn(baseUrl, max.email, NEW)).reply.status, 200)
})

test('whoever holds a session can not try out its person’s password', async () => {
  const { max } = await agency()
  await startsWith(max, OLD)
  const change = (currentPassword: string) => max.put('/v1/auth/password', { currentPassword, newPassword: NEW })
  for (let i = 0; i < 10; i++) assert.equal((await change(`guess number ${i}`)).status, 422)
  const before = hashCount()
  assert.equal((await change(OLD)).status, 429)
  assert.equal(hashCount(), before)
})

test('on https the cookie goes by a name that no other host can set, and only over https', async () => {
  const { max, db, clock } = await agency()
  await startsWith(max, OLD)
  const publicUrl = () => 'https://ops.example'
  const app = await makeApp({
    database: db.app,
    log: pino({ level: 'silent' }),
    clock: clock.tick,
    rateLimit: 1000,
    trustProxy: false,
    publicUrl,
  })
  const login = await app.inject({
    method: 'POST',
    url: '/v1/auth/login',
    payload: { email: max.email, password: OLD },
  })
  const cookie = String(login.headers['set-cookie'])
  assert.match(cookie, /^__Host-session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  const me = async (sent: string) => (await app.inject({ url: '/v1/admin/me', headers: { cookie: sent } })).statusCode
  const session = cookie.split(';')[0] ?? ''
  assert.deepEqual([await me(session), await me(session.replace('__Host-', ''))], [200, 401])
  await app.close()
})

test('a password is the same however its letters are composed', async () => {
  assert.ok(await verifyPassword('cafe\u0301 au lait', await hashPassword('café au lait')))
  assert.ok(!(await verifyPassword('cafe au lait', await hashPassword('café au lait'))))
  assert.ok(!(await verifyPassword('anything at all', null)))
})

test('too many sign-ins at one moment are told to come back', async () => {
  const hashes = await Promise.allSettled(
    Array.from({ length: 110 }, () => verifyPassword('a flood of sign-ins', null)),
  )
  const refused = hashes.filter((hash) => hash.status === 'rejected')
  assert.deepEqual(
    refused.map((hash) => hash.reason.code),
    Array(8).fill('unavailable'),
  )
})
