// Databases for tests: one migrated template per run, cloned in a tenth of a second for each test file.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import pg from 'pg'
import { openDatabase, type Database } from '../server/platform/database.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'

export const TEST_SECRET = 'a secret for tests, long enough to be one'
const LOGINS = 'operations_test'

/** What has to be closed when the test file is done, last opened first. */
const closers: (() => Promise<unknown>)[] = []
export const closeAtTheEnd = (close: () => Promise<unknown>): void => void closers.unshift(close)
// Registered while the file loads: a hook registered inside a test would run at the end of that test.
after(async () => {
  for (const close of closers) await close()
})

export interface TestDatabase {
  app: Database
  worker: Database
  /** As the database's superuser, for looking at what the app may not. */
  admin: pg.Pool
  appConnection: pg.ClientConfig
  workerConnection: pg.ClientConfig
  adminConnection: pg.ClientConfig
}

/** A database of this test file's own, dropped when the file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL names an administrator’s connection; npm test sets it')
  const template = await makeTemplate(url)
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = await connected({ connectionString: url })
  await server.query(`create database ${name} template ${template}`)
  await server.end()
  const adminConnection = connectionTo(url, name)
  const prepared = await prepareDatabase(adminConnection, { secretKey: TEST_SECRET, logins: LOGINS })
  const app = openDatabase(prepared.app)
  const worker = openDatabase(prepared.worker, { max: 8 })
  const admin = new pg.Pool({ ...adminConnection, max: 4 })
  admin.on('error', () => {})
  closeAtTheEnd(async () => {
    await Promise.all([app.close(), worker.close(), admin.end()])
    // Of its own: the server may have been killed meanwhile.
    const last = await connected({ connectionString: url })
    await last.query(`drop database if exists ${name} with (force)`)
    await last.end()
  })
  return { app, worker, admin, appConnection: prepared.app, workerConnection: prepared.worker, adminConnection }
}

/** Named by the migrations' content, so that a changed migration makes a new one. */
async function makeTemplate(url: string): Promise<string> {
  const folder = new URL('../database/migrations/', import.meta.url)
  const hash = createHash('sha1')
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(new URL(file, folder)))
  const name = `template_${hash.digest('hex').slice(0, 12)}`
  const server = await connected({ connectionString: url })
  try {
    // Test files start at the same time: the first makes it, the others wait for it here.
    await server.query('select pg_advisory_lock(7326002)')
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return name
    await server.query(`create database ${name}_new template template0`)
    await prepareDatabase(connectionTo(url, `${name}_new`), { secretKey: TEST_SECRET, logins: LOGINS })
    await server.query(`alter database ${name}_new rename to ${name}`)
    return name
  } finally {
    await server.end()
  }
}

function connectionTo(url: string, database: string): pg.ClientConfig {
  const address = new URL(url)
  address.pathname = `/${database}`
  return { connectionString: address.href }
}

async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  await client.connect()
  return client
}
