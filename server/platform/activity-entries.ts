// What a transaction writes down, and the one statement that writes it.
import { sql, type RawBuilder } from 'kysely'
import type { Actor, Changes, Subject } from './transaction.ts'

export type Entry = Subject & {
  entityId: string
  event: string
  changes: Changes
  causeId: string | undefined
  /** How many rules in a row led to it. */
  depth: number
  /** It happened earlier and is only told. */
  history: boolean
  actor: Actor
  at: Date
}

/** Writes all entries of a transaction, however many. */
export function insertActivity(organizationId: string, entries: Entry[]): RawBuilder<unknown> {
  const rows = entries.map(({ actor, ...entry }) => ({ ...entry, actorType: actor.type, actorId: actor.id }))
  return sql`insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event,
      actor_type, actor_id, cause_id, depth, changes, history, at)
    select ${organizationId}, e.id, e.type, e."entityId", e.version, e."projectId", e."accountId", e.event,
      e."actorType", e."actorId", e."causeId", e.depth, e.changes, e.history, e.at
    from json_to_recordset(${JSON.stringify(rows)})
      as e(id text, type text, "entityId" text, version integer, "projectId" text, "accountId" text, event text,
        "actorType" text, "actorId" text, "causeId" text, depth smallint, changes jsonb, history boolean, at timestamptz)`
}
