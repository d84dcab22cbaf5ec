// The product with its page and what it tells live, as a process of the bench; nothing else goes on by itself.
import { startLogTail } from '../server/activity/log-tail.ts'
import { startRelay } from '../server/activity/relay.ts'
import { keepMonths } from '../server/activity/retire-entries.ts'
import { countAnew, everything } from '../server/analytics/count-due.ts'
import { makeApp } from '../server/app.ts'
import { buildPage } from '../server/build-page.ts'
import { makeLive } from '../server/live/live.ts'
import { makeLog } from '../server/platform/log.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { readSettings } from '../server/platform/settings.ts'
import { startDatabase } from '../server/start-database.ts'
import { ORGANIZATION } from './fill.ts'
import { serve } from './served.ts'

const page = await buildPage(() => {})
const database = await startDatabase(readSettings(), () => {})
const clock = () => new Date()
const log = makeLog('info', false)
// Figures of everybody and of every twentieth project: a part is 25 of them.
for (const [n, part] of (await everything(database.worker, ORGANIZATION)).entries())
  if (part.kind === 'person' || n % 20 === 0) await countAnew(database.app, part, clock())
await keepMonths(database.worker, clock())
const live = makeLive({ database: database.app, log, clock })
const app = await makeApp({
  database: database.app,
  log,
  clock,
  rateLimit: 1_000_000_000,
  trustProxy: false,
  publicUrl: () => 'http://127.0.0.1',
  live,
  page,
})
const tail = startLogTail({ worker: database.worker, log })
live.follow(tail)
const relay = startRelay({ database: database.relay, log, onPlaced: () => void tail.kick() })
whenRecorded(database.app, () => relay.kick())
await app.listen({ port: 0, host: '127.0.0.1' })
serve(app.server, () => database.app.statementCount())
