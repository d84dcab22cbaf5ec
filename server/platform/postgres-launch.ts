// Brings one PostgreSQL server up on its files and waits until it is ready; who owns it and when it ends is not decided here.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Programs } from './postgres-binaries.ts'
import * as files from './postgres-cluster.ts'

export type Launch = {
  dataDir: string
  cluster: string
  programs: Programs
  say: (progress: string) => void
  /** The address an earlier server had, to be kept. */
  place?: files.Postmaster
  /** Of the server, besides those it always has. */
  settings?: Record<string, string> | undefined
}

export const START_LIMIT_MS = 600_000
const LOG_LIMIT_BYTES = 10_000_000

const SERVER_SETTINGS = {
  max_connections: '100',
  shared_buffers: '256MB',
  jit: 'off',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // Failed statements are told to whoever sent them, and logged there with their cause. Here they would also put
  // people's data into a file that nobody prunes.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** Starts a server on these files, made before if need be, and answers when it is ready; or fails with what it said. */
export async function launch(order: Launch): Promise<files.Postmaster> {
  const { dataDir, cluster, programs, say } = order
  if (!existsSync(cluster)) {
    say('Making the database (once)')
    await files.makeCluster(cluster, programs, join(dataDir, 'postgres-password'))
  }
  const socketDirectory = order.place?.socketDirectory ?? files.makePrivateDirectory(programs.account)
  const port = order.place?.port ?? (await choosePort())
  try {
    // The processes of a server that was killed may need a moment to notice and let go of the memory they share.
    for (const deadline = Date.now() + 10_000; ; await wait(100)) {
      const problem = await tryLaunch(order, addressSettings(socketDirectory, port))
      const started = files.readPostmaster(cluster)
      if (problem === undefined && started !== undefined) return started
      if (!problem?.includes('shared memory block') || Date.now() > deadline) {
        throw new Error(`The database server did not start: ${problem} (all of it: ${logPath(dataDir)})`)
      }
    }
  } catch (error) {
    files.removePrivateDirectory(socketDirectory)
    throw error
  }
}

/** Starts it and waits until it is ready; answers with what it said when it ended instead. */
async function tryLaunch(order: Launch, address: Record<string, string>): Promise<string | undefined> {
  const { dataDir, cluster, say } = order
  const log = openLog(dataDir, order.programs.account)
  const logStart = fstatSync(log).size
  const server = spawnServer(order, address, log)
  closeSync(log)
  let failed: Error | undefined
  server.on('error', (error) => (failed = error))
  const startedAt = Date.now()
  for (let told = false; failed === undefined && isUp(server); await wait(5)) {
    const running = files.readPostmaster(cluster)
    // An older server's file may still lie there: only our own child's counts.
    if (running?.pid === server.pid && running?.ready) return undefined
    if (!told && Date.now() - startedAt > 3000) {
      say('The database is putting its files in order after it was interrupted')
      told = true
    }
    if (Date.now() - startedAt > START_LIMIT_MS) {
      server.kill('SIGQUIT')
      return 'it was not ready in time'
    }
  }
  if (failed !== undefined) return failed.message
  return readFileSync(logPath(dataDir))
    .subarray(logStart)
    .toString()
    .trim()
    .replaceAll(/\s*\n\s*/g, ' | ')
}

function isUp({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

function spawnServer(
  { cluster, programs, settings: more }: Launch,
  address: Record<string, string>,
  log: number,
): ChildProcess {
  const { directory, account } = programs
  const settings = Object.entries({ ...SERVER_SETTINGS, ...more, ...address }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const server = spawn(join(directory, 'postgres'), ['-D', files.clusterArgument(cluster, account), ...settings], {
    ...account,
    cwd: cluster,
    env: files.programEnvironment(),
    // A group of its own: Ctrl-C in the terminal is for us, who first let requests in flight finish.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  })
  server.unref()
  return server
}

function addressSettings(socketDirectory: string, port: number): Record<string, string> {
  const sockets = process.platform !== 'win32'
  return {
    listen_addresses: sockets ? '' : '127.0.0.1',
    unix_socket_directories: sockets ? socketDirectory : '',
    port: String(port),
  }
}

/** A socket has a folder of its own, so its number needs no choosing. */
async function choosePort(): Promise<number> {
  return process.platform === 'win32' ? freePort() : 5432
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function logPath(dataDir: string): string {
  return join(dataDir, 'postgres.log')
}

function openLog(dataDir: string, account: Programs['account']): number {
  const path = logPath(dataDir)
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`)
  const log = openSync(path, 'a', 0o600)
  if (account !== undefined) fchownSync(log, account.uid, account.gid)
  return log
}
