// Starts and stops the PostgreSQL server that comes with the dependencies, one for each data directory; knows no tables.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { accountFor, embeddedPrograms, programsIn } from './postgres-binaries.ts'
import * as files from './postgres-cluster.ts'
import { launch, START_LIMIT_MS } from './postgres-launch.ts'
import { isProcessAlive, takeProcessLock } from './process-lock.ts'
import { readOrMakeSecret } from './secret-file.ts'

export type EmbeddedPostgres = {
  /** An administrator's connection, as `pg` takes it. */
  connection: { host: string; port: number; user: string; password: string; database: string }
  pid: number
  /** Ends the server's connections and the server; returns when its files are at rest. */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  /** Hears what takes long, in words for the person who waits. */
  say: (progress: string) => void
  /** Where another PostgreSQL's programs are, instead of those that come with the dependencies. */
  programDirectory?: string
  /** Settings of the server, besides those it always has. */
  settings?: Record<string, string> | undefined
}

const STOP_LIMIT_MS = 20_000
/**
 * Starts the server on `dataDir/postgres`, made at the first start, and answers when it takes connections. A server that
 * outlived its owner (kill −9) is taken over as it is; one that ends unasked is started again at the same address. It does
 * not end with our process unless it is stopped.
 * Fails in one line when another process uses the directory, or when its files are of another major version.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const release = takeProcessLock(join(dataDir, 'server.lock'))
  try {
    return await startLocked(options, release)
  } catch (error) {
    release()
    throw error
  }
}

/** A server that runs on `dataDir/postgres` for somebody else, to be used beside its owner; `stop` leaves it as it is. */
export async function findRunningEmbeddedPostgres(
  dataDir: string,
): Promise<Pick<EmbeddedPostgres, 'connection' | 'stop'> | undefined> {
  const cluster = join(dataDir, 'postgres')
  const running = files.readPostmaster(cluster)
  if (running?.ready !== true || !files.isServerOf(cluster, running.pid)) return undefined
  const connection = connectionTo(running, readOrMakeSecret(join(dataDir, 'postgres-password')))
  await checkIdentity(connection, running.pid, dataDir)
  return { connection, stop: async () => {} }
}

const connectionTo = (
  { socketDirectory, port }: files.Postmaster,
  password: string,
): EmbeddedPostgres['connection'] => {
  const host = process.platform === 'win32' ? '127.0.0.1' : socketDirectory
  return { host, port, user: files.SUPERUSER, password, database: 'postgres' }
}

async function startLocked({ dataDir, say, programDirectory, settings }: Options, release: () => void) {
  const cluster = join(dataDir, 'postgres')
  const password = readOrMakeSecret(join(dataDir, 'postgres-password'))
  const account = accountFor(cluster)
  const programs = programDirectory === undefined ? embeddedPrograms(account) : programsIn(programDirectory, account)
  if (existsSync(cluster)) files.checkCluster(cluster, programs)
  let running = (await findRunning(cluster, say)) ?? (await launch({ dataDir, cluster, programs, say, settings }))
  const connection = connectionTo(running, password)
  await checkIdentity(connection, running.pid, dataDir)

  let reviving: Promise<void> | undefined
  const watch = setInterval(() => {
    if (reviving !== undefined || isProcessAlive(running.pid)) return
    reviving = revive()
  }, 500).unref()
  const revive = async () => {
    say('The database server has ended unasked: starting it again')
    try {
      running = await launch({ dataDir, cluster, programs, say, settings, place: running })
      reviving = undefined
    } catch (error) {
      // Once is enough: what keeps it from starting will not pass by itself.
      clearInterval(watch)
      say((error as Error).message)
    }
  }

  let stopped: Promise<void> | undefined
  const end = async () => {
    clearInterval(watch)
    await reviving
    await stopServer(running, cluster)
  }
  return {
    connection,
    get pid() {
      return running.pid
    },
    stop: () => (stopped ??= end().finally(release)),
  }
}

/** The server a killed owner left behind, once it takes connections; nothing when there is none. */
async function findRunning(cluster: string, say: Options['say']): Promise<files.Postmaster | undefined> {
  const before = files.readPostmaster(cluster)
  if (before === undefined) return undefined
  for (const deadline = Date.now() + START_LIMIT_MS; files.isServerOf(cluster, before.pid); await wait(10)) {
    const running = files.readPostmaster(cluster)
    if (running?.ready === true) {
      say('Taking over the database server that an earlier run left behind')
      return running
    }
    if (Date.now() > deadline) throw new Error(`The database server with pid ${before.pid} does not become ready.`)
  }
  // Its number may have gone to another process by now, and PostgreSQL would then refuse to start.
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  files.removePrivateDirectory(before.socketDirectory)
  return undefined
}

/** Connects once: the password must be the one of these files, and the answer must come from the process we mean. */
async function checkIdentity(connection: EmbeddedPostgres['connection'], pid: number, dataDir: string): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000, query_timeout: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query(`select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`)
    if (rows[0]?.pid !== pid) throw new Error(`another server answers (pid ${rows[0]?.pid}, not ${pid})`)
  } catch (error) {
    const why = (error as Error).message
    throw new Error(`The database server under ${dataDir} runs (pid ${pid}) but can not be used: ${why}`, {
      cause: error,
    })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Ends a server that somebody who was killed left on these files. */
export async function endLeftOver(cluster: string): Promise<void> {
  const left = files.readPostmaster(cluster)
  if (left) await stopServer(left, cluster)
}

async function stopServer({ pid, socketDirectory }: files.Postmaster, cluster: string): Promise<void> {
  // Fast: connections are ended, everything is written. If that takes too long, the next start repairs from the log.
  for (const [signal, limitMs] of [
    ['SIGINT', STOP_LIMIT_MS],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    if (!files.isServerOf(cluster, pid)) break
    endServer(pid, signal)
    for (const deadline = Date.now() + limitMs; isEnding(cluster, pid) && Date.now() < deadline;) await wait(5)
  }
  files.removePrivateDirectory(socketDirectory)
}

/** The file goes last; whose process we are not the parent of may stay in the table a while after that. */
function isEnding(cluster: string, pid: number): boolean {
  return isProcessAlive(pid) && files.readPostmaster(cluster)?.pid === pid
}

function endServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
