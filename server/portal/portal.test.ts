// What a client can do by their link: ask, answer, take back, and see their own requests and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Reply } from '../../test/agency.ts'
import { answers, asks, invites, isUnbroken, movesRequest, requestAt, wentThrough } from '../../test/asking.ts'

test('a client asks, is answered, answers back, and sees it all in plain words', async () => {
  const house = await agency()
  const { max, amy, organizationId } = house
  const client = await invites(house, amy)
  const { body: page } = await client.opens()
  assert.deepEqual(page, {
    agency: organizationId,
    timezone: 'Europe/Berlin',
    client: 'Bluebird Bakery',
    project: 'Website redesign',
    you: 'Beate Bluebird',
    requests: [],
    nextCursor: null,
  })
  const { status, body: asked } = await client.asks({ type: 'content' })
  assert.equal(status, 201)
  assert.deepEqual([asked.status, asked.statusText, asked.mayWithdraw], ['received', 'Received', true])
  // Sunday noon: three working days from Monday on, and four times that.
  assert.deepEqual([asked.answerBy, asked.doneBy], ['2026-11-25T17:00:00.000Z', '2026-12-08T17:00:00.000Z'])
  const { body: seen } = await max.get(requestAt(asked.id))
  assert.deepEqual(
    [seen.source, seen.priority, seen.requester, seen.statusHistory[0].actor],
    [
      'portal',
      'medium',
      { name: 'Beate Bluebird', email: 'beate@bluebird.example' },
      { type: 'client', id: client.link.id },
    ],
  )
  await answers(max, asked, 'awaiting_client', { response: 'Which photo do you mean?' })
  const { body: waiting } = await client.reads(asked)
  assert.deepEqual(
    [waiting.status, waiting.statusText, waiting.answerBy, waiting.doneBy],
    ['your_turn', 'Waiting for you', null, null],
  )
  const { body: said } = await client.says(asked, 'The one of the oven.')
  assert.equal(said.status, 'looked_at')
  assert.ok(said.doneBy)
  assert.deepEqual(
    said.messages.map(({ from, name, body }: Record<string, string>) => [from, name, body]),
    [
      ['agency', 'Max', 'Which photo do you mean?'],
      ['you', 'Beate Bluebird', 'The one of the oven.'],
    ],
  )
  const { body: after } = await max.get(requestAt(asked.id))
  assert.deepEqual(wentThrough(after), ['pending', 'in_review', 'awaiting_client', 'in_review'])
  assert.ok(after.unansweredSince)
  assert.equal((await max.get('/v1/admin/requests?unanswered=true')).body.data[0].id, asked.id)
  await answers(max, asked, 'completed', { response: 'It is there.' })
  const { body: done } = await client.opens()
  assert.deepEqual([done.requests[0].status, done.requests[0].lastMessage.from], ['done', 'agency'])
})

test('a request is taken back while nobody works on it, and not after', async () => {
  const house = await agency()
  const client = await invites(house, house.amy)
  const { body: first } = await client.asks()
  assert.equal((await client.withdraws(first)).body.status, 'withdrawn')
  assert.equal((await client.withdraws(first)).status, 200)
  const { body: second } = await client.asks()
  await movesRequest(house.max, second, 'in_review')
  assert.equal((await client.reads(second)).body.mayWithdraw, false)
  const late = await client.withdraws(second)
  assert.deepEqual([late.status, late.body.code], [409, 'invalid_transition'])
})

test('what a client writes about a closed request is kept and seen, and reopens nothing', async () => {
  const house = await agency()
  const { max } = house
  const client = await invites(house, house.amy)
  const { body: asked } = await client.asks()
  await answers(max, asked, 'completed')
  assert.equal((await max.get(requestAt(asked.id))).body.unansweredSince, null)
  assert.equal((await client.says(asked, 'It is still the old one.')).body.status, 'done')
  const { body } = await max.get(requestAt(asked.id))
  assert.deepEqual([body.status, body.communications.at(-1).body], ['completed', 'It is still the old one.'])
  assert.ok(body.unansweredSince)
  assert.equal((await max.get('/v1/admin/requests?status=completed&unanswered=true')).body.pagination.total, 1)
  const { rowCount } = await house.db.admin.query(
    `select 1 from activity where organization_id = $1 and entity_id = $2 and event = 'request.client_wrote'`,
    [house.organizationId, asked.id],
  )
  assert.equal(rowCount, 1)
})

test('an impatient double click asks once and says once; another text with the same key is refused', async () => {
  const house = await agency()
  const client = await invites(house, house.amy)
  const key = 'click-0001'
  const replies = await Promise.all(Array.from({ length: 10 }, () => client.asks({ key })))
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(replies.map(({ body }) => body.id)).size, 1)
  const asked = replies[0]?.body
  assert.equal((await client.opens()).body.requests.length, 1)
  await Promise.all(Array.from({ length: 5 }, () => client.says(asked, 'And the logo?', 'click-0002')))
  assert.equal((await client.reads(asked)).body.messages.length, 1)
  const other = await client.asks({ key, title: 'Something else' })
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_mismatch'])
  assert.equal((await client.says(asked, 'And the name?', 'click-0002')).body.code, 'idempotency_mismatch')
  // The same key in another's hands is another key.
  const colleague = await invites(house, house.amy, { email: 'bert@bluebird.example' })
  const theirs = await colleague.asks({ key })
  assert.equal(theirs.status, 201)
  assert.notEqual(theirs.body.id, asked.id)
})

