// Answering requests: with work, without, not at all, or with a question; previewed, at once, and once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { answers, asks, isUnbroken, movesRequest, requestAt, wentThrough } from '../../test/asking.ts'
import { digestOf } from '../../test/database-digest.ts'

test('what nobody took up is looked at by being answered: both steps are in the history', async () => {
  const { max } = await agency()
  const asked = await asks(max)
  const { status, body } = await answers(max, asked, 'completed', { response: 'It was a cache.', note: 'No work' })
  assert.equal(status, 200)
  assert.deepEqual(wentThrough(body), ['pending', 'in_review', 'completed'])
  assert.deepEqual(
    body.statusHistory.map(({ note }) => note),
    [null, null, 'No work'],
  )
  assert.deepEqual(
    [body.resolutionStatus, body.response?.body, body.response?.by],
    ['completed', 'It was a cache.', 'max'],
  )
  const [message] = body.communications
  assert.deepEqual(
    [message?.direction, message?.visibility, message?.body, message?.author.name, body.communicationCount],
    ['outgoing', 'client', 'It was a cache.', 'Max', 1],
  )
  assert.equal(body.firstRespondedAt, body.response?.at)
  assert.ok(isUnbroken(body))
})

test('accepted into tasks it tells their effort, and they tell where they come from', async () => {
  const { max } = await agency()
  const asked = await asks(max)
  const { body } = await answers(max, asked, 'accepted', {
    tasks: [
      { id: 'write', title: 'Write the hours', estimateMinutes: 60 },
      { id: 'check', title: 'Check them', estimateMinutes: 30, dependencies: [{ taskId: 'write' }] },
    ],
  })
  assert.deepEqual([body.effortMinutes, body.taskIds, body.status], [90, ['check', 'write'], 'accepted'])
  assert.deepEqual(
    body.tasks.map(({ requestId, projectId }) => [requestId, projectId]),
    [
      [asked.id, 'site'],
      [asked.id, 'site'],
    ],
  )
  assert.equal((await max.get('/v1/admin/projects/tasks/write')).body.requestId, asked.id)
  assert.equal((await max.get('/v1/admin/projects/tasks/copy')).body.requestId, null)
})

