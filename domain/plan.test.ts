import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber } from './calendar.ts'
import { floats, link, milestone, on, parent, plan, span, task } from '../test/plan-examples.ts'
import { planNetwork } from './plan.ts'

test('a task follows on the next working day after what it waits for', () => {
  const result = plan([task('a', 5), task('b', 3)], link('b FS a'))
  assert.deepEqual([span(result, 'a'), span(result, 'b')], ['2–6', '9–12'])
})

test('each type of link, with lag and lead', () => {
  const two = (text: string, lag = 0) => span(plan([task('a', 3), task('b', 2)], link(text, lag)), 'b')
  assert.equal(two('b FS a'), '5–6')
  assert.equal(two('b FS a', 2), '9–10')
  assert.equal(two('b FS a', -1), '4–5')
  assert.equal(two('b SS a'), '2–3')
  assert.equal(two('b SS a', 1), '3–4')
  assert.equal(two('b FF a'), '3–4')
  assert.equal(two('b FF a', 1), '4–5')
  assert.equal(two('b SF a', 4), '4–5')
})

test('late dates count back from the project’s finish, floats by type of link', () => {
  const result = plan(
    [task('a', 5), task('b', 2), task('c', 1), task('d', 1)],
    link('d FS a'),
    link('d FS c'),
    link('c SS b', 1),
  )
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => span(result, id)),
    ['2–6', '2–3', '3–3', '9–9'],
  )
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => floats(result, id)),
    [
      [0, 0],
      [3, 0],
      [3, 3],
      [0, 0],
    ],
  )
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => result.tasks.get(id)?.critical),
    [true, false, false, true],
  )
  assert.deepEqual([result.tasks.get('b')?.lateStartOn, result.tasks.get('b')?.lateFinishOn], [on(5), on(6)])
})

test('each project counts back from its own finish', () => {
  const result = plan([task('a', 5), task('b', 1, { projectId: 'q' })])
  assert.deepEqual(
    [floats(result, 'a'), floats(result, 'b')],
    [
      [0, 0],
      [0, 0],
    ],
  )
})

test('a milestone lies on the day that ends before it, or on the first that it may', () => {
  const result = plan(
    [task('a', 5), milestone('m'), milestone('n', { notBefore: on(7) }), task('b', 1)],
    link('m FS a'),
    link('b FS m'),
  )
  assert.deepEqual([span(result, 'm'), span(result, 'n'), span(result, 'b')], ['6–6', '9–9', '9–9'])
})

test('links into a parent bind all within it, links from it wait for the last', () => {
  const result = plan(
    [task('a', 2), parent('p'), task('x', 3, { parentId: 'p' }), task('y', 1, { parentId: 'p' }), task('b', 1)],
    link('p FS a'),
    link('b FS p'),
  )
  assert.deepEqual(
    ['x', 'y', 'p', 'b'].map((id) => span(result, id)),
    ['4–6', '4–4', '4–6', '9–9'],
  )
  assert.deepEqual(floats(result, 'y'), [2, 2])
  assert.deepEqual(floats(result, 'p'), [0, 0])
})

test('manual work stays where it is, and the links that it breaks are told', () => {
  const result = plan(
    [task('a', 5), task('m', 2, { scheduling: 'manual', startOn: on(5), dueOn: on(6) }), task('b', 1)],
    link('m FS a'),
    link('b FS m'),
  )
  assert.deepEqual([span(result, 'm'), span(result, 'b')], ['5–6', '9–9'])
  assert.deepEqual(result.broken, [{ taskId: 'm', link: link('m FS a'), minutes: 960 }])
  // It will not make room, so what it waits for is late already.
  assert.deepEqual(floats(result, 'a'), [-2, 0])
})

test('a manual task that comes just after what it waits for breaks nothing', () => {
  const result = plan(
    [task('a', 3), task('m', 2, { scheduling: 'manual', startOn: on(5), dueOn: on(6) })],
    link('m FS a'),
  )
  assert.deepEqual(result.broken, [])
})

