// Makes background work of the ordered log: reads on from where it stood, and moves its place in the transaction that makes it.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { entriesAfter, type LogEntry } from '../activity/log-entries.ts'
import { abandon } from '../platform/borrow-connection.ts'
import type { Connection, Database } from '../platform/database.ts'
import { derivedId, type JobContent, type Jobs, type NewJob } from '../platform/jobs.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { JobHandler } from './job-handler.ts'

/** Its name among the log's readers. */
const READER = 'jobs'
const MOST_AT_ONCE = 1_000
const POLL_MS = 200

export interface FeedOptions {
  worker: Database
  jobs: Jobs
  handlers: readonly JobHandler[]
}

/** Any number of nodes may feed: one at a time does, and what it has fed no other sees. `fed` is told that there is work. */
export function startFeeding({ log, fed, ...options }: FeedOptions & { log: Logger; fed: () => void }): Loop {
  return startLoop({
    everyMs: POLL_MS,
    log,
    failure: 'background work could not be made of the log',
    async round(isStopped) {
      for (let read; !isStopped() && (read = await feedJobs(options)) > 0;) {
        fed()
        if (read < MOST_AT_ONCE) break
      }
    },
  })
}

/** Reads once, and answers how many entries; none where another node is at it. */
export async function feedJobs(options: FeedOptions): Promise<number> {
  const { worker } = options
  if (!(await isBehind(worker))) return 0
  const connection = await worker.connect()
  try {
    const read = await feedSome(connection, options)
    connection.release()
    return read
  } catch (error) {
    await abandon(connection)
    throw error
  }
}

/** Looked at first: an idle look costs the database no transaction. */
async function isBehind(worker: Database): Promise<boolean> {
  const [found] = await worker.query<{ behind: boolean | null }>(sql`
    select l.position > coalesce((select position from activity_readers where name = ${READER}), 0) as behind from activity_relay l`)
  return found?.behind ?? false
}

async function feedSome(connection: Connection, { jobs, handlers }: FeedOptions): Promise<number> {
  await connection.query(sql`begin`)
  await connection.query(
    sql`insert into activity_readers (name, position) values (${READER}, 0) on conflict (name) do nothing`,
  )
  const [place] = await connection.query<{ position: number }>(
    sql`select position from activity_readers where name = ${READER} for update skip locked`,
  )
  const entries = place ? await connection.query(entriesAfter(place.position, MOST_AT_ONCE)) : []
  for (const [queue, made] of workOf(entries, handlers)) await jobs.add(connection, queue, made)
  const last = entries.at(-1)
  if (last) await connection.query(sql`update activity_readers set position = ${last.position} where name = ${READER}`)
  await connection.query(sql`commit`)
  return entries.length
}

function workOf(entries: readonly LogEntry[], handlers: readonly JobHandler[]): Map<string, NewJob[]> {
  const work = new Map<string, NewJob[]>(handlers.map(({ queue }) => [queue, []]))
  for (const entry of entries) {
    // What happened earlier and was only told has no consequences.
    if (entry.history) continue
    for (const { queue, jobsFor } of handlers) work.get(queue)?.push(...(jobsFor?.(entry) ?? []))
    if (entry.event === REQUESTED) work.get(entry.changes.queue?.to as string)?.push(askedFor(entry))
  }
  return work
}

/** The event of somebody asking for work that was given up: the entry says which. */
export const REQUESTED = 'job.requested'

const askedFor = (entry: LogEntry): NewJob => ({
  id: derivedId(entry.id, entry.entityId),
  content: { ...(entry.changes.content?.to as JobContent), failedJobId: entry.entityId },
})
