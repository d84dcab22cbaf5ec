// How files come to their end: unnamed, taken away, with their project, or half stored when something broke.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { agency, ask, theHouse } from '../../test/agency.ts'
import { bring, stored } from '../../test/files.ts'
import { serving } from '../../test/serving.ts'
import { contextFor, loadActor } from '../access/actor.ts'
import { sweeps } from '../app.ts'
import { diskStore, type FileStore } from '../platform/file-store.ts'
import { sweepOnce } from '../platform/sweep.ts'
import { storeFile } from './attachment-operations.ts'
import { discardFiles } from './attachment-sweep.ts'

/** Sweeps as the server does: the rows first, then what they told of. */
async function sweep(): Promise<void> {
  const { db, clock, filesDir } = await theHouse()
  await sweepOnce(db.worker, sweeps, clock.now())
  await discardFiles(db.worker, diskStore(filesDir), clock.now())
}

test('what no message came to name goes after a day, what was taken away with the next sweep, a project’s with the project', async () => {
  const house = await agency()
  const { ada, max, clock } = house
  await sweep()
  const before = new Set(await stored())
  const mine = async () => (await stored()).filter((path) => !before.has(path)).length
  await bring(max, house, 'name=waiting.txt')
  const gone = (await bring(max, house, 'name=gone.txt&taskId=copy')).body.id
  await bring(max, house, 'name=stays.txt&taskId=copy')
  await max.delete(`/v1/admin/attachments/${gone}`)
  assert.equal(await mine(), 3)
  await sweep()
  assert.equal(await mine(), 2)
  clock.advance({ hours: 25 })
  await sweep()
  assert.equal(await mine(), 1)
  await ada.delete('/v1/admin/projects/site?reason=over')
  await sweep()
  assert.equal(await mine(), 1)
  clock.advance({ days: 31 })
  await sweep()
  assert.equal(await mine(), 0)
})

test('bytes that were stored when the server died, before anything told of them, are found and removed', async () => {
  const { organizationId, db, clock } = await agency()
  const { filesDir } = await theHouse()
  const store = diskStore(filesDir)
  const key = 'ab'.repeat(16)
  await db.admin.query('insert into discarded_files values ($1, $2, $3)', [
    organizationId,
    key,
    new Date(clock.now().getTime() + 60_000),
  ])
  await store.keep(
    key,
    (async function* () {
      yield Buffer.from('x')
    })(),
    { maxBytes: 10 },
  )
  await sweep()
  assert.ok(existsSync(join(filesDir, 'ab', key)))
  clock.advance({ minutes: 2 })
  await sweep()
  assert.ok(!existsSync(join(filesDir, 'ab', key)))
})

test('a store that is out of order is no fault of ours, and one that is cut off leaves nothing', async () => {
  const house = await agency()
  const { max, db } = house
  const down: FileStore = {
    keep: () => Promise.reject(new Error('the file store answered 500')),
    stream: () => Promise.reject(new Error('the file store answered 500')),
    read: async () => undefined,
    remove: () => Promise.reject(new Error('the file store answered 500')),
  }
  const { body } = await bring(max, house, 'name=a.txt&taskId=copy')
  const waiting = async () =>
    (await db.admin.query('select 1 from discarded_files where organization_id = $1', [house.organizationId])).rowCount
  await serving(db.app, { outside: { files: down } }, async (baseUrl) => {
    const refused = await bring(max, { ...house, baseUrl }, 'name=b.txt')
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'])
    const headers = { authorization: `Bearer ${max.token}` }
    assert.equal(
      (await ask(baseUrl, 'GET', `/v1/admin/attachments/${body.id}/content`, undefined, headers)).status,
      503,
    )
  })
  // What may be there is looked for again until it is gone for sure.
  assert.equal(await waiting(), 1)
  const cutOff = async function* () {
    yield Buffer.from('half of it')
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  }
  const context = contextFor(
    await loadActor(db.app, house.organizationId, 'max'),
    'attachment.write',
    house.clock.now(),
  )
  const before = (await stored()).length
  const { filesDir } = await theHouse()
  const storing = storeFile(
    { files: diskStore(filesDir), database: db.app, context },
    { name: 'a.txt', type: 'text/plain', bytes: cutOff() },
  )
  await assert.rejects(storing, { code: 'validation_error', status: 400 })
  assert.deepEqual([(await stored()).length, await waiting()], [before, 1])
})
