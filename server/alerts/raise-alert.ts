// Raises an alert of an organisation, or counts it where it is open; and clears it when its cause is gone.
import { sql } from 'kysely'
import type { Tx } from '../platform/transaction.ts'

export interface Alert {
  /** What causes it: there is one open alert of each at most. */
  fingerprint: string
  severity: 'warning' | 'critical'
  /** One line, as an administrator reads it. */
  title: string
  detail?: Record<string, unknown>
}

/** In the transaction it belongs to: where that comes to nothing, so does the alert. */
export function raiseAlert(tx: Tx, { fingerprint, severity, title, detail = {} }: Alert): void {
  tx.send(sql`
    insert into alerts as a (organization_id, id, fingerprint, severity, title, detail, first_at, last_at, created_at, updated_at)
    values (${tx.actor.organizationId}, ${tx.newId('alt')}, ${fingerprint}, ${severity}, ${title}, ${JSON.stringify(detail)},
      ${tx.now}, ${tx.now}, ${tx.now}, ${tx.now})
    on conflict (organization_id, fingerprint) where cleared_at is null do update
      set count = a.count + 1, last_at = excluded.last_at, detail = excluded.detail, title = excluded.title`)
}

export const clearAlert = (tx: Tx, fingerprint: string): void =>
  tx.send(sql`update alerts set cleared_at = ${tx.now}, updated_at = ${tx.now}, version = version + 1
    where organization_id = ${tx.actor.organizationId} and fingerprint = ${fingerprint} and cleared_at is null`)
