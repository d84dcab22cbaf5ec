import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

test('a task waits for the tasks before it', async () => {
  const { tess, copy, design } = await agency()
  const refused = await tess.completes(design)
  assert.equal(refused.status, 409)
  assert.deepEqual(refused.body.blockedBy, [copy.id])
  assert.equal((await tess.completes(copy)).status, 200)
  assert.equal((await tess.completes(design)).body.progress, 100)
})

test('ten people moving one task at once leave one unbroken history', async () => {
  const { ada, copy, logged } = await agency()
  const moves = Array.from({ length: 10 }, (_, i) => ada.moves(copy, { progress: (i + 1) * 5 }))
  for (const { status, headers } of await Promise.all(moves)) assert.equal(status, 200, JSON.stringify(logged.find((l) => l.requestId === headers.get('x-request-id') && l.err)))
  const { body } = await ada.get(`/v1/admin/projects/tasks/${copy.id}`)
  assert.equal(body.statusHistory.length, 11)
  assert.equal(body.version, 11)
})
