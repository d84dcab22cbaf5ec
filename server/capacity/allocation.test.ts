import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAllocation, Offers, ScheduleConflict } from '../../domain/allocation.ts'
import { bookingAgency, problemOf, refusal } from '../../test/booking.ts'
import { changeAllocations } from './allocation-operations.ts'
import { listAllocations } from './allocation-queries.ts'
import { listOverloads } from './conflicts.ts'
import { createHoliday, createTimeOff } from './days-off-operations.ts'
import { loadOfPeople } from './load-queries.ts'

const monday = { startOn: '2026-11-23', endOn: '2026-11-23' }
const twoDays = { startOn: '2026-11-23', endOn: '2026-11-24' }
const week = { startOn: '2026-11-23', endOn: '2026-11-27' }
const mia = (more: Partial<NewAllocation>): NewAllocation => ({ personId: 'mia', ...monday, ...more })
const extraOf = async (work: Promise<unknown>) => {
  const { code, extra } = await problemOf(work)
  assert.equal(code, 'schedule_conflict')
  return extra as { conflicts: ScheduleConflict[]; offers: Offers; conflictDays: number }
}
test('somebody is booked by the day, in percent and in total, around their days off, and is on the team from then on', async () => {
  const { as, book, ledger, rows, checkLedger } = await bookingAgency()
  await as('ada', (tx) => createHoliday(tx, { on: '2026-11-25', name: 'Founding day' }))
  await as('ada', (tx) => createTimeOff(tx, 'mia', { startOn: '2026-11-24', endOn: '2026-11-24', minutesPerDay: 240 }))
  const { allocation, warnings } = await book(mia({ id: 'b1', ...week, minutesPerDay: 60, taskId: 'copy' }))
  const { createdAt, updatedAt, ...rest } = allocation
  assert.equal(createdAt, updatedAt)
  assert.deepEqual(rest, {
    id: 'b1',
    projectId: 'site',
    personId: 'mia',
    placeholder: null,
    taskId: 'copy',
    ...week,
    minutesPerDay: 60,
    percent: null,
    totalMinutes: null,
    status: 'confirmed',
    bookedMinutes: 240,
    overbooked: false,
    overrideReason: null,
    version: 1,
  })
  assert.deepEqual(warnings, [])
  assert.deepEqual(await ledger('mia'), ['11-23: 60/480', '11-24: 60/240', '11-26: 60/480', '11-27: 60/480'])
  await book(mia({ ...week, percent: 50 }))
  assert.deepEqual(await ledger('mia'), ['11-23: 300/480', '11-24: 180/240', '11-26: 300/480', '11-27: 300/480'])
  await book(mia({ ...week, totalMinutes: 70 }), 'ads')
  assert.deepEqual(await ledger('mia'), ['11-23: 320/480', '11-24: 190/240', '11-26: 320/480', '11-27: 320/480'])
  await checkLedger()
  const team = await rows(
    `select project_id from project_members where organization_id = $1 and person_id = 'mia' order by 1`,
  )
  assert.deepEqual(team, [{ project_id: 'ads' }, { project_id: 'site' }])
  const told = await rows(
    `select version, changes from activity where organization_id = $1 and entity_id = 'site' and event = 'project.updated'`,
  )
  assert.deepEqual(told, [{ version: 2, changes: { assignedTeam: { from: [], to: ['mia'] } } }])
})

test('a day beyond the soft limit warns and is booked all the same', async () => {
  const { book } = await bookingAgency()
  assert.deepEqual((await book(mia({ minutesPerDay: 384 }))).warnings, [])
  assert.deepEqual((await book(mia({ minutesPerDay: 1 }))).warnings, [
    { personId: 'mia', name: 'Mia', date: '2026-11-23', capacityMinutes: 480, bookedMinutes: 385, percent: 80 },
  ])
})

