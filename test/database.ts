// Databases for tests: clones of a template, a tenth of a second for each test file.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import pg from 'pg'
import { openDatabase, type Database } from '../server/platform/database.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'

export const TEST_SECRET = 'a secret for tests, long enough to be one'
export const LOGINS = 'operations_test'

/** What has to be closed when the test file is done, last opened first. */
const closers: (() => Promise<unknown>)[] = []
export const closeAtTheEnd = (close: () => Promise<unknown>): void => void closers.unshift(close)
// Registered while the file loads: a hook registered inside a test would run at the end of that test.
after(async () => {
  const failed: unknown[] = []
  // One that fails keeps nobody from closing: what stays open would keep the file from ending.
  for (const close of closers) await close().catch((error: unknown) => void failed.push(error))
  if (failed.length > 0) throw failed[0]
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

/** What clones have in them from the start. */
export interface Template {
  kind: string
  /** Another version is another template, and takes this one's place. */
  version: string
  /** Of what it is a clone itself; of nothing, where that is not said. */
  from?: Template
  fill: (connection: pg.ClientConfig) => Promise<unknown>
}

export const MIGRATED: Template = {
  kind: 'migrated',
  version: hashOfMigrations(),
  fill: (connection) => prepareDatabase(connection, { secretKey: TEST_SECRET, logins: LOGINS }),
}

/** A database of this test file's own, dropped when the file is done. */
export async function testDatabase(template: Template = MIGRATED): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL names an administrator’s connection; npm test sets it')
  const name = `test_${randomBytes(6).toString('hex')}`
  await clone(url, template, name)
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

/** A database of this test file's own with nothing in it, dropped when the file is done; how an administrator reaches it. */
export async function emptyDatabase(): Promise<pg.ClientConfig> {
  const url = process.env.TEST_DATABASE_URL ?? ''
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = await connected({ connectionString: url })
  await server.query(`create database ${name} template template0`)
  await server.end()
  closeAtTheEnd(async () => {
    const last = await connected({ connectionString: url })
    await last.query(`drop database if exists ${name} with (force)`)
    await last.end()
  })
  return connectionTo(url, name)
}

function hashOfMigrations(): string {
  const folder = new URL('../database/migrations/', import.meta.url)
  const hash = createHash('sha1')
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(new URL(file, folder)))
  return hash.digest('hex').slice(0, 12)
}

async function clone(url: string, { kind, version, from, fill }: Template, name: string): Promise<void> {
  const template = `template_${kind}_${version}`
  const server = await connected({ connectionString: url })
  try {
    // Test files start at the same time: the first makes the template, the others wait for it here.
    await server.query('select pg_advisory_lock(7326002, hashtext($1))', [kind])
    const { rows } = await server.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [`template_${kind}_`],
    )
    if (!rows.some(({ datname }) => datname === template)) {
      for (const { datname } of rows) await server.query(`drop database ${datname}`)
      if (from) await clone(url, from, `${template}_new`)
      else await server.query(`create database ${template}_new template template0`)
      await fill(connectionTo(url, `${template}_new`))
      await server.query(`alter database ${template}_new rename to ${template}`)
    }
    await server.query(`create database ${name} template ${template}`)
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
