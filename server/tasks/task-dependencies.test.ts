import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const path = (task: { id: string }) => `/v1/admin/projects/tasks/${task.id}`

test('a task waits for the tasks before it', async () => {
  const { tess, copy, design } = await agency()
  const refused = await tess.completes(design)
  assert.equal(refused.status, 409)
  assert.deepEqual(refused.body.blockedBy, [copy.id])
  assert.equal((await tess.completes(copy)).status, 200)
  assert.equal((await tess.completes(design)).body.progress, 100)
})

test('a child waits for what its parent waits for', async () => {
  const { ada, copy, design, site } = await agency()
  const child = (await ada.adds(site.id, { title: 'Icons', parentId: design.id })).body
  assert.equal(child.ready, false)
  assert.deepEqual((await ada.completes(child)).body.blockedBy, [copy.id])
  await ada.completes(copy)
  assert.equal((await ada.get(path(child))).body.ready, true)
})

test('a parent is not completed before its children', async () => {
  const { ada, site, copy } = await agency()
  const child = (await ada.adds(site.id, { title: 'Headlines', parentId: copy.id })).body
  assert.deepEqual((await ada.completes(copy)).body.blockedBy, [child.id])
  await ada.completes(child)
  assert.equal((await ada.completes(copy)).status, 200)
})

test('what somebody may not see keeps their task back all the same: counted, not named', async () => {
  const { ada, max, banner, copy } = await agency()
  await ada.put(path(copy), { dependencies: [{ taskId: banner.id }] })
  const { body } = await max.put(`${path(copy)}/status`, { status: 'completed' })
  assert.deepEqual([body.blockedBy, body.blockedByHidden], [[], 1])
})

test('a start-to-start link waits for the beginning only', async () => {
  const { ada, copy, site } = await agency()
  const review = (
    await ada.adds(site.id, { title: 'Review', dependencies: [{ taskId: copy.id, type: 'SS', lagDays: 2 }] })
  ).body
  assert.deepEqual(review.dependencies, [{ taskId: copy.id, type: 'SS', lagDays: 2 }])
  assert.deepEqual((await ada.completes(review)).body.blockedBy, [copy.id])
  await ada.starts(copy)
  assert.equal((await ada.completes(review)).status, 200)
})

test('tasks that would wait for each other are refused with the path, and nothing is saved', async () => {
  const { max, copy, design } = await agency()
  const refused = await max.put(path(copy), { dependencies: [{ taskId: design.id }] })
  assert.deepEqual([refused.status, refused.body.path], [422, ['copy', 'design', 'copy']])
  assert.deepEqual((await max.get(path(copy))).body.dependencies, [])
  assert.equal((await max.put(path(copy), { parentId: design.id })).body.code, 'dependency_cycle')
  assert.equal((await max.put(path(copy), { dependencies: [{ taskId: copy.id }] })).status, 422)
})

test('two managers who close a circle from both ends at once: one is told', async () => {
  const { ada, site, ads } = await agency()
  const [a, b] = await Promise.all([ada.adds(site.id, { title: 'A' }), ada.adds(ads.id, { title: 'B' })])
  const both = await Promise.all([
    ada.put(path(a.body), { dependencies: [{ taskId: b.body.id }] }),
    ada.put(path(b.body), { dependencies: [{ taskId: a.body.id }] }),
  ])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 422],
  )
})

test('a task may wait for one of another project, but only where its writer sees that', async () => {
  const { ada, max, banner, copy } = await agency()
  assert.equal(
    (await max.put(path(copy), { dependencies: [{ taskId: banner.id }] })).body.errors[0].pointer,
    '/dependencies/0/taskId',
  )
  assert.equal((await ada.put(path(copy), { dependencies: [{ taskId: banner.id }] })).status, 200)
  const kept = await max.put(path(copy), { dependencies: [{ taskId: banner.id, lagDays: 1 }] })
  assert.deepEqual(kept.body.dependencies, [{ taskId: banner.id, type: 'FS', lagDays: 1 }])
})

test('a circle through tasks that somebody may not see is refused; those are counted, not named', async () => {
  const { ada, max, site, banner, design } = await agency()
  const proof = (await ada.adds(site.id, { title: 'Proof', dependencies: [{ taskId: banner.id }] })).body
  await ada.put(path(banner), { dependencies: [{ taskId: design.id }] })
  const link = { dependencies: [{ taskId: proof.id }] }
  const refused = (await max.put(path(design), link)).body
  assert.deepEqual([refused.code, refused.path.includes(banner.id), refused.pathHidden], ['dependency_cycle', false, 1])
  assert.ok(!JSON.stringify(refused).includes(banner.id))
  const whole = (await ada.put(path(design), link)).body
  assert.deepEqual([whole.path.includes(banner.id), whole.pathHidden], [true, undefined])
})
