import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, mailsTo, seal, signsIn, startsWith, type Agency, type Person } from '../../test/agency.ts'
import { setsSecondFactor } from '../../test/second-factor.ts'
import { draftOf } from './second-factor-operations.ts'
import { codeAt, newTimeSecret, stepAt } from './time-code.ts'

const PASSWORD = 'a quiet long password'

async function withFactor(house: Agency, who: Person) {
  await startsWith(who, PASSWORD)
  const app = await setsSecondFactor(house, who)
  const comes = async (code?: string) => (await signsIn(house.baseUrl, who.email, PASSWORD, code)).reply
  return { ...app, comes }
}

test('with a second factor the password alone opens nothing; with what the app shows it does, once', async () => {
  const house = await agency()
  const { code, comes } = await withFactor(house, house.max)
  const without = await comes()
  assert.deepEqual([without.status, without.body.code], [401, 'second_factor_needed'])
  assert.equal(without.headers.get('set-cookie'), null)
  const shown = code()
  assert.equal((await comes(`${shown.slice(0, 3)} ${shown.slice(3)}`)).status, 200)
  const again = await comes(shown)
  assert.deepEqual([again.status, again.body.code], [401, 'second_factor_needed'])
  house.clock.advance({ minutes: 1 })
  assert.equal((await comes(shown)).status, 401, 'and not after its half minute')
  assert.equal((await comes(code())).status, 200)
})

test('twice at once the same code lets in once', async () => {
  const house = await agency()
  const { code, comes } = await withFactor(house, house.max)
  const shown = code()
  const replies = await Promise.all([comes(shown), comes(shown), comes(shown)])
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 401, 401],
  )
})

test('a code of the app says nothing without the password', async () => {
  const house = await agency()
  const { code } = await withFactor(house, house.max)
  const { reply } = await signsIn(house.baseUrl, house.max.email, 'not the password', code())
  assert.deepEqual([reply.status, reply.body.code], [401, 'unauthenticated'])
})

test('each recovery code lets in once, and they are kept as hashes', async () => {
  const house = await agency()
  const { recoveryCodes, comes } = await withFactor(house, house.max)
  assert.equal(new Set(recoveryCodes).size, 10)
  for (const each of recoveryCodes) assert.match(each, /^([A-Z2-7]{6}-){3}[A-Z2-7]{6}$/)
  const [first = ''] = recoveryCodes
  assert.equal((await comes(first.toLowerCase())).status, 200)
  assert.equal((await comes(first)).status, 401)
  assert.equal((await house.max.get('/v1/auth/second-factor')).body.recoveryCodesLeft, 9)
  const { rows } = await house.db.admin.query('select * from second_factors where organization_id = $1', [
    house.organizationId,
  ])
  assert.ok(!JSON.stringify(rows).includes(first.replaceAll('-', '')))
})

test('after ten wrong codes even the right one waits', async () => {
  const house = await agency()
  const { code, comes } = await withFactor(house, house.max)
  const wrong = code() === '000000' ? '111111' : '000000'
  for (let i = 0; i < 10; i++) assert.equal((await comes(wrong)).status, 401)
  const reply = await comes(code())
  assert.deepEqual([reply.status, reply.body.code], [429, 'rate_limited'])
})

test('a draft is good for its person, for a quarter of an hour, and with a code of it', async () => {
  const { max, mia, clock, organizationId } = await agency()
  const secret = newTimeSecret()
  const puts = async (who: Person, draft: string, code?: string) =>
    (await who.put('/v1/auth/second-factor', { draft, code: code ?? codeAt(secret, stepAt(clock.now())) })).body
      .errors?.[0]?.pointer
  const draft = draftOf(seal, `${organizationId} max`, secret, clock.now())
  assert.equal(await puts(mia, draft), '/draft')
  assert.equal(await puts(max, `${draft.slice(0, -4)}AAAA`), '/draft')
  assert.equal(await puts(max, draft, codeAt(secret, stepAt(clock.now()) + 1)), '/code')
  clock.advance({ minutes: 16 })
  assert.equal(await puts(max, draft), '/draft')
  assert.equal((await max.get('/v1/auth/second-factor')).body.confirmedAt, null)
})

test('a forgotten password is no way around the second factor', async () => {
  const house = await agency()
  const { max, baseUrl } = house
  const { code } = await withFactor(house, max)
  await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email: max.email })
  const secret = (await mailsTo(max.email)).at(-1)?.secret ?? ''
  const password = 'another very long password'
  assert.equal((await ask(baseUrl, 'PUT', `/v1/auth/password-reset/${secret}`, { password })).status, 204)
  assert.equal((await signsIn(baseUrl, max.email, password)).reply.body.code, 'second_factor_needed')
  assert.equal((await signsIn(baseUrl, max.email, password, code())).reply.status, 200)
})

test('who lost it is helped by a Project Admin, is told, and signed out everywhere', async () => {
  const house = await agency()
  const { ada, max, baseUrl } = house
  const { code, comes } = await withFactor(house, max)
  const { session } = await signsIn(baseUrl, max.email, PASSWORD, code())
  assert.equal((await ada.delete('/v1/admin/people/max/second-factor')).status, 204)
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).status, 401)
  assert.equal((await comes()).status, 200)
  const subjects = (await mailsTo(max.email)).map(({ subject }) => subject)
  assert.deepEqual(subjects, ['Signing in now asks for a code', 'Signing in does not ask for a code any more'])
})

test('where the organisation wants one, nothing but setting it up is open until it is there', async () => {
  const house = await agency()
  const { ada, max, baseUrl } = house
  await startsWith(max, PASSWORD)
  const { session } = await signsIn(baseUrl, max.email, PASSWORD)
  const asks = (method: string, path: string, body?: unknown) => ask(baseUrl, method, path, body, { cookie: session })
  assert.equal((await asks('GET', '/v1/admin/projects/site')).status, 200)
  assert.equal((await ada.put('/v1/admin/settings', { secondFactorRequired: true })).status, 200)
  for (const path of ['/v1/admin/projects/site', '/v1/admin/me/tasks', '/v1/auth/tokens', '/v1/admin/search?q=a'])
    assert.equal((await asks('GET', path)).body.code, 'second_factor_missing', path)
  assert.equal((await asks('GET', '/v1/admin/me')).body.lacksSecondFactor, true)
  await setsSecondFactor(house, {
    post: (path: string, body?: unknown) => asks('POST', path, body),
    put: (path: string, body?: unknown) => asks('PUT', path, body),
  })
  assert.equal((await asks('GET', '/v1/admin/projects/site')).status, 200)
  assert.equal((await asks('GET', '/v1/admin/me')).body.lacksSecondFactor, false)
})