test('what has begun keeps its start, and its finish follows the duration', () => {
  const result = plan([task('a', 5), task('s', 3, { state: 'started', startOn: on(3), dueOn: on(3) })], link('s FS a'))
  assert.equal(span(result, 's'), '3–5')
  assert.equal(result.broken[0]?.minutes, 4 * 480)
})

test('finished work never moves, and others wait for the day it was completed', () => {
  const done = (finishedOn: string | null) =>
    task('a', 5, { state: 'finished', startOn: on(2), dueOn: on(6), finishedOn })
  const after = (finishedOn: string | null) => plan([done(finishedOn), task('b', 1)], link('b FS a'))
  assert.deepEqual([span(after(on(3)), 'a'), span(after(on(3)), 'b')], ['2–6', '4–4'])
  assert.deepEqual([span(after(on(9)), 'a'), span(after(on(9)), 'b')], ['2–6', '10–10'])
  assert.equal(span(after(null), 'b'), '9–9')
  assert.equal(after(on(3)).tasks.get('a')?.critical, false)
})

test('cancelled work binds nobody', () => {
  const result = plan(
    [task('a', 5, { state: 'cancelled', startOn: on(20), dueOn: on(27) }), task('b', 1)],
    link('b FS a'),
  )
  assert.deepEqual([span(result, 'a'), span(result, 'b')], ['20–27', '2–2'])
})

test('must_finish_by limits the late dates, and is told where it is missed', () => {
  const by = (day: number) =>
    plan([task('a', 3), task('b', 3, { constraint: { kind: 'must_finish_by', on: on(day) } })], link('b FS a'))
  assert.deepEqual(floats(by(9), 'a'), [0, 0])
  assert.deepEqual([floats(by(6), 'a'), by(6).missed], [[-1, 0], [{ taskId: 'b', on: on(6), finishOn: on(9) }]])
  assert.deepEqual(by(9).missed, [])
})

test('what nothing gives a date stays without one; a finish alone binds what waits for it', () => {
  const free = { notBefore: null }
  const result = plan([task('a', 2, free), task('b', 2, { ...free, dueOn: on(6) }), task('c', 1, free)], link('c FS b'))
  assert.deepEqual([span(result, 'a'), span(result, 'b'), span(result, 'c')], ['NaN–NaN', '5–6', '9–9'])
  assert.deepEqual([result.tasks.get('b')?.earlyStart, result.heldBy('a')], [null, []])
})

test('durations in minutes begin and end within days, and whole days go on from the next', () => {
  const result = plan(
    [task('a', 0, { duration: { minutes: 600 } }), task('b', 0, { duration: { minutes: 60 } }), task('c', 1)],
    link('b FS a'),
    link('c FS b'),
  )
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => span(result, id)),
    ['2–3', '3–3', '4–4'],
  )
  assert.equal((result.tasks.get('b')?.earlyStart ?? 0) % 1440, 11 * 60)
})

test('tasks that wait for each other come back as a path instead of a plan', () => {
  const tasks = [parent('p'), task('a', 1, { parentId: 'p' }), task('b', 1), task('c', 1)]
  assert.deepEqual(planNetwork(tasks, [link('b FS a'), link('c FF b'), link('a SS c')]), {
    cycle: ['a', 'b', 'c', 'a'],
  })
  const through = planNetwork(tasks, [link('b FS p'), link('a FS b')])
  assert.ok('cycle' in through && through.cycle.length > 2)
})

test('a chain of ten thousand, and as many parents within each other, fit the stack', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => task(`t${i}`, 1))
  const links = chain.slice(1).map((_, i) => link(`t${i + 1} FS t${i}`))
  assert.equal(plan(chain, ...links).tasks.get('t9999')?.critical, true)
  const nested = chain.map((each, i) => ({ ...each, parentId: i === 0 ? null : `t${i - 1}` }))
  assert.equal(span(plan(nested), 't0'), '2–2')
})

test('days that lie years apart have each their own date', () => {
  const later = '2029-08-22'
  const result = plan([task('a', 1), task('b', 1, { notBefore: later })])
  assert.equal(dayNumber(later) - dayNumber(on(2)), 1024)
  const starts = ['a', 'b', 'a'].map((id) => result.tasks.get(id)?.startOn)
  assert.deepEqual(starts, [on(2), later, on(2)])
})
