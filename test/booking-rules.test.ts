// What a booking, or an assignment, has to keep to be taken; and who sees it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { dayNumber } from '../domain/calendar.ts'
import type { AllocationChange, NewAllocation, Offers } from '../domain/allocation.ts'
import { bookingAgency, refusal } from './booking.ts'
import { reinstatePerson, suspendPerson } from '../server/people/person-operations.ts'
import { changeAllocations } from '../server/capacity/allocation-operations.ts'
import { listAllocations } from '../server/capacity/allocation-queries.ts'
import { readLedger, saveLedger } from '../server/capacity/ledger.ts'
import { windowOf } from '../server/capacity/capacity-queries.ts'
import { assignmentProblem, type Assignment } from '../server/capacity/assignment.ts'

const monday = { startOn: '2026-11-23', endOn: '2026-11-23' }
const twoDays = { startOn: '2026-11-23', endOn: '2026-11-24' }
const mia = (more: Partial<NewAllocation>): NewAllocation => ({ personId: 'mia', ...monday, ...more })
test('what is booked has to be there: a working day, an active person, a task of the project, a service, an open project', async () => {
  const { as, book, db, organizationId, update, release } = await bookingAgency()
  const weekend = { startOn: '2026-11-28', endOn: '2026-11-29' }
  assert.deepEqual(await refusal(book(mia({ ...weekend, percent: 50 }))), [
    'validation_error',
    '/allocations/create/0/endOn',
    'working_day',
  ])
  assert.deepEqual(await refusal(book({ placeholder: { skill: 'Design' }, ...weekend, percent: 50 })), [
    'validation_error',
    '/allocations/create/0/endOn',
    'working_day',
  ])
  assert.deepEqual(await refusal(book({ ...monday, personId: 'nina', percent: 50 })), [
    'validation_error',
    '/allocations/create/0/personId',
    'reference',
  ])
  assert.deepEqual(await refusal(book(mia({ percent: 50, taskId: 'copy' }), 'ads')), [
    'validation_error',
    '/allocations/create/0/taskId',
    'reference',
  ])
  assert.deepEqual(await refusal(book({ ...monday, placeholder: { service: 'podcast' }, percent: 50 })), [
    'validation_error',
    '/allocations/create/0/placeholder/service',
    'reference',
  ])
  await book(mia({ id: 'b1', percent: 10, status: 'tentative' }))
  await as('ada', (tx) => suspendPerson(tx, 'mia'))
  assert.deepEqual(await refusal(book(mia({ percent: 50 }))), [
    'validation_error',
    '/allocations/create/0/personId',
    'inactive',
  ])
  assert.deepEqual(await refusal(update('b1', { status: 'confirmed' })), [
    'validation_error',
    '/allocations/update/0/personId',
    'inactive',
  ])
  await as('ada', (tx) => reinstatePerson(tx, 'mia'))
  assert.deepEqual(await refusal(update('b1', { endOn: '2026-11-20' })), [
    'validation_error',
    '/allocations/update/0/endOn',
    'window',
  ])
  const status = (set: string) =>
    db.admin.query(`update projects set ${set} where organization_id = '${organizationId}' and id = 'site'`)
  await status(`status = 'on_hold', status_before_hold = 'active', hold_reason = 'x'`)
  assert.equal((await book(mia({ percent: 10 }))).allocation.status, 'tentative')
  assert.deepEqual(await refusal(book(mia({ percent: 10, status: 'confirmed' }))), ['invalid_transition'])
  assert.deepEqual(await refusal(update('b1', { status: 'confirmed' })), ['invalid_transition'])
  await status(`status = 'cancelled', status_before_hold = null, closed_at = now()`)
  assert.deepEqual(await refusal(book(mia({ percent: 10 }))), ['invalid_transition'])
  await release('b1')
})

