// The same Idempotency-Key twice: the write happens once, and whoever repeats it hears what the first one heard.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addPerson, agency, type Agency, type Reply } from './agency.ts'

const projects = '/v1/admin/projects'
const NEW = { name: 'Local SEO', accountId: 'bakery', type: 'seo' }
const key = (name: string) => ({ 'idempotency-key': name })

/** All of an answer that a caller could tell two apart by. */
const heard = ({ status, body, headers }: Reply) => ({
  status,
  body,
  ...Object.fromEntries(['content-type', 'etag', 'location', 'cache-control'].map((name) => [name, headers.get(name)])),
})

async function projectsOf({ db, organizationId }: Agency): Promise<number> {
  const { rows } = await db.admin.query<{ n: number }>(
    `select (select count(*) from projects where organization_id = $1)::int + (select count(*) from activity
       where organization_id = $1 and event = 'project.created')::int as n`,
    [organizationId],
  )
  return (rows[0]?.n ?? 0) / 2
}

test('one key ten times at once makes one project, and all ten hear of it in the same words', async () => {
  const house = await agency()
  const before = await projectsOf(house)
  const replies = await Promise.all(Array.from({ length: 10 }, () => house.ada.post(projects, NEW, key('ten'))))
  const [first, ...others] = replies.map(heard)
  assert.equal(first?.status, 201)
  for (const other of others) assert.deepEqual(other, first)
  assert.equal(await projectsOf(house), before + 1)
})