test('nobody reaches the requests of another: not of the same project, another project, or another house', async () => {
  const house = await agency()
  const { ada, amy, olga } = house
  await olga.post('/v1/admin/projects', { id: 'site', name: 'Theirs', accountId: 'bakery', type: 'website' })
  const mine = await invites(house, amy)
  const others = [
    await invites(house, amy, { email: 'bert@bluebird.example' }),
    await invites(house, ada, { projectId: 'ads' }),
    await invites(house, olga),
  ]
  const { body: asked } = await mine.asks({ title: 'CANARY' })
  const never: Reply = await mine.reads({ id: 'never-was' })
  assert.deepEqual([never.status, never.body.code], [404, 'request_not_found'])
  for (const other of others) {
    for (const reply of [await other.reads(asked), await other.says(asked, 'Let me in'), await other.withdraws(asked)])
      assert.deepEqual([reply.status, reply.body], [404, never.body])
    assert.ok(!JSON.stringify((await other.opens()).body).includes('CANARY'))
  }
  // The same person by another link of the same project is the same person, however the address is written.
  const again = await invites(house, amy, { email: 'Beate@Bluebird.example' })
  assert.equal((await again.reads(asked)).status, 200)
})

test('nothing that is meant for ourselves is in anything a client receives', async () => {
  const house = await agency()
  const { ada, max, mia, db, organizationId } = house
  const client = await invites(house, max)
  const { body: asked } = await client.asks()
  await db.admin.query(
    `insert into communications (organization_id, id, project_id, account_id, thread_type, thread_id, direction, channel, visibility,
       author_type, author_id, author_name, author_email, body, said_at, created_at)
     values ($1, 'inside', 'site', 'bakery', 'request', $2, 'internal', 'portal', 'internal', 'person', 'mia', 'Mia', 'canary@mail.example',
       'CANARY-INTERNAL', now(), now()),
      ('${organizationId}', 'other', 'site', 'bakery', 'project', 'site', 'outgoing', 'portal', 'client', 'person', 'mia', 'Mia', null,
       'CANARY-THREAD', now(), now())`,
    [organizationId, asked.id],
  )
  await max.put(requestAt(asked.id), { assigneeId: mia.id })
  await answers(max, asked, 'accepted', {
    note: 'CANARY-NOTE',
    tasks: [{ id: 'canary-task', title: 'CANARY-TITLE', description: 'CANARY-WORDS', estimateMinutes: 4711 }],
  })
  const duplicate = await asks(ada, 'site', { title: 'CANARY-OTHER', requester: { name: 'CANARY-NAME' } })
  const { body: second } = await client.asks({ title: 'Again' })
  await max.put(requestAt(second.id), { duplicateOf: duplicate.id })
  const told = [
    await client.opens(),
    await client.reads(asked),
    await client.reads(second),
    await client.says(asked, 'Thanks'),
    await client.asks({ title: 'More' }),
    await client.withdraws(second),
  ]
  assert.equal(told[2]?.body.statusText, 'Handled together with another request')
  for (const { body } of told) {
    const text = JSON.stringify(body)
    assert.doesNotMatch(text, /canary|4711|mia|internal|assignee|taskIds|beate@/i)
  }
  assert.equal(told[1]?.body.messages.length, 1)
})

test('what breaks a rule is told by its field, and nothing is asked', async () => {
  const house = await agency()
  const client = await invites(house, house.amy)
  for (const [body, pointer] of [
    [{ title: '' }, '/title'],
    [{ body: ' ' }, '/body'],
    [{ body: 'x'.repeat(65_537) }, '/body'],
    [{ body: 'ü'.repeat(40_000) }, '/body'],
    [{ priority: 'urgent' }, '/priority'],
    [{ type: 'wish' }, '/type'],
    [{ source: 'phone' }, '/source'],
    [{ requester: { name: 'Ada' } }, '/requester'],
    [{ key: 'short' }, '/key'],
  ] as const) {
    const reply = await client.asks(body)
    assert.deepEqual([reply.status, reply.body.errors?.[0].pointer], [422, pointer])
  }
  assert.deepEqual((await client.opens()).body.requests, [])
})

test('a client who asks too fast, or too much, is told how long to wait', async () => {
  const house = await agency()
  const client = await invites(house, house.amy)
  const replies = await Promise.all(Array.from({ length: 62 }, () => client.opens()))
  const refused = replies.filter(({ status }) => status === 429)
  assert.equal(refused.length, 2)
  assert.match(refused[0]?.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
  const writer = await invites(house, house.amy)
  const statuses = (await Promise.all(Array.from({ length: 31 }, () => writer.asks()))).map(({ status }) => status)
  assert.deepEqual(
    statuses.filter((status) => status !== 201),
    [429],
  )
})

test('a client and their manager write at once: the history has no gap', async () => {
  const house = await agency()
  const { max } = house
  const client = await invites(house, house.amy)
  const { body: asked } = await client.asks()
  await answers(max, asked, 'awaiting_client')
  const replies = await Promise.all([
    ...Array.from({ length: 5 }, (_, n) => client.says(asked, `Word ${n}`)),
    ...Array.from({ length: 5 }, () => answers(max, asked, 'awaiting_client')),
  ])
  for (const { status } of replies) assert.ok(status === 201 || status === 200, String(status))
  const { body } = await max.get(requestAt(asked.id))
  assert.ok(isUnbroken(body), JSON.stringify(body.statusHistory))
  assert.equal(body.communicationCount, 11)
})
