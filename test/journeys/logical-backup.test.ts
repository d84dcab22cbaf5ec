// What is in the tables goes over to another database, and all of it is there.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { takeLogicalBackup } from '../../server/backup/logical-backup.ts'
import { restore } from '../../server/backup/restore.ts'
import { prepareDatabase } from '../../server/platform/migrate.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { agency, theHouse } from '../agency.ts'
import { closeAtTheEnd, emptyDatabase, LOGINS, TEST_SECRET } from '../database.ts'
import { digestOfAll } from '../database-digest.ts'

/** Whoever signs in to a database is named after it, and outlives it otherwise. */
async function newDatabase(): Promise<string> {
  const { db } = await theHouse()
  let name = ''
  closeAtTheEnd(async () => {
    const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await client.connect()
    await client.query(`drop role if exists ${name}_app, ${name}_worker`)
    await client.end()
  })
  const { connectionString = '' } = await emptyDatabase()
  name = new URL(connectionString).pathname.slice(1)
  assert.ok(db)
  return connectionString
}

test('a logical backup fills another database with the same, which serves from there; one with anything in it is refused', async () => {
  const { organizationId } = await agency()
  const { db } = await theHouse()
  const base = mkdtempSync(join(tmpdir(), 'logical-'))
  closeAtTheEnd(async () => rmSync(base, { recursive: true, force: true }))
  const digest = await digestOfAll(db.admin)
  const archive = join(base, 'backups/logical')
  const activityKey = 'a key for tests that is long enough to be one'
  const common = { archive, release: 'test', dataDir: base, activityKey, clock: () => new Date() }
  const { manifest } = await takeLogicalBackup({ ...common, connection: db.adminConnection })
  assert.equal(manifest.kind, 'logical')

  const DATABASE_URL = await newDatabase()
  const settings = readSettings({ DATA_DIR: join(base, 'data'), DATABASE_URL, ACTIVITY_KEY: activityKey })
  const order = { settings, from: join(base, 'backups'), to: undefined, replace: false, say: () => {} }
  const lines = await restore(order)
  assert.match(lines[0] ?? '', /^It is as it was at 20/)
  const client = new pg.Client({ connectionString: DATABASE_URL })
  await client.connect()
  closeAtTheEnd(() => client.end())
  assert.deepEqual(await digestOfAll(client), digest)
  const { rows } = await client.query('select name from organizations where id = $1', [organizationId])
  assert.equal(rows.length, 1)
  const fences =
    await client.query(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and relrowsecurity and not relforcerowsecurity`)
  assert.deepEqual(fences.rows, [])
  assert.deepEqual(
    (await prepareDatabase({ connectionString: DATABASE_URL }, { secretKey: TEST_SECRET, logins: LOGINS })).migrated,
    [],
  )
  await assert.rejects(restore(order), /The database is not empty/)
})
