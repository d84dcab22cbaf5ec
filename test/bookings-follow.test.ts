// Bookings follow their task and their project, and never over-book anybody by it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAllocation } from '../domain/allocation.ts'
import { createTimeOff } from '../server/capacity/days-off-operations.ts'
import {
  moveTaskBookings,
  releaseFuture,
  removeBookings,
  restoreBookings,
  tentativeFuture,
} from '../server/capacity/task-bookings.ts'
import { suspendPerson } from '../server/people/person-operations.ts'
import { bookingAgency, bookings, problemOf } from './booking.ts'

const week = { startOn: '2026-11-23', endOn: '2026-11-27' }
const mia = (more: Partial<NewAllocation>): NewAllocation => ({ personId: 'mia', ...week, ...more })
/** Wednesday of the week that is booked. */
const WEDNESDAY = new Date('2026-11-25T11:00:00.000Z')

test('with its task a booking moves by working days and keeps its minutes; others stay', async () => {
  const agency = await bookingAgency()
  const { as, book, ledger, checkLedger, rows } = agency
  await book(mia({ id: 'b1', minutesPerDay: 240, taskId: 'copy' }))
  await book(
    mia({
      id: 'b2',
      startOn: '2026-11-24',
      endOn: '2026-11-24',
      totalMinutes: 60,
      taskId: 'copy',
      status: 'tentative',
    }),
  )
  const { personId: _, ...nobody } = mia({ percent: 50, taskId: 'design' })
  await book({ ...nobody, id: 'b3', placeholder: { skill: 'Design' } })
  await book(mia({ id: 'b4', minutesPerDay: 60 }))
  await as('ada', (tx) => createTimeOff(tx, 'mia', { startOn: '2026-11-30', endOn: '2026-11-30' }))
  await as('ada', (tx) =>
    moveTaskBookings(tx, [
      { taskId: 'copy', fromOn: '2026-11-23', toOn: '2026-11-26', causeId: 'act_of_the_task' },
      { taskId: 'design', fromOn: '2026-11-26', toOn: '2026-11-26' },
    ]),
  )
  assert.deepEqual(await bookings(agency), [
    'b3 confirmed 11-23 11-27 1200',
    'b4 confirmed 11-23 11-27 300',
    'b1 confirmed 11-26 12-03 1200',
    'b2 tentative 11-27 11-27 60',
  ])
  assert.deepEqual((await ledger('mia')).slice(2, 6), [
    '11-25: 60/480',
    '11-26: 300/480',
    '11-27: 300/480',
    '12-01: 240/480',
  ])
  const told = await rows(
    `select changes - 'days' as changes, changes -> 'days' -> 'to' as days from activity where organization_id = $1 and event = 'allocation.moved' and entity_id = 'b1' and cause_id = 'act_of_the_task'`,
  )
  assert.deepEqual(told, [
    {
      changes: { startOn: { from: '2026-11-23', to: '2026-11-26' }, endOn: { from: '2026-11-27', to: '2026-12-03' } },
      days: [
        ['2026-11-26', '2026-11-27', 240],
        ['2026-12-01', '2026-12-03', 240],
      ],
    },
  ])
  await checkLedger()
})

test('one that no longer fits becomes tentative; what moves together makes room for each other', async () => {
  const agency = await bookingAgency()
  const { as, book, confirm, ledger, checkLedger } = agency
  const day = (date: string) => ({ startOn: date, endOn: date })
  await book(mia({ id: 'b1', ...day('2026-11-23'), minutesPerDay: 480, taskId: 'copy' }))
  await book(mia({ id: 'b2', ...day('2026-11-24'), minutesPerDay: 480, taskId: 'design' }))
  await book(mia({ id: 'b3', ...day('2026-11-26'), minutesPerDay: 1 }), 'ads')
  const move = (...moves: [string, string, string][]) =>
    as('ada', (tx) =>
      moveTaskBookings(
        tx,
        moves.map(([taskId, fromOn, toOn]) => ({ taskId, fromOn, toOn })),
      ),
    )
  await move(['copy', '2026-11-23', '2026-11-24'], ['design', '2026-11-24', '2026-11-25'])
  assert.deepEqual(await bookings(agency), [
    'b1 confirmed 11-24 11-24 480',
    'b2 confirmed 11-25 11-25 480',
    'b3 confirmed 11-26 11-26 1',
  ])
  await move(['design', '2026-11-25', '2026-11-26'])
  assert.deepEqual((await bookings(agency)).slice(1), ['b2 tentative 11-26 11-26 480', 'b3 confirmed 11-26 11-26 1'])
  assert.deepEqual(await ledger('mia'), ['11-24: 480/480', '11-26: 1/480'])
  await checkLedger()
  assert.equal((await problemOf(confirm('b2'))).code, 'schedule_conflict')
})

