// The product's server as a process of the bench: started as in production, its log to /dev/null, its figures by message.
// Whether what is written gets its place in the ordered log is switched by message, too.
import { headsFolder } from '../server/activity/head-files.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { startRelay } from '../server/activity/relay.ts'
import { keepMonths } from '../server/activity/retire-entries.ts'
import { sealAll, startSealing } from '../server/activity/seal-entries.ts'
import { makeApp } from '../server/app.ts'
import { makeLog } from '../server/platform/log.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { readSettings } from '../server/platform/settings.ts'
import { startDatabase } from '../server/start-database.ts'
import { serve } from './served.ts'

const settings = readSettings()
const database = await startDatabase(settings, () => {})
const clock = () => new Date()
await keepMonths(database.worker, clock())
const log = makeLog('info', false)
const app = await makeApp({
  database: database.app,
  log,
  clock,
  rateLimit: 1_000_000_000,
  trustProxy: false,
  publicUrl: () => 'http://127.0.0.1',
  // What the main table measures is read anew each time.
  keepBytes: Number(process.env.BENCH_KEEP_BYTES ?? 0),
})

/** What keeps the ordered log as in production, once what came before is done; answers how to end it. */
async function keepLog(): Promise<() => Promise<void>> {
  const { activityKey, dataDir } = settings
  const sealing = { database: database.relay, activityKey, headsFolder: headsFolder(dataDir), clock }
  await placeEntries(database.relay)
  await sealAll(sealing)
  const relay = startRelay({ database: database.relay, log, onPlaced: () => {} })
  const seals = startSealing({ ...sealing, log, isOurs: () => relay.holds() })
  const forget = whenRecorded(database.app, () => relay.kick())
  return async () => {
    forget()
    await seals.stop()
    await relay.stop()
  }
}

let endLog: (() => Promise<void>) | undefined
const orders = {
  async 'log on'() {
    endLog ??= await keepLog()
  },
  async 'log off'() {
    await endLog?.()
    endLog = undefined
  },
}
await app.listen({ port: 0, host: '127.0.0.1' })
serve(app.server, () => database.app.statementCount(), orders)
