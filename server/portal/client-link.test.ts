// The links of clients: made once, mailed, taken back at once, and good for nothing but what they are for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, mailsTo, type Reply } from '../../test/agency.ts'
import { asks, clientAt, invites } from '../../test/asking.ts'

const links = '/v1/admin/projects/site/client-links'
const isGone = ({ status, body }: Reply) => assert.deepEqual([status, body.code], [404, 'link_not_found'])

test('the address is told once, kept as a hash, and listed without it', async () => {
  const house = await agency()
  const { amy, max, db } = house
  const { link, token } = await invites(house, amy)
  assert.match(token, /^[\w-]{43}$/)
  assert.equal(link.expiresAt, '2027-05-21T22:00:00.000Z')
  const { body } = await max.get(links)
  const { url: _, ...kept } = link
  assert.deepEqual(body.data, [kept])
  assert.deepEqual((await amy.get(`/v1/admin/client-links/${link.id}`)).body, kept)
  const { rows } = await db.admin.query(
    `select row_to_json(l)::text || (select string_agg(row_to_json(a)::text, '') from activity a
    where a.organization_id = l.organization_id) as all from client_links l where id = $1`,
    [link.id],
  )
  assert.ok(!JSON.stringify(rows).includes(token))
})

test('it is mailed where that is asked, with its last day', async () => {
  const house = await agency()
  const email = `beate@${house.organizationId}.example`
  const { token } = await invites(house, house.amy, { email, expiresOn: '2026-12-24', send: true })
  const [mail] = await mailsTo(email)
  assert.equal(mail?.secret, token)
  assert.match(mail?.body ?? '', /good until 24 December 2026/)
})

test('revoked it is gone at once, and that it was is kept', async () => {
  const house = await agency()
  const { amy, max } = house
  const client = await invites(house, amy)
  const { body: asked } = await client.asks()
  const { body: revoked } = await max.delete(`/v1/admin/client-links/${client.link.id}`)
  assert.ok(revoked.revokedAt)
  for (const reply of [
    await client.opens(),
    await client.reads(asked),
    await client.asks(),
    await client.says(asked, 'Hello?'),
    await client.withdraws(asked),
  ])
    isGone(reply)
  assert.deepEqual((await max.delete(`/v1/admin/client-links/${client.link.id}`)).body, revoked)
  assert.equal((await max.get(`${links}?live=true`)).body.pagination.total, 0)
  assert.equal((await max.get(`${links}?live=false`)).body.data[0].id, client.link.id)
})

test('altered, expired, of a deleted project or an archived client, it is as if it had never been', async () => {
  const house = await agency()
  const { ada, amy, baseUrl, clock } = house
  const [client, short] = [await invites(house, amy), await invites(house, amy, { expiresOn: '2026-11-30' })]
  const altered = `${client.token.startsWith('A') ? 'B' : 'A'}${client.token.slice(1)}`
  const never = await clientAt(baseUrl, `/${'x'.repeat(43)}`).opens()
  isGone(never)
  assert.deepEqual((await clientAt(baseUrl, `/${altered}`).opens()).body, never.body)
  assert.equal((await short.opens()).status, 200)
  clock.advance({ days: 9 })
  assert.deepEqual((await short.opens()).body, never.body)
  assert.equal((await client.opens()).status, 200)
  await ada.delete('/v1/admin/projects/site', { reason: 'by mistake' })
  assert.deepEqual((await client.opens()).body, never.body)
  isGone(await client.asks())
  await ada.post('/v1/admin/projects/site/restore')
  await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'They close' })
  assert.equal((await client.opens()).status, 200)
  assert.equal((await ada.put('/v1/admin/accounts/bakery', { status: 'archived' })).status, 200)
  assert.deepEqual((await client.opens()).body, never.body)
  isGone(await client.asks())
})

test('when the project moves to another client, the first one is locked out', async () => {
  const house = await agency()
  const client = await invites(house, house.amy)
  assert.equal((await house.ada.put('/v1/admin/projects/site', { accountId: 'dental' })).status, 200)
  isGone(await client.opens())
  isGone(await client.asks())
})

test('a link has an end, and a project at most fifty of them', async () => {
  const house = await agency()
  const { ada, amy, una, db, organizationId } = house
  const make = (more: object) => ada.post(links, { name: 'B', email: 'b@b.example', ...more })
  for (const expiresOn of ['2026-11-21', '2029-01-01', '2199-01-01'])
    assert.equal((await make({ expiresOn })).body.errors[0].pointer, '/expiresOn', expiresOn)
  assert.equal((await make({ email: 'nobody' })).body.errors[0].pointer, '/email')
  assert.equal((await una.post(links, { name: 'B', email: 'b@b.example' })).body.code, 'project_not_found')
  await db.admin.query(
    `insert into client_links (organization_id, id, project_id, account_id, name, email, secret_hash, expires_at, created_at, updated_at)
     select $1, 'link-' || n, 'site', 'bakery', 'B', 'b@b.example', sha256(($1 || n)::bytea), '2027-01-01', now(), now()
     from generate_series(1, 49) n`,
    [organizationId],
  )
  const both = await Promise.all([make({}), make({})])
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([201, 422]))
  await amy.delete('/v1/admin/client-links/link-1')
  assert.equal((await make({})).status, 201)
})

test('an API token that ends makes no link that outlives it', async () => {
  const { amy, ada, baseUrl } = await agency()
  const { body } = await ada.post('/v1/auth/tokens', {
    name: 'For a week',
    scopes: ['client_link.manage'],
    expiresAt: '2026-12-29T00:00:00.000Z',
  })
  const make = (expiresOn: string) =>
    fetch(baseUrl + links, {
      method: 'POST',
      headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'B', email: 'b@b.example', expiresOn }),
    })
  assert.equal((await make('2026-12-29')).status, 403)
  assert.equal((await make('2026-12-28')).status, 201)
  assert.equal((await amy.get(links)).body.pagination.total, 1)
})

test('a link opens no other door, and no other credential opens the client’s', async () => {
  const house = await agency()
  const { baseUrl, amy } = house
  const client = await invites(house, amy)
  const asked = await asks(amy)
  for (const path of ['/v1/admin/me', '/v1/admin/requests', `/v1/admin/projects/requests/${asked.id}`]) {
    const reply = await fetch(baseUrl + path, { headers: { authorization: `Bearer ${client.token}` } })
    assert.equal(reply.status, 401, path)
  }
  isGone(await clientAt(baseUrl, `/${amy.token}`).opens())
})

test('what is written while the address is taken back is written before, or not at all', async () => {
  const house = await agency()
  const { amy, max } = house
  const client = await invites(house, amy)
  const [revoked, ...replies] = await Promise.all([
    amy.delete(`/v1/admin/client-links/${client.link.id}`),
    ...Array.from({ length: 12 }, () => client.asks()),
  ])
  const taken = replies.filter(({ status }) => status === 201)
  for (const reply of replies) if (reply.status !== 201) isGone(reply)
  const { body } = await max.get('/v1/admin/projects/site/requests?limit=100')
  assert.equal(body.pagination.total, taken.length)
  assert.ok(revoked.body.revokedAt)
  isGone(await client.asks())
})
