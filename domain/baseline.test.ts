// How far a plan has moved, in working days.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareWithBaseline, type PlannedTask } from './baseline.ts'
import { compileCalendar } from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'

const calendar = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map([['2026-12-25', []]]) })
const planned = (
  startOn: string | null,
  dueOn: string | null,
  status: PlannedTask['status'] = 'pending',
): PlannedTask => ({
  status,
  startOn,
  dueOn,
  durationDays: null,
  estimateMinutes: null,
})
const compared = (baseline: PlannedTask | null, now: PlannedTask | null) => {
  const { tasks, summary } = compareWithBaseline([{ taskId: 'a', title: 'A', baseline, now }], calendar)
  const [task] = tasks
  return { change: task?.change, slips: [task?.startSlipDays, task?.finishSlipDays], project: summary.slipDays }
}

test('slips are working days: weekends and holidays between do not count, and earlier is negative', () => {
  // Thursday to the Monday after Christmas: only the Thursday lies between.
  assert.deepEqual(compared(planned('2026-12-24', '2026-12-24'), planned('2026-12-28', '2026-12-28')), {
    change: 'moved',
    slips: [1, 1],
    project: 1,
  })
  assert.deepEqual(compared(planned('2026-12-28', '2026-12-30'), planned('2026-12-24', '2026-12-29')).slips, [-1, -1])
})

test('a start on a day off is as good as one on the next working day, a finish as one on the day before', () => {
  // Saturday the 5th of December 2026.
  assert.deepEqual(compared(planned('2026-12-05', '2026-12-05'), planned('2026-12-07', '2026-12-04')).slips, [0, 0])
  assert.deepEqual(compared(planned('2026-12-04', '2026-12-04'), planned('2026-12-05', '2026-12-05')).slips, [1, 0])
})

test('where a date is missing there is no slip to tell; what came or went has none either', () => {
  assert.deepEqual(compared(planned(null, '2026-12-04'), planned('2026-12-01', null)), {
    change: 'moved',
    slips: [null, null],
    project: null,
  })
  assert.deepEqual(compared(null, planned('2026-12-01', '2026-12-04')).change, 'added')
  assert.deepEqual(compared(planned('2026-12-01', '2026-12-04'), null).change, 'removed')
  assert.deepEqual(
    compared(planned('2026-12-01', '2026-12-04'), planned('2026-12-01', '2026-12-04', 'completed')).change,
    'same',
  )
})

test('cancelled work ends no project', () => {
  const tasks = [
    {
      taskId: 'a',
      title: 'A',
      baseline: planned('2026-12-01', '2026-12-04'),
      now: planned('2026-12-01', '2026-12-04'),
    },
    {
      taskId: 'b',
      title: 'B',
      baseline: planned('2026-12-01', '2026-12-11'),
      now: planned('2026-12-01', '2026-12-11', 'cancelled'),
    },
  ]
  const { summary } = compareWithBaseline(tasks, calendar)
  assert.deepEqual(
    [summary.projectFinishBaseline, summary.projectFinishNow, summary.slipDays],
    ['2026-12-11', '2026-12-04', -5],
  )
})

test('what moved, came and went is counted, a date more or less is a move, and the last day is the project’s', () => {
  const pairs: [baseline: PlannedTask | null, now: PlannedTask | null][] = [
    [planned('2026-12-01', '2026-12-09'), planned('2026-12-02', '2026-12-09')],
    [planned('2026-12-01', '2026-12-04'), planned('2026-12-01', '2026-12-07')],
    [planned('2026-12-01', '2026-12-04'), planned('2026-12-01', '2026-12-04')],
    [null, planned('2026-12-01', '2026-12-02')],
    [null, planned(null, null)],
    [null, planned('2026-12-01', '2026-12-03')],
    [planned('2026-12-01', '2026-12-04'), null],
  ]
  const tasks = pairs.map(([baseline, now], n) => ({ taskId: `t${n}`, title: 'T', baseline, now }))
  const comparison = compareWithBaseline(tasks, calendar)
  const changes = ['moved', 'moved', 'same', 'added', 'added', 'added', 'removed']
  assert.deepEqual(
    comparison.tasks.map(({ change }) => change),
    changes,
  )
  assert.deepEqual(comparison.summary, {
    projectFinishBaseline: '2026-12-09',
    projectFinishNow: '2026-12-09',
    slipDays: 0,
    moved: 2,
    added: 3,
    removed: 1,
  })
  assert.equal(compareWithBaseline([], calendar).summary.slipDays, null)
})
