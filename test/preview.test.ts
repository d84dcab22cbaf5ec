// Previews: what a change would lead to is told, nothing is written, and what is committed is what was told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from './agency.ts'
import { digestOf } from './database-digest.ts'

const copyPath = '/v1/admin/projects/tasks/copy'

test('a preview tells all that would change and writes nothing; the commit with its hash does exactly that', async () => {
  const { db, organizationId, max } = await agency()
  const before = await digestOf(db, [organizationId])
  const preview = await max.put(`${copyPath}?dryRun=true`, { title: 'Copy for the shop' })
  assert.equal(preview.status, 200)
  assert.deepEqual(preview.body.changes[0].changes, { title: { from: 'Copywriting', to: 'Copy for the shop' } })
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  const done = await max.put(`${copyPath}?planHash=${preview.body.planHash}`, { title: 'Copy for the shop' })
  assert.equal(done.status, 200)
  assert.deepEqual(done.body.changes, preview.body.changes)
  assert.equal((await max.get(copyPath)).body.title, 'Copy for the shop')
})

test('ids that are made up anew each time do not make it another plan', async () => {
  const { ada } = await agency()
  const task = { title: 'Photo shoot', assigneeIds: ['mia'] }
  const preview = await ada.post('/v1/admin/projects/site/tasks?dryRun=true', task)
  assert.deepEqual([preview.status, preview.headers.get('location')], [200, null])
  const again = await ada.post('/v1/admin/projects/site/tasks?dryRun=true', task)
  assert.notEqual(again.body.id, preview.body.id)
  assert.equal(again.body.planHash, preview.body.planHash)
  const made = await ada.post(`/v1/admin/projects/site/tasks?planHash=${preview.body.planHash}`, task)
  assert.equal(made.status, 201)
})

test('where something changed since the preview, the commit is refused with what it leads to now', async () => {
  const { db, organizationId, max } = await agency()
  const preview = await max.delete(`${copyPath}?dryRun=true`)
  assert.equal(preview.status, 200)
  await max.put(copyPath, { title: 'Copy for the shop' })
  await max.adds('site', { id: 'part', title: 'A part of it', parentId: 'copy' })
  const before = await digestOf(db, [organizationId])
  const late = await max.delete(`${copyPath}?planHash=${preview.body.planHash}`)
  assert.deepEqual([late.status, late.body.code], [409, 'plan_changed'])
  assert.deepEqual(late.body.changes.map(({ entity }: { entity: { id: string } }) => entity.id).toSorted(), [
    'copy',
    'part',
  ])
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  assert.equal((await max.delete(`${copyPath}?planHash=${late.body.planHash}`)).status, 200)
})

test('a preview takes no Idempotency-Key away, and a refusal in it is the real one', async () => {
  const { max } = await agency()
  const key = { 'idempotency-key': 'once' }
  assert.equal((await max.put(`${copyPath}?dryRun=true`, { title: 'Other words' }, key)).status, 200)
  assert.equal((await max.put(copyPath, { title: 'Other words' }, key)).status, 200)
  const refused = await max.put(`${copyPath}?dryRun=true`, { parentId: 'nothing' })
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/parentId'])
})
