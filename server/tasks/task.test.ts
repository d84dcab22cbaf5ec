import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const path = (task: { id: string }) => `/v1/admin/projects/tasks/${task.id}`

test('somebody suspended since may stay on a task, and nobody suspended can be added', async () => {
  const { ada, max, copy } = await agency()
  await ada.post('/v1/admin/people/mia/suspend')
  assert.deepEqual((await max.put(path(copy), { assigneeIds: ['mia', 'tess'] })).body.assigneeIds, ['mia', 'tess'])
  assert.equal((await max.put(path(copy), { assigneeIds: ['tess'] })).status, 200)
  const refused = await max.put(path(copy), { assigneeIds: ['mia', 'tess'] })
  assert.deepEqual([refused.status, refused.body.code], [409, 'task_assignment_error'])
  assert.equal(refused.body.reasons[0].reason, 'inactive')
})

test('a milestone has one day, whichever of its dates is given', async () => {
  const { ada, site } = await agency()
  const launch = (await ada.adds(site.id, { title: 'Launch', kind: 'milestone', dueOn: '2026-12-01' })).body
  assert.deepEqual([launch.startOn, launch.dueOn], ['2026-12-01', '2026-12-01'])
  const moved = (await ada.put(path(launch), { startOn: '2026-12-02', dueOn: '2026-12-02' })).body
  assert.deepEqual([moved.startOn, moved.dueOn], ['2026-12-02', '2026-12-02'])
})

test('time does not run back in a history, though a request that waited is older than one that did not', async () => {
  const { ada, copy, clock } = await agency()
  await ada.moves(copy, { progress: 10 })
  clock.advance({ minutes: -5 })
  await ada.moves(copy, { progress: 20 })
  clock.advance({ minutes: 5 })
  const { statusHistory, updatedAt } = (await ada.get(path(copy))).body
  const times = statusHistory.map((step: { at: string }) => step.at)
  assert.deepEqual(times, times.toSorted())
  assert.equal(updatedAt, times.at(-1))
})

test('a deletion is refused where anything changed since it was read', async () => {
  const { max, copy } = await agency()
  const seen = (await max.get(path(copy))).headers.get('etag') as string
  await max.put(path(copy), { title: 'Copy for twelve pages' })
  const refused = await max.delete(path(copy), undefined, { 'if-match': seen })
  assert.deepEqual([refused.status, refused.body.fields], [412, { title: 'Copy for twelve pages' }])
})

test('the history tells each step: from, to, progress, words, who and when', async () => {
  const { tess, copy } = await agency()
  await tess.starts(copy)
  await tess.moves(copy, { progress: 60 })
  await tess.moves(copy, { status: 'blocked', blockedReason: 'waiting_client', reason: 'no photos yet' })
  await tess.moves(copy, { status: 'in_progress' })
  const { body } = await tess.moves(copy, { status: 'completed', completionNotes: 'all twelve pages' })
  assert.deepEqual(
    body.statusHistory.map((step) => [step.from, step.to, step.progress, step.notes, step.actor.id]),
    [
      [null, 'pending', 0, null, 'max'],
      ['pending', 'in_progress', 0, null, 'tess'],
      ['in_progress', 'in_progress', 60, null, 'tess'],
      ['in_progress', 'blocked', 60, 'no photos yet', 'tess'],
      ['blocked', 'in_progress', 60, null, 'tess'],
      ['in_progress', 'completed', 100, 'all twelve pages', 'tess'],
    ],
  )
  assert.equal(body.version, 6)
})

test('reopening returns to the progress from before completion', async () => {
  const { tess, copy } = await agency()
  await tess.moves(copy, { status: 'in_progress', progress: 70 })
  await tess.completes(copy)
  const { body } = await tess.moves(copy, { status: 'in_progress', reason: 'the client saw a typo' })
  assert.deepEqual([body.progress, body.completedAt], [70, null])
})

test('an edit that says nothing new makes no version and no entry in the activity', async () => {
  const { max, copy, db, organizationId } = await agency()
  const entries = async () =>
    (
      await db.admin.query('select count(*)::int as n from activity where organization_id = $1 and entity_id = $2', [
        organizationId,
        copy.id,
      ])
    ).rows[0].n
  const before = await entries()
  assert.equal((await max.put(path(copy), { title: copy.title, assigneeIds: ['mia'] })).body.version, 1)
  assert.equal((await max.moves(copy, { status: 'pending' })).body.version, 1)
  assert.equal(await entries(), before)
})

