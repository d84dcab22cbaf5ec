// Messages in threads: who says and sees what, and that what is internal and what the client sees never mix.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person, type Reply } from '../../test/agency.ts'
import { withNina } from '../../test/mail-house.ts'

const thread = (project = 'site') => `/v1/admin/projects/${project}/communications`
const ofTask = (task: string) => `/v1/admin/projects/tasks/${task}/communications`
const bodies = ({ body }: Reply) => (body.data as { body: string }[]).map((each) => each.body)
const pointers = ({ body }: Reply) => (body.errors as { pointer: string }[]).map(({ pointer }) => pointer)

test('what is said in a project is in its thread, newest first, and can be read by itself', async () => {
  const { max, amy, clock } = await agency()
  const first = await max.post(thread(), { body: 'The kick-off went **well**.' })
  assert.deepEqual(
    [
      first.status,
      first.body.thread,
      first.body.direction,
      first.body.visibility,
      first.body.channel,
      first.body.delivery,
    ],
    [201, { type: 'project', id: 'site' }, 'internal', 'internal', 'portal', 'none'],
  )
  assert.deepEqual(first.body.author, { type: 'person', id: 'max', name: 'Max', email: null })
  clock.advance({ minutes: 5 })
  await amy.post(thread(), { id: 'second', body: 'Good to hear.' })
  assert.deepEqual(bodies(await amy.get(thread())), ['Good to hear.', 'The kick-off went **well**.'])
  assert.deepEqual((await amy.get(first.headers.get('location') ?? '')).body, first.body)
  assert.equal((await amy.get('/v1/admin/communications/second')).body.accountId, 'bakery')
})

test('the thread is sifted by whom it is for, how it came, when it was said and what it holds', async () => {
  const house = await agency()
  const { max, clock } = house
  await withNina(house)
  const noon = clock.now().toISOString()
  const call = { direction: 'incoming', author: { name: 'Nina Brot' } }
  await max.post(thread(), { ...call, body: 'Please 50% bigger', saidAt: '2026-11-20T09:00:00Z' })
  await max.post(thread(), { body: 'She wants it bigger', thread: { type: 'task', id: 'copy' } })
  await max.post(thread(), { body: 'We shall do that.', visibility: 'client' })
  const sifted = async (query: string) => bodies(await max.get(`${thread()}?sort=saidAt&${query}`))
  assert.deepEqual(await sifted('visibility=client'), ['Please 50% bigger', 'We shall do that.'])
  assert.deepEqual(await sifted('direction=incoming,internal'), ['Please 50% bigger', 'She wants it bigger'])
  assert.deepEqual(await sifted('channel=phone'), ['Please 50% bigger'])
  assert.deepEqual(await sifted('threadType=task&threadId=copy'), ['She wants it bigger'])
  assert.deepEqual(await sifted(`to=${noon}`), ['Please 50% bigger'])
  assert.deepEqual(await sifted(`from=${noon}`), ['She wants it bigger', 'We shall do that.'])
  assert.deepEqual(await sifted('q=0%25%20BIG'), ['Please 50% bigger'])
  assert.deepEqual(await sifted('q=5%25'), [])
  assert.deepEqual(await sifted('limit=1&page=2'), ['She wants it bigger'])
})

test('whoever works on a task discusses it; the account manager sees of that what the client sees', async () => {
  const house = await agency()
  const { max, tess, amy, mia, una } = house
  await withNina(house)
  for (const [who, body] of [
    [mia, 'I have a question'],
    [tess, 'Ask away'],
    [max, 'Me too'],
  ] as [Person, string][])
    assert.equal((await who.post(ofTask('copy'), { body })).status, 201)
  await max.post(ofTask('copy'), { body: 'The texts are coming.', visibility: 'client' })
  for (const who of [mia, tess, max]) assert.equal((await who.get(ofTask('copy'))).body.data.length, 4)
  assert.equal((await amy.get(ofTask('copy'))).status, 404)
  assert.equal((await una.get(ofTask('copy'))).status, 404)
  assert.deepEqual(bodies(await amy.get(thread())), ['The texts are coming.'])
  const { id } = (await mia.post(ofTask('copy'), { body: 'Between us' })).body
  assert.equal((await amy.get(`/v1/admin/communications/${id}`)).status, 404)
  // Only who writes to the client makes it seen by the client, on whichever way.
  for (const who of [mia, tess])
    for (const more of [{ visibility: 'client' }, { direction: 'incoming', author: { name: 'Nina' } }])
      assert.equal((await who.post(ofTask('copy'), { body: 'Hello', ...more })).status, 403)
  const aboutTask = { thread: { type: 'task', id: 'copy' } }
  assert.equal((await amy.post(thread(), { body: 'Hm', ...aboutTask })).status, 403)
  const told = await amy.post(thread(), { body: 'Nearly there', visibility: 'client', ...aboutTask })
  assert.equal((await amy.get(`/v1/admin/communications/${told.body.id}`)).status, 200)
})

