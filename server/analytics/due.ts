// Turns what happened into whose rows have to be counted anew, in the transaction that moves the reader's place.
import { sql } from 'kysely'
import type { LogEntry } from '../activity/log-entries.ts'
import { readOnce } from '../activity/log-reader.ts'
import type { Connection, Database } from '../platform/database.ts'
import { horizonIn } from './count-people.ts'

/** Its name among the log's readers. */
const READER = 'analytics'
const MOST_AT_ONCE = 1_000

/**
 * Reads on in the log, once, and answers how many entries it read; none where another node is at it. What happened earlier
 * and is only told counts like anything else.
 */
export async function markChanged(worker: Database): Promise<number> {
  const [behind] = await worker.query<{ is: boolean }>(sql`
    select l.position > r.position as is from activity_relay l, activity_readers r where r.name = ${READER}`)
  if (behind && !behind.is) return 0
  const read = await readOnce(worker, READER, MOST_AT_ONCE, async (connection, entries) => {
    await markDue(connection, entries)
    await moveHeads(connection, entries)
  })
  return read ?? 0
}

/** What belongs to a project and changes what is counted of it. */
const WITHIN_PROJECTS = ['project', 'task', 'time_entry', 'request', 'communication']
const OF_PEOPLE = ['allocation', 'time_off', 'time_entry']
const ABOUT_PEOPLE = ['person.created', 'person.updated', 'person.suspended', 'person.reinstated']

/**
 * Marks those that a change concerns: its own project, and people. Another zone or week concerns everything of its
 * organisation; a holiday everybody, and what was measured over it once it has come. An organisation that is gone has
 * nothing due.
 */
async function markDue(connection: Connection, entries: readonly LogEntry[]): Promise<void> {
  const column = (of: (entry: LogEntry) => string) => entries.map(of)
  await connection.query(sql`
    with e as (
      select a.organization_id, a.seq, a.event, a.entity_type, a.entity_id, a.project_id, a.changes, a.at
      from unnest(${column(({ organizationId }) => organizationId)}::text[], ${column(({ id }) => id)}::text[]) x (organization_id, id)
      join activity a on a.organization_id = x.organization_id and a.id = x.id),
    everything as (
      select organization_id, seq, true as projects from e
        where event = 'organization.updated' and changes ?| array['timezone', 'workWeek']
      union all
      select organization_id, seq,
        least((changes #>> '{on,from}')::date, (changes #>> '{on,to}')::date) <= (at + interval '2 days')::date
      from e where entity_type = 'holiday' and changes ? 'on'),
    concerned as (
      select organization_id, seq, 'project' as kind, project_id as id from e
        where project_id is not null and entity_type = any(${WITHIN_PROJECTS}) and event <> 'project.health_changed'
      union all select x.organization_id, x.seq, 'project', p.id from everything x
        join projects p on p.organization_id = x.organization_id where x.projects
      union all select x.organization_id, x.seq, 'person', p.id from everything x
        join people p on p.organization_id = x.organization_id
      union all select organization_id, seq, 'person', entity_id from e where event = any(${ABOUT_PEOPLE})
      union all select organization_id, seq, 'person', changes #>> '{personId,from}' from e where entity_type = any(${OF_PEOPLE})
      union all select organization_id, seq, 'person', changes #>> '{personId,to}' from e where entity_type = any(${OF_PEOPLE})
      union all ${ofRows})
    insert into rollups_due (organization_id, kind, id, since_seq)
    select c.organization_id, c.kind, c.id, min(c.seq) from concerned c
    join organizations o on o.id = c.organization_id where c.id is not null
    group by c.organization_id, c.kind, c.id order by 1, 2, 3
    on conflict (organization_id, kind, id) do update set since_seq = least(rollups_due.since_seq, excluded.since_seq)`)
}

/** Whoever a booking, time off or recorded time is of, and those whose time or days go or come with a task or project. */
const ofRows = sql`
  select e.organization_id, e.seq, 'person', a.person_id from e
    join allocations a on a.organization_id = e.organization_id and a.id = e.entity_id where e.entity_type = 'allocation'
  union all select e.organization_id, e.seq, 'person', o.person_id from e
    join time_off o on o.organization_id = e.organization_id and o.id = e.entity_id where e.entity_type = 'time_off'
  union all select e.organization_id, e.seq, 'person', i.person_id from e
    join time_entries i on i.organization_id = e.organization_id and i.id = e.entity_id where e.entity_type = 'time_entry'
  union all select e.organization_id, e.seq, 'person', i.person_id from e
    join time_entries i on i.organization_id = e.organization_id and i.task_id = e.entity_id where e.event = 'task.deleted'
  union all select e.organization_id, e.seq, 'person', i.person_id from e
    join tasks t on t.organization_id = e.organization_id and t.project_id = e.project_id
    join time_entries i on i.organization_id = t.organization_id and i.task_id = t.id
    where e.event in ('project.deleted', 'project.restored')
  union all select e.organization_id, e.seq, 'person', a.person_id from e
    join allocations a on a.organization_id = e.organization_id and a.project_id = e.project_id
    where e.event in ('project.deleted', 'project.restored', 'project.status_changed')`

async function moveHeads(connection: Connection, entries: readonly LogEntry[]): Promise<void> {
  const heads = [...Map.groupBy(entries, ({ organizationId }) => organizationId)]
  const last = heads.map(([, list]) => list.at(-1)?.seq ?? 0)
  await connection.query(sql`
    insert into rollup_heads (organization_id, seq)
    select o.id, h.seq from unnest(${heads.map(([id]) => id)}::text[], ${last}::bigint[]) h (id, seq) join organizations o on o.id = h.id
    on conflict (organization_id) do update set seq = greatest(rollup_heads.seq, excluded.seq)`)
}

/** Marks who has to be counted because time went on: the month in which capacity is known a month further. Nothing happened to them. */
export async function markBehindHorizon(worker: Database, now: Date): Promise<number> {
  const horizon = horizonIn(sql`(${now}::timestamptz at time zone o.timezone)::date`)
  const marked = await worker.query(sql`
    insert into rollups_due (organization_id, kind, id)
    select p.organization_id, 'person', p.id from people p join organizations o on o.id = p.organization_id
    where p.active and not exists (select 1 from person_rollups r
      where r.organization_id = p.organization_id and r.person_id = p.id and r."on" = ${horizon})
    on conflict do nothing returning 1`)
  return marked.length
}
