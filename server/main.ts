// Starts the server: settings, database, demo, HTTP; stops it in reverse, letting requests in flight finish.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { headsFolder } from './activity/head-files.ts'
import { keepMonths } from './activity/retire-entries.ts'
import { makeApp, VERSION } from './app.ts'
import { startBackground } from './background.ts'
import { buildPage } from './build-page.ts'
import { demoCredentials, writeDemoCredentials } from './demo/demo-credentials.ts'
import { makeDemo } from './demo/make-demo.ts'
import { makeLive } from './live/live.ts'
import { allAfterReplies } from './platform/after-reply.ts'
import { makeLog } from './platform/log.ts'
import { makeMetrics } from './platform/metrics.ts'
import { readSettings, SettingsError, type Settings } from './platform/settings.ts'
import { reachOutside } from './reach-outside.ts'
import { keepAddress } from './server-address.ts'
import { startDatabase, type RunningDatabase } from './start-database.ts'
import { atMost, makeStopping, type Stopping } from './stopping.ts'

const say = (progress: string): void => void process.stderr.write(`${progress}\n`)

const clock = () => new Date()

async function start(settings: Settings, stopping: Stopping): Promise<void> {
  const log = makeLog(settings.logLevel, process.stdout.isTTY)
  const [database, page] = await Promise.all([reachLog(settings, stopping, log), buildPage(say)])
  const outside = reachOutside(settings, clock)
  const metrics = metricsOf(database)
  const live = makeLive({ database: database.app, log, clock })
  let ready = false
  let baseUrl = settings.publicUrl ?? ''
  const app = await makeApp({
    database: database.app,
    log,
    clock,
    rateLimit: settings.rateLimit,
    keepBytes: settings.keepBytes,
    trustProxy: settings.trustProxy,
    publicUrl: () => baseUrl,
    isReady: () => ready && !stopping.begun,
    outside: {
      ...outside,
      metrics,
      mailSecret: settings.inboundSecret,
      metricsToken: settings.metricsToken,
      proof: { activityKey: settings.activityKey, headsFolder: headsFolder(settings.dataDir) },
    },
    live,
    page,
  })
  await stopping.atTheEnd(() => app.close().then(allAfterReplies))
  const listening = await app.listen({ port: settings.port, host: settings.host })
  baseUrl ||= listening
  keepAddress(settings.dataDir, baseUrl)
  const howToSignIn = await prepareSignIn(settings, database, baseUrl)
  const background = await startBackground(settings, outside, database, live, baseUrl, log)
  metrics.tellOfArchive(background.archived)
  // A message on its way is leased: what a slow mail server has not taken by then is sent at the next start.
  await stopping.atTheEnd(() => atMost(MAIL_STOP_MS, background.stop()))
  ready = true
  say(`\nProject Operations is at ${baseUrl}  (API: ${baseUrl}/docs)\n${howToSignIn}`)
}

/** The database, with a part of the log for this month before anything is written; where its lock is not to be had, the sweep makes it. */
async function reachLog(settings: Settings, stopping: Stopping, log: Logger): Promise<RunningDatabase> {
  const database = await startDatabase(settings, say)
  await stopping.atTheEnd(() => database.stop())
  await keepMonths(database.worker, clock()).catch((err: unknown) => log.warn({ err }, 'this month has no part yet'))
  return database
}

const metricsOf = ({ app, worker, relay }: RunningDatabase) =>
  makeMetrics({ version: VERSION, pools: { app, worker, relay }, worker, clock })

const MAIL_STOP_MS = 5_000

/** Makes the demo where it is wanted, and answers with what somebody needs to get in. */
async function prepareSignIn(
  { demo, dataDir, secretKey }: Settings,
  database: RunningDatabase,
  baseUrl: string,
): Promise<string> {
  if (demo && (await makeDemo({ database, secretKey, now: new Date(), say }))) {
    const { email, password } = demoCredentials(secretKey).admin
    const file = writeDemoCredentials(dataDir, baseUrl, secretKey)
    return `Open it and sign in as ${email} with the password ${password}; API tokens and five more people: ${file}`
  }
  const [found] = await database.worker.query(sql`select 1 from organizations limit 1`)
  if (found) return ''
  return `There is no organisation yet: npm run admin -- create-organization (npm run admin -- help tells more)`
}

async function main(): Promise<void> {
  const stopping = makeStopping()
  let started: Promise<void> = Promise.resolve()
  let firstAt = 0
  const onSignal = (signal: string): void => {
    // One press of Ctrl-C may arrive twice, from the terminal and from npm.
    if (stopping.begun && Date.now() - firstAt > 1_000) process.exit(130)
    if (stopping.begun) return
    firstAt = Date.now()
    say(`${signal}: finishing the requests in flight… (once more ends it at once)`)
    // A start that the signal overtook closes what it was just opening before it ends.
    void stopping
      .stop()
      .then(() => started)
      .then(() => process.exit(0), fail)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  if (process.env.npm_lifecycle_event !== undefined) endWithParent(() => onSignal('SIGTERM'))
  started = start(readSettings(), stopping).catch(async (error: unknown) => {
    // What a signal overtook fails on its way out; the signal decides how it ends.
    if (stopping.begun) return stopping.stop()
    await stopping.stop()
    fail(error)
  })
  await started
}

/** The shell that npm starts us with does not pass SIGTERM on; it only goes, and that is the sign. */
function endWithParent(end: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, 250)
  watch.unref()
}

function fail(error: unknown): never {
  const { code, port } = error as { code?: string; port?: number }
  if (error instanceof SettingsError) say(error.message)
  else if (code === 'EADDRINUSE')
    say(`Port ${port} is in use: set PORT to another one (PORT=0 takes any that is free).`)
  else
    say(
      error instanceof Error
        ? `${error.message}${error.cause instanceof Error ? `\n${error.cause.message}` : ''}`
        : String(error),
    )
  process.exit(1)
}

await main().catch(fail)
