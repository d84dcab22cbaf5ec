// Brings a database up to date: the three roles, a login for each that serves, and the migrations not yet run.
import { createHash, createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { JOBS_SCHEMA, migrateJobs } from './jobs-schema.ts'

const MIGRATIONS = new URL('../../database/migrations/', import.meta.url)
const ROLES = ['operations_owner', 'operations_app', 'operations_worker'] as const
/** Any constant: two servers that start at once wait for each other here, and the second finds nothing left to do. */
const MIGRATION_LOCK = 7_326_001

export interface Prepared {
  app: pg.ClientConfig
  worker: pg.ClientConfig
  migrated: string[]
}

/**
 * Makes what is missing, as an administrator of the database. `logins` prefixes the two login roles (default: the
 * database's name), whose passwords follow from `secretKey`, so that every node with the same key can sign in.
 * `only` these migrations are run, where a backup is to be filled in that was made by them.
 * Where the administrator may not create roles, fails with the SQL that somebody who may has to run.
 */
export async function prepareDatabase(
  admin: pg.ClientConfig,
  options: { secretKey: string; logins?: string; say?: (progress: string) => void; only?: readonly string[] },
): Promise<Prepared> {
  const client = new pg.Client(admin)
  // A connection that is cut is told by what was asked over it.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const { rows } = await client.query<{ name: string; version: number }>(
      `select current_database() as name, current_setting('server_version_num')::int as version`,
    )
    const { name: database, version } = rows[0] as { name: string; version: number }
    if (version < 150_000) throw new Error(`PostgreSQL 15 or later is needed, this is ${version / 10_000}`)
    const prefix = options.logins ?? database
    const login = (role: 'app' | 'worker') => {
      const user = `${prefix}_${role}`
      return {
        user,
        password: createHmac('sha256', options.secretKey).update(`database login ${user}`).digest('base64url'),
      }
    }
    const logins = { app: login('app'), worker: login('worker') }
    await makeRoles(client, admin, database, logins)
    const migrated = await migrate(client, options.say ?? (() => {}), options.only)
    await migrateJobs(client)
    const { connectionString: _, ...rest } = admin
    const base = admin.connectionString ? connectionOf(admin.connectionString) : rest
    return { app: { ...base, ...logins.app }, worker: { ...base, ...logins.worker }, migrated }
  } finally {
    await client.end()
  }
}

/** The parts of a connection string, so that another login can take the administrator's place. */
function connectionOf(connectionString: string): pg.ClientConfig {
  const { host, port, database, ssl } = new pg.Client({ connectionString })
  return { host, port, ...(database !== undefined && { database }), ...(ssl && { ssl }) }
}

type Logins = Record<'app' | 'worker', { user: string; password: string }>

/** SQL for the roles that are missing, and for what they need in this database, once. */
async function rolesToMake(client: pg.Client, database: string, logins: Logins) {
  const q = (name: string) => client.escapeIdentifier(name)
  const wanted = [...ROLES, logins.app.user, logins.worker.user]
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    wanted,
  ])
  const isMissing = (role: string) => !rows.some(({ rolname }) => rolname === role)
  const logIn = (role: 'app' | 'worker') =>
    `create role ${q(logins[role].user)} login password ${client.escapeLiteral(logins[role].password)} in role operations_${role}`
  return {
    statements: [
      ...ROLES.filter(isMissing).map((role) => `create role ${role} nologin`),
      ...(['app', 'worker'] as const).filter((role) => isMissing(logins[role].user)).map(logIn),
    ],
    once: [
      'grant operations_owner to current_user',
      'grant create, usage on schema public to operations_owner',
      `grant connect on database ${q(database)} to ${q(logins.app.user)}, ${q(logins.worker.user)}`,
      // The owner may not make schemas: the one of the job library is made for it.
      `create schema if not exists ${JOBS_SCHEMA} authorization operations_owner`,
    ],
  }
}

async function makeRoles(client: pg.Client, admin: pg.ClientConfig, database: string, logins: Logins): Promise<void> {
  const { statements, once } = await rolesToMake(client, database, logins)
  try {
    for (const statement of statements) await client.query(statement)
    if (statements.length > 0 || !(await isMigrated(client)))
      for (const statement of once) await client.query(statement)
    for (const { user, password } of Object.values(logins)) {
      if (!(await canSignIn(admin, user, password)))
        await client.query(`alter role ${client.escapeIdentifier(user)} password ${client.escapeLiteral(password)}`)
    }
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new Error(
      `The database's administrator may not make roles. Let somebody who may run this, then start again:\n${[...statements, ...once].map((line) => `  ${line};`).join('\n')}`,
      { cause: error },
    )
  }
}

async function isMigrated(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.migrations') is not null as there`,
  )
  return rows[0]?.there ?? false
}

async function canSignIn(admin: pg.ClientConfig, user: string, password: string): Promise<boolean> {
  const base = admin.connectionString ? connectionOf(admin.connectionString) : admin
  const client = new pg.Client({ ...base, user, password })
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28')) return false
    throw error
  }
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).toSorted()
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a database remembers of a migration that ran; undefined where there is none of that name. */
export async function migrationHash(name: string): Promise<string | undefined> {
  if (!(await migrationFiles()).includes(name)) return undefined
  return hashOf(await readFile(new URL(name, MIGRATIONS), 'utf8'))
}

/** What takes something away is named so, and an older server can not know what of it that needs. */
const CONTRACT = '.contract.sql'

/** While nodes are replaced one by one, an older one meets a newer schema: migrations only add, and it goes on. */
function standUnknown(unknown: readonly string[], say: (progress: string) => void): void {
  const contract = unknown.find((name) => name.endsWith(CONTRACT))
  if (contract)
    throw new Error(
      `The database is newer than this server: ${contract} took away what this release uses. Start the newer one.`,
    )
  if (unknown.length > 0)
    say(`The database is newer than this server, by ${unknown.join(', ')}: what only adds, so it goes on`)
}

async function migrate(
  client: pg.Client,
  say: (progress: string) => void,
  only: readonly string[] | undefined,
): Promise<string[]> {
  const files = await migrationFiles()
  await client.query('set role operations_owner')
  await client.query(
    'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null)',
  )
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations')
  const applied = new Map(rows.map((row) => [row.name, row.hash]))
  standUnknown(
    rows.map(({ name }) => name).filter((name) => !files.includes(name)),
    say,
  )
  const done: string[] = []
  for (const file of files.filter((each) => only?.includes(each) ?? true)) {
    const text = await readFile(new URL(file, MIGRATIONS), 'utf8')
    const hash = hashOf(text)
    const earlier = applied.get(file)
    if (earlier !== undefined && earlier !== hash)
      throw new Error(`The migration ${file} was changed after it ran; add a new one instead`)
    if (earlier !== undefined) continue
    say(`Migrating the database: ${file}`)
    await client.query('begin')
    try {
      await client.query(text)
      await client.query('insert into migrations values ($1, $2, now())', [file, hash])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw new Error(`The migration ${file} failed`, { cause: error })
    }
    done.push(file)
  }
  return done
}
