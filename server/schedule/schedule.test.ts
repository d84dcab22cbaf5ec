// S12 and S13: a project's schedule, changed all at once or not at all. Monday is 23 November 2026; days hold 480 minutes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, itself, type Person } from '../../test/agency.ts'
import { digestOf } from '../../test/database-digest.ts'

const SITE = '/v1/admin/projects/site/schedule'
const ADS = '/v1/admin/projects/ads/schedule'
const days = { startOn: '2026-11-23', endOn: '2026-11-27' }
const books = (who: Person, path: string, booking: object, query = '') =>
  who.put(path + query, { allocations: { create: [{ ...days, ...booking }] } })

test('S12: a schedule has tasks, milestones, bookings, and people with their days', async () => {
  const { ada, max, tess, amy, mia, una } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23', dueOn: '2026-11-27' })
  await max.adds('site', { id: 'launch', title: 'Launch', kind: 'milestone', dependencies: [{ taskId: 'design' }] })
  await books(ada, ADS, { personId: 'mia', minutesPerDay: 60 })
  assert.equal(
    (await books(max, SITE, { id: 'words', personId: 'mia', minutesPerDay: 240, taskId: 'copy' })).status,
    200,
  )
  for (const person of [ada, max, tess]) {
    const { status, body } = await person.get(SITE)
    assert.equal(status, 200)
    assert.deepEqual([body.projectId, body.from, body.to], ['site', '2026-11-23', '2026-11-27'])
    assert.deepEqual(
      body.tasks.map(({ id }: { id: string }) => id),
      ['copy', 'design'],
    )
    assert.deepEqual(
      body.milestones.map(({ id }: { id: string }) => id),
      ['launch'],
    )
    assert.deepEqual(
      body.allocations.map(({ id }: { id: string }) => id),
      ['words'],
    )
    const [person0] = body.people
    assert.deepEqual([body.people.length, person0.personId, person0.capacityMinutes.length], [1, 'mia', 5])
    const { capacityMinutes, bookedMinutes, projectMinutes } = person0
    assert.deepEqual([capacityMinutes[0], bookedMinutes[0], projectMinutes[0]], [480, 300, 240])
    assert.deepEqual(body.conflicts, [])
  }
  for (const person of [amy, mia]) assert.equal((await person.get(SITE)).status, 403)
  assert.equal((await una.get(SITE)).status, 404)
})

test('the days shown are those asked for, 731 at most; people can be picked one by one or by team', async () => {
  const { ada, max } = await agency()
  const { body } = await max.get(`${SITE}?from=2026-11-23&to=2026-11-24&teamId=design`)
  assert.deepEqual(
    body.people.map(({ personId }: { personId: string }) => personId),
    ['mia'],
  )
  assert.equal(body.people[0].bookedMinutes.length, 2)
  assert.deepEqual((await max.get(`${SITE}?teamId=search`)).body.people, [])
  assert.equal((await max.get(`${SITE}?from=2026-11-23&to=2028-11-22`)).status, 200)
  for (const query of ['from=2026-11-23&to=2028-11-23', 'from=2026-11-23&to=2026-11-22', 'from=yesterday'])
    assert.equal((await ada.get(`${SITE}?${query}`)).status, 400, query)
})

test('S13: what is booked over a day is refused with the clash, and with where it would fit', async () => {
  const { ada, max, db, organizationId } = await agency()
  await ada.put('/v1/admin/people/tess', { skills: ['copy'] })
  await ada.put('/v1/admin/people/mia', { skills: ['copy'] })
  await books(ada, ADS, { personId: 'mia', minutesPerDay: 300 })
  const before = await digestOf(db, [organizationId])
  const { status, body } = await books(max, SITE, { personId: 'mia', minutesPerDay: 240 })
  assert.deepEqual([status, body.code], [409, 'schedule_conflict'])
  assert.equal(body.conflicts.length, 5)
  const { personId, date, minutesOver, bookings } = body.conflicts[0]
  assert.deepEqual([personId, date, minutesOver], ['mia', '2026-11-23', 60])
  // The campaign is not the manager's to see.
  assert.deepEqual(bookings, [{ hidden: true, minutes: 300 }])
  assert.deepEqual(body.offers.windows[0], { startOn: '2026-11-30', endOn: '2026-12-04' })
  assert.deepEqual(body.offers.people, [{ personId: 'tess', name: 'Tess', freeMinutes: 2400 }])
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  const seen = await books(ada, SITE, { personId: 'mia', minutesPerDay: 240 })
  assert.equal(seen.body.conflicts[0].bookings[0].projectId, 'ads')
})

