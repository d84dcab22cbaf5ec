// The arithmetic of health: exact numbers at each edge.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOf, computePulse, WEIGHTS, type Metric } from './pulse.ts'
import { peakOf, totalsOf, type Standing, type PulseFacts, type TaskFact, type TaskTotals } from './pulse-facts.ts'

const NO_TASKS: TaskTotals = { total: 0, done: 0, planned: 0, dated: 0, overdue: 0, overdueIds: [], onTime: 0, late: 0 }
const NOTHING: PulseFacts = {
  at: '2026-11-22T11:00:00.000Z',
  on: '2026-11-22',
  engagement: 'one_off',
  tasks: NO_TASKS,
  waiting: { everAsked: false, count: 0, oldest: [] },
  lastShown: null,
  members: 0,
  peak: null,
  subscriptions: [],
  budget: null,
  satisfaction: null,
}

const facts = (some: Partial<PulseFacts>): PulseFacts => ({ ...NOTHING, ...some })
const tasks = (some: Partial<TaskTotals>) => facts({ tasks: { ...NO_TASKS, ...some } })
const valueOf = (metric: Metric, of: PulseFacts) =>
  computePulse(of).metrics.find((each) => each.metric === metric)?.value ?? null
const waits = (workingMinutes: number) =>
  facts({
    waiting: {
      everAsked: true,
      count: 1,
      oldest: [{ thread: { type: 'project', id: 'site' }, since: '2026-11-02T09:00:00.000Z', workingMinutes }],
    },
  })
const TODAY = { on: NOTHING.on, communicationId: 'msg' }
const heard = (on: string) => facts({ lastShown: { on, communicationId: 'msg' } })
const full = (bookedMinutes: number, capacityMinutes: number) =>
  facts({ members: 1, peak: { personId: 'mia', on: '2026-11-23', bookedMinutes, capacityMinutes } })
const pays = (...standings: Standing[]) =>
  facts({ subscriptions: standings.map((standing, n) => ({ id: `sub-${n}`, standing })) })
const spent = (spentMinutes: number, some: Partial<TaskTotals> = {}) => ({
  ...tasks(some),
  budget: { budgetMinutes: 1000, spentMinutes },
})

test('each metric at its edges', () => {
  const expected: [Metric, PulseFacts, number | null][] = [
    ['schedule', NOTHING, null],
    ['schedule', tasks({ dated: 1 }), 100],
    ['schedule', tasks({ planned: 3, done: 2, dated: 3 }), 67],
    ['schedule', tasks({ planned: 8, done: 3, dated: 3 }), 38],
    ['schedule', tasks({ planned: 2, done: 5, dated: 3 }), 100],
    ['schedule', tasks({ planned: 2, done: 5, dated: 3, overdue: 2 }), 90],
    ['schedule', tasks({ planned: 2, done: 5, dated: 3, overdue: 9 }), 60],
    ['schedule', tasks({ planned: 10, done: 1, dated: 3, overdue: 8 }), 0],
    ['schedule', { ...tasks({ dated: 1 }), engagement: 'retainer' }, 100],
    ['schedule', { ...tasks({ dated: 4, onTime: 1, late: 2, overdue: 1 }), engagement: 'retainer' }, 28],
    ['responsiveness', NOTHING, null],
    ['responsiveness', facts({ waiting: { everAsked: true, count: 0, oldest: [] } }), 100],
    ['responsiveness', waits(24 * 60), 100],
    ['responsiveness', waits(72 * 60), 50],
    ['responsiveness', waits(120 * 60 - 1), 0],
    ['responsiveness', waits(120 * 60), 0],
    ['communication', NOTHING, null],
    ['communication', heard('2026-11-22'), 100],
    ['communication', heard('2026-11-15'), 100],
    ['communication', heard('2026-11-14'), 96],
    ['communication', heard('2026-10-23'), 0],
    ['workload', NOTHING, null],
    ['workload', facts({ members: 2 }), 100],
    ['workload', full(384, 480), 100],
    ['workload', full(480, 480), 60],
    ['workload', full(504, 480), 50],
    ['workload', full(624, 480), 0],
    ['workload', full(30, 0), 0],
    ['billing', NOTHING, null],
    ['billing', pays('active', 'trialing'), 90],
    ['billing', pays('active', 'ending'), 50],
    ['billing', pays('past_due', 'active'), 40],
    ['billing', pays('past_due', 'unpaid'), 0],
    ['budget', NOTHING, null],
    ['budget', spent(500), 50],
    ['budget', spent(500, { total: 10, done: 5 }), 100],
    ['budget', spent(700, { total: 3, done: 1 }), 63],
    ['budget', spent(5000), 0],
    ['client_satisfaction', NOTHING, null],
    ['client_satisfaction', facts({ satisfaction: { value: 7, on: '2026-08-24', id: 'pul' } }), 7],
    ['client_satisfaction', facts({ satisfaction: { value: 7, on: '2026-08-23', id: 'pul' } }), null],
    ['progress', NOTHING, null],
    ['progress', tasks({ total: 3, done: 2 }), 66],
  ]
  for (const [metric, of, value] of expected)
    assert.equal(valueOf(metric, of), value, `${metric} ${JSON.stringify(of)}`)
})

