// Many changes in one call: in order, each as far as its caller may, and none ever touching another.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import type { Person } from '../../test/person.ts'

interface Result {
  index: number
  status: number
  id?: string
  data?: Record<string, unknown>
  problem?: { code: string; errors?: { pointer: string }[] }
}
const send = (who: Person, mode: 'atomic' | 'partial', operations: unknown[], query = '') =>
  who.post(`/v1/admin/projects/batch${query}`, { mode, operations })
const resultsOf = (reply: { body: unknown }) => (reply.body as { results: Result[] }).results
const statusesOf = (reply: { body: unknown }) => resultsOf(reply).map(({ status }) => status)

test('projects and tasks are created, changed, moved along, assigned, moved and deleted in one call, in order', async () => {
  const { ada } = await agency()
  const reply = await send(ada, 'atomic', [
    { op: 'create', data: { id: 'blog', name: 'Blog', accountId: 'bakery', type: 'content', templateId: null } },
    { op: 'create', kind: 'task', data: { id: 'draft', projectId: 'blog', title: 'Draft', durationDays: 2 } },
    {
      op: 'create',
      kind: 'task',
      data: { id: 'print', projectId: 'blog', title: 'Print', dependencies: [{ taskId: 'draft' }] },
    },
    { op: 'update', id: 'blog', data: { priority: 'urgent', startOn: '2026-11-23' } },
    { op: 'assign', id: 'blog', data: { add: ['mia', 'max'] } },
    { op: 'assign', id: 'blog', data: { remove: ['max'] } },
    { op: 'status', kind: 'task', id: 'draft', data: { status: 'completed' } },
    { op: 'status', kind: 'task', id: 'print', data: { status: 'in_progress' } },
    { op: 'assign', kind: 'task', id: 'print', data: { add: ['mia'] } },
    { op: 'create', kind: 'task', data: { id: 'extra', projectId: 'blog', title: 'Extra' } },
    { op: 'move', kind: 'task', id: 'extra', data: { byDays: 5 } },
    { op: 'delete', id: 'ads', data: { reason: 'Lost to another agency' } },
  ])
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  assert.deepEqual(statusesOf(reply), [201, 201, 201, 200, 200, 200, 200, 200, 200, 201, 200, 200])
  const results = resultsOf(reply)
  assert.equal(results[3]?.data?.priority, 'urgent')
  assert.deepEqual((await ada.get('/v1/admin/projects/blog')).body.assignedTeam, ['mia'])
  const print = (await ada.get('/v1/admin/projects/tasks/print')).body
  assert.equal(print.status, 'in_progress')
  assert.deepEqual(print.assigneeIds, ['mia'])
  assert.equal((await ada.get('/v1/admin/projects/tasks/extra')).body.startOn, '2026-11-30')
  assert.equal((await ada.get('/v1/admin/projects/ads')).status, 404)
  assert.ok(results[11]?.data?.restorableUntil)
})

test('each answer of a batch is that of the single call', async () => {
  const { ada } = await agency()
  const { status, body } = await send(ada, 'partial', [
    { op: 'status', kind: 'task', id: 'copy', data: { status: 'in_progress' } },
  ])
  assert.equal(status, 200)
  const { statusHistory: _, ...task } = (await ada.get('/v1/admin/projects/tasks/copy')).body
  assert.deepEqual(resultsOf({ body })[0], { index: 0, status: 200, id: 'copy', data: task })
})

test('what is refused is told with its place, and the others are done', async () => {
  const { ada } = await agency()
  const reply = await send(ada, 'partial', [
    { op: 'update', id: 'site', data: { priority: 'high' } },
    { op: 'update', id: 'nowhere', data: { priority: 'high' } },
    { op: 'update', id: 'not an id', data: { priority: 'high' } },
    { op: 'update', id: 'ads', data: { priority: 'highest' } },
    { op: 'paint', id: 'ads' },
    'nonsense',
    { op: 'update', id: 'ads', data: {} },
    { op: 'create', data: { id: 'site', name: 'Twice', accountId: 'bakery', type: 'seo' } },
    { op: 'update', id: 'ads', data: { managerId: 'nobody' } },
    { op: 'status', kind: 'task', id: 'design', data: { status: 'completed' } },
    { op: 'update', id: 'ads', ifVersion: 1, data: { priority: 'low' } },
    { op: 'move', id: 'ads', data: { byDays: 0 } },
    { op: 'delete', id: 'ads' },
  ])
  assert.equal(reply.status, 200)
  assert.deepEqual(statusesOf(reply), [200, 404, 404, 422, 422, 422, 422, 409, 422, 409, 200, 422, 422])
  const problems = resultsOf(reply).map(({ problem }) => problem)
  assert.equal(problems[1]?.code, 'project_not_found')
  assert.equal(problems[3]?.errors?.[0]?.pointer, '/operations/3/data/priority')
  assert.equal(problems[7]?.code, 'already_exists')
  assert.equal(problems[9]?.code, 'invalid_transition')
  assert.equal((await ada.get('/v1/admin/projects/site')).body.priority, 'high')
  assert.equal((await ada.get('/v1/admin/projects/ads')).body.priority, 'low')
})

