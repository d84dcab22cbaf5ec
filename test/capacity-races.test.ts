// Nobody is booked twice, whoever reaches for the same days at the same time; found out by SQL when the dust has settled.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Problem } from '../domain/problems.ts'
import { changeAllocations } from '../server/capacity/allocation-operations.ts'
import { createHoliday, createTimeOff } from '../server/capacity/days-off-operations.ts'
import { holdCalendar } from '../server/capacity/ledger.ts'
import { recomputeCapacity } from '../server/capacity/recompute-capacity.ts'
import { moveTaskBookings } from '../server/capacity/task-bookings.ts'
import { updatePerson } from '../server/people/person-operations.ts'
import type { Tx } from '../server/platform/transaction.ts'
import { bookingAgency } from './booking.ts'
import { untilSomebodyWaits } from './database-waits.ts'

const LONG = process.env.TEST_LONG === '1'
const RUNS = LONG ? 20 : 3
const AT_ONCE = LONG ? 200 : 60
const times = (n: number) => Array.from({ length: n }, (_, i) => i)

/** How each ended: what it was refused with, or `done`. Whatever is no refusal of ours fails the test. */
async function outcomes(works: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(works)
  return settled.map((each) => {
    if (each.status === 'fulfilled') return 'done'
    if (each.reason instanceof Problem)
      return each.reason.cause instanceof Error ? `${each.reason.code}: ${each.reason.cause.message}` : each.reason.code
    throw each.reason
  })
}
/** What may come of it: there is no room, it was released or deleted meanwhile, or is a holiday already. */
const REFUSALS = [
  'schedule_conflict',
  'allocation_not_found',
  'invalid_transition',
  'already_exists',
  'validation_error',
]
const count = (ends: string[], end: string) => ends.filter((each) => each === end).length

const WEDNESDAY = new Date('2026-11-25T11:00:00.000Z')
const week = { startOn: '2026-11-23', endOn: '2026-11-27' }

test(`of ${AT_ONCE} who book four hours of the same five days at once, two do, and each other is told of the clash`, async () => {
  for (const _ of times(RUNS)) {
    const { book, checkLedger, ledger } = await bookingAgency()
    const works = times(AT_ONCE).map((i) =>
      book({ id: `b${i}`, personId: 'mia', ...week, minutesPerDay: 240 }, i % 2 ? 'site' : 'ads'),
    )
    const settled = await Promise.allSettled(works)
    const refused = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as Problem] : []))
    assert.equal(settled.length - refused.length, 2)
    for (const { code, extra } of refused) {
      assert.equal(code, 'schedule_conflict')
      const conflicts = extra.conflicts as { personId: string; minutesOver: number; bookings: unknown[] }[]
      assert.equal(conflicts.length, 5)
      assert.ok(
        conflicts.every((day) => day.personId === 'mia' && day.minutesOver === 240 && day.bookings.length === 2),
      )
    }
    await checkLedger()
    assert.deepEqual(
      await ledger('mia'),
      ['23', '24', '25', '26', '27'].map((day) => `11-${day}: 480/480`),
    )
  }
})

test('bookings, moves, releases, confirmations, time off, holidays and cuts at once leave a ledger that is right', async () => {
  for (const _ of times(RUNS)) {
    const agency = await bookingAgency()
    const { as, book, change, checkLedger } = agency
    const people = ['mia', 'noor', 'omar']
    for (const i of times(12)) {
      const personId = people[i % 3] ?? ''
      const status = i < 6 ? 'confirmed' : 'tentative'
      await book({
        id: `old${i}`,
        personId,
        ...week,
        minutesPerDay: 120,
        status,
        ...(i % 4 === 0 && { taskId: 'copy' }),
      })
    }
    const work = (i: number): Promise<unknown> => {
      const personId = people[i % 3] ?? ''
      const old = `old${i % 12}`
      switch (i % 10) {
        case 0:
          return change({ update: [{ id: old, startOn: '2026-11-25', endOn: '2026-12-01' }] })
        case 1:
          return change({ update: [{ id: old, personId: people[(i + 1) % 3] ?? '' }] })
        case 2:
          return change({ update: [{ id: old, status: 'confirmed' }] })
        case 3:
          return as('ada', (tx) =>
            createTimeOff(tx, personId, { startOn: '2026-11-24', endOn: '2026-11-25', minutesPerDay: 60 }),
          )
        case 4:
          return change({ remove: [old] })
        case 5:
          return as('ada', (tx) => createHoliday(tx, { on: `2026-11-${23 + (i % 4)}`, name: 'A day off' }))
        case 6:
          return as('ada', async (tx) => {
            holdCalendar(tx, 'shared')
            await updatePerson(tx, personId, { availabilityFactor: 0.5 + (i % 5) / 10 })
            await recomputeCapacity(tx, [personId], tx.today)
          })
        case 7:
          // On Wednesday, so that what was done by then is parted off.
          return as('ada', (tx) => moveCopy(tx, i % 20 === 7 ? '2026-11-24' : '2026-11-20'), { now: WEDNESDAY })
        default:
          return book({ id: `new${i}`, personId, ...week, totalMinutes: 600 }, i % 2 ? 'site' : 'ads')
      }
    }
    const ends = await outcomes(times(AT_ONCE).map(work))
    assert.deepEqual(
      ends.filter((end) => !['done', ...REFUSALS].includes(end)),
      [],
    )
    assert.ok(count(ends, 'done') > AT_ONCE / 4)
    await checkLedger()
    await agency.checkCapacities()
  }
})

test('a holiday waits for a booking under way and finds its day; a booking waits for a holiday under way and keeps off it', async () => {
  const { as, db, book, ledger, checkLedger, checkCapacities } = await bookingAgency()
  const gate = Promise.withResolvers<void>()
  const under = Promise.withResolvers<void>()
  const booking = as('ada', async (tx) => {
    await changeAllocations(tx, 'site', { create: [{ personId: 'mia', ...week, minutesPerDay: 60 }] })
    under.resolve()
    await gate.promise
  })
  await under.promise
  const late = as('ada', (tx) => createHoliday(tx, { on: '2026-11-24', name: 'A day off' }))
  await untilSomebodyWaits(db).finally(() => gate.resolve())
  await booking
  assert.equal((await late).overloads.length, 1)
  const [end, made] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const first = as('ada', async (tx) => {
    await createHoliday(tx, { on: '2026-11-26', name: 'Another' })
    made.resolve()
    await end.promise
  })
  await made.promise
  const noor = book({ personId: 'noor', ...week, minutesPerDay: 60 })
  await untilSomebodyWaits(db).finally(() => end.resolve())
  await Promise.all([first, noor])
  assert.deepEqual(await ledger('noor'), ['11-23: 60/480', '11-25: 60/480', '11-27: 60/480'])
  await checkLedger()
  await checkCapacities()
})

async function moveCopy(tx: Tx, toOn: string): Promise<void> {
  await tx.rows(
    sql`select 1 from projects where organization_id = ${tx.actor.organizationId} and id = 'site' for no key update`,
  )
  await moveTaskBookings(tx, [{ taskId: 'copy', fromOn: '2026-11-23', toOn }])
}
