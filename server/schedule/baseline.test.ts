// Baselines: the plan as it was, beside the plan as it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency, type Reply } from '../../test/agency.ts'

const baselines = '/v1/admin/projects/site/baselines'
const tasks = '/v1/admin/projects/tasks'

/** Two tasks whose dates nobody but the test moves. */
async function planned({ max }: Agency): Promise<void> {
  for (const [id, startOn, dueOn] of [
    ['copy', '2026-11-23', '2026-11-27'],
    ['design', '2026-11-30', '2026-12-04'],
  ]) {
    const { status, body } = await max.put(`${tasks}/${id}`, { scheduling: 'manual', startOn, dueOn })
    assert.equal(status, 200, JSON.stringify(body))
  }
}

const ofTask = ({ body }: Reply, id: string) =>
  (body.tasks as { taskId: string }[]).find(({ taskId }) => taskId === id) as Record<string, unknown> | undefined

test('a frozen plan stays as it was, and tells how far the present one has moved in working days', async () => {
  const house = await agency()
  const { max } = house
  await planned(house)
  const made = await max.post(baselines, { name: 'As signed', note: 'With the contract' })
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), `${baselines}/${made.body.id}`)
  const { name, note, taskCount, finishOn, version } = made.body
  assert.deepEqual(
    { name, note, taskCount, finishOn, version },
    { name: 'As signed', note: 'With the contract', taskCount: 2, finishOn: '2026-12-04', version: 1 },
  )
  const same = await max.get(`${baselines}/${made.body.id}`)
  assert.deepEqual(same.body.summary, {
    projectFinishBaseline: '2026-12-04',
    projectFinishNow: '2026-12-04',
    slipDays: 0,
    moved: 0,
    added: 0,
    removed: 0,
  })
  // Friday to the Tuesday after it: two working days, and a Monday two weeks early.
  await max.put(`${tasks}/design`, { startOn: '2026-11-23', dueOn: '2026-12-08', title: 'Design' })
  const moved = await max.get(`${baselines}/${made.body.id}`)
  const design = ofTask(moved, 'design')
  assert.deepEqual(
    [design?.title, design?.change, design?.startSlipDays, design?.finishSlipDays],
    ['Design', 'moved', -5, 2],
  )
  const days = [design?.baseline, design?.now].map((planned) => (planned as { dueOn: string }).dueOn)
  assert.deepEqual(days, ['2026-12-04', '2026-12-08'])
  assert.equal(ofTask(moved, 'copy')?.change, 'same')
  assert.deepEqual([moved.body.summary.slipDays, moved.body.summary.moved], [2, 1])
})

test('what came since has no baseline, and what is gone is still shown as it was', async () => {
  const house = await agency()
  const { max } = house
  await planned(house)
  const { body: baseline } = await max.post(baselines, { id: 'kept', name: 'Kept' })
  await max.adds('site', { id: 'late', title: 'Late idea' })
  await max.delete(`${tasks}/copy`)
  const { body } = await max.get(`${baselines}/${baseline.id}`)
  const { added, removed } = body.summary
  assert.deepEqual({ added, removed }, { added: 1, removed: 1 })
  const [late, copy] = [ofTask({ body } as Reply, 'late'), ofTask({ body } as Reply, 'copy')]
  assert.deepEqual([late?.change, late?.baseline, late?.startSlipDays], ['added', null, null])
  assert.deepEqual([copy?.change, copy?.now, copy?.title], ['removed', null, 'Copywriting'])
})

test('holidays are no days that a plan can slip by, and cancelled work ends no project', async () => {
  const house = await agency()
  const { db, organizationId, max } = house
  await planned(house)
  await max.post(baselines, { id: 'kept', name: 'Kept' })
  await db.admin.query(
    `insert into holidays (organization_id, id, "on", name, created_at, updated_at) values ($1, 'h', '2026-12-07', 'A day off', now(), now())`,
    [organizationId],
  )
  await max.put(`${tasks}/design`, { dueOn: '2026-12-08' })
  const { body } = await max.get(`${baselines}/kept`)
  assert.equal(ofTask({ body } as Reply, 'design')?.finishSlipDays, 1)
  await max.put(`${tasks}/design/status`, { status: 'cancelled' })
  const { body: after } = await max.get(`${baselines}/kept`)
  assert.equal(after.summary.projectFinishNow, '2026-11-27')
  assert.equal(after.summary.slipDays, -5)
})

test('baselines are listed, renamed and let go, and each step is told in the activity', async () => {
  const house = await agency()
  const { db, organizationId, max, ada } = house
  await max.post(baselines, { id: 'first', name: 'First' })
  await ada.post(baselines, { id: 'second', name: 'Second' })
  const listed = await max.get(`${baselines}?sort=name&limit=1`)
  assert.deepEqual([listed.body.data[0].id, listed.body.pagination.total], ['first', 2])
  const renamed = await max.put(`${baselines}/first`, { name: 'Offer' })
  assert.deepEqual([renamed.body.name, renamed.body.version], ['Offer', 2])
  const stale = await ada.put(`${baselines}/first`, { name: 'Other' }, { 'if-match': '"1-x"' })
  assert.deepEqual([stale.status, stale.body.fields], [412, { name: 'Offer' }])
  assert.equal((await max.delete(`${baselines}/first`)).status, 204)
  assert.deepEqual([(await max.get(`${baselines}/first`)).body.code], ['baseline_not_found'])
  const { rows } = await db.admin.query(
    `select event, project_id from activity where organization_id = $1 and entity_type = 'baseline' order by id`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map((row) => `${row.event} ${row.project_id}`),
    ['baseline.created site', 'baseline.created site', 'baseline.updated site', 'baseline.deleted site'],
  )
})

test('a team lead of the project reads baselines and freezes none; who has no part in it finds nothing', async () => {
  const { ada, max, tess, una, mia } = await agency()
  await max.post(baselines, { id: 'kept', name: 'Kept' })
  assert.equal((await tess.get(`${baselines}/kept`)).status, 200)
  assert.equal((await tess.post(baselines, { name: 'Mine' })).status, 403)
  assert.deepEqual((await una.get(`${baselines}/kept`)).body.code, 'project_not_found')
  assert.equal((await mia.get(baselines)).status, 403)
  // A baseline is known under its own project only.
  assert.equal((await ada.get('/v1/admin/projects/ads/baselines/kept')).body.code, 'baseline_not_found')
  assert.equal((await ada.delete('/v1/admin/projects/ads/baselines/kept')).body.code, 'baseline_not_found')
  assert.equal((await max.get('/v1/admin/projects/ads/baselines/kept')).body.code, 'project_not_found')
})

test('a project keeps fifty baselines and no more', async () => {
  const { db, organizationId, max } = await agency()
  await db.admin.query(
    `insert into baselines (organization_id, id, project_id, name, created_at, updated_at)
     select $1, 'b' || n, 'site', 'B', now(), now() from generate_series(1, 49) n`,
    [organizationId],
  )
  assert.equal((await max.post(baselines, { name: 'The fiftieth' })).status, 201)
  const refused = await max.post(baselines, { name: 'One more' })
  assert.deepEqual([refused.status, refused.body.errors[0].rule], [422, 'limit'])
})
