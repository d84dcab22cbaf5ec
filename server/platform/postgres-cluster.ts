// The files of the embedded PostgreSQL: made once, checked before every start, and what they tell of a running server.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { text as wholeText } from 'node:stream/consumers'
import type { Account, Programs } from './postgres-binaries.ts'
import { isProcessAlive } from './process-lock.ts'

export const SUPERUSER = 'postgres'

/**
 * How the server is told where its files are. Another account may not be allowed through the folders above them (a
 * data directory is closed to everybody else): started inside them, it finds them without passing there.
 */
export function clusterArgument(cluster: string, account: Account | undefined): string {
  return account === undefined ? cluster : '/proc/self/cwd'
}

/** Only what the programs need: a PGPORT or PGOPTIONS of the person's own would change the server. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|NODE_|npm_)/.test(name)))
}

/** Fails in one line when the files are another version's or another user's. */
export function checkCluster(cluster: string, { majorVersion, account }: Programs): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (Number(version) !== majorVersion) {
    throw new Error(
      `${cluster} was written by PostgreSQL ${version}, this release brings PostgreSQL ${majorVersion}: ` +
        'make a backup with the release that wrote it, then restore that backup here into an empty DATA_DIR.',
    )
  }
  const { uid } = statSync(cluster)
  if (account !== undefined && uid !== account.uid) giveTo(account, cluster)
  if (account === undefined && process.getuid !== undefined && uid !== process.getuid()) {
    throw new Error(`${cluster} belongs to another user (uid ${uid}): start as that user, or set another DATA_DIR.`)
  }
}

/** Makes the files in a folder aside and moves them into place when they are complete; what was left half-made goes. */
export async function makeCluster(cluster: string, programs: Programs, passwordFile: string): Promise<void> {
  const folder = dirname(cluster)
  const prefix = `${basename(cluster)}.draft-`
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true })
  }
  const draft = mkdtempSync(join(folder, prefix))
  const fresh = join(draft, 'files')
  try {
    mkdirSync(fresh, { mode: 0o700 })
    copyFileSync(passwordFile, join(draft, 'password'))
    if (programs.account !== undefined) giveTo(programs.account, draft)
    await initialise(fresh, programs)
    renameSync(fresh, cluster)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function initialise(fresh: string, programs: Programs): Promise<void> {
  const { directory, account } = programs
  const place = clusterArgument(fresh, account)
  const common = ['-D', place, '-U', SUPERUSER, `--pwfile=${place}/../password`]
  common.push('--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions')
  let problem = ''
  for (const locale of localeChoices(programs.majorVersion)) {
    const initdb = spawn(join(directory, 'initdb'), [...common, ...locale], {
      ...account,
      cwd: fresh,
      env: programEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    })
    const [[code], said] = await Promise.all([
      once(initdb, 'close') as Promise<[number | null]>,
      wholeText(initdb.stderr),
    ])
    if (code === 0) return
    problem ||= said.trim()
  }
  throw new Error(`The database's files could not be made in ${fresh}: ${problem}`)
}

/** Sorting and letter case the same on every machine, whatever locales it has. */
function localeChoices(majorVersion: number): string[][] {
  if (majorVersion < 17) return [['--locale=C.UTF-8'], ['--locale=C']]
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return [
    [...builtin, '--locale=C.UTF-8'],
    [...builtin, '--locale=C'],
  ]
}

/** A folder that only the account (else we ourselves) may enter, with a path short enough for a socket in it. */
export function makePrivateDirectory(account: Account | undefined): string {
  // Socket paths are limited to 107 bytes, 103 on macOS; and TMPDIR may be closed to another account.
  const parent = process.platform === 'win32' || (account === undefined && tmpdir().length < 60) ? tmpdir() : '/tmp'
  const directory = mkdtempSync(join(parent, PRIVATE_PREFIX))
  try {
    if (account !== undefined) giveTo(account, directory)
    return directory
  } catch (error) {
    removePrivateDirectory(directory)
    throw error
  }
}

export function removePrivateDirectory(directory: string): void {
  // The name comes from a file; nothing but what we made is removed.
  if (basename(directory).startsWith(PRIVATE_PREFIX)) rmSync(directory, { recursive: true, force: true })
}

const PRIVATE_PREFIX = 'postgres-socket-'

function giveTo({ uid, gid }: Account, path: string): void {
  const { status, error, stderr } = spawnSync('chown', ['-R', '-h', `${uid}:${gid}`, path], { encoding: 'utf8' })
  if (status === 0) return
  throw new Error(
    `PostgreSQL refuses to run as root, and ${path} can not be given to uid ${uid} (${error?.message ?? stderr.split('\n')[0]}): ` +
      'start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** What a server writes down about itself while it runs. */
export type Postmaster = { pid: number; port: number; socketDirectory: string; ready: boolean }

export function readPostmaster(cluster: string): Postmaster | undefined {
  const text = readIfThere(join(cluster, 'postmaster.pid'))
  if (text === undefined) return undefined
  const [pid = '', , , port = '', socketDirectory = '', , , status = ''] = text.split('\n')
  return { pid: Number(pid), port: Number(port), socketDirectory, ready: status.startsWith('ready') }
}

// The server removes the file when it likes: asking first whether it is there would leave a gap.
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Whether that process is a server on these files, and not a later process that was given the number of a dead one. */
export function isServerOf(cluster: string, pid: number): boolean {
  if (pid <= 0 || !isProcessAlive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform === 'linux') {
    try {
      const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
      return theirs.ino === ours.ino && theirs.dev === ours.dev
    } catch (error) {
      // Root in a container may not look into another account's process, only at its name.
      const isClosed = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
      return isClosed && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
    }
  }
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres')
}
