// Makes background work of the ordered log: reads on from where it stood, and moves its place in the transaction that makes it.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { LogEntry } from '../activity/log-entries.ts'
import { readOnce } from '../activity/log-reader.ts'
import type { Database } from '../platform/database.ts'
import { derivedId, type JobContent, type Jobs, type NewJob } from '../platform/jobs.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { JobHandler } from './job-handler.ts'

/** Its name among the log's readers. */
const READER = 'jobs'
const MOST_AT_ONCE = 1_000
/** More than these beside the first of one act are a job of their own. */
const MOST_TOGETHER = 999
/** Without being told of new entries, it looks this often. */
const POLL_MS = 500

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
export async function feedJobs({ worker, jobs, handlers }: FeedOptions): Promise<number> {
  if (!(await isBehind(worker))) return 0
  const read = await readOnce(worker, READER, MOST_AT_ONCE, async (connection, entries) => {
    for (const [queue, made] of workOf(entries, handlers)) await jobs.add(connection, queue, joined(made))
  })
  return read ?? 0
}

/** Looked at first: an idle look costs the database no transaction. */
async function isBehind(worker: Database): Promise<boolean> {
  const [found] = await worker.query<{ behind: boolean }>(sql`
    select l.position > r.position as behind from activity_relay l, activity_readers r where r.name = ${READER}`)
  return found?.behind ?? true
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

/**
 * One job for what belongs together. It has the id of the first of it: what is made again by a reader that stands elsewhere
 * may be made of fewer at a time, and is then done again, which does nothing.
 */
function joined(made: readonly NewJob[]): NewJob[] {
  const jobs: NewJob[] = []
  const open = new Map<string, string[]>()
  for (const job of made) {
    const { together, content } = job
    const others = together === undefined ? undefined : open.get(together)
    if (others && others.length < MOST_TOGETHER) others.push(String(content.entryId))
    else if (together === undefined) jobs.push(job)
    else {
      const more: string[] = []
      open.set(together, more)
      jobs.push({ ...job, content: { ...content, more } })
    }
  }
  return jobs
}

/** The event of somebody asking for work that was given up: the entry says which. */
export const REQUESTED = 'job.requested'

const askedFor = (entry: LogEntry): NewJob => ({
  id: derivedId(entry.organizationId, entry.id, entry.entityId),
  content: { ...(entry.changes.content?.to as JobContent), failedJobId: entry.entityId },
})
