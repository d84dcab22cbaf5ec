// A project's plan as a file: read again it gives the same dates.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'
import { readMspdi } from './mspdi-read.ts'

const exported = (who: Person, id = 'site') => who.get(`/v1/admin/projects/${id}/export?format=mspdi`)
const imported = (who: Person, file: string) =>
  who.post('/v1/admin/projects/import?format=mspdi&accountId=bakery', file, { 'content-type': 'application/xml' })
const datesOf = (tasks: { title: string; startOn: string; dueOn: string; totalFloatMinutes: number }[]) =>
  tasks
    .map(({ title, startOn, dueOn, totalFloatMinutes }) => `${title} ${startOn} ${dueOn} ${totalFloatMinutes}`)
    .toSorted()

/** Copy, then design with its two parts beside it, a launch that must be kept, and a fixed day. */
async function planned(max: Person): Promise<void> {
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await max.adds('site', { id: 'build', title: 'Build <it> & test', description: 'First line\nSecond' })
  await max.adds('site', { id: 'page', title: 'Page', parentId: 'build', durationDays: 3 })
  await max.adds('site', {
    id: 'shop',
    title: 'Shop',
    parentId: 'build',
    durationDays: 2,
    constraint: { kind: 'not_before', on: '2026-11-26' },
    dependencies: [{ taskId: 'page', type: 'SS', lagDays: 1 }],
  })
  await max.adds('site', {
    id: 'launch',
    title: 'Launch',
    kind: 'milestone',
    constraint: { kind: 'must_finish_by', on: '2026-12-04' },
    dependencies: [{ taskId: 'build', type: 'FS', lagDays: 2 }],
  })
  await max.adds('site', {
    id: 'fair',
    title: 'Fair',
    scheduling: 'manual',
    startOn: '2026-12-01',
    dueOn: '2026-12-02',
    dependencies: [{ taskId: 'shop', type: 'FF', lagDays: -1 }],
  })
}

test('a project that is exported and imported again has the same dates and floats', async () => {
  const { ada, max } = await agency()
  await planned(max)
  await max.put('/v1/admin/projects/tasks/page/status', { status: 'in_progress', progress: 40 })
  const { status, body: text, headers } = await exported(max)
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'application/xml')
  const { body } = await imported(ada, text)
  assert.deepEqual(body.plan.skipped, [])
  assert.deepEqual(
    body.plan.tasks.filter(({ differs }: { differs: boolean }) => differs),
    [],
  )
  const tasks = (await ada.get('/v1/admin/projects/site/tasks?limit=100')).body.data
  assert.ok(tasks.length > 5)
  assert.deepEqual(datesOf(body.plan.tasks), datesOf(tasks))
  const again = (await ada.get(`/v1/admin/projects/${body.plan.projectId}/export?format=mspdi`)).body
  assert.deepEqual(readMspdi(again).tasks, readMspdi(text).tasks)
})

test('the file has the outline, progress and description of each task', async () => {
  const { max } = await agency()
  await planned(max)
  await max.put('/v1/admin/projects/tasks/page/status', { status: 'in_progress', progress: 40 })
  const { name, startOn, tasks } = readMspdi((await exported(max)).body)
  const byTitle = new Map(tasks.map((task) => [task.title, task]))
  assert.deepEqual([name, startOn], ['Website redesign', '2026-11-23'])
  const [build, page, launch, fair] = ['Build <it> & test', 'Page', 'Launch', 'Fair'].map((title) => byTitle.get(title))
  assert.deepEqual([build?.isParent, build?.notes, page?.parentUid], [true, 'First line\nSecond', build?.uid])
  assert.deepEqual([page?.state, page?.progress, page?.duration], ['started', 40, { minutes: 1440 }])
  assert.deepEqual([launch?.kind, launch?.constraint], ['milestone', { kind: 'must_finish_by', on: '2026-12-04' }])
  assert.deepEqual([fair?.scheduling, fair?.startOn, fair?.dueOn], ['manual', '2026-12-01', '2026-12-02'])
  assert.deepEqual(
    fair?.links.map(({ type, lag }) => ({ type, lag })),
    [{ type: 'FF', lag: { minutes: -480 } }],
  )
})

test('days off of those who do a task are days off of its own calendar', async () => {
  const { ada, max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-11-24', endOn: '2026-11-25' })
  await max.adds('site', { id: 'art', title: 'Art', durationDays: 2, assigneeIds: ['mia'] })
  const { tasks, calendars } = readMspdi((await exported(max)).body)
  const art = tasks.find(({ title }) => title === 'Art')
  assert.deepEqual([art?.startOn, art?.dueOn, art?.duration], ['2026-11-23', '2026-11-26', { minutes: 960 }])
  const off = [...(calendars.get(art?.calendarUid ?? '')?.exceptions ?? [])].filter(([on]) => on < '2026-12-01')
  assert.deepEqual(off, [
    ['2026-11-24', []],
    ['2026-11-25', []],
  ])
})

test('a plan out of scope is not there, and only known formats are', async () => {
  const { max, tess, mia, una } = await agency()
  assert.equal((await exported(tess)).status, 200)
  assert.equal((await exported(mia)).status, 403)
  assert.deepEqual([(await exported(una)).status, (await exported(max, 'ads')).status], [404, 404])
  assert.equal((await max.get('/v1/admin/projects/site/export?format=mpp')).status, 400)
  assert.equal((await max.get('/v1/admin/projects/site/export')).status, 400)
})
