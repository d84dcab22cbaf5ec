// Dates that follow: what a change moves, how far, and why. Monday is 23 November 2026; people work Monday to Friday.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agency, Person } from '../../test/agency.ts'
import { datesOf, plannedSite, taskPath as path } from '../../test/planned-site.ts'

test('a project that gets a start gives its tasks dates, one after the other', async () => {
  const { max, site } = await plannedSite()
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-25')
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-27')
  await max.put(`/v1/admin/projects/${site.id}`, { startOn: '2026-11-26' })
  assert.equal(await datesOf(max, 'copy'), '2026-11-26 – 2026-11-30')
  assert.equal(await datesOf(max, 'design'), '2026-12-01 – 2026-12-02')
})

test('a task that takes longer pushes what waits for it, and one that takes less pulls it back', async () => {
  const { max } = await plannedSite()
  const longer = await max.put(path('copy'), { durationDays: 5 })
  assert.equal(await datesOf(max, 'design'), '2026-11-30 – 2026-12-01')
  const moved = longer.body.changes.find(({ entity }: { entity: { id: string } }) => entity.id === 'design')
  assert.equal(moved.event, 'task.dates_moved')
  assert.deepEqual(moved.changes.startOn, { from: '2026-11-26', to: '2026-11-30' })
  assert.deepEqual(moved.causedBy, { type: 'task', id: 'copy' })
  assert.equal(moved.changes.because.to[0].taskId, 'copy')
  await max.put(path('copy'), { durationDays: 3 })
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-27')
})

test('a start given by hand is a constraint, and taking it away lets the task go back', async () => {
  const { max } = await plannedSite()
  const dragged = (await max.put(path('design'), { startOn: '2026-12-02' })).body
  assert.deepEqual(dragged.constraint, { kind: 'not_before', on: '2026-12-02' })
  assert.equal(`${dragged.startOn} – ${dragged.dueOn}`, '2026-12-02 – 2026-12-03')
  const released = (await max.put(path('design'), { constraint: null })).body
  assert.equal(released.startOn, '2026-11-26')
  await max.put(path('design'), { startOn: '2026-12-02' })
  assert.equal((await max.put(path('design'), { startOn: null })).body.startOn, '2026-11-26')
})

test('a day off is moved to the next working day, and the reply says so', async () => {
  const { max } = await plannedSite()
  const { version } = (await max.get(path('copy'))).body
  const { body } = await max.put(path('copy'), { startOn: '2026-11-28' })
  assert.equal(`${body.startOn} – ${body.dueOn}`, '2026-11-30 – 2026-12-02')
  const adjusted = body.changes.filter(({ entity }: { entity: { id: string } }) => entity.id === 'copy').at(-1)
  assert.deepEqual(adjusted.changes.startOn, { from: '2026-11-28', to: '2026-11-30' })
  assert.ok(adjusted.changes.because.to.some(({ kind }: { kind: string }) => kind === 'calendar'))
  assert.equal(body.version, version + 1)
})

test('a due date given by hand makes the duration, counted from the start that is possible', async () => {
  const { max } = await plannedSite()
  const { body } = await max.put(path('design'), { dueOn: '2026-12-02' })
  assert.deepEqual([body.startOn, body.dueOn, body.durationDays], ['2026-11-26', '2026-12-02', 5])
  const early = await max.put(path('design'), { dueOn: '2026-11-24' })
  assert.deepEqual([early.status, early.body.errors[0].pointer, early.body.errors[0].rule], [422, '/dueOn', 'order'])
  const both = (await max.put(path('design'), { startOn: '2026-12-03', dueOn: '2026-12-07' })).body
  assert.deepEqual([both.startOn, both.dueOn, both.durationDays], ['2026-12-03', '2026-12-07', 3])
  const made = (await max.adds('site', { title: 'Proofreading', dueOn: '2026-11-24' })).body
  assert.deepEqual([made.startOn, made.dueOn, made.durationDays], ['2026-11-23', '2026-11-24', 2])
  assert.equal(made.version, 1)
})