test('a change is written down field by field, with who did it', async () => {
  const { max, copy, db, organizationId } = await agency()
  await max.put(path(copy), { title: 'Copy for twelve pages', dueOn: '2026-12-01' })
  const { rows } = await db.admin.query(
    `select event, version, actor_id, project_id, account_id, changes from activity where organization_id = $1 and entity_id = $2 order by id desc limit 1`,
    [organizationId, copy.id],
  )
  assert.deepEqual(rows[0], {
    event: 'task.updated',
    version: 2,
    actor_id: 'max',
    project_id: 'site',
    account_id: 'bakery',
    changes: { title: { from: 'Copywriting', to: 'Copy for twelve pages' }, dueOn: { from: null, to: '2026-12-01' } },
  })
})

test('a milestone is listed with the tasks and tells when it was reached', async () => {
  const { ada, site } = await agency()
  const launch = (
    await ada.adds(site.id, {
      title: 'Launch',
      kind: 'milestone',
      startOn: '2026-12-01',
      dueOn: '2026-12-01',
      billableMinor: 250_000,
    })
  ).body
  assert.equal(launch.kind, 'milestone')
  assert.notEqual((await ada.completes(launch)).body.reachedAt, null)
  const listed = (await ada.get(`/v1/admin/projects/${site.id}/tasks?kind=milestone`)).body.data
  assert.deepEqual(
    listed.map((task: { id: string }) => task.id),
    [launch.id],
  )
})

test('a deleted task is gone, its children move up, and nothing waits for it', async () => {
  const { max, site, copy, design } = await agency()
  const child = (await max.adds(site.id, { title: 'Headlines', parentId: copy.id })).body
  assert.equal((await max.delete(path(copy))).body.id, copy.id)
  assert.equal((await max.get(path(copy))).status, 404)
  assert.equal((await max.get(path(child))).body.parentId, null)
  const waiting = (await max.get(path(design))).body
  assert.deepEqual([waiting.dependencies, waiting.ready], [[], true])
})

test('the list finds by every filter', async () => {
  const { max, copy, design } = await agency()
  await max.put(path(copy), { stage: 'build', priority: 'high', dueOn: '2026-11-20' })
  const found = async (query: string) =>
    (await max.get(`/v1/admin/projects/site/tasks?${query}`)).body.data.map((task: { id: string }) => task.id).join(' ')
  for (const query of [
    'id=copy',
    'stage=build',
    'priority=high',
    'overdue=true',
    'ready=true',
    'q=copyw',
    'dueOn[lte]=2026-11-20',
  ])
    assert.equal(await found(query), copy.id, query)
  for (const query of ['ready=false', 'overdue=false', 'q=visual%20des'])
    assert.equal(await found(query), design.id, query)
  assert.equal(await found('assigneeId=mia&sort=-createdAt'), `${design.id} ${copy.id}`)
  // What waits for it follows, on the next working day.
  assert.equal(await found('dueOn[gte]=2026-11-21'), design.id)
  assert.equal(await found('status=completed,blocked'), '')
  for (const sort of ['createdAt', 'updatedAt', 'title', 'status', 'priority', 'startOn', 'dueOn']) {
    const forth = await found(`sort=${sort}`)
    assert.equal(await found(`sort[${sort}]=1`), forth)
    assert.equal(forth.split(' ').length, 2)
  }
})

test('a member finds and moves their own tasks, and no others', async () => {
  const { mia, copy, design, banner } = await agency()
  assert.deepEqual(
    (await mia.get('/v1/admin/me/tasks')).body.data.map((task: { id: string }) => task.id),
    [copy.id, design.id],
  )
  const move = (task: { id: string }) => mia.put(`/v1/admin/me/tasks/${task.id}/status`, { status: 'in_progress' })
  assert.equal((await move(copy)).body.status, 'in_progress')
  assert.equal((await move(banner)).status, 404)
  assert.equal((await mia.moves(copy, { status: 'completed' })).status, 403)
})

test('today is a date in the organisation’s zone', async () => {
  const { max, copy, clock } = await agency()
  await max.put(path(copy), { dueOn: '2026-11-22' })
  assert.equal((await max.get(path(copy))).body.overdue, false)
  // Half past eleven in the evening in Berlin, then half past midnight: the same date in UTC.
  const hours = (Date.parse('2026-11-22T22:30:00Z') - clock.now().getTime()) / 3_600_000
  assert.ok(hours > 0)
  clock.advance({ hours })
  assert.equal((await max.get(path(copy))).body.overdue, false)
  clock.advance({ hours: 1 })
  assert.equal((await max.get(path(copy))).body.overdue, true)
})
