// Tells people of something, once each, in the transaction that it happens in or follows from.
import { sql } from 'kysely'
import type { NoticeKind } from '../../domain/notification.ts'
import type { Tx } from '../platform/transaction.ts'

export interface Notice {
  kind: NoticeKind
  personIds: readonly string[]
  /** What it is about. */
  entity: { type: string; id: string }
  projectId?: string | null
  accountId?: string | null
  /** One line, as a person reads it. */
  title: string
  body?: string
  /** The entry of the activity that it tells of. */
  causeId?: string | null
  /** Nobody is told the same twice; without one it is the entry, the kind and the thing. */
  dedupeKey?: string
}

/** Tells each of them that was not told yet. Nothing is told of what happened earlier (`isHistory`). */
export function notify(tx: Tx, notice: Notice): void {
  const { kind, personIds, entity, projectId = null, accountId = null, title, body = '', causeId = null } = notice
  if (tx.isHistory || personIds.length === 0) return
  const { dedupeKey = `${causeId}:${kind}:${entity.type}:${entity.id}` } = notice
  const rows = [...new Set(personIds)].map((personId) => ({ personId, id: tx.newId('ntf') }))
  tx.send(sql`
    insert into notifications (organization_id, id, person_id, kind, entity_type, entity_id, project_id, account_id, title, body,
      cause_id, dedupe_key, created_at)
    select ${tx.actor.organizationId}, n.id, n."personId", ${kind}, ${entity.type}, ${entity.id}, ${projectId}::text, ${accountId}::text,
      ${title}, ${body}, ${causeId}::text, ${dedupeKey}, ${tx.now}
    from json_to_recordset(${JSON.stringify(rows)}) as n(id text, "personId" text)
    on conflict (organization_id, person_id, dedupe_key) do nothing`)
}