test('an estimate makes the duration of a task that has none, shared by those who do it', async () => {
  const { max } = await plannedSite()
  const alone = (await max.adds('site', { title: 'Photos', estimateMinutes: 1_000, assigneeIds: ['mia'] })).body
  assert.equal(`${alone.startOn} – ${alone.dueOn}`, '2026-11-23 – 2026-11-25')
  const two = (await max.put(path(alone.id), { assigneeIds: ['mia', 'tess'] })).body
  assert.equal(`${two.startOn} – ${two.dueOn}`, '2026-11-23 – 2026-11-24')
})

test('a manual task stays where it is, and started and finished work never moves', async () => {
  const { max } = await plannedSite()
  await max.put(path('design'), { scheduling: 'manual' })
  await max.put(path('copy'), { durationDays: 5 })
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-27')
  await max.put(path('design'), { scheduling: 'automatic' })
  assert.equal(await datesOf(max, 'design'), '2026-11-30 – 2026-12-01')
  // Begun today, a Sunday, and so before it was to begin.
  await max.starts({ id: 'design' })
  assert.equal(await datesOf(max, 'design'), '2026-11-22 – 2026-11-24')
  await max.put(path('copy'), { durationDays: 7 })
  assert.equal(await datesOf(max, 'design'), '2026-11-22 – 2026-11-24')
})

test('what waits for a task starts after the day on which it was really completed', async () => {
  const { max, clock } = await plannedSite()
  clock.advance({ days: 1 })
  await max.completes({ id: 'copy' })
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-25')
  assert.equal(await datesOf(max, 'design'), '2026-11-24 – 2026-11-25')
  const { startOn } = (await max.moves({ id: 'copy' }, { status: 'in_progress', reason: 'More pages' })).body
  assert.equal(startOn, '2026-11-23')
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-27')
})

test('the four kinds of link, with lag and lead in working days', async () => {
  const { max } = await plannedSite()
  const linked = async (type: string, lagDays: number) => {
    await max.put(path('design'), { dependencies: [{ taskId: 'copy', type, lagDays }] })
    return datesOf(max, 'design')
  }
  assert.equal(await linked('FS', 1), '2026-11-27 – 2026-11-30')
  assert.equal(await linked('FS', -1), '2026-11-25 – 2026-11-26')
  assert.equal(await linked('SS', 1), '2026-11-24 – 2026-11-25')
  assert.equal(await linked('FF', 0), '2026-11-24 – 2026-11-25')
  assert.equal(await linked('FF', 2), '2026-11-26 – 2026-11-27')
  assert.equal(await linked('SF', 3), '2026-11-24 – 2026-11-25')
})

test('a parent spans its children, and what it waits for they wait for', async () => {
  const { max } = await plannedSite()
  const phase = (await max.adds('site', { id: 'phase', title: 'Build', dependencies: [{ taskId: 'design' }] })).body
  assert.equal(phase.startOn, '2026-11-30')
  await max.adds('site', { id: 'html', title: 'Templates', parentId: 'phase', durationDays: 2 })
  await max.adds('site', { id: 'css', title: 'Styles', parentId: 'phase', dependencies: [{ taskId: 'html' }] })
  assert.equal(await datesOf(max, 'html'), '2026-11-30 – 2026-12-01')
  assert.equal(await datesOf(max, 'css'), '2026-12-02 – 2026-12-02')
  assert.equal(await datesOf(max, 'phase'), '2026-11-30 – 2026-12-02')
})

test('floats and the critical path are told with every task', async () => {
  const { max } = await plannedSite()
  await max.adds('site', { id: 'photos', title: 'Photos' })
  const [copy, design, photos] = await Promise.all(
    ['copy', 'design', 'photos'].map(async (id) => (await max.get(path(id))).body),
  )
  assert.deepEqual([copy.critical, design.critical, photos.critical], [true, true, false])
  assert.deepEqual([copy.totalFloatMinutes, photos.totalFloatMinutes, photos.freeFloatMinutes], [0, 4 * 480, 4 * 480])
  assert.deepEqual(
    [photos.earlyStartOn, photos.lateStartOn, photos.lateFinishOn],
    ['2026-11-23', '2026-11-27', '2026-11-27'],
  )
})

