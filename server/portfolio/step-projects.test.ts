import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { digestOf } from '../../test/database-digest.ts'
import { untilSomebodyWaits } from '../../test/database-waits.ts'

const STEP = '/v1/admin/accounts/bakery/projects'
const reason = 'The shop is being rebuilt'
interface Shown {
  id: string
  startOn: string | null
  dueOn: string | null
  constraint: unknown
}
const tasksOf = async ({ ada }: Agency, projectId: string): Promise<Map<string, Shown>> =>
  new Map(
    (await ada.get(`/v1/admin/projects/${projectId}/tasks?limit=100`)).body.data.map((task: Shown) => [task.id, task]),
  )
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id)

/** Bluebird has a child with a shop of its own, whose launch waits for the site; the site starts on a Monday. */
async function family(): Promise<Agency> {
  const house = await agency()
  const { ada, max } = house
  await ada.post('/v1/admin/accounts', { id: 'north', name: 'Bluebird North', parentAccountId: 'bakery' })
  await ada.put('/v1/admin/projects/site', { startOn: '2026-11-30', dueOn: '2026-12-18', status: 'active' })
  await max.put('/v1/admin/projects/tasks/copy', { durationDays: 3 })
  await max.put('/v1/admin/projects/tasks/design', { durationDays: 2 })
  await ada.post('/v1/admin/projects', { id: 'shop', name: 'Shop', accountId: 'north', type: 'website' })
  await ada.adds('shop', { id: 'launch', title: 'Launch', dependencies: [{ taskId: 'design' }] })
  await ada.adds('shop', {
    id: 'fair',
    title: 'Fair',
    scheduling: 'manual',
    startOn: '2026-12-03',
    dueOn: '2026-12-07',
  })
  await ada.post('/v1/admin/projects', { id: 'idea', name: 'Idea', accountId: 'bakery', type: 'seo', draft: true })
  return house
}

test('all open projects of a client are held until a day, and what has not begun starts then', async () => {
  const house = await family()
  const { ada, max } = house
  await max.starts({ id: 'copy' })
  const held = await ada.put(STEP, { hold: { reason, until: '2027-01-11' }, includeChildren: true })
  assert.equal(held.status, 200, JSON.stringify(held.body))
  assert.deepEqual(idsOf(held.body.projects), ['shop', 'site'])
  assert.deepEqual(
    held.body.skipped.map(({ id, why }: { id: string; why: string }) => [id, why]),
    [['idea', 'It is a draft.']],
  )
  const { from, to } = held.body.projects[1]
  assert.deepEqual(
    [from.status, to.status, to.holdUntil, to.finishOn],
    ['active', 'on_hold', '2027-01-11', '2027-01-12'],
  )
  const site = await tasksOf(house, 'site')
  const shop = await tasksOf(house, 'shop')
  assert.deepEqual(site.get('design')?.constraint, { kind: 'not_before', on: '2027-01-11' })
  assert.equal(site.get('copy')?.constraint, null)
  assert.deepEqual([shop.get('launch')?.startOn, shop.get('fair')?.startOn], ['2027-01-13', '2026-12-03'])
  const project = (await ada.get('/v1/admin/projects/site')).body
  assert.deepEqual([project.holdReason, project.holdUntil], [reason, '2027-01-11'])
})

test('resumed, each is where it was, and what the hold said of its tasks is taken back', async () => {
  const house = await family()
  const { ada, max } = house
  await max.put('/v1/admin/projects/tasks/copy', { startOn: '2026-12-02' })
  const before = [await tasksOf(house, 'site'), await tasksOf(house, 'shop')]
  const dates = (maps: Map<string, Shown>[]) =>
    maps.map((map) => [...map.values()].map(({ id, startOn, dueOn, constraint }) => [id, startOn, dueOn, constraint]))
  await ada.put(STEP, { hold: { reason, until: '2027-01-11' }, includeChildren: true })
  await ada.put('/v1/admin/projects/site', { holdUntil: '2027-02-01' })
  assert.equal((await tasksOf(house, 'site')).get('copy')?.startOn, '2027-02-01')
  const resumed = await ada.put(STEP, { resume: {}, includeChildren: true })
  assert.deepEqual(
    resumed.body.projects.map(({ to }: { to: { status: string; holdUntil: null } }) => [to.status, to.holdUntil]),
    [
      ['onboarding', null],
      ['active', null],
    ],
  )
  assert.deepEqual(idsOf(resumed.body.skipped), ['idea'])
  assert.deepEqual(dates([await tasksOf(house, 'site'), await tasksOf(house, 'shop')]), dates(before))
})