test('while a project is on hold nothing more is booked for days after today, and done work may be put right', async () => {
  const { as, book, rows, ledger } = await bookingAgency()
  const [from, wednesday] = ['2026-11-23', new Date('2026-11-25T11:00:00.000Z')]
  await book(mia({ id: 'b1', startOn: from, endOn: '2026-11-25', minutesPerDay: 60 }))
  await book(mia({ id: 'b2', startOn: from, endOn: '2026-11-27', minutesPerDay: 30 }))
  const { personId: _, ...nobody } = mia({ minutesPerDay: 60 })
  await book({ ...nobody, id: 'b3', endOn: '2026-11-25', placeholder: { skill: 'Design' } })
  await rows(`update projects set status = 'on_hold', status_before_hold = 'active', hold_reason = 'x'
    where organization_id = $1 and id = 'site'`)
  const change = (id: string, to: AllocationChange) =>
    as('ada', (tx) => changeAllocations(tx, 'site', { update: [{ ...to, id }] }), { now: wednesday })
  for (const [id, to] of [
    ['b1', { endOn: '2026-11-27' }],
    ['b3', { endOn: '2026-11-27' }],
    ['b2', { minutesPerDay: 31 }],
    ['b2', { personId: 'noor' }],
  ] as const)
    assert.deepEqual(await refusal(change(id, to)), ['invalid_transition'], JSON.stringify(to))
  await change('b1', { minutesPerDay: 90 })
  await change('b3', { personId: 'noor' })
  await change('b2', { endOn: '2026-11-26' })
  assert.deepEqual(await ledger('mia'), ['11-23: 120/480', '11-24: 120/480', '11-25: 120/480', '11-26: 30/480'])
})

test('what somebody may not see is not there, and a change that changes nothing is no version', async () => {
  const { as, book, update } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 60 }))
  const byUna = as('una', (tx) => changeAllocations(tx, 'site', { remove: ['b1'] }))
  assert.deepEqual(await refusal(byUna), ['project_not_found'])
  const elsewhere = as('una', (tx) => changeAllocations(tx, 'ads', { remove: ['b1'] }))
  assert.deepEqual(await refusal(elsewhere), ['allocation_not_found'])
  assert.deepEqual(await as('una', (tx) => listAllocations(tx, {})), [])
  assert.equal((await update('b1', { minutesPerDay: 90 })).version, 2)
  assert.equal((await update('b1', { minutesPerDay: 90 })).version, 2)
  assert.equal((await update('b1', { endOn: '2026-11-24' })).version, 3)
})

test('the database itself refuses a day that holds too much, whoever writes it', async () => {
  const { as, book } = await bookingAgency()
  await book(mia({ minutesPerDay: 480 }))
  const write = as('ada', (tx) =>
    tx.rows(sql`update person_days set booked_minutes = booked_minutes + 1
    where organization_id = ${tx.actor.organizationId}`),
  )
  assert.deepEqual(await refusal(write), ['validation_error', '', 'check'])
  const behindTheLock = as('ada', async (tx) => {
    const ledger = await readLedger(tx, ['noor'], windowOf(monday.startOn, monday.endOn))
    await book({ personId: 'noor', ...monday, minutesPerDay: 300 }, 'ads')
    ledger.add('noor', [{ day: dayNumber(monday.startOn), minutes: 300 }])
    saveLedger(tx, ledger)
  })
  assert.deepEqual(await refusal(behindTheLock), ['validation_error', '', 'check'])
})