test('the weights are those that were decided, and bands begin where they do', () => {
  assert.equal(
    Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0),
    100,
  )
  assert.deepEqual([100, 75, 74, 50, 49, 0, null].map(bandOf), [
    'healthy',
    'healthy',
    'watch',
    'watch',
    'at_risk',
    'at_risk',
    'unknown',
  ])
})

test('one metric makes no score; two do; one that is very low caps it, in a line of its own', () => {
  const one = computePulse(heard('2026-11-22'))
  assert.deepEqual([one.score, one.band, one.worst, one.cap], [null, 'unknown', null, null])
  const two = computePulse({ ...pays('ending'), lastShown: TODAY })
  // (15 × 100 + 10 × 50) ÷ 25
  assert.deepEqual([two.score, two.worst, two.cap], [80, 'billing', null])
  const capped = computePulse({ ...heard('2026-11-22'), members: 1, subscriptions: [{ id: 's', standing: 'unpaid' }] })
  // (15 × 100 + 15 × 100 + 0) ÷ 40 = 75, of which the cap leaves 49
  assert.deepEqual([capped.score, capped.cap], [49, { metric: 'billing', contribution: -26 }])
  const low = computePulse({ ...waits(9_000), members: 1 })
  assert.deepEqual([low.score, low.cap], [43, null])
})

test('progress is shown, and neither counts nor caps', () => {
  const { score, metrics, worst } = computePulse({ ...tasks({ total: 9 }), lastShown: TODAY, members: 1 })
  assert.deepEqual([score, worst], [100, 'communication'])
  assert.deepEqual(
    metrics.find(({ metric }) => metric === 'progress'),
    {
      metric: 'progress',
      value: 0,
      weight: 0,
      contribution: 0,
      reason: 'Work of weight 0 of 9 is done.',
      said: { text: 'Work of weight {0} of {1} is done.', values: [0, 9] },
      evidence: { doneWeight: 0, totalWeight: 9 },
    },
  )
})

test('the sums over tasks: what is cancelled is not there, today is not past, and thirty days are', () => {
  const task = (id: string, some: Partial<TaskFact>): TaskFact => {
    return { id, weight: 2, status: 'pending', dueOn: null, completedOn: null, ...some }
  }
  const done = (dueOn: string, completedOn: string) => ({ status: 'completed' as const, dueOn, completedOn })
  const totals = totalsOf(
    [
      task('gone', { status: 'cancelled', dueOn: '2026-11-01' }),
      task('late', { dueOn: '2026-11-21' }),
      task('today', { dueOn: '2026-11-22' }),
      task('open', {}),
      task('in-time', done('2026-11-20', '2026-11-20')),
      task('too-late', done('2026-11-20', '2026-11-21')),
      task('long-ago', done('2026-10-01', '2026-10-23')),
    ],
    '2026-11-22',
  )
  assert.deepEqual(totals, {
    total: 12,
    done: 6,
    planned: 8,
    dated: 5,
    overdue: 1,
    overdueIds: ['late'],
    onTime: 1,
    late: 1,
  })
})

