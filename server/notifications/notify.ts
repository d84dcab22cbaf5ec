// Tells people of something, once each, in the transaction that it happens in or follows from.
import { sql } from 'kysely'
import type { NoticeKind } from '../../domain/notification.ts'
import { inEnglish, type Said } from '../../domain/said.ts'
import type { Actor, Tx } from '../platform/transaction.ts'

export interface Notice {
  kind: NoticeKind
  personIds: readonly string[]
  /** What it is about. */
  entity: { type: string; id: string }
  /** More of the same type, where it is several. */
  also?: readonly string[]
  projectId?: string | null
  accountId?: string | null
  /** One line, as a person reads it. */
  title: string | Said
  body?: string | Said
  /** Who did what it tells of; the actor unless it says so. Nobody is told what they did themselves. */
  by?: Pick<Actor, 'type' | 'id' | 'name'>
  /** The entry of the activity that it tells of. */
  causeId?: string | null
  /** All the entries that it tells of, where they are several. */
  covers?: readonly string[]
  /** Nobody is told the same twice; without one it is the entry, the kind and the thing. */
  dedupeKey?: string
}

/**
 * Tells each of them that was not told yet and is not suspended. Nothing is told of what happened earlier (`isHistory`).
 * For live updates the log gets one entry, however many are told; it does not say who they are: that stands in the notices.
 */
export function notify(tx: Tx, notice: Notice): void {
  const { kind, entity, projectId = null, accountId = null, title, body = '', causeId = null } = notice
  const { by = tx.actor, also = [] } = notice
  const personIds = [...new Set(notice.personIds)].filter((id) => by.type !== 'person' || id !== by.id)
  if (tx.isHistory || personIds.length === 0) return
  const { dedupeKey = `${causeId}:${kind}:${entity.type}:${entity.id}`, covers = causeId === null ? [] : [causeId] } =
    notice
  const tellingId = tx.newId('tel')
  const rows = personIds.map((personId) => ({ personId, id: tx.newId('ntf') }))
  tx.send(sql`
    insert into notifications (organization_id, id, person_id, kind, entity_type, entity_id, also, project_id, account_id, title, body,
      said, body_said, cause_id, dedupe_key, covers, telling_id, actor_type, actor_id, actor_name, created_at)
    select ${tx.actor.organizationId}, n.id, n."personId", ${kind}, ${entity.type}, ${entity.id}, ${also}::text[], ${projectId}::text, ${accountId}::text,
      ${english(title)}, ${english(body)}, ${apart(title)}::jsonb, ${apart(body)}::jsonb, ${causeId}::text, ${dedupeKey}, ${covers}::text[], ${tellingId}, ${by.type}, ${by.id}, ${by.name}, ${tx.now}
    from json_to_recordset(${JSON.stringify(rows)}) as n(id text, "personId" text)
    join people x on x.organization_id = ${tx.actor.organizationId} and x.id = n."personId" collate "C" and x.active
    on conflict (organization_id, person_id, dedupe_key) do nothing`)
  tx.record(NOTICE_CREATED, { type: 'notification', id: tellingId }, {}, causeId ?? undefined)
}

const english = (words: string | Said) => (typeof words === 'string' ? words : inEnglish(words))
const apart = (words: string | Said) => (typeof words === 'string' ? null : JSON.stringify(words))

/** Nothing answers it: that somebody was told is told to nobody. */
export const NOTICE_CREATED = 'notification.created'
