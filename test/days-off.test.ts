// Days off and cuts always succeed, bring the ledger up to date, and tell which days are over by them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import type { NewAllocation, ScheduleConflict } from '../domain/allocation.ts'
import {
  createHoliday,
  createTimeOff,
  deleteHoliday,
  deleteTimeOff,
  importHolidays,
  updateHoliday,
  updateTimeOff,
} from '../server/capacity/days-off-operations.ts'
import { listHolidays, listTimeOff } from '../server/capacity/days-off-queries.ts'
import { loadOfPeople } from '../server/capacity/load-queries.ts'
import { EVERYBODY, recomputeCapacity } from '../server/capacity/recompute-capacity.ts'
import { updateSettings } from '../server/people/organization-operations.ts'
import { updatePerson } from '../server/people/person-operations.ts'
import { parsed } from '../server/platform/json.ts'
import { bookingAgency, problemOf, refusal } from './booking.ts'

const week = { startOn: '2026-11-23', endOn: '2026-11-27' }
const mia = (more: Partial<NewAllocation>): NewAllocation => ({ personId: 'mia', ...week, ...more })
const told = (overloads: ScheduleConflict[]) =>
  overloads.map(
    ({ personId, date, capacityMinutes, bookedMinutes, minutesOver }) =>
      `${personId} ${date} ${bookedMinutes}/${capacityMinutes}+${minutesOver}`,
  )

test('time off over bookings is taken, recorded as overload and told; each release shrinks it and nothing new fits', async () => {
  const { as, book, release, ledger, rows, checkLedger } = await bookingAgency()
  await book(mia({ id: 'b1', minutesPerDay: 240 }))
  await book(mia({ id: 'b2', minutesPerDay: 120 }), 'ads')
  const { timeOff, overloads } = await as('ada', (tx) =>
    createTimeOff(tx, 'mia', { startOn: '2026-11-24', endOn: '2026-11-25', minutesPerDay: 180, note: 'Course' }),
  )
  assert.deepEqual([timeOff.minutesPerDay, timeOff.note, timeOff.version], [180, 'Course', 1])
  assert.deepEqual(told(overloads), ['mia 2026-11-24 360/300+60', 'mia 2026-11-25 360/300+60'])
  assert.deepEqual(overloads[0]?.bookings.length, 2)
  assert.deepEqual((await ledger('mia')).slice(0, 2), ['11-23: 360/480', '11-24: 360/300+60'])
  const signals = await rows(
    `select entity_id, changes from activity where organization_id = $1 and event = 'person.overloaded'`,
  )
  const days = [
    { date: '2026-11-24', minutesOver: 60 },
    { date: '2026-11-25', minutesOver: 60 },
  ]
  assert.deepEqual(signals, [{ entity_id: 'mia', changes: { overload: { to: days } } }])
  const tuesday = { startOn: '2026-11-24', endOn: '2026-11-24' }
  assert.equal((await problemOf(book(mia({ ...tuesday, minutesPerDay: 1 })))).code, 'schedule_conflict')
  const eased = await as('ada', (tx) => updateTimeOff(tx, 'mia', timeOff.id, { minutesPerDay: 150 }))
  assert.deepEqual(eased.overloads, [], 'less over than before')
  assert.equal((await ledger('mia'))[1], '11-24: 360/330+30')
  await as('ada', (tx) => updateTimeOff(tx, 'mia', timeOff.id, { minutesPerDay: 180 }))
  await release('b2', 'ads')
  assert.deepEqual((await ledger('mia'))[1], '11-24: 240/300')
  await book(mia({ ...tuesday, minutesPerDay: 60 }))
  await checkLedger()
})