test('once its day has come, the dates of a hold stay', async () => {
  const house = await family()
  const { ada, clock } = house
  await ada.put(STEP, { hold: { reason, until: '2026-12-14' } })
  clock.advance({ days: 22 })
  await ada.put(STEP, { resume: {} })
  assert.equal((await tasksOf(house, 'site')).get('copy')?.startOn, '2026-12-14')
  clock.advance({ days: -22 })
})

test('everything that has not begun is moved by working days, with its project', async () => {
  const house = await family()
  const { ada, max } = house
  await ada.adds('site', { id: 'ship', title: 'Ship', kind: 'milestone', dependencies: [{ taskId: 'design' }] })
  await ada.adds('shop', { id: 'loose', title: 'Loose', startOn: '2026-12-01', durationDays: 1 })
  await max.starts({ id: 'copy' })
  const { body, status } = await ada.put(STEP, { move: { byDays: 5, reason }, includeChildren: true })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(idsOf(body.projects), ['idea', 'shop', 'site'])
  const { to } = body.projects[2]
  assert.deepEqual([to.startOn, to.dueOn], ['2026-12-07', '2026-12-25'])
  const [site, shop] = [await tasksOf(house, 'site'), await tasksOf(house, 'shop')]
  const start = (map: Map<string, Shown>, id: string) => [map.get(id)?.startOn, map.get(id)?.dueOn]
  // Begun on the Sunday before its start: it stays, and what waits for it is told to wait a week more.
  assert.equal(site.get('copy')?.constraint, null)
  assert.deepEqual(start(shop, 'loose'), ['2026-12-08', '2026-12-08'])
  assert.deepEqual(start(shop, 'fair'), ['2026-12-10', '2026-12-14'])
  assert.deepEqual(shop.get('loose')?.constraint, { kind: 'not_before', on: '2026-12-08' })
  // What waits for others only follows them.
  assert.equal(site.get('ship')?.constraint, null)
  assert.equal(shop.get('launch')?.constraint, null)
  assert.equal(site.get('ship')?.startOn, site.get('design')?.dueOn)
})

test('moved earlier, nothing comes before today, and back again it is where it was', async () => {
  const house = await family()
  const { ada } = house
  const starts = async () =>
    [...(await tasksOf(house, 'site')).values(), ...(await tasksOf(house, 'shop')).values()].map((task) => task.startOn)
  const before = await starts()
  await ada.put(STEP, { move: { byDays: 4 }, includeChildren: true })
  assert.notDeepEqual(await starts(), before)
  await ada.put(STEP, { move: { byDays: -4 }, includeChildren: true })
  assert.deepEqual(await starts(), before)
  await ada.put(STEP, { move: { byDays: -250 }, includeChildren: true })
  const { startOn } = (await ada.get('/v1/admin/projects/site')).body
  // Today is a Sunday.
  assert.equal(startOn, '2026-11-23')
  assert.ok((await starts()).every((date) => date === null || date >= '2026-11-23'))
})

test('a preview tells what every project would do and writes nothing; the commit with its hash does exactly that', async () => {
  const house = await family()
  const { ada, db, organizationId } = house
  for (const step of [{ move: { byDays: 3 } }, { hold: { reason, until: '2027-01-11' } }, { resume: {} }]) {
    const body = { ...step, includeChildren: true }
    const before = await digestOf(db, [organizationId])
    const preview = await ada.put(`${STEP}?dryRun=true`, body)
    assert.equal(preview.status, 200, JSON.stringify(preview.body))
    assert.ok(preview.body.changes.length > 0)
    assert.deepEqual(await digestOf(db, [organizationId]), before)
    const done = await ada.put(`${STEP}?planHash=${preview.body.planHash}`, body)
    assert.deepEqual(done.body, preview.body)
  }
})

