// The plan's arithmetic: rows, the axis, what a drag asks for and what takes it back, how links run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Task } from '../../api-types.ts'
import { linkPoints, linksOf, pathOf } from './link-route.ts'
import { heatCells, runsOf } from './load-cells.ts'
import { asItIs, draggedTo, gripsOf, reverseOf, steppedTo, wishFor, withLink, withoutLink } from './plan-moves.ts'
import { movedTasks, newlyOver } from './plan-outcome.ts'
import { planRows } from './plan-rows.ts'
import { planWindow, windowElsewhere, windowFrom, windowsAround } from './plan-window.ts'
import { dateOf, dayAt, dayNumber, makeAxis, monthsWithin, offSpans, stepsWithin, weekdayOf, xOf } from './time-axis.ts'

const weekend = (day: number) => weekdayOf(day) > 4
const days = (startOn: string, dueOn = startOn) => ({ start: dayNumber(startOn), finish: dayNumber(dueOn) })
const told = ({ start, finish }: { start: number; finish: number }) => `${dateOf(start)} ${dateOf(finish)}`

function task(id: string, startOn: string | null, dueOn = startOn, more: Partial<Task> = {}): Task {
  const plain = {
    kind: 'task',
    stage: null,
    parentId: null,
    dependencies: [],
    status: 'pending',
    progress: 0,
    weight: 1,
  }
  const dates = { startOn, dueOn, durationDays: 2, scheduling: 'automatic', constraint: null, critical: false }
  return { id, title: id, ...plain, ...dates, ...more } as Task
}
const rowsOf = (tasks: Task[], folded: string[] = []) =>
  planRows(tasks, new Set(folded), (stage) => stage.toUpperCase()).map(
    ({ depth, title, kind }) => `${'-'.repeat(depth)}${title} ${kind}`,
  )

test('a plan stands by stage and parent, in order of time', () => {
  const tasks = [
    task('launch', '2026-12-07', '2026-12-07', { stage: 'end' }),
    task('part', '2026-11-25', '2026-11-26', { parentId: 'build' }),
    task('build', '2026-11-25', '2026-11-27', { stage: 'start' }),
    task('brief', '2026-11-23', '2026-11-23', { stage: 'start' }),
    task('gate', '2026-12-01', '2026-12-01', { kind: 'milestone' }),
  ]
  const start = ['START stage', '-brief task', '-build summary', '--part task']
  const rest = ['END stage', '-launch task', ' stage', '-gate milestone']
  assert.deepEqual(rowsOf(tasks), [...start, ...rest])
  assert.deepEqual(rowsOf(tasks, ['build', 'stage:end']), [...start.slice(0, 3), 'END stage', ...rest.slice(2)])
  const on = dayNumber('2026-11-26')
  const lane = planRows([task('alone', '2026-11-23')], new Set(), String, { undated: [task('later', null)], on })
  assert.deepEqual(
    lane.map(({ key, kind, start, undated }) => [key, kind, start === null ? null : dateOf(start), undated]),
    [
      ['alone', 'task', '2026-11-23', false],
      ['undated', 'stage', null, false],
      ['later', 'task', '2026-11-26', true],
    ],
  )
})

test('a group runs from its first start to its last finish, and is done as far as its weights are', () => {
  const [stage] = planRows(
    [
      task('a', '2026-11-23', '2026-11-24', { stage: 's', progress: 100, weight: 3 }),
      task('b', '2026-11-30', '2026-12-01', { stage: 's', critical: true }),
      task('c', '2026-12-20', '2026-12-20', { stage: 's', status: 'cancelled' }),
    ],
    new Set(),
    (name) => name,
  )
  assert.deepEqual(
    [stage?.start, stage?.finish, stage?.progress, stage?.critical],
    [dayNumber('2026-11-23'), dayNumber('2026-12-20'), 75, true],
  )
})

test('the axis shows whole months around the plan', () => {
  const axis = makeAxis('week', dayNumber('2026-11-10'), dayNumber('2026-12-20'))
  assert.deepEqual([dateOf(axis.from), dateOf(axis.from + axis.days)], ['2026-11-01', '2027-02-01'])
  const at = xOf(axis, dayNumber('2026-11-26'))
  assert.deepEqual([dayAt(axis, at), dayAt(axis, at - 1)].map(dateOf), ['2026-11-26', '2026-11-25'])
  const months = monthsWithin(dayNumber('2026-11-26'), dayNumber('2026-12-02'))
  assert.deepEqual(
    months.map(({ day, days: length }) => `${dateOf(day)} ${length}`),
    ['2026-11-01 30', '2026-12-01 31'],
  )
  const [week] = stepsWithin('week', dayNumber('2026-11-26'), dayNumber('2026-12-02'))
  assert.equal(dateOf(week?.day ?? 0), '2026-11-23')
  const off = offSpans(weekend, dayNumber('2026-11-26'), dayNumber('2026-12-05'))
  assert.deepEqual(
    off.map(({ day, days: length }) => `${dateOf(day)} ${length}`),
    ['2026-11-28 2', '2026-12-05 1'],
  )
})

