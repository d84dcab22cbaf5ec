// The clocks of a request where everybody works around the clock: what is left, and until when.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  reprioritise,
  type RequestClocks,
  resumeClocks,
  serviceLevel,
  startClocks,
  stopClocks,
} from './request-clocks.ts'

const HOUR = 3_600_000
const time = {
  after: (from: Date, ms: number) => new Date(from.getTime() + ms),
  between: (from: Date, to: Date) => to.getTime() - from.getTime(),
}
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
const running: RequestClocks = {
  respondBy: at(8),
  resolveBy: at(32),
  respondLeftMs: null,
  resolveLeftMs: null,
  clocksStoppedAt: null,
  firstRespondedAt: null,
}
const answered: RequestClocks = { ...running, firstRespondedAt: at(1) }

test('what is more urgent is promised sooner, and done in four times the time to its answer', () => {
  const hours = (['urgent', 'high', 'medium', 'low'] as const).map((priority) => {
    const { respondMs, resolveMs } = serviceLevel(priority)
    return [respondMs / HOUR, resolveMs / HOUR]
  })
  assert.deepEqual(hours, [
    [4, 16],
    [8, 32],
    [24, 96],
    [48, 192],
  ])
  assert.deepEqual(startClocks('high', at(0), time), running)
})

test('while it waits it has no deadline, and what is left is kept', () => {
  const waiting = stopClocks(running, at(3), time, 'waits')
  const left = { respondLeftMs: 5 * HOUR, resolveLeftMs: 29 * HOUR, clocksStoppedAt: at(3) }
  assert.deepEqual(waiting, { ...running, respondBy: null, resolveBy: null, ...left })
  assert.deepEqual(resumeClocks(waiting, at(10), time), { ...running, respondBy: at(15), resolveBy: at(39) })
  // Stopped once more, nothing more has run.
  assert.deepEqual(stopClocks(waiting, at(9), time, 'waits'), waiting)
})

test('closed it keeps the deadlines that it was told, also where it waited before', () => {
  const closed = stopClocks(running, at(3), time, 'closed')
  const left = { respondLeftMs: 5 * HOUR, resolveLeftMs: 29 * HOUR, clocksStoppedAt: at(3) }
  assert.deepEqual(closed, { ...running, ...left })
  assert.deepEqual(stopClocks(closed, at(9), time, 'waits'), { ...closed, respondBy: null, resolveBy: null })
  const waiting = stopClocks(running, at(3), time, 'waits')
  assert.deepEqual(stopClocks(waiting, at(9), time, 'closed'), waiting)
})

test('an answer that was given keeps its deadline, whatever the clocks do', () => {
  const waiting = stopClocks(answered, at(3), time, 'waits')
  const left = { respondLeftMs: null, resolveLeftMs: 29 * HOUR, clocksStoppedAt: at(3) }
  assert.deepEqual(waiting, { ...answered, resolveBy: null, ...left })
  assert.deepEqual(resumeClocks(waiting, at(10), time), { ...answered, resolveBy: at(39) })
  const late = { ...stopClocks(running, at(3), time, 'waits'), firstRespondedAt: at(4) }
  assert.equal(resumeClocks(late, at(10), time).respondBy, null)
  const without = { ...running, respondBy: null, resolveBy: null }
  const stopped = stopClocks(without, at(3), time, 'waits')
  assert.deepEqual([stopped.respondLeftMs, stopped.resolveLeftMs], [null, 0])
})

test('clocks that run are not let go on, and what had run out goes on as run out', () => {
  assert.equal(resumeClocks(running, at(3), time), running)
  const late = stopClocks(running, at(40), time, 'waits')
  assert.deepEqual([late.respondLeftMs, late.resolveLeftMs], [-32 * HOUR, -8 * HOUR])
  assert.deepEqual(resumeClocks(late, at(50), time).resolveBy, at(42))
  assert.deepEqual(resumeClocks({ ...late, resolveLeftMs: null }, at(50), time).resolveBy, at(50))
})

test('another priority counts from the beginning, and a given answer stays given', () => {
  assert.deepEqual(reprioritise(running, 'high', 'urgent', at(3), time), {
    ...running,
    respondBy: at(4),
    resolveBy: at(16),
  })
  assert.deepEqual(reprioritise(answered, 'high', 'medium', at(3), time), { ...answered, resolveBy: at(96) })
  const waiting = stopClocks(running, at(3), time, 'waits')
  const sooner = { respondLeftMs: HOUR, resolveLeftMs: 13 * HOUR }
  assert.deepEqual(reprioritise(waiting, 'high', 'urgent', at(9), time), { ...waiting, ...sooner })
  const done = { ...stopClocks(answered, at(3), time, 'waits'), resolveLeftMs: null }
  const longer = reprioritise(done, 'high', 'medium', at(9), time)
  assert.deepEqual([longer.respondLeftMs, longer.resolveLeftMs], [null, 64 * HOUR])
  const none = { ...running, respondBy: null, resolveBy: null }
  assert.deepEqual(reprioritise(none, 'high', 'low', at(3), time), none)
})
