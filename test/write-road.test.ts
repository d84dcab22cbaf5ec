// The road every write travels: merged by field, counted by version, all or nothing, once, whoever else is on the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from './agency.ts'
import { digestOf } from './database-digest.ts'

const projects = '/v1/admin/projects'
const ifMatch = (etag: string | null) => ({ 'if-match': etag ?? '' })

async function activityOf({ db, organizationId }: Agency, type: string, id: string) {
  const { rows } = await db.admin.query<{
    version: number
    event: string
    changes: Record<string, { from?: unknown; to?: unknown }>
  }>(
    'select version, event, changes from activity where organization_id = $1 and entity_type = $2 and entity_id = $3 order by version',
    [organizationId, type, id],
  )
  return rows
}

test('an edit passes where nobody changed its fields since, and the reply shows both edits', async () => {
  const { ada, max } = await agency()
  const seen = (await ada.get(`${projects}/site`)).headers.get('etag')
  await max.put(`${projects}/site`, { name: 'Their name', tags: ['theirs'] })
  const merged = await ada.put(`${projects}/site`, { priority: 'urgent', description: 'Ours' }, ifMatch(seen))
  assert.equal(merged.status, 200)
  const { name, tags, priority, description, version } = merged.body
  assert.deepEqual(
    { name, tags, priority, description, version },
    { name: 'Their name', tags: ['theirs'], priority: 'urgent', description: 'Ours', version: 3 },
  )
  const task = `${projects}/tasks/copy`
  const read = (await max.get(task)).headers.get('etag')
  await max.put(task, { title: 'Their title', assigneeIds: ['mia', 'max'] })
  const both = await ada.put(task, { estimateMinutes: 90 }, ifMatch(read))
  assert.deepEqual(
    [both.status, both.body.title, both.body.estimateMinutes, both.body.version],
    [200, 'Their title', 90, 3],
  )
})

test('an edit of a field that somebody changed since is refused with those fields as they are now, and no others', async () => {
  const { ada, max, tess } = await agency()
  const seen = (await ada.get(`${projects}/site`)).headers.get('etag')
  await max.put(`${projects}/site`, { name: 'Their name' })
  await max.put(`${projects}/site`, { name: 'Their second name', assignedTeam: ['mia', 'tess'] })
  const refused = await ada.put(`${projects}/site`, { name: 'Ours', assignedTeam: [], priority: 'low' }, ifMatch(seen))
  assert.deepEqual([refused.status, refused.body.code, refused.body.version], [412, 'version_conflict', 3])
  assert.deepEqual(refused.body.fields, { name: 'Their second name', assignedTeam: ['mia', 'tess'] })
  const task = `${projects}/tasks/copy`
  const read = (await ada.get(task)).headers.get('etag')
  await tess.moves({ id: 'copy' }, { progress: 30 })
  const moved = await max.put(`${task}/status`, { status: 'in_progress' }, ifMatch(read))
  assert.equal(moved.status, 412)
  assert.equal(moved.body.fields.progress, 30)
  assert.equal((await max.put(task, { title: 'Words' }, ifMatch(read))).status, 200, 'words are no progress')
})

test('two who change the same field of the same version at once: one is told', async () => {
  const { ada, max, db, organizationId } = await agency()
  const seen = (await ada.get(`${projects}/site`)).headers.get('etag')
  const replies = await Promise.all(
    [ada, max].map((who, i) => who.put(`${projects}/site`, { name: `Name ${i}` }, ifMatch(seen))),
  )
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 412],
  )
  const refused = replies.find(({ status }) => status === 412)
  const { rows } = await db.admin.query<{ name: string }>(
    `select name from projects where organization_id = $1 and id = 'site'`,
    [organizationId],
  )
  assert.equal(refused?.body.fields.name, rows[0]?.name)
})

test('without If-Match, and with any, an edit passes', async () => {
  const { ada, max } = await agency()
  await max.put(`${projects}/site`, { name: 'Their name' })
  assert.equal((await ada.put(`${projects}/site`, { name: 'Ours' })).status, 200)
  assert.equal((await ada.put(`${projects}/site`, { name: 'Ours again' }, ifMatch('*'))).status, 200)
  const { headers } = await ada.get(`${projects}/site`)
  assert.equal(
    (await ada.put(`${projects}/site`, { name: 'Weakly ours' }, ifMatch(`W/${headers.get('etag')}`))).status,
    200,
  )
})

test('who has the current state is told so without it, and hears of a derived change all the same', async () => {
  const { ada, max, copy } = await agency()
  const first = await ada.get(`${projects}/site`)
  const etag = first.headers.get('etag') ?? ''
  const ask = (value: string) => ada.get(`${projects}/site`, { 'if-none-match': value })
  for (const value of [etag, `W/${etag}`, `"1-other", ${etag}`]) {
    const same = await ask(value)
    assert.deepEqual([same.status, same.body, same.headers.get('etag')], [304, '', etag], value)
  }
  await max.completes(copy)
  const derived = await ask(etag)
  assert.equal(derived.status, 200)
  assert.notEqual(derived.headers.get('etag'), etag)
  assert.equal(
    derived.headers.get('etag')?.split('-')[0],
    etag.split('-')[0],
    'the version is the same: If-Match still holds',
  )
  assert.equal((await ada.put(`${projects}/site`, { name: 'Ours' }, ifMatch(etag))).status, 200)
  assert.equal((await max.get(`${projects}/site`, { 'if-none-match': etag })).status, 200)
})