test('what was previewed is what happens, and what would be different now is told', async () => {
  const house = await agency()
  const { max, ada, db, organizationId } = house
  await max.put('/v1/admin/projects/tasks/copy', { startOn: '2026-11-23', durationDays: 3 })
  await max.put('/v1/admin/projects/tasks/design', { durationDays: 2 })
  const asked = await asks(max)
  const into = {
    tasks: [{ title: 'Change the hours', startOn: '2026-11-23', durationDays: 10, estimateMinutes: 120 }],
  }
  const before = await digestOf(db, [organizationId])
  const { body: preview } = await answers(max, asked, 'accepted', into, '?dryRun=true')
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  assert.equal(preview.effortMinutes, 120)
  house.clock.advance({ minutes: 5 })
  const { body: done } = await answers(max, asked, 'accepted', into, `?planHash=${preview.planHash}`)
  assert.equal(done.planHash, preview.planHash)
  const told = ({ changes }: typeof done) => changes.map(({ event, entity }) => [event, entity.type])
  assert.deepEqual(told(done), told(preview))
  const again = await asks(max)
  const { body: stale } = await answers(max, again, 'accepted', into, '?dryRun=true')
  await movesRequest(ada, again, 'in_review')
  const refused = await answers(max, again, 'accepted', into, `?planHash=${stale.planHash}`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan_changed'])
  assert.equal((await max.get(requestAt(again.id))).body.status, 'in_review')
})

test('a preview holds however much later it is committed, with clocks that go on by it', async () => {
  const { max, clock } = await agency()
  const asked = await asks(max)
  await answers(max, asked, 'awaiting_client')
  const { body: preview } = await answers(max, asked, 'accepted', {}, '?dryRun=true')
  assert.ok(preview.changes.some(({ changes }) => changes.clocksStopped?.to === false))
  clock.advance({ days: 1, hours: 3 })
  assert.equal((await answers(max, asked, 'accepted', {}, `?planHash=${preview.planHash}`)).status, 200)
})

test('declining says why, tasks go with accepting, and the client is always told something', async () => {
  const { max, amy } = await agency()
  const asked = await asks(max)
  const pointerOf = async (resolution: string, more: object) =>
    ((await answers(max, asked, resolution, { ...more })).body as unknown as { errors: { pointer: string }[] })
      .errors[0]?.pointer
  assert.equal(await pointerOf('declined', { note: undefined }), '/note')
  assert.equal(await pointerOf('completed', { tasks: [{ title: 'Work' }] }), '/tasks')
  assert.equal(await pointerOf('accepted', { tasks: [] }), '/tasks')
  assert.equal(await pointerOf('accepted', { response: ' ' }), '/response')
  assert.equal(await pointerOf('cancelled', {}), '/resolutionStatus')
  assert.equal((await answers(amy, asked, 'completed')).status, 403)
  assert.equal((await max.get(requestAt(asked.id))).body.communicationCount, 0)
  assert.equal((await answers(max, asked, 'declined')).body.status, 'declined')
})

test('where the tasks can not be made, nothing of it happens', async () => {
  const house = await agency()
  const { max, db, organizationId } = house
  const asked = await asks(max)
  const before = await digestOf(db, [organizationId])
  const circle = await answers(max, asked, 'accepted', {
    tasks: [
      { id: 'a', title: 'A', dependencies: [{ taskId: 'b' }] },
      { id: 'b', title: 'B', dependencies: [{ taskId: 'a' }] },
    ],
  })
  assert.deepEqual([circle.status, circle.body.code], [422, 'dependency_cycle'])
  assert.equal(
    (await answers(max, asked, 'accepted', { tasks: [{ id: 'copy', title: 'A' }] })).body.code,
    'already_exists',
  )
  assert.deepEqual(await digestOf(db, [organizationId]), before)
})

test('ten who answer at once are answered one after the other: one history without a gap', async () => {
  const { max, ada } = await agency()
  const asked = await asks(max)
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      answers(n % 2 ? max : ada, asked, n % 3 ? 'accepted' : 'declined', n % 3 ? { tasks: [{ title: 'Work' }] } : {}),
    ),
  )
  const won = replies.filter(({ status }) => status === 200)
  for (const { status, body } of replies)
    if (status !== 200) assert.deepEqual([status, body.code], [409, 'invalid_transition'])
  const { body } = await max.get(requestAt(asked.id))
  assert.ok(isUnbroken(body), JSON.stringify(body.statusHistory))
  assert.equal(body.communicationCount, won.length)
  assert.ok(body.taskIds.length <= 1)
})

test('an answer with one key is given once', async () => {
  const { max } = await agency()
  const asked = await asks(max)
  const body = { resolutionStatus: 'accepted', response: 'Yes', tasks: [{ title: 'Work' }] }
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => max.put(`${requestAt(asked.id)}/process`, body, { 'idempotency-key': 'yes' })),
  )
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]))
  const { body: after } = await max.get(requestAt(asked.id))
  assert.deepEqual([after.taskIds.length, after.communicationCount], [1, 1])
})

test('two managers who answer from the same page: the second is told what became of it', async () => {
  const { max, ada } = await agency()
  const asked = await asks(max)
  await answers(max, asked, 'awaiting_client')
  const late = await ada.put(
    `${requestAt(asked.id)}/process`,
    { resolutionStatus: 'completed', response: 'Done' },
    { 'if-match': '"1-x"' },
  )
  assert.deepEqual([late.status, late.body.code, late.body.fields.status], [412, 'version_conflict', 'awaiting_client'])
})
