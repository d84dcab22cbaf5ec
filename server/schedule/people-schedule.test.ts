// People's schedules: their days, what they are booked for, and what happens when there is less time than there was.
// Monday is 23 November 2026; days hold 480 minutes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

const SITE = '/v1/admin/projects/site/schedule'
const ADS = '/v1/admin/projects/ads/schedule'
const days = { startOn: '2026-11-23', endOn: '2026-11-27' }
const books = (who: Person, path: string, booking: object, query = '') =>
  who.put(path + query, { allocations: { create: [{ ...days, ...booking }] } })

const byName = (a: string | null, b: string | null) => ((a ?? '') < (b ?? '') ? -1 : 1)

test('people are seen with their days by who plans them; a lead sees their team, and what is out of sight has no name', async () => {
  const { ada, max, tess, amy, mia } = await agency()
  await books(ada, ADS, { personId: 'mia', minutesPerDay: 120 })
  await books(max, SITE, { personId: 'mia', minutesPerDay: 240 })
  const week = '/v1/admin/schedule?from=2026-11-23&to=2026-11-27'
  const all = (await ada.get(week)).body
  assert.equal(all.pagination.total, 6)
  const hers = all.people.find(({ personId }: { personId: string }) => personId === 'mia')
  assert.deepEqual([hers.capacityMinutes, hers.bookedMinutes, hers.utilisation], [2400, 1800, 0.75])
  const led = (await tess.get(week)).body
  assert.deepEqual(
    led.people.map(({ personId }: { personId: string }) => personId),
    ['mia', 'tess'],
  )
  const names = (body: { bookings: { projectName: string | null }[] }) =>
    body.bookings.map(({ projectName }) => projectName)
  assert.deepEqual(names(all).toSorted(byName), ['Spring campaign', 'Website redesign'])
  for (const person of [max, tess])
    assert.deepEqual(
      names((await person.get(`${week}&personIds=mia`)).body).toSorted(byName),
      ['Website redesign', null].toSorted(byName),
    )
  assert.equal((await ada.get(`${week}&teamId=design`)).body.pagination.total, 2)
  for (const person of [amy, mia]) assert.equal((await person.get(week)).status, 403)
  const own = (await mia.get('/v1/admin/me/schedule?from=2026-11-23&to=2026-11-27')).body
  assert.deepEqual([own.personId, own.bookedMinutes], ['mia', 1800])
  assert.deepEqual(names(own).toSorted(byName), ['Spring campaign', 'Website redesign'])
})

test('days are told in weeks or months too, and the load or the bookings alone', async () => {
  const { ada, max } = await agency()
  await books(max, SITE, { personId: 'mia', startOn: '2026-11-26', endOn: '2026-12-02', minutesPerDay: 240 })
  const asked = async (more: string) =>
    (await ada.get(`/v1/admin/schedule?from=2026-11-25&to=2026-12-04&personIds=mia${more}`)).body
  const told = async (by: string) =>
    (await asked(`&by=${by}`)).people[0].days.map((day: Record<string, unknown>) => [
      day.date,
      day.capacityMinutes,
      day.bookedMinutes,
    ])
  assert.deepEqual(await told('week'), [
    ['2026-11-25', 1440, 480],
    ['2026-11-30', 2400, 720],
  ])
  assert.deepEqual(await told('month'), [
    ['2026-11-25', 1920, 720],
    ['2026-12-01', 1920, 480],
  ])
  const counts = ({ people, bookings }: { people: unknown[]; bookings: unknown[] }) => [people.length, bookings.length]
  assert.deepEqual(counts(await asked('')), [1, 1])
  assert.deepEqual(counts(await asked('&only=load')), [1, 0])
  assert.deepEqual(counts(await asked('&only=bookings')), [0, 1])
})

test('what nobody is booked for yet is shown to who may see its project, and is gone once somebody is', async () => {
  const { ada, max, una } = await agency()
  await books(max, SITE, { id: 'words', placeholder: { skill: 'copywriting' }, minutesPerDay: 120 })
  const week = '/v1/admin/schedule?from=2026-11-23&to=2026-11-27'
  const open = async (person: Person, query = week) => (await person.get(query)).body.placeholders
  assert.deepEqual(await open(max, `${week}&personIds=max`), [
    {
      allocationId: 'words',
      placeholder: { skill: 'copywriting' },
      projectId: 'site',
      projectName: 'Website redesign',
      taskId: null,
      ...days,
      minutesPerDay: 120,
      percent: null,
      totalMinutes: null,
      bookedMinutes: 600,
      status: 'confirmed',
      changeable: true,
    },
  ])
  assert.deepEqual(await open(una), [])
  assert.deepEqual(await open(ada, '/v1/admin/schedule?from=2026-11-30&to=2026-12-04'), [])
  await max.put(SITE, { allocations: { update: [{ id: 'words', personId: 'mia' }] } })
  assert.deepEqual(await open(ada), [])
  const { minutesPerDay, bookedMinutes } = (await ada.get(week)).body.bookings[0]
  assert.deepEqual([minutesPerDay, bookedMinutes], [120, 600])
})

