// Clients' requests as their managers see, change and move them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { answers, asks, invites, isUnbroken, movesRequest, requestAt, wentThrough } from '../../test/asking.ts'
import { sweeps } from '../app.ts'
import { sweepOnce } from '../platform/sweep.ts'

test('a request that came by phone is written down, and is found in the project and in the queue', async () => {
  const { max, amy, una } = await agency()
  const asked = await asks(amy, 'site', { id: 'hours', priority: 'high' })
  const { status, source, requester, priority, type, overdue, taskIds, version, closedAt } = asked
  assert.deepEqual(
    { status, source, priority, type, overdue, taskIds, version, closedAt },
    {
      status: 'pending',
      source: 'phone',
      priority: 'high',
      type: 'change',
      overdue: false,
      taskIds: [],
      version: 1,
      closedAt: null,
    },
  )
  assert.deepEqual(requester, { name: 'Beate Bluebird', email: 'beate@bluebird.example' })
  assert.deepEqual(wentThrough(asked), ['pending'])
  assert.deepEqual(asked.statusHistory[0]?.actor, { type: 'person', id: 'amy' })
  const { body } = await max.get('/v1/admin/projects/site/requests')
  assert.deepEqual(
    [body.data[0].id, body.data[0].communications, body.data[0].communicationCount, body.pagination.total],
    ['hours', [], 0, 1],
  )
  assert.equal((await max.get('/v1/admin/requests')).body.data[0].id, 'hours')
  assert.deepEqual((await max.get(requestAt('hours'))).body, asked)
  assert.equal((await una.get('/v1/admin/requests')).body.pagination.total, 0)
  assert.equal((await una.get(requestAt('hours'))).body.code, 'request_not_found')
})

test('the queue is filtered, searched and sorted', async () => {
  const { ada } = await agency()
  await asks(ada, 'site', { id: 'one', priority: 'low', type: 'issue', source: 'email', title: 'The cart is empty' })
  await asks(ada, 'ads', { id: 'two', priority: 'urgent', assigneeId: 'mia', title: 'New banner' })
  await asks(ada, 'site', { id: 'three', requester: { name: 'Somebody' }, title: 'Another cart' })
  await movesRequest(ada, { id: 'three' }, 'in_review')
  const found = async (query: string) =>
    (await ada.get(`/v1/admin/requests?${query}`)).body.data.map(({ id }: { id: string }) => id)
  assert.deepEqual(await found(''), ['three', 'two', 'one'])
  assert.deepEqual(await found('status=in_review,completed'), ['three'])
  assert.deepEqual(await found('type=issue'), ['one'])
  assert.deepEqual(await found('source=email'), ['one'])
  assert.deepEqual(await found('priority=urgent,low&sort=createdAt'), ['one', 'two'])
  assert.deepEqual(await found('assigneeId=mia'), ['two'])
  assert.deepEqual(await found('projectId=site'), ['three', 'one'])
  assert.deepEqual(await found('accountId=dental'), ['two'])
  assert.deepEqual(await found('q=cart'), ['three', 'one'])
  assert.deepEqual(await found('sort=-priority'), ['two', 'three', 'one'])
  assert.deepEqual(await found('sort=resolveBy'), ['two', 'three', 'one'])
  assert.deepEqual(await found('sort=status'), ['one', 'two', 'three'])
  assert.deepEqual(await found('overdue=true'), [])
  assert.deepEqual(await found('unanswered=false'), ['three', 'two', 'one'])
})

test('a walk by cursor goes on past requests whose clocks are stopped', async () => {
  const { ada } = await agency()
  for (const id of ['a', 'b', 'c', 'd']) await asks(ada, 'site', { id })
  for (const id of ['a', 'b', 'c']) await answers(ada, { id }, 'awaiting_client')
  const seen: string[] = []
  for (let cursor = ''; seen.length < 4;) {
    const { body } = await ada.get(`/v1/admin/requests?sort=resolveBy&limit=1${cursor}`)
    seen.push(body.data[0].id)
    cursor = `&cursor=${body.pagination.nextCursor}`
  }
  assert.deepEqual(seen, ['d', 'a', 'b', 'c'])
})

test('a request is changed by who manages the project, and only where nobody else changed the same', async () => {
  const { max, amy, mia } = await agency()
  const asked = await asks(max)
  const path = requestAt(asked.id)
  assert.equal((await amy.put(path, { title: 'Mine' })).body.code, 'permission_denied')
  const { body: changed } = await max.put(path, { title: 'Hours', type: 'content', assigneeId: 'mia' })
  assert.deepEqual([changed.title, changed.type, changed.assigneeId, changed.version], ['Hours', 'content', 'mia', 2])
  const stale = await max.put(path, { title: 'Other hours' }, { 'if-match': '"1-x"' })
  assert.deepEqual([stale.status, stale.body.fields], [412, { title: 'Hours' }])
  assert.equal((await max.put(path, { priority: 'low' }, { 'if-match': '"1-x"' })).status, 200)
  assert.equal((await max.put(path, { assigneeId: 'olga' })).body.errors[0].pointer, '/assigneeId')
  assert.equal((await max.put(path, { status: 'completed' })).body.errors[0].pointer, '/status')
  assert.equal((await mia.get(path)).status, 403)
})

