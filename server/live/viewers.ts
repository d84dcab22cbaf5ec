// What decides who may see what is told: how far each connected person reaches, and what their things say of themselves.
import { sql, type RawBuilder } from 'kysely'
import type { Reach, Traits } from '../../domain/live.ts'
import { reachOf } from '../access/scopes.ts'
import { isOfAPerson } from '../communications/communication-queries.ts'
import type { Database } from '../platform/database.ts'
import { reading, type Context, type Tx } from '../platform/transaction.ts'
import { forAccounts } from '../signals/signal-queries.ts'

export const NOWHERE: Reach = {
  assigned: new Set(),
  team: new Set(),
  accounts: new Set(),
  managed: new Set(),
  deleted: new Set(),
}

/** In the name of an organisation as a whole: who may see what is decided afterwards, by `maySee`. */
export const contextIn = (organizationId: string): Context => ({
  actor: { type: 'rule', id: 'live', name: '', organizationId, roles: [], tokenScopes: [], timezone: 'UTC' },
  permission: 'live.follow',
  scopes: [],
  now: new Date(0),
})

/** How far each of them reaches, as it is now. */
export function loadReaches(
  database: Database,
  organizationId: string,
  personIds: readonly string[],
): Promise<Map<string, Reach>> {
  return reading(database, contextIn(organizationId), async (tx) => {
    const reaches = await Promise.all(personIds.map((id) => reachOfOne(tx.as({ actor: { ...tx.actor, id } }))))
    return new Map(personIds.map((id, n) => [id, reaches[n] ?? NOWHERE]))
  })
}

async function reachOfOne(tx: Tx): Promise<Reach> {
  const rows = await tx.rows(reachOf(tx))
  const by = (way: string) => new Set(rows.filter((row) => row.way === way).map(({ id }) => id))
  return {
    assigned: by('assigned'),
    team: by('team'),
    accounts: by('accounts'),
    managed: by('managed'),
    deleted: new Set(rows.filter(({ deleted }) => deleted).map(({ id }) => id)),
  }
}

interface About {
  entityType: string
  entityId: string
}
export const keyOf = ({ entityType, entityId }: About): string => `${entityType} ${entityId}`
const TOLD_BY_THEMSELVES = ['task', 'time_entry', 'attachment', 'communication', 'signal', 'notification']

/** What the things that entries are about say of who may see them; those that say nothing are left out. */
export async function loadTraits(tx: Tx, entries: readonly About[]): Promise<Map<string, Traits>> {
  const wanted = new Map(
    entries.filter(({ entityType }) => TOLD_BY_THEMSELVES.includes(entityType)).map((entry) => [keyOf(entry), entry]),
  )
  if (wanted.size === 0) return new Map()
  const given = [...wanted.values()].map(({ entityType, entityId }) => ({ type: entityType, id: entityId }))
  const rows = await tx.rows<Traits & { type: string; id: string }>(sql`
    with given as materialized (select * from json_to_recordset(${JSON.stringify(given)}) as g(type text, id text))
    ${traitsOf(tx)}`)
  return new Map(rows.map(({ type, id, ...traits }) => [`${type} ${id}`, traits]))
}

type Sql = RawBuilder<unknown>
const none = sql`'{}'::text[]`
const yes = sql`true`

function row(type: string, [owners, accounts, task, projects]: [Sql, Sql, Sql, Sql], from: Sql): Sql {
  return sql`select ${sql.lit(type)} as type, g.id, ${owners} as "ownerIds", ${accounts} as "forAccounts", ${task} as "ofTask",
    ${projects} as "projectIds" from given g ${from} where g.type = ${sql.lit(type)}`
}

const assignees = (organization: string, taskId: Sql): Sql => sql`array(select x.person_id from tasks t
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id and p.deleted_at is null
  join task_assignees x on x.organization_id = t.organization_id and x.task_id = t.id
  where t.organization_id = ${organization} and t.id = ${taskId})`

const fileTask = sql`case f.subject_type when 'task' then f.subject_id when 'communication' then
  case when c.thread_type = 'task' then c.thread_id end end`
/** Where somebody is booked whom a signal names without a project. */
const booked = sql`array(select distinct b.project_id from allocations b where b.organization_id = s.organization_id
  and b.person_id = s.person_id and b.deleted_at is null and b.status <> 'released' and s.project_id is null)`

const fileRow = (organization: string): Sql =>
  row(
    'attachment',
    [
      sql`case when f.subject_type is not null then ${assignees(organization, fileTask)}
        when f.uploader_type = 'person' then array[f.uploader_id] else ${none} end`,
      sql`(f.subject_type is not null and (f.visibility = 'client' or ${fileTask} is null))`,
      sql`${fileTask} is not null`,
      none,
    ],
    sql`join attachments f on f.organization_id = ${organization} and f.id = g.id
      left join communications c on c.organization_id = f.organization_id and f.subject_type = 'communication' and c.id = f.subject_id`,
  )

const messageRow = (organization: string): Sql =>
  row(
    'communication',
    [
      sql`case c.thread_type when 'task' then ${assignees(organization, sql`c.thread_id`)} else ${none} end`,
      sql`((c.thread_type <> 'task' or c.visibility = 'client') and not ${isOfAPerson})`,
      sql`c.thread_type = 'task'`,
      none,
    ],
    sql`join communications c on c.organization_id = ${organization} and c.id = g.id`,
  )

function traitsOf({ actor: { organizationId: organization } }: Tx): Sql {
  const task = row('task', [assignees(organization, sql`g.id`), yes, yes, none], sql``)
  const time = row(
    'time_entry',
    [sql`array[e.person_id]`, yes, yes, none],
    sql`join time_entries e on e.organization_id = ${organization} and e.id = g.id`,
  )
  const signal = row(
    'signal',
    [none, sql`(s.person_id is null and ${forAccounts})`, sql`false`, booked],
    sql`join pulse_signals s on s.organization_id = ${organization} and s.id = g.id`,
  )
  const told = sql`array(select n.person_id from notifications n where n.organization_id = ${organization} and n.telling_id = g.id)`
  const notice = row('notification', [told, sql`false`, sql`false`, none], sql``)
  return sql.join([task, time, fileRow(organization), messageRow(organization), signal, notice], sql` union all `)
}