test('a booking can be made over capacity with a reason, which is kept and shown', async () => {
  const { ada, max } = await agency()
  await books(ada, ADS, { personId: 'mia', minutesPerDay: 300 })
  const booking = { ...days, id: 'rush', personId: 'mia', minutesPerDay: 240 }
  const { status, body } = await max.put(SITE, {
    allocations: { create: [booking] },
    override: { reason: 'Launch week' },
  })
  assert.equal(status, 200)
  assert.deepEqual([body.allocations[0].overbooked, body.allocations[0].overrideReason], [true, 'Launch week'])
  assert.deepEqual(
    body.conflicts.map(({ kind, minutesOver }: { kind: string; minutesOver: number }) => `${kind} ${minutesOver}`),
    Array(5).fill('overbooked 60'),
  )
  assert.ok(body.changes.some(({ event }: { event: string }) => event === 'allocation.overbooked'))
  await max.put(SITE, { allocations: { remove: ['rush'] } })
  assert.deepEqual((await max.get(`${SITE}?from=2026-11-23&to=2026-11-27`)).body.conflicts, [])
})

test('dates and bookings change together: a booking follows its task, and what no longer fits is tentative', async () => {
  const { ada, max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await max.put('/v1/admin/projects/tasks/copy', { durationDays: 2 })
  const booking = { personId: 'mia', taskId: 'copy', startOn: '2026-11-23', endOn: '2026-11-24' }
  await max.put(SITE, { allocations: { create: [{ id: 'words', ...booking, minutesPerDay: 300 }] } })
  const moved = await max.put(SITE, { tasks: [{ id: 'copy', startOn: '2026-11-25' }] })
  const [{ startOn, endOn, status }] = moved.body.allocations
  assert.deepEqual([startOn, endOn, status], ['2026-11-25', '2026-11-26', 'confirmed'])
  await books(ada, ADS, { personId: 'mia', startOn: '2026-11-30', endOn: '2026-12-04', minutesPerDay: 240 })
  const full = await max.put(SITE, { tasks: [{ id: 'copy', startOn: '2026-11-30' }] })
  assert.equal(full.status, 200)
  assert.deepEqual([full.body.allocations[0].startOn, full.body.allocations[0].status], ['2026-11-30', 'tentative'])
})

test('all or nothing: a part that is refused is named where it stands, and nothing of the rest happens', async () => {
  const { max, db, organizationId } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  const before = await digestOf(db, [organizationId])
  const refusals: [object, string][] = [
    [
      {
        tasks: [
          { id: 'copy', durationDays: 4 },
          { id: 'banner', durationDays: 2 },
        ],
      },
      '/tasks/1/id',
    ],
    [
      {
        tasks: [
          { id: 'copy', durationDays: 4 },
          { id: 'design', startOn: '2026-12-02', dueOn: '2026-12-01' },
        ],
      },
      '/tasks/1/dueOn',
    ],
    [
      { tasks: [{ id: 'copy', durationDays: 4 }], milestones: [{ id: 'nothing', startOn: '2026-12-02' }] },
      '/milestones/0/id',
    ],
    [{ tasks: [{ id: 'design', dueOn: '2026-11-23' }] }, '/tasks/0/dueOn'],
    [
      {
        tasks: [{ id: 'copy', durationDays: 4 }],
        allocations: { create: [{ ...days, personId: 'ghost', percent: 50 }] },
      },
      '/allocations/create/0/personId',
    ],
  ]
  for (const [change, pointer] of refusals) {
    const { status, body } = await max.put(SITE, change)
    assert.deepEqual([status, body.errors?.[0].pointer], [422, pointer])
  }
  assert.equal((await max.put(SITE, { allocations: { remove: ['nothing'] } })).body.code, 'allocation_not_found')
  assert.equal(
    (await max.put(SITE, { tasks: [{ id: 'copy', dependencies: [{ taskId: 'design' }] }] })).body.code,
    'dependency_cycle',
  )
  assert.equal((await max.put(SITE, {})).status, 422)
  assert.deepEqual(await digestOf(db, [organizationId]), before)
})

test('a previewed schedule is committed as it was shown, or refused with what it would be now', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  const change = {
    tasks: [{ id: 'copy', durationDays: 3 }],
    allocations: { create: [{ ...days, personId: 'mia', percent: 50 }] },
  }
  const preview = await max.put(`${SITE}?dryRun=true`, change)
  assert.equal(preview.status, 200)
  assert.deepEqual(
    preview.body.tasks.map(({ dueOn }: { dueOn: string }) => dueOn),
    ['2026-11-25', '2026-11-26'],
  )
  assert.deepEqual((await max.get(SITE)).body.allocations, [])
  await max.put('/v1/admin/projects/tasks/design', { durationDays: 2 })
  const late = await max.put(`${SITE}?planHash=${preview.body.planHash}`, change)
  // Design ends later than was shown, though it is moved by as much.
  assert.deepEqual([late.status, late.body.code], [409, 'plan_changed'])
  const done = await max.put(`${SITE}?planHash=${late.body.planHash}`, change)
  assert.equal(done.status, 200)
  const { people, tasks } = (await max.get(SITE)).body
  assert.deepEqual({ people, tasks }, { people: itself(done.body).people, tasks: done.body.tasks })
})

