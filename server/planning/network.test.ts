// What a plan is read from and saved to: all of it as it stands, and each move with the change that led to it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { loadActor } from '../access/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { type Change } from '../platform/preview.ts'
import { readNetwork } from './network.ts'

const FIELDS = ['id', 'projectId', 'parentId', 'kind', 'title', 'status', 'scheduling', 'startOn', 'dueOn'] as const
const PLANNED = ['earlyStartOn', 'earlyFinishOn', 'lateStartOn', 'lateFinishOn', 'totalFloatMinutes'] as const
const OTHERS = ['durationDays', 'estimateMinutes', 'constraint', 'freeFloatMinutes', 'critical', 'assigneeIds'] as const

test('a network has each task as it is shown', async () => {
  const { ada, max, db, organizationId } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await max.adds('site', {
    id: 'long',
    title: 'Long',
    durationDays: 9,
    constraint: { kind: 'not_before', on: '2026-12-01' },
  })
  await max.adds('site', { id: 'part', title: 'Part', parentId: 'long', estimateMinutes: 600 })
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = { actor, permission: 'task.update', scopes: ['organization'], now: new Date() } as const
  const { tasks, links } = await transaction(db.app, context, (tx) => readNetwork(tx, ['site']))
  assert.equal(tasks.length, 4)
  for (const task of tasks) {
    const { body } = await ada.get(`/v1/admin/projects/tasks/${task.id}`)
    for (const field of [...FIELDS, ...PLANNED, ...OTHERS])
      assert.deepEqual(task[field], body[field], `${task.id} ${field}`)
    assert.equal(task.version, body.version)
    assert.deepEqual(
      links.filter(({ taskId }) => taskId === task.id).map(({ predecessorId }) => predecessorId),
      body.dependencies.map(({ taskId }: { taskId: string }) => taskId),
    )
  }
})

test('of many changes at once, each move is told with the one that led to it', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  const ids = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3']
  for (const [i, id] of ids.entries())
    await max.adds('site', { id, title: id, durationDays: 1, dependencies: i % 3 ? [{ taskId: ids[i - 1] }] : [] })
  const tasks = ['a1', 'b1'].map((id) => ({ id, durationDays: 2 }))
  const { body } = await max.put('/v1/admin/projects/site/schedule', { tasks })
  const led = body.changes.flatMap(({ event, entity, causedBy }: Change) =>
    event === 'task.dates_moved' ? [`${entity.id} by ${causedBy?.id}`] : [],
  )
  assert.deepEqual(led.toSorted(), ['a1 by a1', 'a2 by a1', 'a3 by a1', 'b1 by b1', 'b2 by b1', 'b3 by b1'])
})

test('a date asked for that the plan does not keep is told, though the task stays where it is', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await max.adds('site', { id: 'first', title: 'First', durationDays: 2 })
  await max.adds('site', { id: 'then', title: 'Then', durationDays: 1, dependencies: [{ taskId: 'first' }] })
  const { body } = await max.put('/v1/admin/projects/tasks/then', { startOn: '2026-11-24' })
  assert.equal(body.startOn, '2026-11-25')
  const moved = body.changes.find(({ event }: { event: string }) => event === 'task.dates_moved')
  assert.deepEqual(moved?.changes.startOn, { from: '2026-11-24', to: '2026-11-25' })
})