test('what is dragged or stepped keeps its working days and ends on working days', () => {
  const bar = days('2026-11-26', '2026-11-27')
  assert.equal(told(draggedTo(bar, 'move', 1, weekend)), '2026-11-27 2026-11-30')
  assert.equal(told(draggedTo(bar, 'move', 2, weekend)), '2026-11-30 2026-12-01')
  assert.equal(told(draggedTo(bar, 'move', -4, weekend)), '2026-11-20 2026-11-23')
  assert.equal(told(draggedTo(bar, 'finish', 2, weekend)), '2026-11-26 2026-11-27')
  assert.equal(told(draggedTo(bar, 'finish', -9, weekend)), '2026-11-26 2026-11-26')
  assert.equal(told(draggedTo(bar, 'start', 9, weekend)), '2026-11-27 2026-11-27')
  assert.equal(told(steppedTo(bar, 'move', 2, weekend)), '2026-11-30 2026-12-01')
  assert.equal(told(steppedTo(bar, 'finish', 1, weekend)), '2026-11-26 2026-11-30')
})

test('finished work does not move, and of what has begun only the end does', () => {
  const at = (status: Task['status'], more: Partial<Task> = {}) =>
    gripsOf(task('t', '2026-11-26', '2026-11-27', { status, ...more }), false).join(' ')
  assert.deepEqual([at('pending'), at('in_progress'), at('completed')], ['move start finish', 'finish', ''])
  assert.equal(at('pending', { kind: 'milestone' }), 'move')
  assert.equal(gripsOf(task('t', null), false).join(' '), 'move')
})

test('a wish says what is given by hand, and is taken back by what was there', () => {
  const own = { constraint: { kind: 'not_before', on: '2026-11-26' } as const, durationDays: null }
  const moved = task('t', '2026-11-26', '2026-11-27', own)
  const to = days('2026-12-01', '2026-12-02')
  assert.deepEqual(wishFor(moved, 'move', to), { id: 't', startOn: '2026-12-01' })
  assert.deepEqual(wishFor(moved, 'finish', to), { id: 't', dueOn: '2026-12-02' })
  const undated = task('u', null, null, { durationDays: null })
  assert.deepEqual(wishFor(undated, 'move', to), { id: 'u', startOn: '2026-12-01', dueOn: '2026-12-02' })
  const manual = task('m', '2026-11-26', '2026-11-27', { scheduling: 'manual' })
  const both = { startOn: '2026-12-01', dueOn: '2026-12-02' }
  assert.deepEqual(wishFor(manual, 'move', to), { id: 'm', ...both })
  assert.deepEqual(asItIs(moved, { id: 't', startOn: '2026-12-01' }), { id: 't', ...own })
  const change = { tasks: [{ id: 'm', ...both }] }
  const was = { id: 'm', startOn: '2026-11-26', dueOn: '2026-11-27', durationDays: 2 }
  assert.deepEqual(reverseOf(change, new Map([['m', manual]]), []), { tasks: [was] })
})

test('links of each type leave and arrive at their own ends, turning back where they must', () => {
  const [from, near, far] = [
    { left: 100, right: 200, y: 16 },
    { left: 205, right: 300, y: 48 },
    { left: 260, right: 300, y: 48 },
  ]
  const corners = (type: 'FS' | 'SS' | 'FF' | 'SF', to: typeof from) => linkPoints(type, from, to, 32).map(([x]) => x)
  assert.deepEqual(corners('FS', far), [200, 208, 208, 260])
  assert.deepEqual(corners('FS', near), [200, 208, 208, 197, 197, 205])
  assert.deepEqual(corners('SS', far), [100, 92, 92, 260])
  assert.deepEqual(corners('FF', far), [200, 308, 308, 300])
  assert.deepEqual(corners('SF', far), [100, 92, 92, 308, 308, 300])
  assert.match(pathOf(linkPoints('FS', from, far, 32)), /^M200 16L204 16Q208 16 208 20L208 44Q208 48 212 48L260 48$/)
})

test('links are drawn between rows that are seen, added and taken away at the successor', () => {
  const before = task('a', '2026-11-23', '2026-11-24', { critical: true })
  const after = task('b', '2026-11-25', '2026-11-26', withLink(task('b', null), 'a', 'SS', 2) as Partial<Task>)
  const rows = planRows([before, after], new Set(), String)
  assert.deepEqual(
    linksOf(rows).map(({ key, type, lagDays, critical }) => [key, type, lagDays, critical]),
    [['a>b', 'SS', 2, false]],
  )
  assert.deepEqual(withoutLink(after, 'a').dependencies, [])
  assert.equal(withLink(after, 'a', 'FS', 0).dependencies?.length, 1)
})

