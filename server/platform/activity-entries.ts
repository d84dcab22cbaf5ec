// What a transaction writes down, and the one statement that writes it.
import { sql, type RawBuilder } from 'kysely'
import type { Actor, Changes, Subject } from './transaction.ts'

export type Entry = Subject & {
  entityId: string
  event: string
  changes: Changes
  causeId: string | undefined
  actor: Actor
  at: Date
}

/** Writes all entries of a transaction, however many. */
export function insertActivity(organizationId: string, entries: Entry[]): RawBuilder<unknown> {
  const rows = entries.map(({ actor, ...entry }) => ({ ...entry, actorType: actor.type, actorId: actor.id }))
  return sql`insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event,
      actor_type, actor_id, cause_id, changes, at)
    select ${organizationId}, e.id, e.type, e."entityId", e.version, e."projectId", e."accountId", e.event,
      e."actorType", e."actorId", e."causeId", e.changes, e.at
    from json_to_recordset(${JSON.stringify(rows)})
      as e(id text, type text, "entityId" text, version integer, "projectId" text, "accountId" text, event text,
        "actorType" text, "actorId" text, "causeId" text, changes jsonb, at timestamptz)`
}
