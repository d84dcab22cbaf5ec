// The life of a request, and its clocks, as law.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileCalendar } from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'
import { Problem } from './problems.ts'
import { moveRequest, stepsTo } from './request.ts'
import {
  isOpenRequest,
  nextRequestStatuses,
  nextResolutions,
  REQUEST_STATUSES,
  RESOLUTIONS,
  type RequestLife,
  type Resolution,
} from './request-life.ts'
import {
  reprioritise,
  resumeClocks,
  serviceLevel,
  startClocks,
  stopClocks,
  type RequestClocks,
  type WorkingTime,
} from './request-clocks.ts'
import { instantAfterMinutes, instantBeforeMinutes, minutesBetweenInstants } from './working-time.ts'

const NOW = new Date('2026-11-23T09:30:00Z')
const life = (status: RequestLife['status']): RequestLife => ({
  status,
  closedAt: isOpenRequest(status) ? null : '2026-11-20T09:30:00.000Z',
  resolutionStatus: null,
})
const refusal = (work: () => unknown): Problem => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error
  }
  return assert.fail('it was not refused')
}

test('a request moves as written down, and nowhere else', () => {
  const moves = REQUEST_STATUSES.flatMap((from) => nextRequestStatuses(life(from), NOW).map((to) => `${from} → ${to}`))
  assert.deepEqual(moves, [
    'pending → in_review',
    'pending → declined',
    'pending → cancelled',
    'in_review → awaiting_client',
    'in_review → accepted',
    'in_review → completed',
    'in_review → declined',
    'awaiting_client → in_review',
    'awaiting_client → cancelled',
    'accepted → completed',
    'accepted → declined',
    'completed → in_review',
    'declined → in_review',
  ])
  for (const from of REQUEST_STATUSES)
    for (const to of REQUEST_STATUSES) {
      const allowed = nextRequestStatuses(life(from), NOW)
      if (allowed.includes(to)) {
        const moved = moveRequest(life(from), to, 'It came back', NOW)
        assert.deepEqual([moved.status, moved.closedAt !== null], [to, !isOpenRequest(to)])
      } else {
        const { code, extra } = refusal(() => moveRequest(life(from), to, 'Why not', NOW))
        assert.deepEqual([code, extra.allowed], ['invalid_transition', allowed])
      }
    }
})

test('processing passes through in_review where nobody has looked yet, and never out of a closed request', () => {
  const steps = REQUEST_STATUSES.flatMap((from) =>
    RESOLUTIONS.map((to) => {
      try {
        return `${from} → ${stepsTo(life(from), to, NOW)
          .map(({ status }) => status)
          .join(' → ')}`
      } catch {
        return ''
      }
    }),
  ).filter(Boolean)
  assert.deepEqual(steps, [
    ...RESOLUTIONS.map((to) => `pending → in_review → ${to}`),
    ...RESOLUTIONS.map((to) => `in_review → ${to}`),
    ...RESOLUTIONS.map((to) => `awaiting_client → in_review → ${to}`),
    'accepted → completed',
    'accepted → declined',
  ])
})

test('reopening takes a reason and thirty days at most, and forgets what it had come to', () => {
  const closed = { ...life('completed'), resolutionStatus: 'completed' as const }
  const at = (days: number) => new Date(Date.parse('2026-11-20T09:30:00.000Z') + days * 86_400_000)
  assert.equal(refusal(() => moveRequest(closed, 'in_review', undefined, at(1))).code, 'validation_error')
  assert.equal(moveRequest(closed, 'in_review', 'It came back', at(30)).resolutionStatus, null)
  assert.deepEqual(refusal(() => moveRequest(closed, 'in_review', 'It came back', at(30.01))).extra.allowed, [])
})