test('time off is changed and taken back, and the days between hold what they did', async () => {
  const { as, book, ledger, checkLedger } = await bookingAgency()
  await book(mia({ minutesPerDay: 300 }))
  await as('ada', (tx) => createTimeOff(tx, 'mia', { id: 'off1', startOn: '2026-11-23', endOn: '2026-11-24' }))
  assert.deepEqual((await ledger('mia')).slice(0, 3), ['11-23: 300/0+300', '11-24: 300/0+300', '11-25: 300/480'])
  const later = await as('ada', (tx) =>
    updateTimeOff(tx, 'mia', 'off1', { startOn: '2026-11-24', endOn: '2026-11-25' }),
  )
  assert.deepEqual(told(later.overloads), ['mia 2026-11-25 300/0+300'])
  assert.deepEqual((await ledger('mia')).slice(0, 3), ['11-23: 300/480', '11-24: 300/0+300', '11-25: 300/0+300'])
  const stale = as('ada', (tx) => updateTimeOff(tx, 'mia', 'off1', { startOn: '2026-11-25' }), { ifMatch: 1 })
  assert.deepEqual(await refusal(stale), ['version_conflict'])
  assert.deepEqual(await refusal(as('ada', (tx) => updateTimeOff(tx, 'noor', 'off1', { note: 'x' }))), [
    'time_off_not_found',
  ])
  assert.deepEqual(await refusal(as('ada', (tx) => updateTimeOff(tx, 'mia', 'off1', { endOn: '2026-11-20' }))), [
    'validation_error',
    '/endOn',
    'window',
  ])
  assert.deepEqual(await refusal(as('ada', (tx) => createTimeOff(tx, 'nina', week))), ['person_not_found'])
  const listed = await as('ada', (tx) => listTimeOff(tx, 'mia', { from: '2026-11-25' }))
  assert.deepEqual(
    parsed(listed).data.map(({ id, version }) => [id, version]),
    [['off1', 2]],
  )
  await as('ada', (tx) => deleteTimeOff(tx, 'mia', 'off1'))
  assert.deepEqual(new Set((await ledger('mia')).map((day) => day.slice(7))), new Set(['300/480']))
  await checkLedger()
})

test('a holiday is everybody’s, moves, and goes again', async () => {
  const { as, book, ledger, checkLedger } = await bookingAgency()
  await book(mia({ minutesPerDay: 60 }))
  await book({ ...week, personId: 'noor', minutesPerDay: 60 })
  const { overloads } = await as('ada', (tx) => createHoliday(tx, { id: 'h1', on: '2026-11-24', name: 'Founding day' }))
  assert.deepEqual(told(overloads), ['mia 2026-11-24 60/0+60', 'noor 2026-11-24 60/0+60'])
  assert.deepEqual(await refusal(as('ada', (tx) => createHoliday(tx, { on: '2026-11-24', name: 'Again' }))), [
    'already_exists',
  ])
  const moved = await as('ada', (tx) => updateHoliday(tx, 'h1', { on: '2026-11-25' }))
  assert.deepEqual(told(moved.overloads), ['mia 2026-11-25 60/0+60', 'noor 2026-11-25 60/0+60'])
  assert.deepEqual((await ledger('noor')).slice(1, 3), ['11-24: 60/480', '11-25: 60/0+60'])
  assert.deepEqual((await as('ada', (tx) => updateHoliday(tx, 'h1', { name: 'Renamed' }))).overloads, [])
  await as('ada', (tx) => deleteHoliday(tx, 'h1'))
  assert.deepEqual(await refusal(as('ada', (tx) => deleteHoliday(tx, 'h1'))), ['holiday_not_found'])
  assert.deepEqual((await ledger('noor'))[2], '11-25: 60/480')
  await checkLedger()
})

test('public holidays of a country or region are brought in once, and are the organisation’s own from then on', async () => {
  const { as, book } = await bookingAgency()
  await book(mia({ startOn: '2027-01-04', endOn: '2027-01-08', minutesPerDay: 60 }))
  await as('ada', (tx) => createHoliday(tx, { id: 'ours', on: '2027-01-01', name: 'Nobody works' }))
  const bring = (region?: string) =>
    as('ada', (tx) => importHolidays(tx, { country: 'DE', year: 2027, language: 'en', ...(region && { region }) }))
  const { created, kept, overloads } = await bring('BY')
  assert.deepEqual(
    kept.map(({ id }) => id),
    ['ours'],
  )
  assert.ok(created.some(({ on, name }) => on === '2027-01-06' && name === 'Epiphany'))
  assert.ok(
    created.some(({ on }) => on === '2027-05-06'),
    'Ascension Day',
  )
  assert.ok(!created.some(({ on }) => on === '2027-12-24'), 'Christmas Eve is none')
  assert.deepEqual(told(overloads), ['mia 2027-01-06 60/0+60'])
  const epiphany = created.find(({ on }) => on === '2027-01-06')
  await as('ada', (tx) => updateHoliday(tx, epiphany?.id ?? '', { name: 'Three Kings' }))
  assert.deepEqual((await bring('BY')).created, [])
  const listed = parsed(await as('ada', (tx) => listHolidays(tx, { from: '2027-01-01', to: '2027-01-31' }))).data
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['Nobody works', 'Three Kings'],
  )
  assert.deepEqual(await refusal(bring('XX')), ['validation_error', '/region', 'reference'])
  assert.deepEqual(await refusal(as('ada', (tx) => importHolidays(tx, { country: 'ZZ', year: 2027 }))), [
    'validation_error',
    '/country',
    'reference',
  ])
  const eid = await as('ada', (tx) => importHolidays(tx, { country: 'SA', year: 2027 }))
  assert.ok(
    ['2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12'].every((on) => eid.created.some((day) => day.on === on)),
    'of several days',
  )
})

