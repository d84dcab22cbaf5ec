import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { sweepOnce } from '../platform/sweep.ts'
import { projectPurge } from './project-purge.ts'

const PATH = '/v1/admin/projects'

test('a new project has an id of ours, starts in onboarding and says where it is', async () => {
  const { ada } = await agency()
  const { status, body, headers } = await ada.post(PATH, {
    name: 'Blog',
    accountId: 'bakery',
    type: 'content',
    tags: ['spring'],
  })
  assert.equal(status, 201)
  assert.match(body.id, /^prj_/)
  assert.deepEqual(
    [body.status, body.priority, body.currency, body.engagement],
    ['onboarding', 'medium', 'EUR', 'one_off'],
  )
  assert.equal(headers.get('location'), `${PATH}/${body.id}`)
  assert.equal(headers.get('etag')?.startsWith('"1-'), true)
  assert.deepEqual((await ada.get(`${PATH}/${body.id}`)).body, body)
})

test('what a project names has to be there', async () => {
  const { ada } = await agency()
  const project = { name: 'Blog', accountId: 'bakery', type: 'content' }
  const pointerOf = async (more: object) => (await ada.post(PATH, { ...project, ...more })).body.errors[0].pointer
  assert.equal(await pointerOf({ accountId: 'unknown' }), '/accountId')
  assert.equal(await pointerOf({ managerId: 'olga' }), '/managerId')
  assert.equal(await pointerOf({ teamId: 'unknown' }), '/teamId')
  assert.equal(await pointerOf({ assignedTeam: ['mia', 'ghost'] }), '/assignedTeam')
  assert.equal(await pointerOf({ templateId: 'unknown' }), '/templateId')
  assert.equal(await pointerOf({ type: 'sculpture' }), '/type')
  assert.equal(await pointerOf({ startOn: '2026-12-02', dueOn: '2026-12-01' }), '/dueOn')
})

test('a project moves along its life; a refused move names the moves that are allowed', async () => {
  const { ada, site } = await agency()
  const move = (status: string, reason?: string) => ada.put(`${PATH}/${site.id}`, { status, ...(reason && { reason }) })
  assert.deepEqual((await move('completed')).body.allowed, ['active', 'on_hold', 'cancelled'])
  assert.equal((await move('active')).body.status, 'active')
  assert.equal((await move('on_hold')).body.errors[0].pointer, '/reason')
  assert.equal((await move('on_hold', 'the client is away')).body.holdReason, 'the client is away')
  assert.equal((await move('active')).body.holdReason, null)
  assert.equal((await move('completed')).body.closeReason, null)
})

test('cancelling a project cancels its open tasks, each with its history', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.completes(copy)
  await ada.put(`${PATH}/${site.id}`, { status: 'cancelled', reason: 'out of budget' })
  const cancelled = (await ada.get(`${PATH}/tasks/${design.id}`)).body
  assert.equal(cancelled.status, 'cancelled')
  assert.deepEqual(cancelled.statusHistory.at(-1).notes, 'out of budget')
  assert.equal((await ada.get(`${PATH}/tasks/${copy.id}`)).body.status, 'completed')
  assert.equal((await ada.adds(site.id, { title: 'Too late' })).status, 409)
})

test('a deleted project is gone from every view, with its tasks, and comes back whole', async () => {
  const { ada, max, site, copy } = await agency()
  const before = (await ada.get(`${PATH}/${site.id}/tasks`)).body
  assert.equal((await ada.delete(`${PATH}/${site.id}`)).body.errors[0].pointer, '/reason')
  const deleted = (await ada.delete(`${PATH}/${site.id}`, { reason: 'made by mistake' })).body
  assert.deepEqual([deleted.id, deleted.removed.tasks], [site.id, 2])
  for (const path of [`${PATH}/${site.id}`, `${PATH}/${site.id}/tasks`, `${PATH}/tasks/${copy.id}`])
    assert.equal((await ada.get(path)).status, 404)
  assert.deepEqual(
    (await ada.get(PATH)).body.data.map((project: { id: string }) => project.id),
    ['ads'],
  )
  assert.deepEqual((await max.get('/v1/admin/me/projects')).body.data, [])
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).body.name, site.name)
  assert.deepEqual((await ada.get(`${PATH}/${site.id}/tasks`)).body, before)
})

