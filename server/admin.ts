// The commands of `npm run admin`: what is done to an installation rather than within an organisation, running or not.
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { Problem } from '../domain/problems.ts'
import { NewOrganization } from '../domain/organization.ts'
import { findHead, forgetHead, headsFolder, headsKept } from './activity/head-files.ts'
import { restoresOf, tellRestored } from './activity/restored-log.ts'
import { tellVerification } from './activity/tell-verification.ts'
import { verifyActivity } from './activity/verify-activity.ts'
import { backUp, bringBack } from './admin-backup.ts'
import { makeLink } from './access/one-time-links.ts'
import { deleteDemoCredentials, writeDemoCredentials } from './demo/demo-credentials.ts'
import { DEMO_IDS, makeDemo, removeDemo } from './demo/make-demo.ts'
import { recount } from './analytics/recount.ts'
import { comparePulse } from './pulse/compare-pulse.ts'
import { createOrganization, foundingContext } from './people/organization-operations.ts'
import { makeLog } from './platform/log.ts'
import { AlreadyRunning } from './platform/process-lock.ts'
import { readSettings, SettingsError, type Settings } from './platform/settings.ts'
import { transaction } from './platform/transaction.ts'
import { addDefaultTemplates } from './projects/template-operations.ts'
import { lastAddress } from './server-address.ts'
import { reachDatabase, type RunningDatabase } from './start-database.ts'

const USAGE = `Usage: npm run admin -- <command>

  create-organization --name <name> --timezone <zone> --currency <code>
                      --admin-name <name> --admin-email <address> [--url <address of the server>]
                   founds an organisation and prints the link with which its first Project Admin joins
  make-demo        makes the demo agency, also where it was removed
  remove-demo      removes the demo agency with everything in it
  rebuild-health   [--project <id>]
                   computes every kept day's health anew, from the activity alone, and names the days that differ
  recount-analytics  [--organization <id>]
                   counts everything that figures add up from scratch, names what was not so, and mends it
  verify-activity  [--organization <id>]
                   proves that nothing in the log of what happened was changed, or names the first entry that was
  backup           [--into <folder>] [--logical]
                   makes a backup, of the database, attached files and keys, under BACKUP_DIR or that folder; a logical one
                   is for another server or major version, and the only one of a database at DATABASE_URL
  restore          [--from <folder>] [--to <instant>] [--replace]
                   brings an installation back: to that instant exactly, else to the last that was kept; what was there
                   is put aside where --replace says so
  migrate          brings the database up to date
  help             prints this

It works on the installation that the same settings (DATA_DIR, DATABASE_URL, …) start, while it runs and while it does not.`

/** What the person at the keyboard did wrong, in one line. */
class Misuse extends Error {}

type Options = Record<string, string | undefined>
interface Command {
  options: readonly string[]
  /** Options without a value. */
  flags?: readonly string[]
  run(place: Place, options: Options): Promise<void>
}
interface Place {
  database: RunningDatabase
  settings: Settings
}
/** Of an installation that must not run. */
interface CommandApart extends Pick<Command, 'options' | 'flags'> {
  runApart(settings: Settings, options: Options): Promise<void>
}

const OPTIONAL = ['url', 'project', 'organization', 'into', 'from', 'to']

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (line: string): void => void process.stdout.write(`${line}\n`)

const COMMANDS: Record<string, Command | CommandApart> = {
  'create-organization': {
    options: ['name', 'timezone', 'currency', 'admin-name', 'admin-email', 'url'],
    run: foundOrganization,
  },
  'make-demo': {
    options: [],
    async run({ database, settings }) {
      const { secretKey, dataDir } = settings
      await makeDemo({ database, secretKey, now: new Date(), say, again: true })
      print(
        `The demo agency is there. How to sign in: ${writeDemoCredentials(dataDir, addressOf(settings), secretKey)}`,
      )
    },
  },
  'remove-demo': {
    options: [],
    async run({ database, settings }) {
      const removed = await removeDemo(database.worker, new Date())
      deleteDemoCredentials(settings.dataDir)
      for (const id of DEMO_IDS) await forgetHead(headsFolder(settings.dataDir), id)
      print(
        removed ? 'The demo agency is removed, and is not made again.' : 'There is no demo agency; none will be made.',
      )
    },
  },
  'rebuild-health': {
    options: ['project'],
    run: rebuildHealth,
  },
  'recount-analytics': {
    options: ['organization'],
    run: recountFigures,
  },
  'verify-activity': {
    options: ['organization'],
    run: verifyLogs,
  },
  backup: {
    options: ['into'],
    flags: ['logical'],
    run: async (place, { into, logical }) => print(await backUp(place, { into, logical: logical !== undefined })),
  },
  restore: {
    options: ['from', 'to'],
    flags: ['replace'],
    async runApart(settings, { from, to, replace }) {
      for (const line of await bringBack(settings, { from, to, replace: replace !== undefined }, say)) print(line)
      print('It is restored. Start the server.')
    },
  },
  migrate: {
    options: [],
    // Reaching the database has migrated it.
    run: async () => print('The database is up to date.'),
  },
}

