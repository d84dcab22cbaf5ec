import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar } from './calendar.ts'
import { climb, type Hold } from './ladder.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'

// 2026-11-20 is a Friday, 2026-11-26 a Thursday.
const week = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map([['2026-12-02', []]]) })
const STEPS = [0, 1, 2, 4]
const at = (from: string, today: string, holds: Hold[] = []) => climb(week, { from, today, holds, stepsDays: STEPS })
const days = (from: string, dates: string[], holds: Hold[] = []) => dates.map((today) => at(from, today, holds).days)

test('the day after begins it, and a working day has passed as the next one begins', () => {
  // Due on Monday: late from Tuesday the 24th on.
  assert.deepEqual(days('2026-11-24', ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']), [0, 1, 2, 3])
  assert.deepEqual(at('2026-11-24', '2026-11-24'), { days: 0, steps: 1, nextOn: '2026-11-25' })
  assert.deepEqual(at('2026-11-24', '2026-11-25'), { days: 1, steps: 2, nextOn: '2026-11-26' })
})

test('nothing climbs on a weekend: what Friday completed is due on Monday', () => {
  assert.deepEqual(days('2026-11-27', ['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']), [0, 0, 0, 1])
  // Late from a Saturday on: Monday has to pass.
  assert.deepEqual(days('2026-11-21', ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']), [0, 0, 0, 1])
  assert.equal(at('2026-11-21', '2026-11-21').nextOn, '2026-11-24')
})

test('a holiday is no working day', () => {
  assert.deepEqual(days('2026-12-01', ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']), [0, 0, 1, 2])
  assert.equal(at('2026-12-01', '2026-12-01').nextOn, '2026-12-03')
})

test('after the last step none comes', () => {
  assert.deepEqual(at('2026-11-23', '2026-11-27'), { days: 4, steps: 4, nextOn: null })
})

test('while the project stands still nothing counts, whether it stood still before or after it began', () => {
  const held = [{ from: '2026-11-25', to: '2026-11-30' }]
  // Tuesday begins it, Wednesday to Friday do not count, Monday is the day after.
  assert.deepEqual(days('2026-11-24', ['2026-11-24', '2026-11-30', '2026-12-01'], held), [0, 1, 2])
  assert.deepEqual(days('2026-11-26', ['2026-11-30', '2026-12-01', '2026-12-03'], held), [0, 1, 2])
  assert.deepEqual(days('2026-12-01', ['2026-12-01', '2026-12-03'], held), [0, 1])
  assert.deepEqual(days('2026-11-24', ['2026-11-25', '2026-11-27'], [{ from: '2026-11-25', to: null }]), [1, 1])
})
