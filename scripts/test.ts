// What `npm test` runs: the checks of the sources, the tests without a database, then all others against one PostgreSQL.
// Not a test framework: node:test is, and this only decides what it runs and with which database.
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { buildPage } from '../server/build-page.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'
import { isServerOf, readPostmaster, removePrivateDirectory } from '../server/platform/postgres-cluster.ts'

type Command = { name: string; program: string; args: string[]; env?: Record<string, string> }

const ROOT = resolve(import.meta.dirname, '..')
const words = process.argv.slice(2)
const switches = new Set(words.filter((word) => word.startsWith('--')))
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = [...switches].filter((word) => !['--external', '--long'].includes(word))

// A test file keeps a core busy, with its part of the database.
const AT_ONCE = 3

const startedAt = Date.now()
// Everything that tests put into the temporary folder lies in here, so that an interrupted run leaves nothing either.
const workDir = mkdtempSync(join(tmpdir(), 'test-run-'))
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort(signal))

process.exitCode = await main().catch((error: Error) => refuse(error.message))
await cleanUp()

async function main(): Promise<number> {
  if (unknown.length > 0)
    return refuse(`Unknown: ${unknown.join(' ')}. Known: --external, --long, parts of test paths.`)
  const files = testFiles()
  if (files.length === 0) return refuse(`No test file's path contains ${wanted.join(' or ')}.`)
  const needing = files.filter(needsDatabase)
  const units = files.filter((file) => !needing.includes(file))
  const passed =
    (wanted.length > 0 || (await checkSources())) &&
    (await runTests(`tests without a database (${units.length} files)`, units, ['--test-isolation=none'])) &&
    (needing.length === 0 || (await runWithDatabase(needing)))
  if (interrupted.signal.aborted) return refuse(`Interrupted after ${seconds(startedAt)}.`)
  console.log(passed ? `\nAll passed in ${seconds(startedAt)}.` : `\nFailed after ${seconds(startedAt)}.`)
  return passed ? 0 : 1
}

function testFiles(): string[] {
  const all = globSync('{domain,server,test,web}/**/*.test.ts', { cwd: ROOT, exclude: ['web/dist/**'] }).map((file) =>
    file.replaceAll('\\', '/'),
  )
  return all.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part))).toSorted()
}

/** Only the law, the page's arithmetic and the platform's pure pieces run without; a platform test that touches a server says so in its imports. */
function needsDatabase(file: string): boolean {
  if (/^(domain|web)\//.test(file)) return false
  if (!file.startsWith('server/platform/')) return true
  return /TEST_DATABASE_URL|startEmbeddedPostgres|from '(\.\.\/)+test\//.test(readFileSync(join(ROOT, file), 'utf8'))
}

async function checkSources(): Promise<boolean> {
  const bin = (name: string, ...args: string[]) => ({ program: join(ROOT, 'node_modules/.bin', name), args })
  if (!(await step({ name: 'format', ...bin('oxfmt', '--check') }))) return false
  const steps = [
    { name: 'lint', ...bin('oxlint', '--quiet', '--format=unix') },
    { name: 'types', ...bin('tsc', '--pretty', 'false') },
    { name: 'types of the page', ...bin('tsc', '-p', 'web', '--pretty', 'false') },
  ]
  return (await Promise.all(steps.map(step))).every(Boolean)
}

/** Node's own runner on these files, with its own report. */
async function runTests(name: string, files: string[], options: string[], env = {}): Promise<boolean> {
  if (files.length === 0) return true
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec', ...options, ...files]
  const folders = { TMPDIR: workDir, TEMP: workDir, TMP: workDir }
  return step({ name, program: process.execPath, args, env: { ...folders, ...env } })
}

/** Processes of ever fewer files, so that all end at about the same time; those that walk the whole house come first. */
function inGroups(files: string[]): string[] {
  const runner = pathToFileURL(join(ROOT, 'scripts/test-files.ts')).href
  const groups: string[] = []
  let left = files.toReversed()
  while (left.length > 0) {
    const size = Math.ceil(left.length / (3 * AT_ONCE))
    const group = join(workDir, `group-${String(groups.length).padStart(3, '0')}.mjs`)
    const code = `import { runFiles } from '${runner}'\nrunFiles(${JSON.stringify(left.slice(0, size))})\n`
    writeFileSync(group, code)
    groups.push(group)
    left = left.slice(size)
  }
  return groups
}

async function runWithDatabase(files: string[]): Promise<boolean> {
  const given = switches.has('--external') ? process.env.TEST_DATABASE_URL : undefined
  const run = (url: string) =>
    runTests(`tests with PostgreSQL (${files.length} files)`, inGroups(files), [`--test-concurrency=${AT_ONCE}`], {
      TEST_DATABASE_URL: url,
      ...(switches.has('--long') ? { TEST_LONG: '1' } : {}),
    })
  if (given !== undefined) return run(given)

  // Once, before two files at a time would both need it.
  await buildPage((line) => console.log(line))
  const since = Date.now()
  const dataDir = join(workDir, 'database')
  mkdirSync(dataDir)
  // Before version 16 the programs go back to where they were started from by its whole path.
  if (switches.has('--external')) for (const folder of [workDir, dataDir]) chmodSync(folder, 0o711)
  const programs = programsFor(switches.has('--external'))
  const server = await startEmbeddedPostgres({ dataDir, say: () => undefined, ...programs })
  try {
    console.log(`✔ database started (${seconds(since)})`)
    return await run(connectionString(server))
  } finally {
    await server.stop()
  }
}

/** Servers of tests that were cut off live on: they are made to survive their owner. */
async function cleanUp(): Promise<void> {
  for (const file of globSync('**/postmaster.pid', { cwd: workDir })) {
    const cluster = dirname(join(workDir, file))
    const server = readPostmaster(cluster)
    if (server === undefined) continue
    if (isServerOf(cluster, server.pid)) process.kill(server.pid, 'SIGQUIT')
    for (let tries = 0; readPostmaster(cluster) !== undefined && tries < 100; tries++) await wait(20)
    removePrivateDirectory(server.socketDirectory)
  }
  rmSync(workDir, { recursive: true, force: true, maxRetries: 5 })
}

/** With --external the machine's own PostgreSQL, the newest that is not too old. */
function programsFor(external: boolean): { programDirectory?: string } {
  if (!external) return {}
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).map(Number) : []
  const newest = Math.max(...versions.filter((version) => existsSync(`${base}/${version}/bin/initdb`)))
  if (newest >= 15) return { programDirectory: `${base}/${newest}/bin` }
  throw new Error(
    'No PostgreSQL 15 or newer is installed here: set TEST_DATABASE_URL to an administrator’s connection.',
  )
}

function connectionString({ connection }: EmbeddedPostgres): string {
  const { user, password, host, port, database } = connection
  if (!host.startsWith('/')) return `postgresql://${user}:${password}@${host}:${port}/${database}`
  return `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}

async function step({ name, program, args, env }: Command): Promise<boolean> {
  if (interrupted.signal.aborted) return false
  const since = Date.now()
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell: process.platform === 'win32' && program !== process.execPath,
  })
  // In a terminal the child has had the signal too; a second one does it no harm.
  interrupted.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done))
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds(since)})`)
  return code === 0
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

function refuse(message: string): number {
  console.error(message)
  return interrupted.signal.aborted ? 130 : 1
}