test('the fullest day is the one with the greatest share, the earliest of equal ones', () => {
  const day = (personId: string, on: string, bookedMinutes: number, capacityMinutes: number) => {
    return { personId, on, bookedMinutes, capacityMinutes }
  }
  const days = [day('a', '2026-11-25', 240, 480), day('b', '2026-11-24', 120, 240), day('a', '2026-11-24', 0, 0)]
  assert.equal(peakOf(days)?.personId, 'b')
  assert.equal(peakOf([...days, day('c', '2026-11-30', 1, 0)])?.personId, 'c')
  assert.equal(peakOf([]), null)
})

test('a task counts by what it is: its weight, its date, and when it was done', () => {
  const task = (more: Partial<TaskFact>): TaskFact => ({
    id: 'a',
    weight: 2,
    status: 'pending',
    dueOn: null,
    completedOn: null,
    ...more,
  })
  const totals = (...list: Partial<TaskFact>[]) => totalsOf(list.map(task), '2026-11-22')
  const NONE = { total: 2, done: 0, planned: 0, dated: 0, overdue: 0, overdueIds: [], onTime: 0, late: 0 }
  assert.deepEqual(totals({}), NONE)
  assert.deepEqual(totals({ status: 'cancelled', dueOn: '2026-11-01' }), { ...NONE, total: 0 })
  assert.deepEqual(totals({ dueOn: '2026-11-22' }), { ...NONE, dated: 1 })
  const past = { ...NONE, dated: 1, planned: 2 }
  assert.deepEqual(totals({ dueOn: '2026-11-21' }), { ...past, overdue: 1, overdueIds: ['a'] })
  const done = { status: 'completed' as const, dueOn: '2026-11-10' }
  assert.deepEqual(totals({ ...done, completedOn: '2026-11-10' }), { ...past, done: 2, onTime: 1 })
  assert.deepEqual(totals({ ...done, completedOn: '2026-11-11' }), { ...past, done: 2, late: 1 })
  // Thirty days ago is not within the last thirty days.
  assert.deepEqual(totals({ ...done, completedOn: '2026-10-23' }).onTime, 0)
  assert.deepEqual(totals({ ...done, completedOn: '2026-10-24' }).onTime, 1)
  assert.deepEqual(totals({ status: 'completed', completedOn: '2026-11-10' }), { ...NONE, done: 2 })
  assert.deepEqual(totals(done), { ...past, done: 2 })
  const many = totals(...Array.from({ length: 25 }, (_, n) => ({ id: `t${99 - n}`, dueOn: '2026-11-01' })))
  assert.deepEqual([many.overdue, many.overdueIds.length, many.overdueIds[0]], [25, 20, 't75'])
})

test('the fullest day is the one with the largest share; of equal ones the earliest, then by person', () => {
  const day = (personId: string, on: string, bookedMinutes: number, capacityMinutes = 480) => ({
    personId,
    on,
    bookedMinutes,
    capacityMinutes,
  })
  const peak = (...list: ReturnType<typeof day>[]) => {
    const found = peakOf(list)
    return found && `${found.personId} ${found.on}`
  }
  assert.equal(peak(), null)
  assert.equal(peak(day('mia', '2026-11-24', 0)), null)
  assert.equal(peak(day('mia', '2026-11-24', 240), day('max', '2026-11-25', 200, 240)), 'max 2026-11-25')
  const equal = [day('mia', '2026-11-25', 480), day('max', '2026-11-25', 480), day('zoe', '2026-11-24', 480)]
  assert.equal(peak(...equal), 'zoe 2026-11-24')
  assert.equal(peak(...equal.toReversed()), 'zoe 2026-11-24')
  assert.equal(peak(...equal.slice(0, 2)), 'max 2026-11-25')
  assert.equal(peak(...equal, day('off', '2026-11-30', 1, 0)), 'off 2026-11-30')
})