test('while the project waits, what is after today is tentative, and what was done stays', async () => {
  const agency = await bookingAgency()
  const { as, book, ledger, rows, checkLedger } = agency
  await book(mia({ id: 'b1', totalMinutes: 500 }))
  await book(mia({ id: 'b2', startOn: '2026-12-01', endOn: '2026-12-01', minutesPerDay: 60 }))
  await book(mia({ id: 'b3', startOn: '2026-11-23', endOn: '2026-11-25', minutesPerDay: 60 }))
  await book(mia({ id: 'b4', startOn: '2026-12-01', endOn: '2026-12-01', minutesPerDay: 30 }), 'ads')
  await as('ada', (tx) => tentativeFuture(tx, 'site'), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), [
    'b1 confirmed 11-23 11-25 300',
    'b3 confirmed 11-23 11-25 180',
    'new tentative 11-26 11-27 200',
    'b2 tentative 12-01 12-01 60',
    'b4 confirmed 12-01 12-01 30',
  ])
  const totals = await rows(
    `select total_minutes as total from allocations where organization_id = $1 and total_minutes is not null order by start_on`,
  )
  assert.deepEqual(totals, [{ total: 300 }, { total: 200 }])
  assert.deepEqual(await ledger('mia'), ['11-23: 160/480', '11-24: 160/480', '11-25: 160/480', '12-01: 30/480'])
  await checkLedger()
})

test('when the work is off, what is after today is free again', async () => {
  const agency = await bookingAgency()
  const { as, book, ledger, checkLedger } = agency
  await book(mia({ id: 'b1', minutesPerDay: 60, taskId: 'copy' }))
  await book(mia({ id: 'b2', startOn: '2026-12-01', endOn: '2026-12-01', minutesPerDay: 60, taskId: 'copy' }))
  await book(mia({ id: 'b3', startOn: '2026-12-01', endOn: '2026-12-01', minutesPerDay: 60, status: 'tentative' }))
  await as('ada', (tx) => releaseFuture(tx, { taskIds: ['copy'] }), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), [
    'b1 confirmed 11-23 11-25 180',
    'b2 released 12-01 12-01 60',
    'b3 tentative 12-01 12-01 60',
  ])
  await as('ada', (tx) => releaseFuture(tx, { projectId: 'site' }), { now: WEDNESDAY })
  assert.equal((await bookings(agency))[2], 'b3 released 12-01 12-01 60')
  assert.deepEqual(await ledger('mia'), ['11-23: 60/480', '11-24: 60/480', '11-25: 60/480'])
  await checkLedger()
})

test('a day that is over by an override stays so when what comes after it is given back', async () => {
  const { as, book, ledger, checkLedger } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 480 }))
  await book(mia({ id: 'b2', minutesPerDay: 60 }), 'site', { reason: 'Launch week' })
  await as('ada', (tx) => releaseFuture(tx, { projectId: 'site' }), { now: WEDNESDAY })
  assert.deepEqual(await ledger('mia'), ['11-23: 540/480+60', '11-24: 540/480+60', '11-25: 540/480+60'])
  await checkLedger()
})

test('bookings go with a deleted project and come back with it, those that no longer fit tentative', async () => {
  const agency = await bookingAgency()
  const { as, book, ledger, checkLedger } = agency
  await book(mia({ id: 'b1', minutesPerDay: 240 }))
  await book(mia({ id: 'b2', startOn: '2026-11-24', endOn: '2026-11-24', minutesPerDay: 120 }))
  await book({ ...week, id: 'b3', personId: 'noor', minutesPerDay: 60 })
  await book({ ...week, id: 'b5', personId: 'omar', minutesPerDay: 60 })
  assert.equal(await as('ada', (tx) => removeBookings(tx, 'site')), 4)
  await as('ada', (tx) => suspendPerson(tx, 'omar'))
  assert.deepEqual([await ledger('mia'), await ledger('noor')], [[], []])
  await checkLedger()
  await book(mia({ startOn: '2026-11-24', endOn: '2026-11-24', id: 'b4', minutesPerDay: 300 }), 'ads')
  await as('ada', (tx) => createTimeOff(tx, 'noor', { startOn: '2026-11-23', endOn: '2026-11-23' }))
  await as('ada', (tx) => restoreBookings(tx, 'site'))
  assert.deepEqual(await bookings(agency), [
    'b1 tentative 11-23 11-27 1200',
    'b3 tentative 11-23 11-27 300',
    'b5 tentative 11-23 11-27 300',
    'b2 confirmed 11-24 11-24 120',
    'b4 confirmed 11-24 11-24 300',
  ])
  assert.deepEqual(await ledger('mia'), ['11-24: 420/480'])
  await checkLedger()
})
