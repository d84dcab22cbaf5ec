import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar } from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'
import { parentsFirst, startsOf } from './template-plan.ts'
import { templateTask, type NewTemplateTask } from './template.ts'

const calendar = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map() })
const task = (key: string, offsetDays: number, more: Partial<NewTemplateTask> = {}) =>
  templateTask({ key, title: key, offsetDays, ...more })
const starts = (...tasks: ReturnType<typeof task>[]) => Object.fromEntries(startsOf(tasks, calendar, '2026-11-27'))

test('an offset counts working days from the project’s start', () => {
  assert.deepEqual(starts(task('a', 0), task('b', 1), task('c', 6)), { a: null, b: '2026-11-30', c: '2026-12-07' })
})

test('what waits long enough anyway is held by that alone', () => {
  const [brief, draft] = [task('brief', 0, { durationDays: 3 }), task('draft', 3, { dependsOn: [{ key: 'brief' }] })]
  assert.equal(starts(brief, draft).draft, null)
  assert.equal(starts(brief, { ...draft, offsetDays: 4 }).draft, '2026-12-03')
  const late = task('late', 4, { dependsOn: [{ key: 'brief', lagDays: 1 }] })
  assert.equal(starts(brief, late).late, null)
  const along = task('along', 2, { dependsOn: [{ key: 'brief', type: 'SS' }] })
  assert.equal(starts(brief, along).along, '2026-12-01')
})

test('a milestone takes no time, and parts begin no earlier than the whole', () => {
  const [done, next] = [task('done', 2, { kind: 'milestone' }), task('next', 2, { dependsOn: [{ key: 'done' }] })]
  assert.deepEqual(starts(done, next), { done: '2026-12-01', next: null })
  assert.equal(starts(task('whole', 5), task('part', 5, { parentKey: 'whole' })).part, null)
})

test('whatever the order, what others are part of comes first', () => {
  const made = parentsFirst([
    task('leaf', 0, { parentKey: 'branch' }),
    task('branch', 0, { parentKey: 'root' }),
    task('root', 0),
  ])
  assert.deepEqual(
    made.map(({ key }) => key),
    ['root', 'branch', 'leaf'],
  )
})

test('only what holds a start holds it: a finish does not, nor what is not in the template, nor lead beyond the beginning', () => {
  const brief = task('brief', 0, { durationDays: 5 })
  for (const type of ['FF', 'SF'] as const)
    assert.equal(starts(brief, task('b', 1, { dependsOn: [{ key: 'brief', type }] })).b, '2026-11-30', type)
  assert.equal(starts(task('b', 1, { dependsOn: [{ key: 'gone' }] })).b, '2026-11-30')
  assert.equal(starts(task('b', 1, { parentKey: 'gone' })).b, '2026-11-30')
  const early = task('b', 0, { dependsOn: [{ key: 'brief', type: 'SS', lagDays: -3 }] })
  assert.equal(starts(brief, early).b, null)
  const day = task('day', 0)
  assert.deepEqual(starts(day, task('next', 1, { dependsOn: [{ key: 'day' }] })).next, null)
})

test('a start goes on through all that waits, and a circle does not go round for ever', () => {
  const chain = [task('a', 2, { durationDays: 2 }), task('b', 0, { dependsOn: [{ key: 'a' }] })]
  assert.deepEqual(starts(...chain, task('c', 5, { dependsOn: [{ key: 'b' }] })), { a: '2026-12-01', b: null, c: null })
  assert.equal(starts(...chain, task('c', 6, { dependsOn: [{ key: 'b' }] })).c, '2026-12-07')
  const circle = starts(task('a', 0, { dependsOn: [{ key: 'b' }] }), task('b', 0, { dependsOn: [{ key: 'a' }] }))
  assert.deepEqual(circle, { a: null, b: null })
  const rings = [task('x', 0, { parentKey: 'y' }), task('y', 0, { parentKey: 'x' })]
  assert.deepEqual(new Set(parentsFirst(rings)), new Set(rings))
  assert.deepEqual(parentsFirst([task('a', 0, { parentKey: 'gone' })]).length, 1)
})