test('what is a duplicate is closed with that said; there are no chains of them', async () => {
  const { max, ada } = await agency()
  const [first, second, third] = [await asks(max), await asks(max), await asks(max)]
  const elsewhere = await asks(ada, 'ads')
  const { body: closed } = await max.put(requestAt(second.id), { duplicateOf: first.id })
  assert.deepEqual([closed.status, closed.duplicateOf, closed.resolutionStatus], ['declined', first.id, 'declined'])
  assert.deepEqual(wentThrough(closed), ['pending', 'in_review', 'declined'])
  assert.equal(closed.statusHistory.at(-1).note, `Duplicate of ${first.id}`)
  for (const [id, of] of [
    [third.id, second.id],
    [first.id, third.id],
    [third.id, third.id],
    [third.id, elsewhere.id],
    [third.id, 'none'],
  ] as const) {
    const { status, body } = await max.put(requestAt(id), { duplicateOf: of })
    assert.deepEqual([status, body.errors?.[0].pointer], [422, '/duplicateOf'], `${id} of ${of}`)
  }
  const { body: again } = await movesRequest(max, second, 'in_review', 'It is another form')
  assert.deepEqual([again.status, again.duplicateOf, again.closedAt], ['in_review', null, null])
})

test('a request is taken up, taken back, and reopened within thirty days, with a reason', async () => {
  const { max, clock } = await agency()
  const taken = await asks(max)
  assert.equal((await movesRequest(max, taken, 'in_review')).body.status, 'in_review')
  const back = await movesRequest(max, taken, 'cancelled')
  assert.deepEqual(
    [back.status, back.body.code, back.body.allowed],
    [409, 'invalid_transition', ['awaiting_client', 'accepted', 'completed', 'declined']],
  )
  const withoutAnswer = await movesRequest(max, taken, 'completed')
  assert.deepEqual([withoutAnswer.status, withoutAnswer.body.code], [409, 'invalid_transition'])
  const gone = await asks(max)
  assert.equal((await movesRequest(max, gone, 'cancelled', 'They called it off')).body.status, 'cancelled')
  assert.deepEqual((await movesRequest(max, gone, 'in_review', 'They changed their mind')).body.allowed, [])
  await answers(max, taken, 'completed')
  assert.equal((await movesRequest(max, taken, 'in_review')).body.errors[0].pointer, '/reason')
  assert.equal((await answers(max, taken, 'completed')).body.code, 'invalid_transition')
  clock.advance({ days: 29 })
  const { body: reopened } = await movesRequest(max, taken, 'in_review', 'It came back')
  assert.deepEqual([reopened.status, reopened.resolutionStatus], ['in_review', null])
  assert.ok(isUnbroken(reopened))
  await answers(max, taken, 'declined')
  clock.advance({ days: 31 })
  const late = await movesRequest(max, taken, 'in_review', 'It came back again')
  assert.deepEqual([late.status, late.body.allowed], [409, []])
})

test('one key sent ten times at once makes one request', async () => {
  const { max } = await agency()
  const body = { title: 'Once', type: 'issue', source: 'api', requester: { name: 'A machine' } }
  const replies = await Promise.all(
    Array.from({ length: 10 }, () =>
      max.post('/v1/admin/projects/site/requests', body, { 'idempotency-key': 'once-only' }),
    ),
  )
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(replies.map((reply) => reply.body.id)).size, 1)
  assert.equal((await max.get('/v1/admin/projects/site/requests')).body.pagination.total, 1)
})

test('a project that is deleted takes its requests and messages along, and brings them back', async () => {
  const { ada, max } = await agency()
  const asked = await asks(max)
  await answers(max, asked, 'awaiting_client')
  const { body } = await ada.delete('/v1/admin/projects/site', { reason: 'by mistake' })
  assert.deepEqual([body.removed.requests, body.removed.communications], [1, 1])
  assert.equal((await max.get(requestAt(asked.id))).body.code, 'request_not_found')
  assert.equal((await ada.get('/v1/admin/requests')).body.pagination.total, 0)
  await ada.post('/v1/admin/projects/site/restore')
  assert.equal((await max.get(requestAt(asked.id))).body.communicationCount, 1)
})

test('thirty days after that all of it is gone for good, whatever hangs together', async () => {
  const house = await agency()
  const { ada, max, db, clock, organizationId } = house
  const client = await invites(house, ada)
  const { body: asked } = await client.asks()
  await client.says(asked, 'And the logo')
  await answers(max, asked, 'accepted', { tasks: [{ title: 'Work' }] })
  await max.put(requestAt((await asks(max)).id), { duplicateOf: asked.id })
  await ada.delete('/v1/admin/projects/site', { reason: 'by mistake' })
  clock.advance({ days: 31 })
  assert.equal((await sweepOnce(db.worker, sweeps, clock.now()))['deleted projects'], 1)
  for (const table of ['requests', 'request_status_changes', 'client_links', 'communications']) {
    const { rowCount } = await db.admin.query(`select 1 from ${table} where organization_id = $1`, [organizationId])
    assert.equal(rowCount, 0, table)
  }
  const { rows } = await db.admin.query<{ changes: object }>(
    `select changes from activity where organization_id = $1 and entity_type in ('request', 'communication', 'client_link')`,
    [organizationId],
  )
  assert.ok(rows.length > 5)
  assert.deepEqual(new Set(rows.map(({ changes }) => JSON.stringify(changes))), new Set(['{}']))
})