test('two holds at once hold each project once', async () => {
  const house = await family()
  const { ada, db, organizationId } = house
  const other = await db.admin.connect()
  await other.query('begin')
  await other.query(`select 1 from projects where organization_id = $1 and id = 'site' for update`, [organizationId])
  const holds = Array.from({ length: 4 }, () => ada.put(STEP, { hold: { reason }, includeChildren: true }))
  try {
    await untilSomebodyWaits(db, 4)
  } finally {
    await other.query('commit')
    other.release()
  }
  const replies = await Promise.all(holds)
  assert.ok(replies.every(({ status }) => status === 200))
  assert.deepEqual(
    replies.map(({ body }) => body.projects.length).toSorted((a, b) => a - b),
    [0, 0, 0, 2],
  )
  const { rows } = await db.admin.query(
    `select entity_id as id from activity where organization_id = $1 and event = 'project.status_changed'
     and changes -> 'status' ->> 'to' = 'on_hold' order by 1`,
    [organizationId],
  )
  assert.deepEqual(idsOf(rows), ['shop', 'site'])
})

test('a hold and moves of its tasks at the same time end as one after the other', async () => {
  const house = await family()
  const { ada, max } = house
  const replies = await Promise.all([
    ada.put(STEP, { hold: { reason, until: '2027-01-11' }, includeChildren: true }),
    ...Array.from({ length: 6 }, (_, n) => max.put('/v1/admin/projects/tasks/copy', { durationDays: 2 + n })),
    ada.put('/v1/admin/projects/tasks/launch', { durationDays: 4 }),
    ada.put(STEP, { move: { byDays: 1 } }),
  ])
  assert.deepEqual(
    replies.filter(({ status }) => status !== 200).map(({ body }) => body),
    [],
  )
  const site = await tasksOf(house, 'site')
  assert.ok((site.get('copy')?.startOn ?? '') >= '2027-01-11')
  assert.ok((site.get('design')?.startOn ?? '') > (site.get('copy')?.dueOn ?? ''))
})

test('a step says one thing, on a client that is there, and only a Project Admin takes it', async () => {
  const { ada, max, amy, olga } = await family()
  const pointer = async (body: object) => (await ada.put(STEP, body)).body.errors?.[0]?.pointer
  assert.equal(await pointer({}), '')
  assert.equal(await pointer({ hold: { reason }, resume: {} }), '')
  assert.equal(await pointer({ hold: {} }), '/hold/reason')
  assert.equal(await pointer({ hold: { reason, until: '2026-11-22' } }), '/hold/until')
  assert.equal(await pointer({ move: { byDays: 0 } }), '/move/byDays')
  assert.equal((await ada.put('/v1/admin/accounts/none/projects', { resume: {} })).body.code, 'account_not_found')
  assert.equal((await max.put(STEP, { resume: {} })).status, 403)
  assert.equal((await amy.put(STEP, { resume: {} })).status, 403)
  assert.equal((await olga.put('/v1/admin/accounts/north/projects', { resume: {} })).status, 404)
  assert.deepEqual((await ada.put(STEP, { resume: {} })).body.projects, [])
})

test('a deadline is kept, and told', async () => {
  const house = await family()
  const { ada } = house
  const constraint = { kind: 'must_finish_by', on: '2026-12-09' }
  await ada.put('/v1/admin/projects/tasks/copy', { constraint })
  const { body } = await ada.put(`${STEP}?dryRun=true`, { hold: { reason, until: '2027-01-11' } })
  assert.deepEqual(body.kept, ['copy'])
  await ada.put(STEP, { move: { byDays: 2 } })
  const copy = (await tasksOf(house, 'site')).get('copy')
  assert.deepEqual([copy?.startOn, copy?.constraint], ['2026-12-02', { ...constraint, on: '2026-12-11' }])
})
