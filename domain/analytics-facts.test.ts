import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOfRequest, factsOfTask, type CountedTask, type TaskStep } from './analytics-facts.ts'
import { figuresOf, foldFigure, percentileOf, type Area } from './analytics-figures.ts'

/** Everybody works around the clock, in UTC. */
const measuring = {
  time: {
    after: (from: Date, ms: number) => new Date(from.getTime() + ms),
    between: (from: Date, to: Date) => to.getTime() - from.getTime(),
  },
  dayOf: (instant: Date) => instant.toISOString().slice(0, 10),
}
const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 10, day, hour))
const step = (status: TaskStep['status'], when: Date, blockedReason: TaskStep['blockedReason'] = null): TaskStep => ({
  status,
  blockedReason,
  at: when,
})
const task = (more: Partial<CountedTask> = {}): CountedTask => ({
  createdAt: at(1),
  completedAt: null,
  dueOn: null,
  estimateMinutes: null,
  spentMinutes: 0,
  steps: [step('pending', at(1))],
  ...more,
})
const told = (counted: CountedTask) =>
  factsOfTask(counted, measuring).map(({ measure, on, amount }) => [measure, on.slice(8), amount])

test('a task that waits has been made, and nothing else', () => {
  assert.deepEqual(told(task()), [['created', '01', 1]])
})

test('a completed task tells how long it took, since it was made and since it was taken up, on the day it was completed', () => {
  const steps = [step('pending', at(1)), step('in_progress', at(2)), step('completed', at(4, 12))]
  assert.deepEqual(told(task({ completedAt: at(4, 12), steps })), [
    ['created', '01', 1],
    ['lead', '04', 84 * 60],
    ['cycle', '04', 60 * 60],
    ['in_pending', '02', 24 * 60],
    ['in_progress', '04', 60 * 60],
  ])
})

test('one that was never taken up has no cycle, and one that was reopened none until it is done again', () => {
  const done = [step('pending', at(1)), step('completed', at(3))]
  const measures = (counted: CountedTask) => told(counted).map(([measure]) => measure)
  assert.deepEqual(measures(task({ completedAt: at(3), steps: done })), ['created', 'lead', 'in_pending'])
  const reopened = [...done, step('in_progress', at(5))]
  assert.deepEqual(measures(task({ steps: reopened })), ['created', 'in_pending'])
})

test('on time is by the day it was due, and estimates are held against what was recorded', () => {
  const steps = [step('pending', at(1)), step('completed', at(3, 23))]
  const done = { completedAt: at(3, 23), steps }
  const of = (measure: string, counted: CountedTask) => told(counted).find(([name]) => name === measure)?.[2]
  assert.equal(of('due', task({ ...done, dueOn: '2026-11-03' })), 1)
  assert.equal(of('due', task({ ...done, dueOn: '2026-11-02' })), 0)
  assert.equal(of('due', task(done)), undefined)
  assert.equal(of('off', task({ ...done, estimateMinutes: 60, spentMinutes: 90 })), 30)
  assert.equal(of('off', task({ ...done, estimateMinutes: 60, spentMinutes: 20 })), 40)
  assert.equal(of('off', task({ ...done, estimateMinutes: 60 })), undefined, 'nobody recorded time')
})

test('a stay ends with another status or reason, not with progress', () => {
  const steps = [
    step('pending', at(1)),
    step('in_progress', at(2)),
    step('in_progress', at(3)),
    step('blocked', at(4), 'waiting_client'),
    step('blocked', at(5), 'waiting_client'),
    step('blocked', at(6), 'capacity'),
    step('in_progress', at(8)),
  ]
  assert.deepEqual(told(task({ steps })).slice(1), [
    ['in_pending', '02', 24 * 60],
    ['in_progress', '04', 48 * 60],
    ['blocked_waiting_client', '06', 48 * 60],
    ['blocked_capacity', '08', 48 * 60],
  ])
})