test('a preview tells which bars move, and because of which', () => {
  const still = task('still', '2026-11-25')
  const was = [task('a', '2026-11-23', '2026-11-24'), task('b', '2026-11-25'), still]
  const now = new Map(was.map((each) => [each.id, each]))
  const tasks = [task('b', '2026-11-27'), task('a', '2026-11-25', '2026-11-26'), still, task('new', '2026-11-25')]
  const moves = (id: string, by: string) =>
    ({
      entity: { type: 'task', id },
      event: 'task.dates_moved',
      changes: {},
      causedBy: { type: 'task', id: by },
    }) as const
  const moved = movedTasks({ tasks, milestones: [], changes: [moves('a', 'a'), moves('b', 'a')] }, now)
  assert.deepEqual(
    moved.map(({ taskId, wasStartOn, startOn, causeId }) => [taskId, wasStartOn, startOn, causeId]),
    [
      ['a', '2026-11-23', '2026-11-25', null],
      ['b', '2026-11-25', '2026-11-27', 'a'],
    ],
  )
})

const loadOf = (...bookedMinutes: number[]) => ({
  bookedMinutes,
  capacityMinutes: bookedMinutes.map(() => 480),
  projectMinutes: bookedMinutes.map(() => 0),
})

test('only who is more over than before is told of', () => {
  const mias = (...booked: number[]) => ({
    from: '2026-11-25',
    people: [{ personId: 'mia', name: 'Mia', ...loadOf(...booked) }],
  })
  const [now, then] = [mias(500, 100), mias(500, 540)]
  assert.deepEqual(newlyOver(now, then), [{ personId: 'mia', name: 'Mia', date: '2026-11-26', minutesOver: 60 }])
  assert.deepEqual(newlyOver(then, now), [])
})

test('the load is told by day, and by week where days are too narrow; a full day is not hidden by its week', () => {
  const load = loadOf(0, 600, 240, 0, 0, 0, 0, 480)
  const levels = (zoom: 'day' | 'month') => {
    const axis = makeAxis(zoom, dayNumber('2026-11-20'), dayNumber('2026-12-10'))
    const cells = heatCells(load, dayNumber('2026-11-23'), axis, { left: 0, right: axis.width })
    return cells.map(({ level, percent }) => `${level} ${percent}`)
  }
  assert.deepEqual(levels('day'), ['free 0', 'over 125', 'some 50', ...Array(4).fill('free 0'), 'full 100'])
  assert.deepEqual(levels('month'), ['over 125', 'full 100'])
  assert.deepEqual(runsOf(['2026-11-25', '2026-11-23', '2026-11-24', '2026-11-30']), [
    { from: '2026-11-23', to: '2026-11-25' },
    { from: '2026-11-30', to: '2026-11-30' },
  ])
})

test('a plan is asked for around its days, and with today in it however long it is', () => {
  assert.deepEqual(planWindow('2026-10-21', '2026-12-18', '2026-11-26'), { from: '2026-08-22', to: '2027-06-16' })
  const long = planWindow('2020-01-01', null, '2026-11-26')
  assert.deepEqual([dayNumber(long.to) - dayNumber(long.from) + 1, long.to], [731, '2027-05-25'])
  const far = planWindow('2020-01-01', '2035-01-01', '2026-11-26')
  assert.ok(far.from < '2026-11-26' && far.to > '2026-11-26')
  const past = planWindow('2004-01-05', '2004-03-01', '2026-11-26')
  assert.deepEqual(past, { from: '2003-11-06', to: '2004-08-28' })
  const ahead = planWindow('2031-01-06', '2031-03-03', '2026-11-26')
  assert.deepEqual(ahead, { from: '2030-11-07', to: '2031-08-30' })
  const around = (from: string, to: string) => windowsAround({ ...long, extent: { from, to } })
  assert.deepEqual(around('2025-06-01', '2026-12-01'), { earlier: undefined, later: undefined })
  const { earlier = '' } = around('2020-01-01', '2026-12-01')
  assert.deepEqual([earlier, windowFrom(earlier).to > long.from], ['2024-05-25', true])
  const { later } = windowsAround({ ...past, extent: { from: '2026-01-01', to: '2026-02-01' } })
  assert.equal(later, '2025-11-02')
  const old = { from: '2014-10-17', to: '2014-12-01' }
  assert.deepEqual(windowElsewhere({ ...long, extent: old }), { from: '2014-08-18', to: '2015-05-30' })
  assert.equal(windowElsewhere({ ...past, extent: { from: '2004-01-05', to: '2026-01-01' } }), undefined)
})
