// Starts the server: settings, database, demo, HTTP; stops it in reverse, letting requests in flight finish.
import { makeApp } from './app.ts'
import { makeLog } from './platform/log.ts'
import { readSettings, SettingsError, type Settings } from './platform/settings.ts'
import { startDatabase } from './start-database.ts'

const say = (progress: string): void => void process.stderr.write(`${progress}\n`)

async function start(settings: Settings): Promise<() => Promise<void>> {
  const log = makeLog(settings.logLevel, process.stdout.isTTY)
  const database = await startDatabase(settings, say)
  let ready = false
  let baseUrl = settings.publicUrl ?? ''
  const app = await makeApp({
    database: database.app,
    log,
    clock: () => new Date(),
    rateLimit: settings.rateLimit,
    trustProxy: settings.trustProxy,
    publicUrl: () => baseUrl,
    isReady: () => ready,
  })
  const listening = await app.listen({ port: settings.port, host: settings.host })
  baseUrl ||= listening
  ready = true
  say(`\nProject Operations is at ${baseUrl}  (API: ${baseUrl}/docs)`)
  return async () => {
    ready = false
    await app.close()
    await database.stop()
  }
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
  else if (code === 'EADDRINUSE') say(`Port ${port} is in use: set PORT to another one (PORT=0 takes any that is free).`)
  else say(error instanceof Error ? `${error.message}${error.cause instanceof Error ? `\n${error.cause.message}` : ''}` : String(error))
  process.exit(1)
}

await main().catch(fail)
