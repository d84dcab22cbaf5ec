// A node that does nothing but keep analytics, in a process of its own, so that it can be killed at any moment.
import pino from 'pino'
import type pg from 'pg'
import { startLogTail } from '../server/activity/log-tail.ts'
import { startAnalytics } from '../server/analytics/analytics-loop.ts'
import { openDatabase } from '../server/platform/database.ts'

const { app, worker, now } = JSON.parse(process.argv[2] ?? '') as Record<'app' | 'worker', pg.ClientConfig> & {
  now: string
}
const named = (connection: pg.ClientConfig) =>
  openDatabase({ ...connection, application_name: 'analytics consumer' }, { max: 3 })
const databases = { app: named(app), worker: named(worker) }
const log = pino({ level: 'silent' })
const analytics = startAnalytics({ ...databases, log, clock: () => new Date(now) })
startLogTail({ worker: databases.worker, log }).subscribe(() => void analytics.kick())
void analytics.kick()
process.stdout.write('ready\n')
// Timers here let a process end; this one stays until it is killed.
setInterval(() => {}, 1_000)
