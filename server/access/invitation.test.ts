import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, mailsTo, signsIn, type Agency } from '../../test/agency.ts'
import { hashSecret } from './authenticate.ts'

const NEW = 'another long password'

async function invited({ ada, organizationId }: Agency) {
  const email = `nina@${organizationId}.example`
  await ada.post('/v1/admin/people', { id: 'nina', name: 'Nina', email, roles: ['team_lead'] })
  await ada.post('/v1/admin/people/nina/invite')
  return { email, link: (await mailsTo(email)).at(-1) }
}
test('an invitation tells whom it is for, sets the password and signs in, once', async () => {
  const cast = await agency()
  const { baseUrl, organizationId, ada } = cast
  const { email, link } = await invited(cast)
  const path = `/v1/auth/invitations/${link?.secret}`
  assert.equal(link?.subject, `${organizationId} invites you to Project Operations`)
  assert.match(link?.body ?? '', /Ada invites you/)
  assert.ok(link?.body.includes(`${baseUrl}/invitations/${link.secret}\n`))
  const { name, organization } = (await ask(baseUrl, 'GET', path)).body
  assert.deepEqual({ name, organization }, { name: 'Nina', organization: { name: organizationId } })
  assert.equal((await ada.get('/v1/admin/people/nina')).body.joinedAt, null)
  const joined = await ask(baseUrl, 'POST', path, { password: NEW })
  assert.equal(joined.status, 200)
  const session = (joined.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  assert.equal((await ask(baseUrl, 'GET', '/v1/admin/me', undefined, { cookie: session })).body.id, 'nina')
  assert.match((await ada.get('/v1/admin/people/nina')).body.joinedAt, /^2026-/)
  for (const method of ['GET', 'POST']) {
    const again = await ask(
      baseUrl,
      method,
      path,
      method === 'POST' ? { password: 'one more long password' } : undefined,
    )
    assert.equal(again.body.code, 'link_not_found')
  }
  assert.equal((await signsIn(baseUrl, email, NEW)).reply.status, 200)
})

test('ten who use one invitation at once: one gets in', async () => {
  const cast = await agency()
  const { link } = await invited(cast)
  const path = `/v1/auth/invitations/${link?.secret}`
  const tries = await Promise.all(
    Array.from({ length: 10 }, (_, i) => ask(cast.baseUrl, 'POST', path, { password: `password number ${i}` })),
  )
  assert.deepEqual(
    tries.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, ...Array(9).fill(404)],
  )
})

test('an invitation is void after 7 days, when a new one is sent, when the address changes, and when its person is suspended', async () => {
  const cast = await agency()
  const { ada, baseUrl, clock } = cast
  const state = async (secret: string | undefined) =>
    (await ask(baseUrl, 'GET', `/v1/auth/invitations/${secret}`)).status
  const first = (await invited(cast)).link?.secret
  const { email, link } = { email: `nina@${cast.organizationId}.example`, link: first }
  await ada.post('/v1/admin/people/nina/invite')
  const second = (await mailsTo(email)).at(-1)?.secret
  assert.deepEqual([await state(link), await state(second)], [404, 200])
  clock.advance({ days: 7, minutes: 1 })
  assert.equal(await state(second), 404)
  await ada.post('/v1/admin/people/nina/invite')
  const third = (await mailsTo(email)).at(-1)?.secret
  assert.equal(await state(third), 200)
  await ada.put('/v1/admin/people/nina', { email: `new-${email}` })
  assert.equal(await state(third), 404)
  await ada.post('/v1/admin/people/nina/invite')
  const fourth = (await mailsTo(`new-${email}`)).at(-1)?.secret
  await ada.post('/v1/admin/people/nina/suspend')
  await ada.post('/v1/admin/people/nina/reinstate')
  assert.equal(await state(fourth), 404)
})

test('a link of one kind does not open the other door', async () => {
  const cast = await agency()
  const { link } = await invited(cast)
  const wrong = await ask(cast.baseUrl, 'PUT', `/v1/auth/password-reset/${link?.secret}`, { password: NEW })
  assert.equal(wrong.body.code, 'link_not_found')
})

test('a short password is refused, and no secret is in the activity or the log', async () => {
  const cast = await agency()
  const { baseUrl, db, logged, organizationId } = cast
  const { link } = await invited(cast)
  const secret = link?.secret ?? ''
  const { rows: links } = await db.admin.query<{ secret_hash: Buffer }>(
    'select secret_hash from one_time_links where organization_id = $1',
    [organizationId],
  )
  assert.deepEqual(
    links.map((row) => row.secret_hash),
    [hashSecret(secret)],
  )
  const short = await ask(baseUrl, 'POST', `/v1/auth/invitations/${secret}`, { password: 'short' })
  assert.deepEqual([short.status, short.body.errors?.[0]?.pointer], [422, '/password'])
  await ask(baseUrl, 'POST', `/v1/auth/invitations/${secret}`, { password: NEW })
  const { rows } = await db.admin.query<{ event: string }>('select * from activity where organization_id = $1', [
    organizationId,
  ])
  const events = rows.map((row) => row.event)
  for (const event of ['person.created', 'person.invited', 'person.joined', 'person.signed_in'])
    assert.ok(events.includes(event), event)
  for (const text of [JSON.stringify(rows), JSON.stringify(logged)])
    for (const word of [secret, NEW]) assert.ok(!text.includes(word))
})
