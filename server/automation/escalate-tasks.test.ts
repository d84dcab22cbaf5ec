// Tasks that are late or stand still: who is told, on which day, and what ends it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

/** A fresh agency on a Sunday at noon, and the dates of the days from then on: 1 is Monday. */
async function onSunday() {
  const house = await agency()
  const { clock } = house
  const begins = new Date(clock.now())
  begins.setUTCHours(11, 0, 0, 0)
  while (begins.getUTCDay() !== 0 || begins < clock.now()) begins.setUTCDate(begins.getUTCDate() + 1)
  clock.advance({ minutes: (begins.getTime() - clock.now().getTime()) / 60_000 })
  const date = (days: number) => new Date(begins.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  return { ...house, date }
}

/** Whom something was told, in order: person, and what they read. */
async function told({ db, organizationId }: Agency, kind: string): Promise<string[]> {
  const { rows } = await db.admin.query<{ told: string }>(
    `select person_id || ' ' || title as told from notifications where organization_id = $1 and kind = $2 order by created_at, person_id`,
    [organizationId, kind],
  )
  return rows.map((row) => row.told)
}
const whom = async (house: Agency, kind: string) => (await told(house, kind)).map((line) => line.split(' ')[0])

/** The open signal of a type, with its priority; or what became of it. */
async function signals({ ada }: Agency, type: string): Promise<string[]> {
  const all = 'status=pending,acknowledged,snoozed,completed,dismissed,auto_resolved'
  const { body } = await ada.get(`/v1/admin/signals?type=${type}&${all}&sort=createdAt`)
  return (body.data as { status: string; priority: string }[]).map(({ status, priority }) => `${status} ${priority}`)
}

async function alerts({ db, organizationId }: Agency): Promise<boolean[]> {
  const { rows } = await db.admin.query<{ open: boolean }>(
    `select cleared_at is null as open from alerts where organization_id = $1 order by first_at`,
    [organizationId],
  )
  return rows.map(({ open }) => open)
}

const dueTask = (house: Agency, dueOn: string, more: object = {}) =>
  house.max.adds('site', { id: 'late', title: 'Sitemap', dueOn, scheduling: 'manual', assigneeIds: ['mia'], ...more })

/** To an hour of a later day, looking around there. */
async function on(house: Agency, days: number, hours = 0): Promise<void> {
  house.clock.advance({ days, hours })
  await lookAround(house.organizationId)
}

test('whoever does an overdue task is told at once; their lead after a working day, the manager after two, the admins after four', async () => {
  const house = await onSunday()
  await dueTask(house, house.date(1))
  await on(house, 1)
  assert.deepEqual(await told(house, 'task_overdue'), [], 'on the day it is due it is in time')
  await on(house, 1)
  assert.deepEqual(await told(house, 'task_overdue'), [`mia Overdue since ${house.date(1)}: Sitemap`])
  assert.deepEqual(await signals(house, 'task_overdue'), [])
  await on(house, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia', 'tess'])
  assert.deepEqual(await signals(house, 'task_overdue'), ['pending medium'])
  await on(house, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia', 'tess', 'max'])
  assert.deepEqual(await signals(house, 'task_overdue'), ['pending high'])
  // Friday, Saturday, Sunday: the third day passes with Friday, the fourth begins on Monday.
  for (const _ of ['fri', 'sat', 'sun']) await on(house, 1)
  assert.equal((await told(house, 'task_overdue')).length, 3)
  assert.deepEqual(await alerts(house), [])
  await on(house, 1)
  assert.deepEqual((await told(house, 'task_overdue')).at(-1), 'ada 4 working days overdue: Sitemap')
  assert.deepEqual(await signals(house, 'task_overdue'), ['pending urgent'])
  assert.deepEqual(await alerts(house), [true])
  for (const _ of Array(10).keys()) await on(house, 1)
  assert.equal((await told(house, 'task_overdue')).length, 4)
  const { rows } = await house.db.admin.query<{ step: string }>(
    `select changes -> 'step' ->> 'to' as step from activity where organization_id = $1 and event = 'task.escalated' order by id`,
    [house.organizationId],
  )
  assert.deepEqual(
    rows.map(({ step }) => step),
    ['1', '2', '3', '4'],
    'each step is on record once',
  )
})

test('a step comes as its day begins in the agency’s zone', async () => {
  const house = await onSunday()
  await dueTask(house, house.date(1))
  // Tuesday begins in Berlin at 23:00 UTC.
  house.clock.advance({ days: 1, hours: 11, minutes: 50 })
  await lookAround(house.organizationId)
  assert.deepEqual(await told(house, 'task_overdue'), [])
  await on(house, 0, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia'])
})

test('days off do not count: a holiday of the agency, and what the project’s own calendar leaves out', async () => {
  const house = await onSunday()
  await house.ada.post('/v1/admin/holidays', { id: 'day', on: house.date(3), name: 'Day off' })
  await dueTask(house, house.date(1))
  await on(house, 2)
  await on(house, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia'], 'Wednesday is a holiday')
  await on(house, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia', 'tess'])
  const own = await onSunday()
  // Of its own plan only Thursdays are worked.
  const week = { mon: [], tue: [], wed: [], thu: [{ from: '09:00', to: '17:00' }], fri: [], sat: [], sun: [] }
  await own.db.admin.query(`update projects set calendar = $2 where organization_id = $1 and id = 'site'`, [
    own.organizationId,
    JSON.stringify({ workWeek: week, exceptions: [] }),
  ])
  await dueTask(own, own.date(2))
  await on(own, 10)
  assert.deepEqual(await whom(own, 'task_overdue'), ['mia'], 'the first Thursday has to pass')
  await on(own, 1)
  assert.deepEqual(await whom(own, 'task_overdue'), ['mia', 'tess'])
})

test('finished, it is settled: the signal resolves, the alert clears, and reopened it goes on where it was', async () => {
  const house = await onSunday()
  await dueTask(house, house.date(0))
  for (const _ of Array(9).keys()) await on(house, 1)
  assert.deepEqual(await signals(house, 'task_overdue'), ['pending urgent'])
  const status = (body: object) => house.max.put('/v1/admin/projects/tasks/late/status', body)
  await status({ status: 'completed' })
  await settle(house.organizationId)
  assert.deepEqual(await signals(house, 'task_overdue'), ['auto_resolved urgent'])
  assert.deepEqual(await alerts(house), [false])
  await status({ status: 'in_progress', reason: 'Not quite' })
  await on(house, 1)
  assert.equal((await told(house, 'task_overdue')).length, 4)
  assert.deepEqual(await signals(house, 'task_overdue'), ['auto_resolved urgent', 'pending urgent'])
})

test('a new due date is a new time of being late', async () => {
  const house = await onSunday()
  const { date } = house
  await dueTask(house, date(0))
  for (const _ of Array(8).keys()) await on(house, 1)
  const before = await whom(house, 'task_overdue')
  assert.deepEqual(before, ['mia', 'tess', 'max', 'ada'])
  await house.max.put('/v1/admin/projects/tasks/late', { dueOn: date(9) })
  await settle(house.organizationId)
  assert.deepEqual(await signals(house, 'task_overdue'), ['auto_resolved urgent'])
  await on(house, 1)
  assert.equal((await told(house, 'task_overdue')).length, 4)
  await on(house, 1)
  assert.deepEqual((await whom(house, 'task_overdue')).slice(4), ['mia'])
  assert.equal((await signals(house, 'task_overdue')).length, 1)
})

test('where nobody leads or manages, the next one up is told; whoever is suspended is told nothing', async () => {
  const house = await onSunday()
  const { ada, organizationId } = house
  await ada.put('/v1/admin/projects/tasks/banner', { scheduling: 'manual', dueOn: house.date(0) })
  for (const _ of Array(9).keys()) await on(house, 1)
  const { rows } = await house.db.admin.query(
    `select person_id, count(*)::int as n from notifications where organization_id = $1 and kind = 'task_overdue' and entity_id = 'banner' group by 1`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ person_id: 'ada', n: 4 }])
  const suspended = await onSunday()
  await dueTask(suspended, suspended.date(0))
  await suspended.db.admin.query(
    `update people set active = false where organization_id = $1 and id in ('mia', 'max')`,
    [suspended.organizationId],
  )
  for (const _ of Array(9).keys()) await on(suspended, 1)
  assert.deepEqual(await whom(suspended, 'task_overdue'), ['tess', 'tess', 'ada', 'ada'])
})

test('what stands still is left alone, and its days do not count', async () => {
  const house = await onSunday()
  await dueTask(house, house.date(0))
  const site = (body: object) => house.ada.put('/v1/admin/projects/site', body)
  await on(house, 1)
  const held = await site({ status: 'on_hold', reason: 'They moved' })
  assert.equal(held.status, 200, JSON.stringify(held.body))
  for (const _ of Array(4).keys()) await on(house, 5)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia'])
  await site({ status: 'onboarding' })
  await on(house, 0)
  assert.ok((await told(house, 'task_overdue')).length <= 2, 'three weeks of hold are no lateness')
  for (const _ of Array(8).keys()) await on(house, 1)
  assert.deepEqual(await whom(house, 'task_overdue'), ['mia', 'tess', 'max', 'ada'])
  await site({ status: 'cancelled', reason: 'Over' })
  await settle(house.organizationId)
  assert.ok((await signals(house, 'task_overdue')).every((line) => line.startsWith('auto_resolved')))
})

test('a blocked task goes to the manager after a working day and to the admins after five, until it goes on', async () => {
  const house = await onSunday()
  const status = (body: object) => house.max.put('/v1/admin/projects/tasks/copy/status', body)
  await status({ status: 'blocked', blockedReason: 'waiting_access' })
  await on(house, 0)
  assert.deepEqual(await told(house, 'task_blocked'), [])
  for (const _ of Array(4).keys()) await on(house, 1)
  assert.deepEqual(await whom(house, 'task_blocked'), ['max'])
  assert.deepEqual(await signals(house, 'task_blocked'), ['pending high'])
  for (const _ of Array(6).keys()) await on(house, 1)
  assert.deepEqual(await whom(house, 'task_blocked'), ['max', 'ada'])
  assert.deepEqual(await signals(house, 'task_blocked'), ['pending urgent'])
  await status({ status: 'pending' })
  await settle(house.organizationId)
  assert.deepEqual(await signals(house, 'task_blocked'), ['auto_resolved urgent'])
})

test('what waits for the client is no lateness of theirs: the account manager gets a signal, with nothing of the task in it', async () => {
  const house = await onSunday()
  await house.max.put('/v1/admin/projects/tasks/copy/status', { status: 'blocked', blockedReason: 'waiting_client' })
  for (const _ of Array(5).keys()) await on(house, 1)
  assert.deepEqual(await told(house, 'task_blocked'), [])
  const { body } = await house.amy.get('/v1/admin/signals?type=task_blocked')
  const [signal] = body.data
  assert.deepEqual([signal.assigneeId, signal.priority], ['amy', 'medium'])
  assert.match(signal.title, /^Waiting for the client for \d working days: Copywriting$/)
  assert.deepEqual(Object.keys(signal.evidence).toSorted(), ['since', 'taskId', 'waitsForClient', 'workingDaysBlocked'])
})
