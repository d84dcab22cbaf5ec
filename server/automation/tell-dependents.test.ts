// Whoever waits for a task hears that it can start: once each time it becomes ready, with what made it so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

interface Told {
  person_id: string
  entity_id: string
  title: string
  cause: string | null
}
const told = async ({ db, organizationId }: Agency): Promise<Told[]> =>
  (
    await db.admin.query<Told>(
      `select n.person_id, n.entity_id, n.title, a.entity_id as cause from notifications n
       left join activity a on a.organization_id = n.organization_id and a.id = n.cause_id
       where n.organization_id = $1 and n.kind = 'task_ready' order by n.id`,
      [organizationId],
    )
  ).rows

test('when a task ends, the people of what waited for it are told, once, with the cause', async () => {
  const a = await agency()
  await settle(a.organizationId)
  assert.deepEqual(await told(a), [])
  await a.max.completes(a.copy)
  await Promise.all(Array.from({ length: 10 }, () => settle(a.organizationId)))
  await lookAround(a.organizationId)
  assert.deepEqual(await told(a), [
    { person_id: 'mia', entity_id: 'design', title: 'Visual design can start', cause: 'copy' },
  ])
})

test('one of two is not enough; the last one that it waited for is the cause; becoming ready anew is told anew', async () => {
  const a = await agency()
  const photos = (await a.max.adds('site', { id: 'photos', title: 'Photos' })).body
  await a.max.put('/v1/admin/projects/tasks/design', { dependencies: [{ taskId: 'copy' }, { taskId: 'photos' }] })
  await a.max.completes(a.copy)
  await settle(a.organizationId)
  assert.deepEqual(await told(a), [])
  await a.max.moves(photos, { status: 'cancelled' })
  await settle(a.organizationId)
  assert.deepEqual(
    (await told(a)).map(({ cause }) => cause),
    ['photos'],
  )
  await a.max.moves(a.copy, { status: 'in_progress', reason: 'A paragraph is missing' })
  await settle(a.organizationId)
  await a.max.completes(a.copy)
  await settle(a.organizationId)
  assert.deepEqual(
    (await told(a)).map(({ cause }) => cause),
    ['photos', 'copy'],
  )
})

test('parts of what waited are told of too; a link of start to start is satisfied by the beginning, and not told again at the end', async () => {
  const a = await agency()
  await a.max.adds('site', { id: 'layout', title: 'Layout', parentId: 'design', assigneeIds: ['mia'] })
  await a.max.adds('site', {
    id: 'review',
    title: 'Review along',
    assigneeIds: ['max'],
    dependencies: [{ taskId: 'copy', type: 'SS' }],
  })
  await a.max.starts(a.copy)
  await settle(a.organizationId)
  assert.deepEqual(
    (await told(a)).map(({ entity_id }) => entity_id),
    ['review'],
  )
  await a.max.completes(a.copy)
  await settle(a.organizationId)
  assert.deepEqual((await told(a)).map(({ entity_id }) => entity_id).toSorted(), ['design', 'layout', 'review'])
})

test('nobody is told of drafts, of what is on hold, of what has begun already, or of what became ready long ago', async () => {
  const a = await agency()
  await a.ada.post('/v1/admin/projects', { id: 'draft', name: 'Draft', accountId: 'bakery', type: 'seo', draft: true })
  await a.ada.adds('draft', { id: 'd1', title: 'First' })
  await a.ada.adds('draft', { id: 'd2', title: 'Second', assigneeIds: ['mia'], dependencies: [{ taskId: 'd1' }] })
  await a.ada.completes({ id: 'd1' })
  await a.max.starts(a.design)
  await a.max.completes(a.copy)
  await a.ada.adds('ads', { id: 'after', title: 'After', assigneeIds: ['mia'], dependencies: [{ taskId: 'banner' }] })
  await a.ada.put('/v1/admin/projects/ads', { status: 'on_hold', reason: 'Waiting' })
  await a.ada.completes(a.banner)
  await settle(a.organizationId)
  await a.ada.put('/v1/admin/projects/ads', { status: 'onboarding' })
  a.clock.advance({ days: 3 })
  await lookAround(a.organizationId)
  assert.deepEqual(await told(a), [])
})
