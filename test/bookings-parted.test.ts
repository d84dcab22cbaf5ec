// What was done stays done: bookings are parted at today when their task moves or their project waits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAllocation } from '../domain/allocation.ts'
import { createTimeOff } from '../server/capacity/days-off-operations.ts'
import { moveTaskBookings, releaseFuture, tentativeFuture } from '../server/capacity/task-bookings.ts'
import { bookingAgency, bookings } from './booking.ts'

const week = { startOn: '2026-11-23', endOn: '2026-11-27' }
const mia = (more: Partial<NewAllocation>): NewAllocation => ({ personId: 'mia', ...week, ...more })
/** Wednesday of the week that is booked. */
const WEDNESDAY = new Date('2026-11-25T11:00:00.000Z')

test('when a task moves, what was done of its bookings stays where it was, and only what is to come moves', async () => {
  const agency = await bookingAgency()
  const { as, book, ledger, rows, checkLedger } = agency
  await book(mia({ id: 'b1', totalMinutes: 500, taskId: 'copy' }))
  await book(
    mia({ id: 'b2', startOn: '2026-11-23', endOn: '2026-11-24', minutesPerDay: 400, taskId: 'copy' }),
    'site',
    {
      reason: 'Launch week',
    },
  )
  await book(
    mia({
      id: 'b3',
      startOn: '2026-11-24',
      endOn: '2026-11-24',
      minutesPerDay: 60,
      status: 'tentative',
      taskId: 'copy',
    }),
  )
  const { personId: _, ...nobody } = mia({ minutesPerDay: 60, taskId: 'copy' })
  await book({ ...nobody, id: 'b4', placeholder: { skill: 'Design' } })
  const move = { taskId: 'copy', fromOn: '2026-11-23', toOn: '2026-12-07', causeId: 'act_of_the_task' }
  await as('ada', (tx) => moveTaskBookings(tx, [move]), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), [
    'b1 confirmed 11-23 11-25 300',
    'b2 confirmed 11-23 11-24 800',
    'b4 confirmed 12-07 12-11 300',
    'b3 tentative 12-08 12-08 60',
    'new confirmed 12-10 12-11 200',
  ])
  assert.deepEqual(await ledger('mia'), [
    '11-23: 500/480+20',
    '11-24: 500/480+20',
    '11-25: 100/480',
    '12-10: 100/480',
    '12-11: 100/480',
  ])
  const told = await rows(
    `select event, changes -> 'endOn' as "endOn", changes -> 'totalMinutes' as total from activity
     where organization_id = $1 and cause_id = 'act_of_the_task' and (entity_id = 'b1' or entity_id like 'alc%') order by event`,
  )
  assert.deepEqual(told, [
    { event: 'allocation.created', endOn: { to: '2026-12-11' }, total: { to: 200 } },
    { event: 'allocation.updated', endOn: { from: '2026-11-27', to: '2026-11-25' }, total: { from: 500, to: 300 } },
  ])
  await checkLedger()
})

test('while the project waits, a moved task leaves done work alone and brings nothing back to being confirmed', async () => {
  const agency = await bookingAgency()
  const { as, book, rows, ledger, checkLedger } = agency
  await book(mia({ id: 'b1', startOn: '2026-11-23', endOn: '2026-11-25', minutesPerDay: 60, taskId: 'copy' }))
  await book(mia({ id: 'b2', minutesPerDay: 30, taskId: 'copy' }))
  await rows(`update projects set status = 'on_hold', status_before_hold = 'active', hold_reason = 'x'
    where organization_id = $1 and id = 'site'`)
  const move = { taskId: 'copy', fromOn: '2026-11-23', toOn: '2026-12-07' }
  await as('ada', (tx) => moveTaskBookings(tx, [move]), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), [
    'b1 confirmed 11-23 11-25 180',
    'b2 confirmed 11-23 11-25 90',
    'new tentative 12-10 12-11 60',
  ])
  assert.deepEqual(await ledger('mia'), ['11-23: 90/480', '11-24: 90/480', '11-25: 90/480'])
  await checkLedger()
})

test('a booking of which only days off are to come is not parted', async () => {
  const agency = await bookingAgency()
  const { as, book, checkLedger } = agency
  await as('ada', (tx) => createTimeOff(tx, 'mia', { startOn: '2026-11-26', endOn: '2026-11-27' }))
  await book(mia({ id: 'b1', totalMinutes: 300, taskId: 'copy' }))
  const held = ['b1 confirmed 11-23 11-27 300']
  await as('ada', (tx) => tentativeFuture(tx, 'site'), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), held)
  const move = { taskId: 'copy', fromOn: '2026-11-23', toOn: '2026-12-07' }
  await as('ada', (tx) => moveTaskBookings(tx, [move]), { now: WEDNESDAY })
  await as('ada', (tx) => releaseFuture(tx, { projectId: 'site' }), { now: WEDNESDAY })
  assert.deepEqual(await bookings(agency), held)
  await checkLedger()
})
