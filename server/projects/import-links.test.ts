// What a cell says a task waits for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { say } from '../../domain/said.ts'
import { Directory } from '../platform/import-rows.ts'
import { circlesAmong, inGroups } from './import-order.ts'
import { namesInLinks, readLinks } from './import-links.ts'

const tasks = new Directory('task', [
  { id: 'copy', name: 'Copywriting' },
  { id: 't2', name: 'Phase -2' },
  { id: 't3', name: 'Photos FS' },
])
const links = (cell: string) => readLinks(cell, (name) => tasks.find(name))

test('a name alone is finish to start; type and working days may follow, earlier ones with a minus', () => {
  assert.deepEqual(links('copy'), [{ taskId: 'copy' }])
  assert.deepEqual(links('Copywriting SS + 3d ; copy ff-1;'), [
    { taskId: 'copy', type: 'SS', lagDays: 3 },
    { taskId: 'copy', type: 'FF', lagDays: -1 },
  ])
  assert.deepEqual(links('copywriting+2'), [{ taskId: 'copy', lagDays: 2 }])
})

test('a title that ends like a link is a title first', () => {
  assert.deepEqual(links('Phase -2'), [{ taskId: 't2' }])
  assert.deepEqual(links('Phase -2 SS+1'), [{ taskId: 't2', type: 'SS', lagDays: 1 }])
  assert.deepEqual(links('photos fs'), [{ taskId: 't3' }])
})

test('what names nothing is said by its name', () => {
  assert.deepEqual(links('Nothing SS+1'), [{ missing: say`names ${'Nothing'}, and there is no such ${'task'}` }])
})

test('cells made to be read slowly are not', () => {
  const began = performance.now()
  for (const run of [' ', ' +', '+ ', '-1 ', ' 1', 'd', ' FS', '\t', '+1 d']) {
    for (const length of [2500, 20_000]) {
      const cell = `a${run.repeat(length)}b`
      assert.ok(links(cell).every((link) => 'missing' in link))
      namesInLinks(cell)
    }
  }
  assert.ok(performance.now() - began < 1000)
  assert.deepEqual(links('copy;'.repeat(5000)), [{ missing: 'is longer than 20000 characters' }])
  assert.deepEqual(links(`copy${' '.repeat(9000)}SS${' '.repeat(9000)}+ 1 D`), [
    { taskId: 'copy', type: 'SS', lagDays: 1 },
  ])
})

test('thousands of circles are found in one go, and each only names its own', () => {
  const tasks = Array.from({ length: 10_000 }, (_, i) => ({
    id: `t${i}`,
    projectId: 'a',
    parentId: null,
    predecessorIds: [`t${i ^ 1}`],
  }))
  const began = performance.now()
  const circles = circlesAmong(tasks)
  assert.ok(performance.now() - began < 1000)
  assert.equal(circles.length, 5000)
  assert.ok(circles.every(({ ids, path }) => ids.length === 2 && path.length === 3 && path[0] === path[2]))
})

test('tasks are made after what they name, in as few groups of one project as can be', () => {
  const task = (id: string, projectId: string, predecessorIds: string[] = [], parentId: string | null = null) => ({
    id,
    projectId,
    predecessorIds,
    parentId,
  })
  const groups = inGroups([
    task('a3', 'a', ['b1']),
    task('a2', 'a', [], 'a1'),
    task('b1', 'b', ['a2', 'elsewhere']),
    task('a1', 'a', []),
    task('b0', 'b'),
  ])
  assert.deepEqual(
    groups.map((group) => group.map(({ id }) => id)),
    [['a1', 'a2'], ['b0', 'b1'], ['a3']],
  )
})