test('a task is not given to somebody who is suspended, works on none of its days, or has too little time left', async () => {
  const { as, book, rows } = await bookingAgency()
  const asked = (more: Partial<Assignment>) =>
    as('max', (tx) =>
      assignmentProblem(tx, { personIds: ['mia'], ...twoDays, dueOn: '2026-11-24', remainingMinutes: 480, ...more }),
    )
  const reasonOf = async (more: Partial<Assignment>) => {
    const problem = await asked(more)
    assert.ok(problem === undefined || problem.code === 'task_assignment_error')
    return problem?.extra as { reasons: Record<string, unknown>[]; offers: Offers } | undefined
  }
  assert.equal(await asked({ remainingMinutes: 960 }), undefined)
  assert.deepEqual((await reasonOf({ remainingMinutes: 961 }))?.reasons, [
    { personId: 'mia', name: 'Mia', reason: 'not_enough_time', freeMinutes: 960, neededMinutes: 961 },
  ])
  await book(mia({ id: 'b1', ...twoDays, minutesPerDay: 300, taskId: 'copy' }))
  const refused = await reasonOf({})
  assert.equal(refused?.reasons[0]?.freeMinutes, 360)
  assert.deepEqual(refused?.offers, {
    windows: [{ startOn: '2026-11-24', endOn: '2026-11-25' }],
    people: [{ personId: 'noor', name: 'Noor', freeMinutes: 960 }],
  })
  assert.equal(await asked({ taskId: 'copy' }), undefined, 'its own bookings do not stand in its way')
  assert.equal(await asked({ personIds: ['mia', 'noor'] }), undefined, 'two share it')
  assert.equal(await asked({ dueOn: null }), undefined)
  assert.equal(await asked({ remainingMinutes: null }), undefined)
  const weekend = { startOn: '2026-11-28', dueOn: '2026-11-29' }
  assert.equal((await reasonOf({ ...weekend, remainingMinutes: 0 }))?.reasons[0]?.reason, 'no_working_day')
  assert.equal(await asked({ ...weekend, remainingMinutes: null }), undefined)
  await rows(`update people set active = false where organization_id = $1 and id = 'noor'`)
  assert.deepEqual((await reasonOf({}))?.offers.people, [], 'nobody who is suspended is offered')
  await rows(`update people set active = false where organization_id = $1 and id = 'mia'`)
  const inactive = await reasonOf({ dueOn: null, remainingMinutes: null })
  assert.deepEqual(inactive?.reasons, [{ personId: 'mia', name: 'Mia', reason: 'inactive' }])
  assert.equal(await asked({ newPersonIds: [] }), undefined, 'who is on it already stays')
})

test('days gone by are no time left for a task; one that was due already is refused to nobody who works', async () => {
  const { as, book } = await bookingAgency()
  const wednesday = new Date('2026-11-25T11:00:00.000Z')
  const asked = async (more: Partial<Assignment>) => {
    const task = { personIds: ['mia'], startOn: '2026-11-23', dueOn: '2026-11-26', remainingMinutes: 960, ...more }
    const problem = await as('max', (tx) => assignmentProblem(tx, task), { now: wednesday })
    return problem?.extra as { reasons: Record<string, unknown>[]; offers: Offers } | undefined
  }
  assert.equal(await asked({}), undefined, 'Wednesday and Thursday are left')
  const refused = await asked({ remainingMinutes: 961 })
  assert.deepEqual(refused?.reasons, [
    { personId: 'mia', name: 'Mia', reason: 'not_enough_time', freeMinutes: 960, neededMinutes: 961 },
  ])
  await book({ personId: 'mia', startOn: '2026-11-25', endOn: '2026-11-25', minutesPerDay: 60 })
  assert.deepEqual((await asked({}))?.offers, {
    windows: [{ startOn: '2026-11-26', endOn: '2026-11-27' }],
    people: [{ personId: 'noor', name: 'Noor', freeMinutes: 960 }],
  })
  const late = { dueOn: '2026-11-24', remainingMinutes: 5000 }
  assert.equal(await asked(late), undefined, 'it is late whoever does it')
  const weekend = await asked({ ...late, startOn: '2026-11-21', dueOn: '2026-11-22' })
  assert.equal(weekend?.reasons[0]?.reason, 'no_working_day')
  const gone = await as('ada', (tx) => suspendPerson(tx, 'mia')).then(() => asked(late))
  assert.equal(gone?.reasons[0]?.reason, 'inactive')
})
