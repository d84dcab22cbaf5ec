// The demo agencies for tests that look at them: made once in a run, and cloned for each test file that asks.
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { makeDemo } from '../server/demo/make-demo.ts'
import { openDatabase } from '../server/platform/database.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { LOGINS, MIGRATED, TEST_SECRET, testDatabase, type TestDatabase, type Template } from './database.ts'

const DEMO: Template = {
  kind: 'demo',
  // A run has a temporary folder of its own.
  version: createHash('sha1').update(tmpdir()).digest('hex').slice(0, 12),
  from: MIGRATED,
  async fill(connection) {
    const { app, worker } = await prepareDatabase(connection, { secretKey: TEST_SECRET, logins: LOGINS })
    const database = { app: openDatabase(app), worker: openDatabase(worker, { max: 8 }) }
    await makeDemo({ database, secretKey: TEST_SECRET, now: new Date(), say: () => {} })
    await Promise.all([database.app.close(), database.worker.close()])
  },
}

/** A database of this test file's own with the demo in it, and the `now` of its making. */
export async function demoDatabase(): Promise<{ db: TestDatabase; madeAt: Date }> {
  const db = await testDatabase(DEMO)
  const { rows } = await db.admin.query<{ madeAt: Date }>('select made_at as "madeAt" from demo_organizations')
  const [made] = rows
  if (!made) throw new Error('The demo is not there')
  return { db, madeAt: made.madeAt }
}
