// Health follows what happens, and what only time changes, without anybody asking.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { loadActor } from '../server/access/actor.ts'
import { transaction } from '../server/platform/transaction.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { updateTask } from '../server/tasks/update-task.ts'
import { agency, type Agency } from './agency.ts'
import { startPulseLoop } from '../server/pulse/pulse-loop.ts'

async function following(work: (house: Agency, kick: () => Promise<void>) => Promise<void>): Promise<void> {
  const house = await agency()
  const { db, clock } = house
  const loop = startPulseLoop({ app: db.app, worker: db.worker, log: pino({ level: 'silent' }), clock: clock.now })
  const kick = async () => {
    await placeEntries(db.worker)
    await loop.kick()
  }
  try {
    await kick()
    await work(house, kick)
  } finally {
    await loop.stop()
  }
}

const kept = async ({ db, organizationId }: Agency, id: string) => {
  const { rows } = await db.admin.query(
    `select health_score as score, health_band as band, health_worst as worst, health_computed_at as at, version,
       (select count(*)::int from pulse_days d where d.organization_id = p.organization_id and d.project_id = p.id) as days
     from projects p where organization_id = $1 and id = $2`,
    [organizationId, id],
  )
  return rows[0]
}

/** What makes a score of the cast's website: late work. */
async function late({ max }: Agency): Promise<void> {
  await max.put('/v1/admin/projects/tasks/copy', { scheduling: 'manual', startOn: '2026-11-02', dueOn: '2026-11-03' })
}

test('a change is followed by the health of its project, which counts as no edit of it', () =>
  following(async (house, kick) => {
    const before = await kept(house, 'site')
    await late(house)
    house.clock.advance({ minutes: 1 })
    await kick()
    const after = await kept(house, 'site')
    assert.deepEqual([after.band, after.worst, after.version, after.days], ['at_risk', 'schedule', before.version, 1])
    const { body } = await house.ada.get('/v1/admin/projects?band=at_risk')
    assert.deepEqual(
      body.data.map(({ id }: { id: string }) => id),
      ['site'],
    )
  }))

test('what fills somebody’s days changes the health of every project they are on', () =>
  following(async (house, kick) => {
    await late(house)
    await kick()
    const before = await kept(house, 'site')
    const create = [{ personId: 'mia', startOn: '2026-11-24', endOn: '2026-11-30', percent: 100 }]
    const { status } = await house.ada.put('/v1/admin/projects/ads/schedule', { allocations: { create } })
    assert.equal(status, 200)
    house.clock.advance({ minutes: 1 })
    await kick()
    assert.notEqual((await kept(house, 'site')).score, before.score)
    const booked = await kept(house, 'site')
    await house.ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-11-24', endOn: '2026-11-24' })
    house.clock.advance({ minutes: 1 })
    await kick()
    assert.ok((await kept(house, 'site')).score < booked.score)
  }))

test('nothing happens, and an hour later, and on a new day, it is computed again', () =>
  following(async (house, kick) => {
    const { at } = await kept(house, 'site')
    house.clock.advance({ minutes: 30 })
    await kick()
    assert.deepEqual((await kept(house, 'site')).at, at)
    house.clock.advance({ minutes: 31 })
    await kick()
    const hour = await kept(house, 'site')
    assert.ok(hour.at > at)
    // A Berlin midnight, minutes after the last time.
    const midnight = new Date(
      `${new Date(house.clock.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10)}T23:00:30Z`,
    )
    house.clock.advance({ minutes: Math.floor((midnight.getTime() - house.clock.now().getTime()) / 60_000) - 5 })
    await kick()
    const evening = await kept(house, 'site')
    house.clock.advance({ minutes: 6 })
    await kick()
    const morning = await kept(house, 'site')
    assert.deepEqual([morning.days, morning.at > evening.at], [evening.days + 1, true])
  }))

test('closed projects keep the health they had', () =>
  following(async (house, kick) => {
    await late(house)
    house.clock.advance({ minutes: 1 })
    await kick()
    const before = await kept(house, 'site')
    await house.max.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'They left' })
    house.clock.advance({ days: 2 })
    await kick()
    assert.deepEqual({ ...(await kept(house, 'site')), version: 0 }, { ...before, version: 0 })
    assert.equal((await house.max.get('/v1/admin/projects/site/pulse')).status, 200)
  }))

test('a change that is committed late, after the look at its instant, is seen all the same', () =>
  following(async (house, kick) => {
    const { db, clock, organizationId } = house
    const actor = await loadActor(db.app, organizationId, 'ada')
    const context = { actor, permission: 'task.update', scopes: ['organization'], now: clock.now() } as const
    const days = { scheduling: 'manual', startOn: '2026-11-02', dueOn: '2026-11-03' } as const
    await transaction(db.app, context, async (tx) => {
      await updateTask(tx, 'copy', days)
      clock.advance({ minutes: 1 })
      await kick()
    })
    assert.equal((await kept(house, 'site')).band, 'unknown')
    await kick()
    assert.equal((await kept(house, 'site')).band, 'at_risk')
  }))

test('two nodes may do it at once: it is done, and told once', () =>
  following(async (house, kick) => {
    const { db, clock, organizationId } = house
    const other = startPulseLoop({ app: db.app, worker: db.worker, log: pino({ level: 'silent' }), clock: clock.now })
    await late(house)
    clock.advance({ minutes: 1 })
    await placeEntries(db.worker)
    await Promise.all([kick(), other.kick()])
    await other.stop()
    assert.equal((await kept(house, 'site')).band, 'at_risk')
    const { rows } = await db.admin.query(
      `select count(*)::int as times from activity where organization_id = $1 and event = 'project.health_changed' and entity_id = 'site'`,
      [organizationId],
    )
    assert.equal(rows[0].times, 1)
  }))
