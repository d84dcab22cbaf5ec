import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber, limitCalendar } from './calendar.ts'
import { link, office, on, parent, plan, span, task } from '../test/plan-examples.ts'

test('a task waits for the days on which its people work', () => {
  const away = limitCalendar(office, (day) => day < dayNumber(on(5)) || day > dayNumber(on(10)))
  const result = plan([task('a', 3), task('b', 1, { calendar: away })], link('b FS a'))
  assert.equal(span(result, 'b'), '12–12')
  assert.deepEqual(result.heldBy('b'), [
    { kind: 'predecessor', taskId: 'a', type: 'FS', lag: { days: 0 }, within: null },
    { kind: 'calendar', days: [on(7), on(8), on(11)] },
    { kind: 'person', days: [on(5), on(6), on(9), on(10)] },
  ])
})

test('what holds a start: link, constraint, project start, parent, children, pin', () => {
  const result = plan(
    [
      parent('p', { constraint: { kind: 'not_before', on: on(4) } }),
      task('a', 2, { parentId: 'p' }),
      task('b', 1),
      task('c', 1, { constraint: { kind: 'not_before', on: on(7) } }),
      task('d', 1, { scheduling: 'manual', startOn: on(3), dueOn: on(3) }),
      task('e', 1, { state: 'cancelled' }),
    ],
    link('c FS b', 2),
  )
  assert.deepEqual(result.heldBy('a'), [{ kind: 'constraint', on: on(4), within: 'p' }])
  assert.deepEqual(result.heldBy('p'), [{ kind: 'children', taskIds: ['a'] }])
  assert.deepEqual(result.heldBy('b'), [{ kind: 'project_start', on: on(2), within: null }])
  assert.deepEqual(result.heldBy('c'), [
    { kind: 'constraint', on: on(7), within: null },
    { kind: 'calendar', days: [on(7), on(8)] },
  ])
  assert.deepEqual(result.heldBy('d'), [{ kind: 'pin', pin: 'manual' }])
  assert.deepEqual([result.heldBy('e'), result.heldBy('nobody')], [[], []])
})

test('everything that would hold a start alone is named, also over days off', () => {
  const saturday = task('b', 1, { constraint: { kind: 'not_before', on: on(7) } })
  const result = plan([task('a', 5), saturday], link('b FS a'))
  assert.deepEqual(
    result.heldBy('b').map(({ kind }) => kind),
    ['predecessor', 'constraint', 'calendar'],
  )
})
