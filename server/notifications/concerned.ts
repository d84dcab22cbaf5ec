// Whom an act concerns: its entries with what they are about by name, the people around that, and who was told already.
import { sql } from 'kysely'
import type { Telling } from '../../domain/tellings.ts'
import type { LogEntry } from '../activity/log-entries.ts'
import { logColumns } from '../activity/log-entries.ts'
import type { Tx } from '../platform/transaction.ts'
import type { Reader } from './notice-scope.ts'

export interface ActEntry extends LogEntry {
  projectName: string | null
  /** What it is about; of a message, what that is said about. */
  title: string | null
  /** The beginning of what was said. */
  excerpt: string | null
  /** Who did it, or who said it. */
  actorName: string | null
  authorId: string | null
}

interface Act {
  /** What the ids begin with that were made at its instant. */
  prefix: string
  actorId: string
  events: readonly string[]
}

/** No act is told with more than this. */
const MOST_ENTRIES = 20_000
const EXCERPT = 300

/** What was done at that instant, by whom, in order. Nobody is told of drafts. */
export async function actEntries(tx: Tx, { prefix, actorId, events }: Act): Promise<ActEntry[]> {
  const { organizationId } = tx.actor
  const found = await tx.rows<ActEntry>(sql`
    select ${logColumns}, p.name as "projectName", c.author_id as "authorId", left(c.body, ${EXCERPT}) as excerpt,
      case coalesce(c.thread_type, a.entity_type) when 'task' then t.title when 'request' then q.title when 'signal' then s.title
        else p.name end as title,
      coalesce(c.author_name, x.name, l.name) as "actorName"
    from activity a
    left join projects p on p.organization_id = a.organization_id and p.id = a.project_id
    left join communications c on c.organization_id = a.organization_id and a.entity_type = 'communication' and c.id = a.entity_id
    left join tasks t on t.organization_id = a.organization_id and t.id = ${ofThread('task')}
    left join requests q on q.organization_id = a.organization_id and q.id = ${ofThread('request')}
    left join pulse_signals s on s.organization_id = a.organization_id and s.id = ${ofThread('signal')}
    left join people x on x.organization_id = a.organization_id and a.actor_type = 'person' and x.id = a.actor_id
    left join client_links l on l.organization_id = a.organization_id and a.actor_type = 'client' and l.id = a.actor_id
    where a.organization_id = ${organizationId} and a.id >= ${prefix} and a.id < ${`${prefix}~`} and a.actor_id = ${actorId}
      and a.event = any(${events}) and not a.history and p.status is distinct from 'draft'
    order by a.id limit ${MOST_ENTRIES}`)
  return found
}

const ofThread = (type: string) =>
  sql`case when a.entity_type = ${sql.lit(type)} then a.entity_id when c.thread_type = ${sql.lit(type)} then c.thread_id end`

export const nameOf = ({ actorName, actorType, actorId }: ActEntry): string =>
  actorName ?? (actorType === 'rule' ? 'The system' : actorType === 'client' ? 'The client' : actorId)

export interface Concerned {
  reader: Reader
  kind: Telling['kind']
  about: Telling['about']
  entry: ActEntry
}

/** The people around the things, never who did it, nor who said it, nor who is suspended. */
export async function concernedBy(tx: Tx, tellings: readonly (Telling & { entry: ActEntry })[]): Promise<Concerned[]> {
  const asked = tellings.map(({ of, to, personIds = [], entry }, n) => {
    return { n, type: of.type, id: of.id, to, personIds, projectId: entry.projectId, accountId: entry.accountId }
  })
  const organization = tx.actor.organizationId
  const mine = (table: string) => sql`${sql.ref(`${table}.organization_id`)} = ${organization}`
  const found = await tx.rows<{ n: number; reader: Reader }>(sql`
    with asked as materialized (select n, type, id collate "C" as id, "to", "personIds", "projectId" collate "C" as project_id,
        "accountId" collate "C" as account_id
      from json_to_recordset(${JSON.stringify(asked)}) as w(n int, type text, id text, "to" jsonb, "personIds" jsonb, "projectId" text, "accountId" text)),
    around as (
      select w.n, named.id collate "C" as person_id from asked w cross join lateral jsonb_array_elements_text(w."personIds") named(id)
      union select w.n, t.person_id from asked w join task_assignees t on ${mine('t')} and t.task_id = w.id
        where w.type = 'task' and w."to" ? 'assignees'
      union select w.n, q.assignee_id from asked w join requests q on ${mine('q')} and q.id = w.id
        where w.type = 'request' and w."to" ? 'assignee'
      union select w.n, s.assignee_id from asked w join pulse_signals s on ${mine('s')} and s.id = w.id
        where w.type = 'signal' and w."to" ? 'assignee'
      union select w.n, p.manager_id from asked w join projects p on ${mine('p')} and p.id = w.project_id where w."to" ? 'manager'
      union select w.n, m.person_id from asked w join project_members m on ${mine('m')} and m.project_id = w.project_id
        where w."to" ? 'team'
      union select w.n, m.person_id from asked w join accounts a on ${mine('a')} and a.id = w.account_id
        join account_managers m on ${mine('m')} and m.account_id in (a.id, a.parent_account_id)
        where w."to" ? 'account_managers')
    select r.n, json_build_object('id', x.id, 'name', x.name, 'roles', x.roles) as reader
    from around r join people x on ${mine('x')} and x.id = r.person_id and x.active order by r.n, x.id`)
  return found.flatMap(({ n, reader }) => {
    const telling = tellings[n]
    if (!telling) return []
    const { entry, kind, about } = telling
    const did = entry.actorType === 'person' && entry.actorId === reader.id
    return did || entry.authorId === reader.id ? [] : [{ reader, kind, about, entry }]
  })
}

/** What they were told of it already, as `person kind entry`. */
export async function alreadyTold(
  tx: Tx,
  concerned: readonly Concerned[],
  entries: readonly ActEntry[],
): Promise<Set<string>> {
  const personIds = [...new Set(concerned.map(({ reader }) => reader.id))]
  const kinds = [...new Set(concerned.map(({ kind }) => kind))]
  const keys = kinds.flatMap((kind) => entries.map(({ id }) => `${kind}:${id}`))
  const rows = await tx.rows<{ personId: string; kind: string; covers: string[] }>(sql`
    select person_id as "personId", kind, covers from notifications
    where organization_id = ${tx.actor.organizationId} and person_id = any(${personIds}) and dedupe_key = any(${keys})`)
  return new Set(rows.flatMap(({ personId, kind, covers }) => covers.map((id) => `${personId} ${kind} ${id}`)))
}