test('a manual task that breaks its link, and a deadline that can not be kept, are shown as conflicts', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await max.put('/v1/admin/projects/tasks/design', { scheduling: 'manual' })
  await max.put('/v1/admin/projects/tasks/copy', {
    durationDays: 3,
    constraint: { kind: 'must_finish_by', on: '2026-11-24' },
  })
  assert.deepEqual((await max.get(SITE)).body.conflicts, [
    { kind: 'broken_link', taskId: 'design', predecessorId: 'copy', type: 'FS', minutes: 960 },
    { kind: 'missed_deadline', taskId: 'copy', on: '2026-11-24', finishOn: '2026-11-25' },
  ])
})

test('what has no dates is shown beside the days, with how far the dated work goes and the holidays between', async () => {
  const { ada, max, tess } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-23', dueOn: '2026-11-27' })
  const manual = { scheduling: 'manual' as const }
  await max.adds('site', { id: 'idea', title: 'Idea', ...manual })
  await max.adds('site', { id: 'gone', title: 'Dropped', ...manual })
  await max.put('/v1/admin/projects/tasks/gone/status', { status: 'cancelled', reason: 'Not wanted' })
  await max.adds('site', { id: 'care', title: 'Care', startOn: '2029-01-08', dueOn: '2029-01-09', ...manual })
  await ada.post('/v1/admin/holidays', { on: '2026-11-25', name: 'Founding day' })
  const { body } = await tess.get(`${SITE}?from=2026-11-23&to=2026-11-27`)
  const ids = (list: { id: string }[]) => list.map(({ id }) => id)
  assert.deepEqual([ids(body.undated), ids(body.tasks).includes('care')], [['idea'], false])
  assert.deepEqual([body.extent.to, body.holidays[0].name], ['2029-01-09', 'Founding day'])

  const put = { tasks: [{ id: 'idea', startOn: '2026-11-24', dueOn: '2026-11-24' }] }
  const placed = (await max.put(SITE, put)).body
  assert.deepEqual([placed.undated, ids(placed.tasks).includes('idea')], [[], true])
  const back = { tasks: [{ id: 'idea', startOn: null, dueOn: null, durationDays: null }] }
  assert.deepEqual(ids((await max.put(SITE, back)).body.undated), ['idea'])
})