test('a deleted project can be restored for thirty days', async () => {
  const { ada, site, ads, clock } = await agency()
  await ada.delete(`${PATH}/${site.id}?reason=old`)
  clock.advance({ days: 29 })
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).status, 200)
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).body.code, 'invalid_transition')
  await ada.delete(`${PATH}/${ads.id}?reason=old`)
  clock.advance({ days: 31 })
  assert.equal((await ada.post(`${PATH}/${ads.id}/restore`)).status, 404)
})

test('a project of an archived client is neither reopened nor restored', async () => {
  const { ada, site, ads } = await agency()
  await ada.delete(`${PATH}/${ads.id}?reason=old`)
  await ada.put(`${PATH}/${site.id}`, { status: 'cancelled', reason: 'they left' })
  for (const account of ['bakery', 'dental'])
    assert.equal((await ada.put(`/v1/admin/accounts/${account}`, { status: 'archived' })).status, 200)
  const refused = [
    await ada.put(`${PATH}/${site.id}`, { status: 'active', reason: 'they are back' }),
    await ada.post(`${PATH}/${ads.id}/restore`),
  ]
  for (const { status, body } of refused) assert.deepEqual([status, body.code], [409, 'invalid_transition'])
})

test('a manager who hands a project over is shown the result, and sees it no more', async () => {
  const { max, site } = await agency()
  assert.equal((await max.put(`${PATH}/${site.id}`, { managerId: 'una' })).body.managerId, 'una')
  assert.equal((await max.get(`${PATH}/${site.id}`)).status, 404)
})

test('progress is the weight completed of the weight not cancelled, and makes no new version', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.put(`${PATH}/tasks/${copy.id}`, { weight: 3 })
  await ada.completes(copy)
  const half = (await ada.get(`${PATH}/${site.id}`)).body
  assert.deepEqual([half.progress, half.version, half.updatedAt], [75, 1, site.updatedAt])
  await ada.moves(design, { status: 'cancelled' })
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 100)
})

test('progress is rounded down: a hundred means all of it', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.put(`${PATH}/tasks/${copy.id}`, { weight: 999 })
  await ada.completes(copy)
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 99)
  await ada.completes(design)
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 100)
})

test('a purge leaves that it was, by whom and why, and nothing of what was written', async () => {
  const { ada, site, db, organizationId, clock } = await agency()
  await ada.delete(`${PATH}/${site.id}`, { reason: 'asked to forget' })
  await sweepOnce(db.worker, [projectPurge], new Date(clock.now().getTime() + 29 * 86_400_000))
  const entries = async () =>
    (
      await db.admin.query(
        'select event, actor_id, changes from activity where organization_id = $1 and project_id = $2 order by id',
        [organizationId, site.id],
      )
    ).rows
  const before = await entries()
  await sweepOnce(db.worker, [projectPurge], new Date(clock.now().getTime() + 31 * 86_400_000))
  const after = await entries()
  assert.deepEqual(
    after.map(({ event, actor_id }) => [event, actor_id]),
    before.map(({ event, actor_id }) => [event, actor_id]),
  )
  assert.deepEqual(
    after.filter(({ changes }) => Object.keys(changes).length > 0).map(({ changes }) => changes),
    [{ reason: { to: 'asked to forget' } }],
  )
  const left = await db.admin.query('select 1 from tasks where organization_id = $1 and project_id = $2', [
    organizationId,
    site.id,
  ])
  assert.equal(left.rowCount, 0)
})
