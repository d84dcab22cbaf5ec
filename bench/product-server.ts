// The product's server as a process of the bench: started as in production, its log to /dev/null, its figures by message.
import { startRelay } from '../server/activity/relay.ts'
import { makeApp } from '../server/app.ts'
import { makeLog } from '../server/platform/log.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { readSettings } from '../server/platform/settings.ts'
import { startDatabase } from '../server/start-database.ts'
import { serve } from './served.ts'

const settings = readSettings()
const database = await startDatabase(settings, () => {})
const log = makeLog('info', false)
const app = await makeApp({
  database: database.app,
  log,
  clock: () => new Date(),
  rateLimit: 1_000_000_000,
  trustProxy: false,
  publicUrl: () => 'http://127.0.0.1',
})
// As in production, what is written gets its place in the log at once; BENCH_RELAY=off measures what writers pay for that.
if (process.env.BENCH_RELAY !== 'off') {
  const relay = startRelay({ database: database.relay, log, onPlaced: () => {} })
  whenRecorded(database.app, () => relay.kick())
}
await app.listen({ port: 0, host: '127.0.0.1' })
serve(app.server, () => database.app.statementCount())