async function foundOrganization({ database, settings }: Place, options: Options): Promise<void> {
  const { name, timezone, currency, url } = options
  const asked = { name, timezone, currency, admin: { name: options['admin-name'], email: options['admin-email'] } }
  const checked = NewOrganization.safeParse(asked)
  if (!checked.success) throw new Misuse(complaintOf(checked.error.issues[0]))
  const publicUrl = (url ?? addressOf(settings)).replace(/\/+$/, '')
  const context = { ...foundingContext(checked.data, new Date()), publicUrl }
  const link = await transaction(database.app, context, async (tx) => {
    await createOrganization(tx, checked.data)
    await addDefaultTemplates(tx)
    tx.record('person.invited', { type: 'person', id: tx.actor.id }, { email: { to: checked.data.admin.email } })
    return makeLink(tx, 'invitation', tx.actor.id)
  })
  print(
    `${checked.data.name} is founded. ${checked.data.admin.name} joins here, once, until ${link.expiresAt.toISOString()}:\n${link.url}`,
  )
}

const MOST_TOLD = 50

async function rebuildHealth({ database }: Place, { project }: Options): Promise<void> {
  const { days, differences } = await comparePulse(database.worker, project === undefined ? {} : { projectId: project })
  for (const { organizationId, projectId, on, what } of differences.slice(0, MOST_TOLD))
    print(`${organizationId} ${projectId} ${on}: ${what.join(', ')}`)
  print(`Of ${days} kept days ${days - differences.length} are what the activity says.`)
  if (differences.length > 0) process.exitCode = 1
}

async function recountFigures({ database, settings }: Place, { organization }: Options): Promise<void> {
  const { app, worker } = database
  const log = makeLog(settings.logLevel, false)
  const { projects, people, differences } = await recount({ app, worker, log, clock: () => new Date() }, organization)
  for (const { organizationId, kind, id, row, was = 'not there', is = 'not there' } of differences.slice(0, MOST_TOLD))
    print(`${organizationId} ${kind} ${id} ${row}: was ${was}, is ${is}`)
  print(`Counted ${projects} projects and ${people} people; ${differences.length} rows were not so and are now.`)
  if (differences.length > 0) process.exitCode = 1
}

async function verifyLogs({ database, settings }: Place, { organization }: Options): Promise<void> {
  const { worker } = database
  const folder = headsFolder(settings.dataDir)
  const known = await worker.query<{ id: string }>(sql`select id from organizations order by id`)
  const ids = known.map(({ id }) => id).filter((id) => organization === undefined || id === organization)
  if (ids.length === 0 && organization !== undefined) throw new Misuse(`There is no organisation ${organization}`)
  for (const organizationId of ids) {
    const headCopy = await findHead(folder, organizationId)
    const { activityKey } = settings
    const found = await verifyActivity({ query: (query) => worker.query(query), organizationId, activityKey, headCopy })
    for (const line of tellVerification(found)) print(line)
    for (const restored of await restoresOf(folder, organizationId)) print(`  ${tellRestored(restored)}`)
    if (found.bad) process.exitCode = 1
  }
  for (const id of await headsKept(folder))
    if (!known.some((one) => one.id === id)) print(`${id}: is not there any more, though a copy of its log’s head is.`)
}

function complaintOf(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const option = (issue?.path ?? []).join('-')
  return `--${option} ${/undefined/.test(issue?.message ?? '') ? 'is needed' : issue?.message}`
}

/** Where people reach the server: as set, else where it listened last, else where it would. */
function addressOf({ publicUrl, host, port, dataDir }: Settings): string {
  const known = publicUrl ?? lastAddress(dataDir)
  return known ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function main([name = '', ...rest]: string[]): Promise<void> {
  if (['help', '--help', '-h'].includes(name)) return print(USAGE)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(name === '' ? 'Which command?' : `Unknown command: ${name}`)
  const options = optionsOf(command, rest)
  const settings = readSettings()
  if ('runApart' in command) return command.runApart(settings, options)
  const database = await reachDatabase(settings, say)
  try {
    await command.run({ database, settings }, options)
  } finally {
    await database.stop()
  }
}

function optionsOf({ options, flags = [] }: Pick<Command, 'options' | 'flags'>, words: string[]): Options {
  try {
    const taking = (names: readonly string[], type: 'string' | 'boolean') =>
      names.map((name) => [name, { type }] as const)
    const known = Object.fromEntries([...taking(options, 'string'), ...taking(flags, 'boolean')])
    const { values: given } = parseArgs({ args: words, options: known })
    const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])) as Options
    const missing = options.filter((option) => !OPTIONAL.includes(option) && values[option] === undefined)
    if (missing.length > 0) throw new Misuse(`Missing: ${missing.map((option) => `--${option}`).join(', ')}`)
    return values
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse((error as Error).message.split('. ')[0])
  }
}

function tell(error: unknown): void {
  process.exitCode = 1
  if (error instanceof Misuse) return say(`${error.message}\n\n${USAGE}`)
  if (error instanceof Problem || error instanceof SettingsError) return say(error.message)
  const starting = error instanceof AlreadyRunning ? ': it is starting or stopping just now, try again in a moment' : ''
  say(
    error instanceof Error
      ? `${error.message}${starting}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}`
      : String(error),
  )
}

await main(process.argv.slice(2)).catch(tell)
