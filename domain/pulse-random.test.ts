// Health over random facts: the parts are always the score, and a lift is what it says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { computePulse, METRICS, WEIGHTS, type Pulse } from './pulse.ts'
import { STANDINGS, totalsOf, type PulseFacts, type TaskFact } from './pulse-facts.ts'
import { answering, bestLifts, completing, releasing, writing, type Option } from './pulse-lifts.ts'

const TODAY = { at: '2026-11-22T11:00:00.000Z', on: '2026-11-22' }

const id = fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' })
const dateBefore = (days: number) =>
  fc.integer({ min: 0, max: days }).map((n) => new Date(Date.UTC(2026, 10, 22 - n)).toISOString().slice(0, 10))
const task = fc.record({
  id: fc.uuid(),
  weight: fc.integer({ min: 0, max: 9 }),
  status: fc.constantFrom('pending', 'in_progress', 'blocked', 'completed', 'cancelled'),
  dueOn: fc.option(dateBefore(40)),
  completedOn: fc.constant(null),
})
const peak = fc.option(
  fc.record({
    personId: id,
    on: fc.constant('2026-11-24'),
    bookedMinutes: fc.integer({ min: 1, max: 900 }),
    capacityMinutes: fc.integer({ min: 0, max: 480 }),
  }),
)
const waiting = fc
  .array(fc.integer({ min: 0, max: 9_000 }), { maxLength: 5 })
  .map((ages) => ages.toSorted((a, b) => b - a))
  .map((ages) => ({
    everAsked: ages.length > 0,
    count: ages.length,
    oldest: ages.map((workingMinutes, n) => ({
      thread: { type: n % 2 === 0 ? ('task' as const) : ('request' as const), id: `t${n}` },
      since: '2026-11-02T09:00:00.000Z',
      workingMinutes,
    })),
  }))
const world = fc.record({
  engagement: fc.constantFrom('one_off' as const, 'retainer' as const),
  list: fc.array(task, { maxLength: 12 }),
  waiting,
  lastShown: fc.option(fc.record({ on: dateBefore(40), communicationId: id })),
  members: fc.integer({ min: 0, max: 4 }),
  peak,
  subscriptions: fc.array(fc.record({ id, standing: fc.constantFrom(...STANDINGS) }), { maxLength: 3 }),
  budget: fc.option(fc.record({ budgetMinutes: fc.integer({ min: 0, max: 999 }), spentMinutes: fc.nat(2_000) })),
  satisfaction: fc.option(fc.record({ value: fc.integer({ min: 0, max: 100 }), on: dateBefore(120), id })),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never
const factsIn = ({ list, ...rest }: World): PulseFacts => ({ ...TODAY, ...rest, tasks: totalsOf(list, TODAY.on) })

/** The weighted mean, in another way: by counting up hundredths of it in exact whole numbers. */
function meanOf({ metrics }: Pulse): bigint {
  const counted = metrics.filter(({ value, weight }) => value !== null && weight > 0)
  const sum = counted.reduce((total, { value, metric }) => total + BigInt(value ?? 0) * BigInt(WEIGHTS[metric]), 0n)
  const weights = counted.reduce((total, { metric }) => total + BigInt(WEIGHTS[metric]), 0n)
  return ((sum * 10n) / weights) % 10n >= 5n ? sum / weights + 1n : sum / weights
}

test('in 500 random projects the parts are the score, and no part is further than a point from its share', () => {
  let capped = 0
  fc.assert(
    fc.property(world, (random) => {
      const pulse = computePulse(factsIn(random))
      const contributions = pulse.metrics.reduce((sum, { contribution }) => sum + contribution, 0)
      assert.equal(contributions + (pulse.cap?.contribution ?? 0), pulse.score ?? 0)
      assert.equal(pulse.metrics.length, METRICS.length)
      if (pulse.score === null) return assert.equal(contributions, 0)
      assert.equal(BigInt(contributions), meanOf(pulse))
      const counted = pulse.metrics.filter(({ value, weight }) => value !== null && weight > 0)
      const weights = counted.reduce((sum, { metric }) => sum + WEIGHTS[metric], 0)
      for (const { metric, value, contribution } of counted)
        assert.ok(Math.abs(contribution - (WEIGHTS[metric] * (value ?? 0)) / weights) < 1)
      const low = counted.some(({ value }) => (value ?? 0) < 25)
      assert.equal(pulse.cap !== null, low && contributions > 49)
      if (pulse.cap) capped++
      return undefined
    }),
    { numRuns: 500 },
  )
  assert.ok(capped > 20, `${capped} were capped`)
})

test('in 500 random projects a lift is what the facts after it score, the greatest is first, and none lowers it', () => {
  let lifted = 0
  const score = (of: PulseFacts) => computePulse(of).score
  fc.assert(
    fc.property(world, peak, (random, after) => {
      const before = factsIn(random)
      const done = (chosen: TaskFact) =>
        random.list.map((each): TaskFact =>
          each === chosen ? { ...each, status: 'completed', completedOn: before.on } : each,
        )
      const open = random.list.filter(({ status }) => status === 'pending')
      const options: Option[] = [
        ...answering(before),
        ...writing(before),
        ...open.map((each) => completing(before, { id: each.id, title: each.id }, totalsOf(done(each), before.on))),
        releasing(before, 'alc', after),
      ]
      const lifts = bestLifts(before, options, score)
      assert.ok(lifts.length <= 3)
      for (const [n, { action, score: promised, change }] of lifts.entries()) {
        lifted++
        const option = options.find((each) => each.action === action)
        assert.ok(option)
        assert.deepEqual(promised, { from: score(before), to: score(option.facts) })
        assert.equal(change, promised.to - promised.from)
        assert.ok(change > 0 && change <= (lifts[n - 1]?.change ?? 100))
      }
      const best = Math.max(...options.map(({ facts: each }) => score(each) ?? 0), score(before) ?? 0)
      if (score(before) !== null) assert.equal(lifts[0]?.score.to ?? score(before), best)
    }),
    { numRuns: 500 },
  )
  assert.ok(lifted > 200, `${lifted} lifts`)
})
