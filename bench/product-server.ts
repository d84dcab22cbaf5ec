// The product's server as a process of the bench: started as in production, its log to /dev/null, its figures by message.
import { makeApp } from '../server/app.ts'
import { makeLog } from '../server/platform/log.ts'
import { readSettings } from '../server/platform/settings.ts'
import { startDatabase } from '../server/start-database.ts'
import { serve } from './served.ts'

const settings = readSettings()
const database = await startDatabase(settings, () => {})
const app = await makeApp({
  database: database.app,
  log: makeLog('info', false),
  clock: () => new Date(),
  rateLimit: 1_000_000_000,
  trustProxy: false,
  publicUrl: () => 'http://127.0.0.1',
})
await app.listen({ port: 0, host: '127.0.0.1' })
serve(app.server, () => database.app.statementCount())
