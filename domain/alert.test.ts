import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertMoves } from './alert.ts'
import { Problem } from './problems.ts'

test('an alert is acknowledged and cleared, once each, and never opens again', () => {
  const moves = (['open', 'acknowledged', 'cleared'] as const).map((from) =>
    (['acknowledged', 'cleared'] as const).map((to) => {
      try {
        return alertMoves(from, to)
      } catch (error) {
        assert.ok(error instanceof Problem)
        return `${error.code} ${JSON.stringify(error.extra.allowed)}`
      }
    }),
  )
  assert.deepEqual(moves, [
    [true, true],
    [false, true],
    ['invalid_transition []', false],
  ])
})