test('a request is answered by its first response and resolved by its clock; one taken back is only closed', () => {
  const request = {
    createdAt: at(1),
    priority: 'urgent' as const,
    status: 'completed' as const,
    firstRespondedAt: at(1, 5),
    respondBy: at(1, 4),
    responsePriority: 'urgent' as const,
    closedAt: at(3),
    resolveLeftMs: -2 * 3_600_000,
  }
  const facts = (more: Partial<Parameters<typeof factsOfRequest>[0]> = {}) =>
    factsOfRequest({ ...request, ...more }, measuring).map(({ measure, on, amount }) => [measure, on.slice(8), amount])
  assert.deepEqual(facts(), [
    ['asked', '01', 1],
    ['answered', '01', 300],
    ['answered_late', '01', 1],
    ['closed', '03', 1],
    ['resolved', '03', 18 * 60],
    ['resolved_late', '03', 1],
  ])
  const measures = (more: Partial<Parameters<typeof factsOfRequest>[0]>) => facts(more).map(([measure]) => measure)
  assert.deepEqual(measures({ status: 'cancelled' }), ['asked', 'answered', 'answered_late', 'closed'])
  // It was put on hold for three hours before it was answered, and counts for less now.
  const held = facts({ respondBy: at(1, 7), priority: 'low' })
  assert.deepEqual(held.slice(1, 3), [
    ['answered', '01', 120],
    ['closed', '03', 1],
  ])
  assert.deepEqual(measures({ firstRespondedAt: null, closedAt: null, resolveLeftMs: null }), ['asked'])
})

test('figures are folded from what is known, and tell nothing of nothing', () => {
  const fold = (area: Area, name: string, known: Parameters<typeof foldFigure>[1]) => {
    const figure = figuresOf(area)[name]
    assert.ok(figure)
    return foldFigure(figure, known)
  }
  assert.equal(fold('performance', 'tasksCompleted', {}), 0)
  assert.equal(fold('performance', 'leadMeanMinutes', {}), null)
  assert.equal(fold('performance', 'leadMeanMinutes', { lead: { n: 2, total: 61 } }), 31)
  assert.equal(fold('performance', 'onTimeRate', { due: { n: 3, total: 2 } }), 0.6667)
  assert.equal(
    fold('performance', 'estimateAccuracy', { off: { n: 2, total: 30 }, estimated: { n: 2, total: 120 } }),
    0.75,
  )
  assert.equal(
    fold('performance', 'estimateAccuracy', { off: { n: 1, total: 300 }, estimated: { n: 1, total: 60 } }),
    0,
  )
  assert.equal(
    fold('workflow', 'blockedMinutes', { blocked_other: { n: 1, total: 5 }, blocked_capacity: { n: 2, total: 7 } }),
    12,
  )
  assert.equal(fold('utilisation', 'bookedRate', { booked: { n: 0, total: 240 }, capacity: { n: 0, total: 480 } }), 0.5)
  assert.deepEqual([percentileOf([], 0.5), percentileOf([7], 0.85), percentileOf([10, 20], 0.5)], [null, 7, 15])
})

test('each figure is told as what it is of, and nothing where there is nothing to tell', () => {
  const known = { created: { n: 2, total: 5, median: 3, p85: 7 }, spent: { n: 4, total: 3 } }
  const fold = (
    of: Parameters<typeof foldFigure>[0]['of'],
    ...measures: Parameters<typeof foldFigure>[0]['measures']
  ) => foldFigure({ of, measures } as Parameters<typeof foldFigure>[0], known)
  assert.deepEqual([fold('count', 'created', 'spent'), fold('sum', 'created', 'spent')], [6, 8])
  assert.deepEqual([fold('mean', 'created'), fold('mean', 'lead')], [3, null])
  assert.deepEqual([fold('median', 'created'), fold('median', 'spent'), fold('p85', 'created')], [3, null, 7])
  assert.deepEqual([fold('p85', 'lead'), fold('median', 'lead')], [null, null])
  assert.deepEqual([fold('share', 'spent'), fold('share', 'lead')], [0.75, null])
  assert.deepEqual([fold('ratio', 'spent', 'created'), fold('ratio', 'created', 'lead')], [0.6, null])
  assert.deepEqual([fold('accuracy', 'spent', 'created'), fold('accuracy', 'created', 'spent')], [0.4, 0])
  assert.equal(fold('accuracy', 'created', 'lead'), null)
})

test('a share of amounts lies between the two nearest, in whole minutes', () => {
  assert.deepEqual([percentileOf([], 0.5), percentileOf([7], 0.85)], [null, 7])
  assert.deepEqual([percentileOf([10, 20], 0.5), percentileOf([10, 20, 40], 0.5)], [15, 20])
  assert.deepEqual([percentileOf([0, 100], 0.85), percentileOf([0, 100, 200], 0.85)], [85, 170])
})