test('over capacity it is refused with the day, the minutes over, what clashes, and offers', async () => {
  const { as, book, checkLedger } = await bookingAgency()
  await book(mia({ id: 'b1', ...twoDays, minutesPerDay: 300 }))
  await book(mia({ id: 'b2', minutesPerDay: 120 }), 'ads')
  await book({ personId: 'noor', ...monday, minutesPerDay: 60 })
  const wish = mia({ ...twoDays, minutesPerDay: 240 })
  const { conflicts, offers, conflictDays } = await extraOf(book(wish))
  const site = { allocationId: 'b1', projectId: 'site', projectName: 'Website redesign', minutes: 300 }
  const ads = { allocationId: 'b2', projectId: 'ads', projectName: 'Spring campaign', minutes: 120 }
  const day = { personId: 'mia', name: 'Mia', capacityMinutes: 480, requestedMinutes: 240 }
  assert.deepEqual(conflicts, [
    { ...day, date: '2026-11-23', bookedMinutes: 420, minutesOver: 180, bookings: [site, ads] },
    { ...day, date: '2026-11-24', bookedMinutes: 300, minutesOver: 60, bookings: [site] },
  ])
  assert.equal(conflictDays, 2)
  // Noor shares a skill; Omar shares none.
  assert.deepEqual(offers, {
    windows: [{ startOn: '2026-11-25', endOn: '2026-11-26' }],
    people: [{ personId: 'noor', name: 'Noor', freeMinutes: 900 }],
  })
  await checkLedger()
  await book({ ...wish, ...offers.windows[0] })
  await book({ ...wish, personId: offers.people[0]?.personId })
  // Max manages the site and does not see the campaign.
  const seen = await problemOf(
    as('max', (tx) => changeAllocations(tx, 'site', { update: [{ id: 'b1', minutesPerDay: 480 }] })),
  )
  const [first] = (seen.extra as { conflicts: ScheduleConflict[] }).conflicts
  assert.deepEqual(first?.bookings, [{ hidden: true, minutes: 120 }])
})

test('an override books over capacity with its reason; nothing more fits until enough is given back', async () => {
  const { as, book, ledger, rows, checkLedger, update } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 400 }))
  const over = await book(mia({ id: 'b2', ...twoDays, minutesPerDay: 200 }), 'site', { reason: 'Launch week' })
  assert.deepEqual([over.allocation.overbooked, over.allocation.overrideReason], [true, 'Launch week'])
  assert.deepEqual(await ledger('mia'), ['11-23: 600/480+120', '11-24: 200/480'])
  const told = await rows(`select changes from activity where organization_id = $1 and event = 'allocation.overbooked'`)
  assert.deepEqual(told, [{ changes: { overrideReason: { from: null, to: 'Launch week' }, minutesOver: { to: 120 } } }])
  await extraOf(book(mia({ minutesPerDay: 1 })))
  const [overload] = await as('ada', (tx) => listOverloads(tx, { from: '2026-11-01', to: '2026-12-01' }))
  assert.deepEqual([overload?.date, overload?.bookedMinutes, overload?.minutesOver], ['2026-11-23', 600, 120])
  await update('b1', { minutesPerDay: 300 })
  assert.deepEqual(await ledger('mia'), ['11-23: 500/480+20', '11-24: 200/480'])
  await extraOf(book(mia({ minutesPerDay: 1 })))
  await update('b1', { minutesPerDay: 200 })
  assert.equal((await book(mia({ minutesPerDay: 80 }))).allocation.overbooked, false)
  // Its day is not over any more, so the reason has nothing to say.
  assert.equal((await update('b2', { minutesPerDay: 190 })).overrideReason, null)
  assert.equal(
    (await book(mia({ startOn: '2026-11-26', endOn: '2026-11-26', minutesPerDay: 60 }), 'site', { reason: 'In case' }))
      .allocation.overrideReason,
    null,
  )
  await checkLedger()
})