test('one that fails in an atomic batch is its answer, and nothing of it is done', async () => {
  const { ada, db } = await agency()
  const before = (await ada.get('/v1/admin/projects/site')).body
  const entries = await activityCount(db)
  const reply = await send(ada, 'atomic', [
    { op: 'update', id: 'site', data: { priority: 'urgent' } },
    { op: 'status', kind: 'task', id: 'design', data: { status: 'completed' } },
    { op: 'create', data: { name: 'Blog', accountId: 'bakery', type: 'content' } },
  ])
  assert.equal(reply.status, 409)
  assert.equal(reply.body.code, 'invalid_transition')
  assert.deepEqual(statusesOf(reply), [424, 409, 424])
  assert.deepEqual((await ada.get('/v1/admin/projects/site')).body, before)
  assert.equal(await activityCount(db), entries)
})

test('of tasks that wait for each other the earlier lets the later go, in one batch as in single calls', async () => {
  const { ada } = await agency()
  const done = { status: 'completed' }
  const both = [
    { op: 'status', kind: 'task', id: 'copy', data: done },
    { op: 'status', kind: 'task', id: 'design', data: done },
  ]
  assert.deepEqual(statusesOf(await send(ada, 'partial', both.toReversed())), [409, 200])
  assert.deepEqual(statusesOf(await send(ada, 'partial', [both[1]])), [200])
  const again = await send(ada, 'partial', [
    { op: 'status', kind: 'task', id: 'copy', data: { status: 'in_progress', reason: 'A page was forgotten' } },
    { op: 'status', kind: 'task', id: 'design', data: { status: 'in_progress', reason: 'So was its picture' } },
    { op: 'status', kind: 'task', id: 'design', data: done },
    { op: 'status', kind: 'task', id: 'copy', data: done },
  ])
  assert.deepEqual(statusesOf(again), [200, 200, 409, 200])
})

test('everybody does what they may do by single calls, and no more', async () => {
  const { ada, max, tess, amy, mia, una } = await agency()
  const operations = [
    { op: 'update', id: 'site', data: { priority: 'high' } },
    { op: 'update', id: 'ads', data: { priority: 'high' } },
    { op: 'status', kind: 'task', id: 'copy', data: { progress: 10 } },
    { op: 'delete', id: 'site', data: { reason: 'Why not' } },
  ]
  assert.deepEqual(statusesOf(await send(max, 'partial', operations)), [200, 404, 200, 403])
  assert.deepEqual(statusesOf(await send(tess, 'partial', operations)), [403, 403, 200, 403])
  assert.deepEqual(statusesOf(await send(una, 'partial', operations)), [404, 404, 404, 403])
  for (const nobody of [amy, mia]) assert.equal((await send(nobody, 'partial', operations)).status, 403)
  assert.equal((await ada.get('/v1/admin/projects/ads')).body.priority, 'medium')
})

test('a thing of another organisation is not found, by its own id too', async () => {
  const { ada, olga } = await agency()
  assert.deepEqual(
    statusesOf(await send(olga, 'partial', [{ op: 'update', id: 'site', data: { name: 'Mine' } }])),
    [404],
  )
  assert.equal((await ada.get('/v1/admin/projects/site')).body.name, 'Website redesign')
})

test('a batch is previewed as it is committed, and sent twice with one key it is done once', async () => {
  const { ada, db } = await agency()
  const operations = [
    { op: 'update', id: 'site', data: { priority: 'low' } },
    { op: 'create', kind: 'task', data: { projectId: 'site', title: 'One more' } },
  ]
  const entries = await activityCount(db)
  const preview = await send(ada, 'atomic', operations, '?dryRun=true')
  assert.equal(await activityCount(db), entries)
  const body = { mode: 'atomic', operations }
  const path = `/v1/admin/projects/batch?planHash=${String(preview.body.planHash)}`
  const [first, second] = [
    await ada.post(path, body, { 'idempotency-key': 'once' }),
    await ada.post(path, body, { 'idempotency-key': 'once' }),
  ]
  assert.equal(first.status, 200)
  assert.deepEqual(second.body, first.body)
  assert.equal((first.body.changes as unknown[]).length, (preview.body.changes as unknown[]).length)
  const tasks = (await ada.get('/v1/admin/projects/site/tasks?q=more')).body.data as unknown[]
  assert.equal(tasks.length, 1)
})

test('a batch that is none says so, field by field', async () => {
  const { ada } = await agency()
  const one = { op: 'update', id: 'site', data: { priority: 'low' } }
  for (const body of [
    {},
    { mode: 'some', operations: [one] },
    { mode: 'atomic', operations: [] },
    { mode: 'atomic', operations: Array.from({ length: 1_001 }, () => one) },
    { mode: 'atomic', operations: [one], also: 1 },
  ])
    assert.equal((await ada.post('/v1/admin/projects/batch', body)).status, 422)
})

async function activityCount(db: Awaited<ReturnType<typeof agency>>['db']): Promise<number> {
  const { rows } = await db.admin.query<{ count: string }>('select count(*) from activity')
  return Number(rows[0]?.count)
}
