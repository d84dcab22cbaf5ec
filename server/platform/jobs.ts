// The queue of background work: the job library on our own connections. Who feeds it and what runs is not here.
import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { PgBoss, type ConstructorOptions, type JobInsert, type JobWithMetadata } from 'pg-boss'
import type { Logger } from 'pino'
import type { Connection, Database } from './database.ts'
import { JOBS_SCHEMA } from './jobs-schema.ts'

/** What every job says: whose it is, and what else its handler needs to find the rest. Ids only, nothing of the business. */
export interface JobContent {
  organizationId: string
  /** What it is for, as an administrator reads it. */
  what: string
  [field: string]: unknown
}
export interface NewJob {
  /** Of a derived id there is one job, however often it is made. */
  id: string
  content: JobContent
  /** Work of the same words may be one job, which then names what the others follow from beside its own. */
  together?: string
}
export type Job = JobWithMetadata<JobContent>

/** Where work goes that failed each time. */
export const GIVEN_UP = 'given-up'
/** The first try included; the last comes some ten minutes after the first. */
export const MAX_TRIES = 8
/** A node that says nothing for so long is gone, and its work is taken over. */
const HEARTBEAT_SECONDS = 10
/** How often a node looks for others that are gone. */
const SUPERVISE_SECONDS = 5

const OPTIONS = {
  retryLimit: MAX_TRIES - 1,
  // Doubling with jitter: 2–4, 4–8, 8–16 … seconds.
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 600,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  // What is done stays for a while: who makes the same job late finds that it was there.
  deleteAfterSeconds: 3_600,
  retentionSeconds: 30 * 24 * 3_600,
}

export interface Jobs {
  boss: PgBoss
  /** In the worker's transaction that `connection` has open. */
  add(connection: Connection, queue: string, jobs: readonly NewJob[]): Promise<void>
  /** How many wait and how many run, for each queue. */
  counts(): Promise<{ queue: string; waiting: number; active: number }[]>
  stop(): Promise<void>
}

/** Its tables are there (`prepareDatabase`); the queues are made where they are missing. */
export async function openJobs(options: { worker: Database; queues: readonly string[]; log: Logger }): Promise<Jobs> {
  const { worker, queues, log } = options
  const boss = new PgBoss({
    db: { executeSql: (text, values) => worker.run(text, values) },
    schema: JOBS_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    // The worker owns none of its tables; who cares for the database sees to its indexes.
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'the job queue failed'))
  boss.on('warning', ({ message, data }) => log.warn({ data }, message))
  await boss.start()
  await boss.createQueue(GIVEN_UP, OPTIONS)
  for (const queue of queues) await boss.createQueue(queue, { ...OPTIONS, deadLetter: GIVEN_UP })
  // It looks a queue up once: not while a transaction of ours holds a connection.
  for (const queue of queues) await boss.insert(queue, [])
  return {
    boss,
    async add(connection, queue, jobs) {
      const rows: JobInsert<JobContent>[] = jobs.map(({ id, content }) => ({ id, data: content }))
      if (rows.length > 0) await boss.insert(queue, rows, { db: within(connection) })
    },
    counts: () =>
      worker.query(sql`select name as queue, count(*) filter (where state in ('created', 'retry'))::int as waiting,
        count(*) filter (where state = 'active')::int as active
        from jobs.job where state in ('created', 'retry', 'active') group by name order by name`),
    stop: () => boss.stop({ close: false, graceful: false }),
  }
}

/** The library's statements as some of a transaction of ours. */
const within = (connection: Connection): NonNullable<ConstructorOptions['db']> => ({
  executeSql: async (text, values = []) => ({ rows: (await connection.query(withValues(text, values))) as never[] }),
})

/** `$1`, `$2` … as the values they stand for. */
function withValues(text: string, values: readonly unknown[]): RawBuilder<unknown> {
  const parts = text.split(/\$(\d+)/)
  const texts = parts.filter((_, index) => index % 2 === 0)
  const numbers = parts.filter((_, index) => index % 2 === 1)
  return sql(texts as unknown as TemplateStringsArray, ...numbers.map((number) => values[Number(number) - 1]))
}

/** The same id for the same words, in the form the library's keys have. */
export function derivedId(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