const calendar = compileCalendar({
  week: { ...DEFAULT_WORK_WEEK, sun: [{ from: '00:00', to: '06:00' }] },
  exceptions: new Map([['2026-12-25', []]]),
})
/** With nights on which clocks are changed, and a holiday. */
const time: WorkingTime = {
  after: (from, ms) =>
    ms < 0
      ? instantBeforeMinutes(calendar, 'Europe/Berlin', from, -ms / 60_000)
      : instantAfterMinutes(calendar, 'Europe/Berlin', from, ms / 60_000),
  between: (from, to) => minutesBetweenInstants(calendar, 'Europe/Berlin', from, to) * 60_000,
}
const instants = fc.date({ min: new Date('2026-03-20'), max: new Date('2027-04-05'), noInvalidDate: true })
const priorities = fc.constantFrom('low', 'medium', 'high', 'urgent' as const)
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 20, `${a} is not ${b}`)
/** Working time that has run on the clock until its end. */
const ran = (clocks: RequestClocks, priority: 'low', now: Date) =>
  serviceLevel(priority).resolveMs -
  (clocks.resolveLeftMs ?? (clocks.resolveBy ? time.between(now, clocks.resolveBy) : Number.NaN))

test('a clock that stops and goes on, at any times and however often, counts what it ran and nothing else', () => {
  fc.assert(
    fc.property(
      instants,
      priorities,
      priorities,
      fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 8 }),
      (start, first, second, pauses) => {
        let [now, clocks, running, worked] = [start, startClocks(first, start, time), true, 0]
        for (const minutes of pauses) {
          const later = new Date(now.getTime() + minutes * 60_000)
          if (running) worked += time.between(now, later)
          now = later
          clocks = running ? stopClocks(clocks, now, time, 'waits') : resumeClocks(clocks, now, time)
          running = !running
          assert.equal(clocks.clocksStoppedAt === null, running)
          near(ran(clocks, first as 'low', now), worked)
          const other = reprioritise(clocks, first, second, now, time)
          near(ran(other, second as 'low', now), worked)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('the time before an instant is what the time after it undoes', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 50_000 }), (to, minutes) => {
      const from = instantBeforeMinutes(calendar, 'Europe/Berlin', to, minutes)
      assert.ok(Math.abs(minutesBetweenInstants(calendar, 'Europe/Berlin', from, to) - minutes) < 0.001)
    }),
  )
})

test('what is urgent has four working hours to the first answer, and four times that to its end', () => {
  const started = startClocks('urgent', NOW, time)
  assert.deepEqual(
    [started.respondBy?.toISOString(), started.resolveBy?.toISOString()],
    ['2026-11-23T14:30:00.000Z', '2026-11-25T09:30:00.000Z'],
  )
})

test('an answer given stays given: its deadline neither moves nor goes', () => {
  const answered = { ...startClocks('medium', NOW, time), firstRespondedAt: NOW }
  const later = new Date('2026-11-24T10:00:00Z')
  const { respondBy } = answered
  const waits = stopClocks(answered, later, time, 'waits')
  assert.deepEqual([waits.respondBy, waits.respondLeftMs, waits.resolveBy], [respondBy, null, null])
  assert.deepEqual(resumeClocks(waits, later, time).respondBy, respondBy)
  assert.deepEqual(reprioritise(answered, 'medium', 'urgent', later, time).respondBy, respondBy)
})

test('what processing may come to is told as it is done', () => {
  const may = (status: RequestLife['status'], to: Resolution) => {
    try {
      return stepsTo(life(status), to, NOW).length > 0
    } catch {
      return false
    }
  }
  for (const status of REQUEST_STATUSES)
    assert.deepEqual(
      nextResolutions(status),
      RESOLUTIONS.filter((to) => may(status, to)),
      status,
    )
})

test('open is what is neither done, declined nor taken back', () => {
  const open = REQUEST_STATUSES.filter(isOpenRequest)
  assert.deepEqual(open, ['pending', 'in_review', 'awaiting_client', 'accepted'])
  assert.deepEqual(nextRequestStatuses({ status: 'accepted', closedAt: null }, new Date('2036-01-01')), [
    'completed',
    'declined',
  ])
})