test('a message that contradicts itself, or names what is not there, is refused by name and nothing is kept', async () => {
  const house = await agency()
  const { max, db } = house
  await withNina(house)
  const refused = async (message: object, ...expected: string[]) => {
    const reply = await max.post(thread(), { body: 'Words', ...message })
    assert.deepEqual([reply.status, ...pointers(reply)], [422, ...expected], JSON.stringify(message))
  }
  await refused({ body: ' \n ' }, '/body')
  await refused({ body: 'ä'.repeat(32 * 1024 + 1) }, '/body')
  await refused({ visibility: 'internal', direction: 'outgoing' }, '/visibility')
  await refused({ visibility: 'client', direction: 'internal' }, '/visibility')
  await refused({ direction: 'incoming' }, '/author')
  await refused({ author: { name: 'Nina' } }, '/author')
  await refused({ recipients: ['nina@bakery.example'] }, '/recipients')
  await refused({ visibility: 'client', channel: 'phone', recipients: ['nina@bakery.example'] }, '/recipients')
  await refused({ visibility: 'client', recipients: ['nina@bakery.example', 'eve@else.example'] }, '/recipients/1')
  await refused({ saidAt: '2027-01-01T00:00:00Z' }, '/saidAt')
  await refused({ thread: { type: 'task', id: 'banner' } }, '/thread/id')
  await refused({ thread: { type: 'project', id: 'ads' } }, '/thread/id')
  for (const type of ['request', 'signal']) await refused({ thread: { type, id: 'none' } }, '/thread/id')
  await refused({ attachmentIds: ['none'] }, '/attachmentIds/0')
  assert.equal((await max.post(thread(), { body: 'ä'.repeat(32 * 1024) })).status, 201)
  const { rows } = await db.admin.query('select count(*)::int from communications where organization_id = $1', [
    house.organizationId,
  ])
  assert.equal(rows[0].count, 1)
})

test('a message is sent once however often its request is, and nobody changes or deletes it', async () => {
  const { max, db, organizationId } = await agency()
  const say = () => max.post(thread(), { body: 'Once' }, { 'idempotency-key': 'k1' })
  const [one, other] = await Promise.all([say(), say()])
  assert.deepEqual([one.status, other.status, one.body.id], [201, 201, other.body.id])
  assert.equal((await max.get(thread())).body.pagination.total, 1)
  assert.equal((await max.post(thread(), { id: one.body.id, body: 'Twice' })).status, 409)
  for (const method of ['put', 'delete'] as const)
    assert.equal((await max[method](`/v1/admin/communications/${one.body.id}`)).status, 405)
  const rights = await db.admin.query(`select string_agg(privilege_type || ' ' || column_name, ', ') as all
    from information_schema.column_privileges
    where grantee = 'operations_app' and table_name = 'communications' and privilege_type in ('UPDATE', 'DELETE')`)
  assert.equal(rights.rows[0].all, 'UPDATE account_id')
  // The database itself keeps the two sides apart.
  await assert.rejects(
    db.admin.query(
      `update communications set visibility = 'client' where organization_id = $1 and direction = 'internal'`,
      [organizationId],
    ),
    /check constraint/,
  )
})

test('a page of a hundred messages with files is asked for like a page of one', async () => {
  const { max, amy, db, organizationId } = await agency()
  await max.post(thread(), { id: 'first', body: 'One' })
  await db.admin.query(
    `with m as (insert into communications select (json_populate_record(c, json_build_object('id', 'm' || n, 'thread_type', 'task', 'thread_id', 'copy'))).*
       from communications c, generate_series(1, 99) n where c.organization_id = $1 and c.id = 'first' returning id)
     insert into attachments (organization_id, id, project_id, subject_type, subject_id, visibility, name, content_type, size_bytes, sha256,
       storage_key, uploader_type, uploader_id, uploader_name, created_at)
     select $1, 'f' || id, 'site', 'communication', id, 'internal', 'a', 'x', 1, '', 'k' || id, 'person', 'max', 'Max', now() from m`,
    [organizationId],
  )
  const countOf = async (who: Person, path: string) => {
    const before = db.app.statementCount()
    const { status, body } = await who.get(path)
    assert.equal(status, 200)
    return [db.app.statementCount() - before, body.data.length] as [number, number]
  }
  for (const path of [thread(), ofTask('copy'), '/v1/admin/projects/site/attachments']) {
    const [few] = await countOf(max, `${path}?limit=1`)
    const [many, length] = await countOf(max, `${path}?limit=100`)
    assert.ok(length > 90, path)
    assert.equal(many, few, path)
  }
  // The account manager's page leaves out what is internal about tasks, and counts no more than it shows.
  assert.deepEqual((await amy.get(thread())).body.pagination.total, 1)
})
