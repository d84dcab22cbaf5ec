// Starts the server: settings, database, demo, HTTP; stops it in reverse, letting requests in flight finish.
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { makeApp, sweeps } from './app.ts'
import { demoCredentials, writeDemoCredentials } from './demo/demo-credentials.ts'
import { makeDemo } from './demo/make-demo.ts'
import { allAfterReplies } from './platform/after-reply.ts'
import { makeLog } from './platform/log.ts'
import { senderOf, startMailLoop } from './platform/mail.ts'
import { readSettings, SettingsError, type Settings } from './platform/settings.ts'
import { startSweep } from './platform/sweep.ts'
import { keepAddress } from './server-address.ts'
import { startDatabase, type RunningDatabase } from './start-database.ts'

const say = (progress: string): void => void process.stderr.write(`${progress}\n`)

const clock = () => new Date()

async function start(settings: Settings): Promise<() => Promise<void>> {
  const log = makeLog(settings.logLevel, process.stdout.isTTY)
  const database = await startDatabase(settings, say)
  let ready = false
  let baseUrl = settings.publicUrl ?? ''
  const app = await makeApp({
    database: database.app,
    log,
    clock,
    rateLimit: settings.rateLimit,
    trustProxy: settings.trustProxy,
    publicUrl: () => baseUrl,
    isReady: () => ready,
  })
  let background: Background | undefined
  const stop = async () => {
    ready = false
    await app.close()
    await allAfterReplies()
    await background?.stop()
    await database.stop()
  }
  try {
    const listening = await app.listen({ port: settings.port, host: settings.host })
    baseUrl ||= listening
    keepAddress(settings.dataDir, baseUrl)
    const howToSignIn = await prepareSignIn(settings, database, baseUrl)
    background = startBackground(settings, database, baseUrl, log)
    ready = true
    say(`\nProject Operations is at ${baseUrl}  (API: ${baseUrl}/docs)\n${howToSignIn}`)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

interface Background {
  stop(): Promise<unknown>
}

/** What goes on without being asked: mail on its way out, and what has had its time. */
function startBackground({ smtpUrl, dataDir }: Settings, { worker }: RunningDatabase, baseUrl: string, log: Logger): Background {
  const from = senderOf(smtpUrl, baseUrl)
  const mail = startMailLoop({ database: worker, smtpUrl, outboxDir: join(dataDir, 'outbox'), from, log, clock })
  const sweep = startSweep({ database: worker, sweeps, log, clock })
  return { stop: () => Promise.all([mail.stop(), sweep.stop()]) }
}

/** Makes the demo where it is wanted, and answers with what somebody needs to get in. */
async function prepareSignIn(
  { demo, dataDir, secretKey }: Settings,
  database: RunningDatabase,
  baseUrl: string,
): Promise<string> {
  if (demo && (await makeDemo({ database, secretKey, now: new Date(), say }))) {
    const { email, password } = demoCredentials(secretKey).admin
    const file = writeDemoCredentials(dataDir, baseUrl, secretKey)
    return `Sign in as ${email} with the password ${password}; five more people and API tokens are in ${file}`
  }
  const [found] = await database.worker.query(sql`select 1 from organizations limit 1`)
  if (found) return ''
  return `There is no organisation yet: npm run admin -- create-organization (npm run admin -- help tells more)`
}

async function main(): Promise<void> {
  const stop = await start(readSettings())
  let stopping = false
  const onSignal = (signal: string): void => {
    if (stopping) return
    stopping = true
    say(`${signal}: finishing the requests in flight…`)
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
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