test('what follows from tasks changes neither version nor updatedAt of their project, nor its activity', async () => {
  const house = await agency()
  const { ada, max, copy, design } = house
  const before = (await ada.get(`${projects}/site`)).body
  await max.completes(copy)
  const half = (await ada.get(`${projects}/site`)).body
  assert.equal(half.progress, 50)
  await max.completes(design)
  const after = (await ada.get(`${projects}/site`)).body
  assert.equal(after.progress, 100)
  assert.deepEqual({ ...after, progress: before.progress }, before)
  assert.deepEqual(
    (await activityOf(house, 'project', 'site')).map(({ event }) => event),
    ['project.created'],
  )
})

test('an edit that says nothing new is no change', async () => {
  const house = await agency()
  const { ada, max, db, organizationId } = house
  const earlier = await digestOf(db, [organizationId])
  const { body } = await ada.put(`${projects}/site`, { name: 'Website redesign', assignedTeam: ['mia'] })
  assert.equal(body.version, 1)
  assert.equal(
    (await max.put(`${projects}/tasks/design`, { title: 'Visual design', dependencies: [{ taskId: 'copy' }] })).body
      .version,
    1,
  )
  assert.equal((await max.moves({ id: 'copy' }, { status: 'pending' })).body.version, 1)
  assert.deepEqual(await digestOf(db, [organizationId]), earlier)
})

test('ten moves of one task at once leave one unbroken history', async () => {
  const house = await agency()
  const { db, organizationId, ada, max, tess, copy } = house
  const moves = [
    { status: 'in_progress' },
    { status: 'in_review' },
    { status: 'blocked', blockedReason: 'other' },
    { status: 'in_progress' },
    { status: 'completed' },
    { status: 'in_progress', reason: 'Not done' },
    { status: 'in_review' },
    { progress: 40 },
    { status: 'completed' },
    { status: 'cancelled' },
  ] as const
  const replies = await Promise.all(moves.map((move, i) => ([ada, max, tess][i % 3] ?? ada).moves(copy, move)))
  assert.deepEqual(
    replies.filter(({ status }) => ![200, 409, 422].includes(status)),
    [],
  )
  const { rows } = await db.admin.query<{ n: number; from: string | null; to: string }>(
    `select n, from_status as from, to_status as to from task_status_changes where organization_id = $1 and task_id = 'copy' order by n`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map(({ n }) => n),
    rows.map((_, i) => i + 1),
  )
  assert.deepEqual(
    rows.map(({ from }) => from),
    [null, ...rows.slice(0, -1).map(({ to }) => to)],
  )
  const { body } = await ada.get(`${projects}/tasks/copy`)
  assert.equal(body.status, rows.at(-1)?.to)
  assert.equal(body.version, rows.length)
  const told = await activityOf(house, 'task', 'copy')
  assert.deepEqual(
    told.map(({ version }) => version),
    rows.map((_, i) => i + 1),
  )
  assert.equal(replies.filter(({ status, body }) => status === 200 && body.version > 1).length >= rows.length - 1, true)
})

test('what fails at its last step leaves nothing behind', async () => {
  const house = await agency()
  const { ada, max, db, organizationId } = house
  const earlier = await digestOf(db, [organizationId])
  const refused = await max.adds('site', {
    id: 'part',
    title: 'Part',
    parentId: 'copy',
    assigneeIds: ['mia'],
    dependencies: [{ taskId: 'design' }],
  })
  assert.equal((refused.body as { code?: string }).code, 'dependency_cycle')
  // Here the row, its people and its links are written before the circle is found.
  const edited = await max.put(`${projects}/tasks/copy`, {
    title: 'Renamed',
    assigneeIds: [],
    dependencies: [{ taskId: 'design' }],
  })
  assert.equal(edited.body.code, 'dependency_cycle')
  const project = await ada.post(projects, {
    id: 'ads',
    name: 'Taken',
    accountId: 'bakery',
    type: 'seo',
    assignedTeam: ['mia'],
  })
  assert.equal(project.body.code, 'already_exists')
  assert.deepEqual(await digestOf(db, [organizationId]), earlier)
})

test('two who would close a circle from both ends at once: one is told its path', async () => {
  const { ada, max } = await agency()
  await ada.adds('site', { id: 'east', title: 'East' })
  await ada.adds('ads', { id: 'west', title: 'West' })
  const replies = await Promise.all([
    ada.put(`${projects}/tasks/east`, { dependencies: [{ taskId: 'west' }] }),
    ada.put(`${projects}/tasks/west`, { dependencies: [{ taskId: 'east' }] }),
  ])
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 422],
  )
  assert.equal((await max.get(`${projects}/tasks/east`)).status, 200)
})

test('every change is on record once, with what was and what is', async () => {
  const house = await agency()
  const { ada } = house
  await ada.put(`${projects}/site`, { name: 'Renamed', priority: 'high', description: '' })
  await ada.put(`${projects}/site`, { status: 'on_hold', reason: 'Waiting' })
  const [created, updated, held] = await activityOf(house, 'project', 'site')
  assert.deepEqual(
    [created?.event, updated?.event, held?.event],
    ['project.created', 'project.updated', 'project.status_changed'],
  )
  assert.deepEqual(updated?.changes, {
    name: { from: 'Website redesign', to: 'Renamed' },
    priority: { from: 'medium', to: 'high' },
  })
  assert.deepEqual(held?.changes.status, { from: 'onboarding', to: 'on_hold' })
  assert.deepEqual(held?.changes.reason, { to: 'Waiting' })
})