test('a shorter week, less availability and a new week of the organisation count from the day they hold', async () => {
  const { as, book, ledger, checkLedger } = await bookingAgency()
  await book(mia({ endOn: '2026-12-04', minutesPerDay: 400 }))
  const halfDays = [{ validFrom: '2026-11-30', minutes: [240, 240, 240, 240, 240, 0, 0] }]
  const cut = await as('ada', async (tx) => {
    await updatePerson(tx, 'mia', { weeklyCapacity: halfDays })
    return recomputeCapacity(tx, ['mia'], tx.today)
  })
  assert.deepEqual(told(cut).slice(0, 1), ['mia 2026-11-30 400/240+160'])
  assert.equal(cut.length, 5)
  assert.deepEqual((await ledger('mia')).slice(4, 6), ['11-27: 400/480', '11-30: 400/240+160'])
  const thursday = new Date('2026-11-26T11:00:00.000Z')
  const shorter = { ...DEFAULT_WORK_WEEK, thu: [{ from: '09:00', to: '12:00' }] }
  const everybody = await as(
    'ada',
    async (tx) => {
      await updateSettings(tx, { workWeek: shorter })
      return recomputeCapacity(tx, EVERYBODY, tx.today)
    },
    { now: thursday, permission: 'settings.write' },
  )
  assert.deepEqual(told(everybody), ['mia 2026-11-26 400/180+220', 'mia 2026-12-03 400/180+220'])
  const friday = new Date('2026-11-27T11:00:00.000Z')
  await as(
    'ada',
    async (tx) => {
      await updateSettings(tx, { workWeek: DEFAULT_WORK_WEEK })
      await recomputeCapacity(tx, EVERYBODY, tx.today)
    },
    { now: friday, permission: 'settings.write' },
  )
  // What is over stays as it was: Thursday held three hours.
  const [load] = await as(
    'ada',
    (tx) => loadOfPeople(tx, { personIds: ['mia'], from: '2026-11-25', to: '2026-11-28', projectId: 'site' }),
    { now: friday },
  )
  assert.deepEqual(
    load?.days.map(({ date, capacityMinutes, bookedMinutes, overbookMinutes, projectMinutes }) => [
      date.slice(8),
      capacityMinutes,
      bookedMinutes,
      overbookMinutes,
      projectMinutes,
    ]),
    [
      ['25', 480, 400, 0, 400],
      ['26', 180, 400, 220, 400],
      ['27', 480, 400, 0, 400],
      ['28', 0, 0, 0, 0],
    ],
  )
  await as('ada', async (tx) => {
    await updatePerson(tx, 'mia', { weeklyCapacity: [], availabilityFactor: 0.5 })
    await recomputeCapacity(tx, ['mia'], '2026-11-30')
  })
  assert.deepEqual((await ledger('mia')).slice(5), [
    '11-30: 400/240+160',
    '12-01: 400/240+160',
    '12-02: 400/240+160',
    '12-03: 400/240+160',
    '12-04: 400/240+160',
  ])
  await checkLedger()
})

test('the load of many people over two years is asked for in as many statements as that of one over a day', async () => {
  const { db, as, organizationId, book } = await bookingAgency()
  await db.admin.query(
    `insert into people (organization_id, id, name, email, created_at, updated_at)
     select $1, 'p' || n, 'P ' || n, 'p' || n || '@' || $1 || '.example', now(), now() from generate_series(1, 25) n`,
    [organizationId],
  )
  await book(mia({ minutesPerDay: 60 }))
  const ids = Array.from({ length: 25 }, (_, n) => `p${n + 1}`)
  const statements = async (personIds: string[], to: string) => {
    const before = db.app.statementCount()
    const load = await as('ada', (tx) => loadOfPeople(tx, { personIds, from: '2026-01-01', to }))
    return { count: db.app.statementCount() - before, days: load.reduce((sum, { days }) => sum + days.length, 0) }
  }
  const few = await statements(['mia'], '2026-01-01')
  const many = await statements(ids, '2028-01-01')
  assert.deepEqual([few.days, many.days, many.count], [1, 25 * 731, few.count])
})
