// What the watch looks at in the installation: each says what is the matter when it is, and nothing when it is not.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { placeEntries } from '../server/activity/place-entries.ts'
import { sealAll } from '../server/activity/seal-entries.ts'
import { watchersOf, type Watched } from '../server/alerts/watchers.ts'
import { agency, type Agency } from './agency.ts'
import { TEST_SECRET } from './database.ts'

const GIB = 1024 ** 3

function watcher({ db, clock }: Agency, name: string, more: Partial<Watched> = {}) {
  const all = watchersOf({ worker: db.worker, dataDir: '/', node: 'here', clock: clock.now, ...more })
  return all.find((each) => each.name === name) ?? assert.fail(name)
}

test('the log is behind where an entry waits for its place for more than ten seconds', async () => {
  const house = await agency()
  const { db, max, clock } = house
  await placeEntries(db.worker)
  const seen = watcher(house, 'relay_behind')
  const look = () => seen.look()
  const later = (seconds: number) => clock.advance({ minutes: seconds / 60 })
  assert.equal(await look(), undefined)
  await max.put('/v1/admin/projects/site', { description: 'One' })
  assert.equal(await look(), undefined)
  later(9)
  assert.equal(await look(), undefined)
  later(3)
  const { severity, detail } = (await look()) ?? assert.fail('it is behind')
  assert.deepEqual([severity, detail.waiting], ['critical', 1])
  await placeEntries(db.worker)
  assert.equal(await look(), undefined)
  // It goes on, always some seconds late.
  for (const round of [1, 2, 3, 4]) {
    await max.put('/v1/admin/projects/site', { description: `Round ${round}` })
    later(4)
    assert.equal(await look(), undefined)
    await placeEntries(db.worker)
  }
})

test('the log is behind also where it moves, but never catches up', async () => {
  const house = await agency()
  const { db, max, clock } = house
  await placeEntries(db.worker)
  const seen = watcher(house, 'relay_behind')
  const look = () => seen.look()
  const found: boolean[] = []
  for (let round = 0; round < 6; round++) {
    await max.put('/v1/admin/projects/site', { description: `Round ${round}` })
    // All but the last four get their places.
    await db.admin.query(`update activity set position = 0, seq = 0 where position is null
      and written not in (select written from activity where position is null order by written desc limit 4)`)
    clock.advance({ minutes: 5 / 60 })
    found.push((await look()) !== undefined)
  }
  assert.deepEqual(found, [false, false, true, true, true, true])
  await db.admin.query('update activity set position = 0, seq = 0 where position is null')
})

test('sealing is broken where the seals of a log stand still for half a minute though there is more to seal', async (t) => {
  const house = await agency()
  const { db, max, clock } = house
  const dataDir = await mkdtemp(join(tmpdir(), 'heads-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const seals = () => sealAll({ database: db.worker, activityKey: TEST_SECRET, headsFolder: dataDir, clock: clock.now })
  const writes = async (description: string) => {
    await max.put('/v1/admin/projects/site', { description })
    await placeEntries(db.worker)
  }
  await writes('One')
  await seals()
  const seen = watcher(house, 'sealing_broken')
  const lookLater = async (seconds: number) => {
    clock.advance({ minutes: seconds / 60 })
    return seen.look()
  }
  // It goes on, each time a little late.
  for (const round of [2, 3, 4]) {
    await writes(`Round ${round}`)
    assert.equal(await lookLater(20), undefined)
    await seals()
  }
  await writes('Last')
  assert.equal(await lookLater(5), undefined)
  assert.equal(await lookLater(29), undefined)
  const { severity, detail } = (await lookLater(2)) ?? assert.fail('it is broken')
  assert.deepEqual([severity, detail], ['critical', { logs: 1, standsStillMs: 31_000 }])
  await seals()
  assert.equal(await lookLater(60), undefined)
})

test('the disk is nearly full below five in a hundred or one gibibyte', async () => {
  const house = await agency()
  const with_ = (freeBytes: number, totalBytes: number) =>
    watcher(house, 'disk_nearly_full:here', { room: async () => ({ freeBytes, totalBytes }) }).look()
  assert.equal(await with_(5 * GIB, 100 * GIB), undefined)
  assert.equal((await with_(4.9 * GIB, 100 * GIB))?.severity, 'warning')
  assert.equal(await with_(1 * GIB, 10 * GIB), undefined)
  const { severity, detail } = (await with_(0.5 * GIB, 5 * GIB)) ?? assert.fail('it is nearly full')
  assert.deepEqual([severity, detail.freePercent], ['critical', 10])
  const real = await watcher(house, 'disk_nearly_full:here').look()
  assert.ok(real === undefined || Number(real.detail.totalBytes) > 0)
})

test('messages that are given up count where they are many and of these days', async () => {
  const house = await agency()
  const { db, organizationId, clock } = house
  const seen = watcher(house, 'messages_given_up')
  const look = () => seen.look()
  const giveUp = (id: string, count: number, days: number) =>
    db.admin.query(
      `insert into outgoing_messages (organization_id, id, recipient, subject, body, next_attempt_at, created_at)
       select $1, $2 || n, 'x@y.example', '', '', 'infinity', $3 from generate_series(1, $4) n`,
      [organizationId, id, new Date(clock.now().getTime() - days * 24 * 3_600_000), count],
    )
  await giveUp('old', 50, 3)
  await giveUp('new', 9, 1)
  assert.equal(await look(), undefined)
  await giveUp('one-more', 1, 0)
  assert.deepEqual((await look())?.detail, { givenUp: 10, days: 2 })
  clock.advance({ days: 2 })
  assert.equal(await look(), undefined)
})
