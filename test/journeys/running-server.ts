// The server and its commands as people run them: processes of their own with their own PostgreSQL, to be stopped and killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'
import { isServerOf, readPostmaster, removePrivateDirectory } from '../../server/platform/postgres-cluster.ts'
import { insertRow } from '../../server/platform/rows.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { transaction } from '../../server/platform/transaction.ts'
import { createOrganization, foundingContext } from '../../server/people/organization-operations.ts'
import { startDatabase } from '../../server/start-database.ts'
import { createToken } from '../../server/access/token-operations.ts'
import { Person } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'

const SERVER = join(import.meta.dirname, '../../server')
export const ORGANIZATION = 'brightline'
const LIMIT_MS = 120_000

/** An empty data directory; what is left running in it ends with the test file. */
export function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'house-'))
  closeAtTheEnd(async () => {
    const cluster = join(dataDir, 'postgres')
    const left = readPostmaster(cluster)
    if (left && isServerOf(cluster, left.pid)) {
      process.kill(left.pid, 'SIGQUIT')
      await until(() => !isServerOf(cluster, left.pid) || undefined, 'the database ends')
    }
    if (left) removePrivateDirectory(left.socketDirectory)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
  })
  return dataDir
}

export interface Installation {
  dataDir: string
  token: string
}

/** A data directory with one organisation: its Project Admin ada, with a token, and one client. */
export async function install(settings: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const dataDir = newDataDir()
  const given = { BACKUP_KEEP_DAYS: '0', ...settings, DATA_DIR: dataDir }
  const database = await startDatabase(readSettings(given), () => {})
  try {
    const admin = { id: 'ada', name: 'Ada', email: 'ada@brightline.example' }
    const founding = { id: ORGANIZATION, name: 'Brightline', timezone: 'Europe/Berlin', currency: 'EUR', admin }
    const token = await transaction(database.app, foundingContext(founding, new Date()), async (tx) => {
      await createOrganization(tx, founding)
      insertRow(tx, 'accounts', { id: 'bakery', name: 'Bluebird Bakery', createdAt: tx.now, updatedAt: tx.now })
      return createToken(tx, { name: 'test', scopes: ['*'] })
    })
    return { dataDir, token: token.token as string }
  } finally {
    await database.stop()
  }
}

export interface Spawned {
  process: ChildProcess
  /** What it printed so far, on both streams. */
  said: () => string
  printed: () => string
  complained: () => string
  /** The process's end: its code, or the signal that ended it. */
  ended: Promise<number | string>
  /** The match, as soon as it has been said; fails when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
}

/** One of the programs in server/, on a data directory, with nothing of the settings around. */
export function run(
  program: 'main.ts' | 'admin.ts',
  dataDir: string,
  words: string[] = [],
  settings: NodeJS.ProcessEnv = {},
): Spawned {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  const env = {
    PATH,
    HOME,
    TMPDIR,
    NODE_COMPILE_CACHE,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    BACKUP_KEEP_DAYS: '0',
    ...settings,
  }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(SERVER, program), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  closeAtTheEnd(async () => void child.kill('SIGKILL'))
  const text = { both: '', out: '', err: '' }
  const hear = (stream: 'out' | 'err') => (chunk: string) => {
    text.both += chunk
    text[stream] += chunk
  }
  child.stdout.setEncoding('utf8').on('data', hear('out'))
  child.stderr.setEncoding('utf8').on('data', hear('err'))
  let how: number | string | undefined
  const ended = once(child, 'close').then(([code, signal]) => (how = (signal ?? code) as number | string))
  const says = (pattern: RegExp) =>
    until(() => {
      const found = pattern.exec(text.both)
      if (!found && how !== undefined) throw new Error(`it ended with ${how} before it said ${pattern}:\n${text.both}`)
      return found ?? undefined
    }, `it says ${pattern}`)
  return { process: child, said: () => text.both, printed: () => text.out, complained: () => text.err, ended, says }
}

export interface Running extends Spawned {
  baseUrl: string
  ada: Person
  databasePid: () => number
}

/** The server of an installation, once it says where it is. */
export async function startServer(
  { dataDir, token }: Installation,
  settings: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const server = run('main.ts', dataDir, [], { DEMO: 'off', PORT: '0', RATE_LIMIT: '100000', ...settings })
  const [, baseUrl = ''] = await server.says(/is at (http:\/\/\S+)/)
  const databasePid = () => readPostmaster(join(dataDir, 'postgres'))?.pid ?? 0
  return { ...server, baseUrl, ada: new Person(baseUrl, ORGANIZATION, 'ada', token), databasePid }
}

/** What `look` answers as soon as it answers something; fails after two minutes. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await wait(10)) {
    const seen = await look()
    if (seen !== undefined) return seen
  }
  throw new Error(`${LIMIT_MS / 1000} seconds and not yet: ${what}`)
}

export const databaseIsThere = (dataDir: string): boolean => existsSync(join(dataDir, 'postgres/postmaster.pid'))
export const addressIn = (dataDir: string): string | undefined =>
  existsSync(join(dataDir, 'server-address')) ? readFileSync(join(dataDir, 'server-address'), 'utf8').trim() : undefined

/** Looks into the database as its superuser, past row security: of the server that runs, else of one for the while. */
export async function look<T>(dataDir: string, work: (rows: Rows) => Promise<T>): Promise<T> {
  const database =
    (await findRunningEmbeddedPostgres(dataDir)) ?? (await startEmbeddedPostgres({ dataDir, say: () => {} }))
  const client = new pg.Client(database.connection)
  try {
    await client.connect()
    return await work(async (query) => (await client.query(query)).rows as Record<string, unknown>[])
  } finally {
    await client.end()
    await database.stop()
  }
}
export type Rows = (query: string) => Promise<Record<string, unknown>[]>