test('bookings are moved, made longer, given to somebody else and released, and what they leave is free again', async () => {
  const { as, book, ledger, checkLedger, update, release } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 480 }))
  await update('b1', { startOn: '2026-11-24', endOn: '2026-11-25' })
  assert.deepEqual(await ledger('mia'), ['11-24: 480/480', '11-25: 480/480'])
  await book(mia({ minutesPerDay: 480 }))
  await extraOf(update('b1', { startOn: '2026-11-23' }))
  await update('b1', { personId: 'noor', totalMinutes: 500 })
  assert.deepEqual(
    [await ledger('mia'), await ledger('noor')],
    [['11-23: 480/480'], ['11-24: 250/480', '11-25: 250/480']],
  )
  await release('b1')
  assert.deepEqual(await ledger('noor'), [])
  assert.deepEqual(await as('ada', (tx) => listAllocations(tx, { projectId: 'site', personIds: ['noor'] })), [])
  assert.deepEqual(await refusal(update('b1', { percent: 10 })), ['invalid_transition'])
  await checkLedger()
})

test('several changes are one: what is given back makes room for what is taken, and one that does not fit undoes all', async () => {
  const { as, book, change, ledger, checkLedger } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 480 }))
  await book({ id: 'b2', personId: 'noor', ...monday, minutesPerDay: 480 })
  const swap = {
    update: [
      { id: 'b1', personId: 'noor' },
      { id: 'b2', personId: 'mia' },
    ],
  }
  const booked = async () =>
    (await as('ada', (tx) => listAllocations(tx, {}))).map(({ id, personId }) => `${id} ${personId}`)
  await change(swap)
  assert.deepEqual(await booked(), ['b1 noor', 'b2 mia'])
  await change({ remove: ['b2'], create: [mia({ id: 'b3', minutesPerDay: 300 })] })
  assert.deepEqual(await booked(), ['b1 noor', 'b3 mia'])
  const both = { create: [mia({ minutesPerDay: 100 }), mia({ minutesPerDay: 100 })], remove: ['b1'] }
  const { conflicts } = await extraOf(change(both))
  assert.deepEqual(
    [conflicts[0]?.bookedMinutes, conflicts[0]?.requestedMinutes, conflicts[0]?.minutesOver],
    [300, 200, 20],
  )
  assert.deepEqual([await ledger('mia'), await ledger('noor')], [['11-23: 300/480'], ['11-23: 480/480']])
  assert.deepEqual(await refusal(change({ remove: ['b1', 'b1'] })), [
    'validation_error',
    '/allocations/remove/1',
    'twice',
  ])
  assert.deepEqual(await refusal(change({ remove: ['b1'] }, 'ads')), ['allocation_not_found'])
  await checkLedger()
})

test('tentative bookings and placeholders fill nothing until they are confirmed, or somebody', async () => {
  const { as, book, ledger, checkLedger, update, confirm } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 400, status: 'tentative' }))
  await book({ id: 'b2', placeholder: { skill: 'Design' }, ...monday, minutesPerDay: 400 })
  assert.deepEqual(await ledger('mia'), [])
  const [load] = await as('ada', (tx) => loadOfPeople(tx, { personIds: ['mia'], from: '2026-11-23', to: '2026-11-23' }))
  assert.deepEqual([load?.days[0]?.bookedMinutes, load?.days[0]?.tentativeMinutes], [0, 400])
  await confirm('b1')
  assert.deepEqual(await ledger('mia'), ['11-23: 400/480'])
  const { offers } = await extraOf(update('b2', { personId: 'mia' }))
  assert.deepEqual(offers.people, [{ personId: 'noor', name: 'Noor', freeMinutes: 480 }])
  const allocation = await update('b2', { personId: 'noor' })
  assert.deepEqual([allocation.placeholder, await ledger('noor')], [null, ['11-23: 400/480']])
  await book(mia({ id: 'b3', minutesPerDay: 400, status: 'tentative' }))
  await extraOf(confirm('b3'))
  assert.deepEqual(await refusal(update('b1', { status: 'tentative' })), ['invalid_transition'])
  await checkLedger()
})

test('what is confirmed is carried by the days there are then', async () => {
  const { as, book, ledger, confirm } = await bookingAgency()
  await book(mia({ id: 'b1', ...twoDays, totalMinutes: 600, status: 'tentative' }))
  await as('ada', (tx) => createTimeOff(tx, 'mia', { startOn: '2026-11-23', endOn: '2026-11-23', minutesPerDay: 240 }))
  await confirm('b1')
  assert.deepEqual(await ledger('mia'), ['11-23: 200/240', '11-24: 400/480'])
})
