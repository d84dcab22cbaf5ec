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
const FIGURES = (now: Date) => sql<Omit<Figures, 'jobs'> & { hasJobs: boolean }>`
  select
    (select json_build_object('waiting', count(*), 'position', (select position from activity_relay),
        'lagSeconds', greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(u.at) filter (where not u.history)), 0)))
      from (select at, history from activity where position is null order by written limit 10000) u) as relay,
    (select json_build_object('waiting', count(*) filter (where next_attempt_at < 'infinity'),
        'given_up', count(*) filter (where next_attempt_at = 'infinity'))
      from outgoing_messages where sent_at is null) as outgoing,
    (select json_build_object('warning', count(*) filter (where severity = 'warning'),
        'critical', count(*) filter (where severity = 'critical'))
      from alerts where cleared_at is null) as alerts,
    coalesce(has_schema_privilege(to_regnamespace('pgboss')::oid, 'usage'), false) and to_regclass('pgboss.queue') is not null as "hasJobs"`

/** The queues keep these counts themselves, some seconds old. */
const JOBS = sql<Figures['jobs'][number]>`
  select q.name as queue, c.state, c.count from pgboss.queue q cross join lateral (values ('deferred', q.deferred_count),
    ('queued', q.queued_count), ('active', q.active_count)) c (state, count) order by q.name limit 300`

export async function readFigures(worker: Database, now: Date): Promise<Figures> {
  const [found] = await worker.query(FIGURES(now))
  if (!found) throw new Error('a statement without a row')
  const { hasJobs, ...figures } = found
  return { ...figures, jobs: hasJobs ? await worker.query(JOBS).catch(() => []) : [] }
}