test('dates follow across projects, and what the caller may not see there is counted, not told', async () => {
  const { ada, max } = await plannedSite()
  await ada.put(path('banner'), { dependencies: [{ taskId: 'design' }] })
  assert.equal(await datesOf(ada, 'banner'), '2026-11-30 – 2026-11-30')
  const { body } = await max.put(path('copy'), { durationDays: 4 })
  assert.equal(body.hiddenChanges, 1)
  assert.ok(!JSON.stringify(body).includes('banner'))
  assert.equal(await datesOf(ada, 'banner'), '2026-12-01 – 2026-12-01')
  await ada.delete('/v1/admin/projects/site', { reason: 'A test' })
  await ada.put(path('banner'), { durationDays: 2 })
  assert.equal((await ada.get(path('banner'))).body.dependencies.length, 0)
})

test('why a date is what it is: every reason there is, in the words of the plan', async () => {
  const { ada, max, tess } = await plannedSite()
  const why = async (who: Person, id: string) => (await who.get(path(id, '/why'))).body
  assert.deepEqual((await why(max, 'copy')).heldBy, [{ kind: 'project_start', on: '2026-11-23', within: null }])
  const [held] = (await why(tess, 'design')).heldBy
  assert.deepEqual(held, {
    kind: 'predecessor',
    taskId: 'copy',
    title: 'Copywriting',
    type: 'FS',
    lagDays: 0,
    lagMinutes: null,
    on: '2026-11-25',
    within: null,
  })
  await max.put(path('design'), { startOn: '2026-11-28' })
  const kinds = (await why(max, 'design')).heldBy.map(({ kind }: { kind: string }) => kind)
  assert.deepEqual(kinds.toSorted(), ['calendar', 'constraint'])
  await ada.put(path('banner'), { dependencies: [{ taskId: 'design' }] })
  await max.put(path('copy'), { dependencies: [{ taskId: 'copy' }] })
  await max.starts({ id: 'copy' })
  assert.deepEqual((await why(max, 'copy')).heldBy, [{ kind: 'pin', reason: 'started' }])
  assert.equal((await max.get(path('banner', '/why'))).status, 404)
})

test('a circle through a parent is refused with its path, and nothing is moved', async () => {
  const { max } = await plannedSite()
  await max.adds('site', { id: 'phase', title: 'Build' })
  await max.adds('site', { id: 'html', title: 'Templates', parentId: 'phase' })
  await max.put(path('copy'), { dependencies: [{ taskId: 'html' }] })
  const before = await datesOf(max, 'copy')
  const circle = await max.put(path('phase'), { dependencies: [{ taskId: 'design' }] })
  assert.deepEqual([circle.status, circle.body.code], [422, 'dependency_cycle'])
  assert.equal(circle.body.path[0], circle.body.path.at(-1))
  assert.equal(await datesOf(max, 'copy'), before)
})

/** Every dates_moved entry names its cause: another entry of the same transaction. */
async function causesOf({ db, organizationId }: Agency) {
  const { rows } = await db.admin.query<{ entity_id: string; cause: string | null }>(
    `select a.entity_id, c.event || ' ' || c.entity_id as cause from activity a
     left join activity c on c.organization_id = a.organization_id and c.id = a.cause_id
     where a.organization_id = $1 and a.event = 'task.dates_moved' order by a.id`,
    [organizationId],
  )
  return rows
}

test('every move is in the activity with the change that led to it', async () => {
  const house = await plannedSite()
  await house.max.put(path('copy'), { durationDays: 5 })
  const rows = await causesOf(house)
  assert.deepEqual(rows.at(-1), { entity_id: 'design', cause: 'task.updated copy' })
  assert.ok(rows.every(({ cause }) => cause !== null))
})

test('work that has begun limits nobody any more: floats are told anew', async () => {
  const { max } = await plannedSite()
  await max.put(path('design'), { dependencies: [{ taskId: 'copy', type: 'SS' }] })
  await max.adds('site', { id: 'long', title: 'Long', durationDays: 10 })
  assert.equal((await max.get(path('copy'))).body.freeFloatMinutes, 0)
  await max.starts({ id: 'design' })
  assert.equal((await max.get(path('copy'))).body.freeFloatMinutes, 7 * 480)
})