test('days off and weeks cut capacity at once, and the overload is told and shown until it is gone', async () => {
  const { ada, max } = await agency()
  await books(max, SITE, { id: 'words', personId: 'mia', minutesPerDay: 300 })
  const off = await ada.post('/v1/admin/people/mia/time-off', {
    startOn: '2026-11-24',
    endOn: '2026-11-24',
    minutesPerDay: 240,
  })
  assert.deepEqual(
    off.body.overloads.map(({ date, minutesOver }: { date: string; minutesOver: number }) => `${date} ${minutesOver}`),
    ['2026-11-24 60'],
  )
  const half = [240, 240, 240, 240, 240, 0, 0]
  const cut = await ada.put('/v1/admin/people/mia', { weeklyCapacity: [{ validFrom: '2026-11-26', minutes: half }] })
  assert.equal(cut.status, 200)
  const over = async () =>
    (await max.get(`${SITE}?from=2026-11-23&to=2026-11-27`)).body.conflicts.map(
      ({ date, minutesOver }: { date: string; minutesOver: number }) => `${date} ${minutesOver}`,
    )
  assert.deepEqual(await over(), ['2026-11-24 60', '2026-11-26 60', '2026-11-27 60'])
  await max.put(SITE, { allocations: { update: [{ id: 'words', endOn: '2026-11-25' }] } })
  assert.deepEqual(await over(), ['2026-11-24 60'])
  await ada.delete(`/v1/admin/people/mia/time-off/${off.body.id}`)
  assert.deepEqual(await over(), [])
})

test('somebody suspended is told with what is left to them, and stays in sight while they are booked', async () => {
  const { ada, max } = await agency()
  const week = '/v1/admin/schedule?from=2026-11-23&to=2026-11-27'
  const shown = async (query = week) =>
    (await max.get(query)).body.people.map(({ personId, active }: { personId: string; active: boolean }) =>
      active ? personId : `${personId}, suspended`,
    )
  await books(max, SITE, { id: 'later', personId: 'mia', minutesPerDay: 60, startOn: '2026-11-25' })
  await books(max, SITE, { id: 'words', personId: 'mia', minutesPerDay: 60 })
  await books(max, SITE, { id: 'gone', personId: 'mia', minutesPerDay: 60 })
  await books(max, SITE, {
    id: 'today',
    personId: 'mia',
    minutesPerDay: 60,
    startOn: '2026-11-20',
    endOn: '2026-11-22',
  })
  await max.put(SITE, { allocations: { remove: ['gone'] } })
  const task = async (id: string, dueOn?: string) =>
    max.post('/v1/admin/projects/site/tasks', {
      id,
      title: id,
      assigneeIds: ['mia'],
      ...(dueOn && { dueOn, startOn: dueOn }),
    })
  await task('someday')
  await task('soon', '2026-11-27')
  await task('done')
  await ada.put('/v1/admin/projects/tasks/done/status', { status: 'completed' })
  await ada.post('/v1/admin/people/tess/suspend')
  const { body: told } = await ada.post('/v1/admin/people/mia/suspend')
  assert.deepEqual(
    [told.active, told.openTasks, told.futureBookings],
    [false, { count: 4, ids: ['soon', 'copy', 'design', 'someday'] }, { count: 2, ids: ['words', 'later'] }],
  )
  assert.deepEqual(await shown(), ['ada', 'amy', 'max', 'mia, suspended', 'una'])
  assert.deepEqual(await shown('/v1/admin/schedule?from=2026-11-30&to=2026-12-04'), ['ada', 'amy', 'max', 'una'])
  await max.put(SITE, { allocations: { remove: ['words', 'later'] } })
  assert.deepEqual(await shown(), ['ada', 'amy', 'max', 'una'])
})

test('why somebody is away is told to them and to Project Admins', async () => {
  const { ada, max, tess, mia } = await agency()
  const path = '/v1/admin/people/mia/time-off'
  const off = await ada.post(path, { startOn: '2026-11-24', endOn: '2026-11-24', note: 'Hospital' })
  const week = '/v1/admin/schedule?from=2026-11-23&to=2026-11-27'
  const note = ({ body }: { body: { timeOff: { note: string }[] } }) => body.timeOff.map((each) => each.note)
  assert.deepEqual(note(await ada.get(week)), ['Hospital'])
  assert.deepEqual(note(await mia.get('/v1/admin/me/schedule?from=2026-11-23&to=2026-11-27')), ['Hospital'])
  assert.equal((await ada.get(path)).body.data[0].note, 'Hospital')
  for (const person of [max, tess]) {
    assert.deepEqual(note(await person.get(week)), [''])
    assert.equal((await person.get(path)).body.data[0].note, '')
    const { note: told, startOn } = (await person.get(`${path}/${off.body.id}`)).body
    assert.deepEqual([told, startOn], ['', '2026-11-24'])
  }
})

test('whoever manages one project and leads another’s team sees both booked, and may change what is of the first', async () => {
  const { ada, una } = await agency()
  await ada.put('/v1/admin/projects/site', { managerId: 'una' })
  await ada.put('/v1/admin/teams/search', { leadId: 'una' })
  await books(ada, SITE, { personId: 'mia', minutesPerDay: 60 })
  await books(ada, ADS, { personId: 'mia', minutesPerDay: 60 })
  const { bookings } = (await una.get('/v1/admin/schedule?from=2026-11-23&to=2026-11-27&personIds=mia')).body
  const told = bookings.map((each: { projectId: string; changeable: boolean }) => [each.projectId, each.changeable])
  assert.deepEqual(
    new Map(told),
    new Map([
      ['site', true],
      ['ads', false],
    ]),
  )
})