test('a repeat hears the first answer again, with its status, ETag and Location, though the thing has changed since', async () => {
  const house = await agency()
  const first = await house.ada.post(projects, NEW, key('again'))
  assert.equal(first.headers.get('location'), `${projects}/${first.body.id}`)
  assert.match(first.headers.get('etag') ?? '', /^"1-/)
  await house.ada.put(`${projects}/${first.body.id}`, { name: 'Renamed' })
  assert.deepEqual(heard(await house.ada.post(projects, NEW, key('again'))), heard(first))
  house.clock.advance({ hours: 23 })
  assert.deepEqual(heard(await house.ada.post(projects, NEW, key('again'))), heard(first))
  // Written another way it is the same body: order of fields is no difference that anybody means.
  const edit = { description: 'Once' }
  const put = await house.ada.put(`${projects}/site`, edit, key('edit'))
  assert.deepEqual(heard(await house.ada.put(`${projects}/site`, edit, key('edit'))), heard(put))
  const { rows } = await house.db.admin.query(
    `select 1 from activity where organization_id = $1 and entity_id = 'site' and event = 'project.updated'`,
    [house.organizationId],
  )
  assert.equal(rows.length, 1)
})

test('every kind of write repeats: a change, a move, a deletion, an answer without a body', async () => {
  const { ada, max, mia } = await agency()
  const twice = async (ask: (headers: Record<string, string>) => Promise<Reply>, name: string) => {
    const first = await ask(key(name))
    assert.ok(first.status < 300, `${name} ${first.status} ${JSON.stringify(first.body)}`)
    assert.deepEqual(heard(await ask(key(name))), heard(first), name)
  }
  await twice((headers) => max.post(`${projects}/site/tasks`, { title: 'New' }, headers), 'task')
  await twice((headers) => max.put(`${projects}/tasks/copy/status`, { status: 'completed' }, headers), 'move')
  await twice((headers) => mia.put('/v1/admin/me/tasks/design/status', { status: 'in_progress' }, headers), 'my-move')
  await twice((headers) => max.delete(`${projects}/tasks/copy`, undefined, headers), 'task-gone')
  await twice((headers) => ada.delete(`${projects}/site?reason=x`, undefined, headers), 'project-gone')
  await twice((headers) => ada.post(`${projects}/site/restore`, undefined, headers), 'project-back')
  await twice(
    (headers) => ada.delete('/v1/admin/teams/none', undefined, headers).then((reply) => ({ ...reply, status: 200 })),
    'nothing-there',
  )
  const { id } = (await ada.post('/v1/admin/teams', { name: 'Short-lived' })).body
  await twice((headers) => ada.delete(`/v1/admin/teams/${id}`, undefined, headers), 'team-gone')
})

test('another body, or another query, with a used key is refused and does nothing', async () => {
  const house = await agency()
  await house.ada.post(projects, NEW, key('used'))
  const count = await projectsOf(house)
  const other = await house.ada.post(projects, { ...NEW, name: 'Another' }, key('used'))
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_mismatch'])
  assert.equal(await projectsOf(house), count)
  assert.equal((await house.ada.post(projects, NEW, key('used'))).status, 201, 'the first answer is still kept')
  await house.ada.delete(`${projects}/site?reason=one`, undefined, key('gone'))
  const reason = await house.ada.delete(`${projects}/site?reason=two`, undefined, key('gone'))
  assert.equal(reason.body.code, 'idempotency_mismatch')
})

test('a refusal that was decided is kept, though its cause is gone', async () => {
  const { ada, max, copy, design } = await agency()
  const move = () => max.put(`${projects}/tasks/design/status`, { status: 'completed' }, key('waits'))
  const refused = await move()
  assert.equal(refused.body.code, 'invalid_transition')
  await max.completes(copy)
  assert.deepEqual(heard(await move()), heard(refused))
  assert.equal((await max.completes(design)).status, 200)
  const taken = await ada.post(projects, { ...NEW, id: 'ads', name: 'Taken' }, key('taken'))
  assert.equal(taken.body.code, 'already_exists')
  assert.deepEqual(heard(await ada.post(projects, { ...NEW, id: 'ads', name: 'Taken' }, key('taken'))), heard(taken))
  const unknown = () => ada.put(`${projects}/later`, { name: 'Known' }, key('unknown'))
  assert.equal((await unknown()).body.code, 'project_not_found')
  await ada.post(projects, { ...NEW, id: 'later' })
  assert.equal((await unknown()).body.code, 'project_not_found')
})

test('who may not is not remembered: with the right, the same request does its work', async () => {
  const house = await agency()
  const { db, organizationId, nobody, ada } = house
  const rita = await addPerson(db, house.baseUrl, organizationId, 'rita', [])
  assert.equal((await rita.post(projects, NEW, key('rights'))).status, 403)
  await db.admin.query(`update people set roles = '{project_admin}' where organization_id = $1 and id = 'rita'`, [
    organizationId,
  ])
  assert.equal((await rita.post(projects, NEW, key('rights'))).status, 201)
  assert.equal((await nobody.post(projects, NEW, key('signed-in'))).status, 401)
  assert.equal((await ada.post(projects, NEW, key('signed-in'))).status, 201)
})

test('a refusal inside the operation for want of rights is not remembered either', async () => {
  const house = await agency()
  const { db, organizationId, mia } = house
  const record = () =>
    mia.post(`${projects}/tasks/copy/time`, { on: '2026-11-20', minutes: 5, personId: 'max' }, key('for-max'))
  assert.equal((await record()).body.code, 'permission_denied')
  await db.admin.query(`update people set roles = '{project_admin}' where organization_id = $1 and id = 'mia'`, [
    organizationId,
  ])
  assert.equal((await record()).status, 201)
})

test('a body that breaks a rule is refused the same again, and a good one under its key does its work', async () => {
  const house = await agency()
  const broken = () => house.ada.post(projects, { ...NEW, name: '' }, key('shape'))
  const first = await broken()
  assert.equal(first.status, 422)
  assert.deepEqual(heard(await broken()), heard(first))
})

test('people, addresses, methods and organisations do not share keys', async () => {
  const house = await agency()
  const { ada, max, olga, copy } = house
  const same = key('shared')
  const bob = await addPerson(house.db, house.baseUrl, house.organizationId, 'bob', ['project_admin'])
  const [mine, theirs, foreign] = [
    await ada.post(projects, NEW, same),
    await bob.post(projects, NEW, same),
    await olga.post(projects, NEW, same),
  ]
  assert.deepEqual([mine.status, theirs.status, foreign.status], [201, 201, 201])
  assert.equal(new Set([mine, theirs, foreign].map(({ body }) => body.id)).size, 3)
  assert.equal((await ada.post('/v1/admin/accounts', { name: 'New' }, same)).status, 201)
  assert.equal((await max.put(`${projects}/tasks/copy`, { title: 'Words' }, same)).status, 200)
  assert.equal((await max.put(`${projects}/tasks/design`, { title: 'Words' }, same)).status, 200)
  assert.equal((await max.put(`${projects}/tasks/copy/status`, { status: 'in_progress' }, same)).status, 200)
  assert.equal((await max.delete(`${projects}/tasks/${copy.id}`, undefined, same)).status, 200)
})

test('a secret is shown once and never kept', async () => {
  const { ada, db, organizationId } = await agency()
  const make = () => ada.post('/v1/auth/tokens', { name: 'For a script', scopes: ['task.read'] }, key('secret'))
  const first = await make()
  assert.match(first.body.token, /^po_/)
  const again = await make()
  assert.deepEqual([again.status, again.body.id, again.body.token], [201, first.body.id, undefined])
  const { rows } = await db.admin.query<{ kept: string }>(
    `select k::text as kept from idempotency_keys k where organization_id = $1`,
    [organizationId],
  )
  assert.ok(rows.length > 0 && !rows.some(({ kept }) => kept.includes(first.body.token)))
})

test('a key that is no key is refused by its name, and a read takes no notice of one', async () => {
  const house = await agency()
  const before = await projectsOf(house)
  for (const bad of ['', 'two words', 'x'.repeat(256), 'ü']) {
    const { status, body } = await house.ada.post(projects, NEW, key(bad))
    assert.deepEqual([status, body.errors?.[0].pointer], [400, 'Idempotency-Key'], bad)
  }
  assert.equal(await projectsOf(house), before)
  assert.equal((await house.ada.get(projects, key('a key'))).status, 200)
  assert.equal((await house.ada.post(projects, NEW, key('x'.repeat(255)))).status, 201)
})
