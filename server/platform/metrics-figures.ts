// What the database tells of the whole installation, for /metrics: in counts alone, nothing of whose they are.
import { sql } from 'kysely'
import type { Database } from './database.ts'

export interface Figures {
  relay: { lagSeconds: number; waiting: number; position: number }
  outgoing: { waiting: number; given_up: number }
  alerts: { warning: number; critical: number }
  jobs: { queue: string; state: string; count: number }[]
}

/** Entries of a told history are as old as what they tell; how long they wait is not known from them. */
const FIGURES = (now: Date) => sql<Omit<Figures, 'jobs'>>`
  select
    (select json_build_object('waiting', count(*), 'position', (select position from activity_relay),
        'lagSeconds', greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(u.at) filter (where not u.history)), 0)))
      from (select at, history from activity where position is null order by written limit 10000) u) as relay,
    (select json_build_object('waiting', count(*) filter (where next_attempt_at < 'infinity'),
        'given_up', count(*) filter (where next_attempt_at = 'infinity'))
      from outgoing_messages where sent_at is null) as outgoing,
    (select json_build_object('warning', count(*) filter (where severity = 'warning'),
        'critical', count(*) filter (where severity = 'critical'))
      from alerts where cleared_at is null) as alerts`

/** Waiting and running ones; what is done is swept within the hour. */
const JOBS = sql<Figures['jobs'][number]>`
  select name as queue, state::text, count(*)::int as count from jobs.job where state in ('created', 'retry', 'active')
  group by name, state order by name limit 300`

export async function readFigures(worker: Database, now: Date): Promise<Figures> {
  const [[found], jobs] = await Promise.all([worker.query(FIGURES(now)), worker.query(JOBS)])
  if (!found) throw new Error('a statement without a row')
  return { ...found, jobs }
}
