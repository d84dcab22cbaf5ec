import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AllocationChange, AllocationUpdate, moveAllocation, NewAllocation } from './allocation.ts'
import { Problem } from './problems.ts'

const errorsOf = (
  schema: { safeParse(input: unknown): { error?: { issues: { path: PropertyKey[]; message: string }[] } } },
  input: unknown,
) => schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('/')} ${message}`) ?? []
const booking = { personId: 'mia', startOn: '2026-11-23', endOn: '2026-11-27', minutesPerDay: 60 }

test('a booking is for a person or a placeholder, and says how much in one way', () => {
  const { personId: _, ...nobody } = booking
  const { minutesPerDay: __, ...noAmount } = booking
  assert.deepEqual(errorsOf(NewAllocation, booking), [])
  assert.deepEqual(errorsOf(NewAllocation, { ...nobody, placeholder: { skill: 'Design' } }), [])
  assert.deepEqual(errorsOf(NewAllocation, { ...nobody, placeholder: { service: 'seo' } }), [])
  for (const wrong of [nobody, { ...booking, placeholder: { skill: 'Design' } }])
    assert.deepEqual(errorsOf(NewAllocation, wrong), ['personId either a personId or a placeholder'])
  for (const wrong of [noAmount, { ...booking, percent: 50 }])
    assert.match(errorsOf(NewAllocation, wrong).join(), /^minutesPerDay one of/)
  assert.match(errorsOf(NewAllocation, { ...nobody, placeholder: { name: 'x' } }).join(), /placeholder is/)
})

test('its window is in order and not longer than two years', () => {
  const to = (endOn: string) => errorsOf(NewAllocation, { ...booking, endOn })
  assert.deepEqual(to('2026-11-23'), [])
  assert.deepEqual(to('2028-11-22'), [])
  assert.deepEqual(to('2026-11-22'), ['endOn is not before startOn'])
  assert.deepEqual(to('2028-11-23'), ['endOn makes it 732 days, and 731 are the most'])
})

test('a change names something, and one of each kind', () => {
  assert.deepEqual(errorsOf(AllocationChange, { percent: 20 }), [])
  assert.equal(errorsOf(AllocationChange, {}).length, 1)
  assert.equal(errorsOf(AllocationChange, { percent: 20, totalMinutes: 60 }).length, 1)
  assert.equal(errorsOf(AllocationChange, { id: 'b1', percent: 20 }).length, 1)
  assert.deepEqual(errorsOf(AllocationUpdate, { id: 'b1', percent: 20 }), [])
  assert.equal(errorsOf(AllocationUpdate, { id: 'b1' }).length, 1)
  assert.equal(errorsOf(AllocationUpdate, { percent: 20 }).length, 1)
})

test('a tentative booking is confirmed or released, a confirmed one released, and nothing else', () => {
  for (const [from, to] of [
    ['tentative', 'confirmed'],
    ['tentative', 'released'],
    ['confirmed', 'released'],
    ['confirmed', 'confirmed'],
  ] as const)
    moveAllocation(from, to)
  for (const [from, to, allowed] of [
    ['confirmed', 'tentative', ['released']],
    ['released', 'confirmed', []],
    ['released', 'tentative', []],
  ] as const)
    assert.throws(
      () => moveAllocation(from, to),
      (error) =>
        error instanceof Problem &&
        error.code === 'invalid_transition' &&
        JSON.stringify(error.extra.allowed) === JSON.stringify(allowed),
    )
})
