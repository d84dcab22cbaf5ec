// Raises an alert of an organisation, or counts it where it is open; and clears it when its cause is gone.
import { sql, type RawBuilder } from 'kysely'
import { REMINDED_AFTER_MS, type AlertSeverity } from '../../domain/alert.ts'
import { inEnglish, type Said } from '../../domain/said.ts'
import type { Tx } from '../platform/transaction.ts'

export interface Alert {
  /** What causes it: there is one open alert of each at most. */
  fingerprint: string
  severity: AlertSeverity
  /** One line, as an administrator reads it. */
  title: Said
  detail?: Record<string, unknown>
}

/** What whoever watches the installation knows of a condition, besides. */
export interface Noticed {
  times: number
  since: Date
  /** The log and the webhook hear of it from who noticed it, whether or not the database answers. */
  toldElsewhere: true
}

/** In the transaction it belongs to: where that comes to nothing, so does the alert. */
export const raiseAlert = (tx: Tx, alert: Alert): void => tx.send(raising(tx, alert))

/** Answers whether it opened, rather than being counted. */
export async function raiseNoticed(tx: Tx, alert: Alert, noticed: Noticed): Promise<boolean> {
  return (await tx.first<{ opened: boolean }>(raising(tx, alert, noticed)))?.opened === true
}

/**
 * One statement, which also records that it opened: only the database knows whether it did. The entry begins a chain of its
 * own, so that also the alert at the end of a chain that is too long is told.
 */
function raising(tx: Tx, alert: Alert, noticed?: Noticed): RawBuilder<{ opened: boolean }> {
  const { fingerprint, severity, title, detail = {} } = alert
  const { organizationId } = tx.actor
  const since = noticed?.since ?? tx.now
  return sql`
    with raised as (
      insert into alerts as a (organization_id, id, fingerprint, severity, title, said, detail, count, first_at, last_at, tell_at, created_at, updated_at)
      values (${organizationId}, ${tx.newId('alt')}, ${fingerprint.slice(0, 300)}, ${severity}, ${inEnglish(title)}, ${JSON.stringify(title)}::jsonb, ${JSON.stringify(detail)},
        ${noticed?.times ?? 1}, ${since}, ${tx.now}, ${noticed ? null : tx.now}, ${since}, ${tx.now})
      on conflict (organization_id, fingerprint) where cleared_at is null do update
        set count = a.count + excluded.count, last_at = greatest(a.last_at, excluded.last_at), detail = excluded.detail,
          title = excluded.title, said = excluded.said, severity = least(a.severity, excluded.severity),
          tell_at = coalesce(a.tell_at, case when a.told_at is not null then a.told_at + ${REMINDED_AFTER_MS} * interval '1 millisecond' end)
      returning id, fingerprint, severity, title, version, (xmax = 0) as opened),
    recorded as (${recording(
      tx,
      'raised',
      sql`jsonb_build_object('fingerprint', jsonb_build_object('to', fingerprint), 'severity', jsonb_build_object('to', severity),
        'title', jsonb_build_object('to', title), 'status', jsonb_build_object('to', 'open'))`,
      sql`opened`,
    )})
    select opened from raised`
}

export const clearAlert = (tx: Tx, fingerprint: string): void => tx.send(clearing(tx, fingerprint))

/** Answers whether it was open. */
export async function clearNoticed(tx: Tx, fingerprint: string): Promise<boolean> {
  return (await tx.first(clearing(tx, fingerprint))) !== undefined
}

const clearing = (tx: Tx, fingerprint: string) => sql`
  with old as (
    select organization_id, id, case when acknowledged_at is null then 'open' else 'acknowledged' end as status from alerts
    where organization_id = ${tx.actor.organizationId} and fingerprint = ${fingerprint.slice(0, 300)} and cleared_at is null for update),
  raised as (
    update alerts a set cleared_at = ${tx.now}, tell_at = ${tellOfClearing(tx)}, updated_at = ${tx.now}, version = version + 1
    from old where a.organization_id = old.organization_id and a.id = old.id returning a.id, a.version, old.status),
  recorded as (${recording(tx, 'cleared', sql`jsonb_build_object('status', jsonb_build_object('from', status, 'to', 'cleared'))`, sql`true`)})
  select 1 from raised`

/** Who heard that it opened hears that it is over. */
export const tellOfClearing = (tx: Tx): RawBuilder<unknown> =>
  sql`case when tell_at is not null or told_at is not null then ${tx.now}::timestamptz end`

const recording = (tx: Tx, what: 'raised' | 'cleared', changes: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  insert into activity (organization_id, id, entity_type, entity_id, version, event, actor_type, actor_id, changes, history, at)
  select ${tx.actor.organizationId}, ${tx.newId('act')}, 'alert', id, version, ${`alert.${what}`}, ${tx.actor.type}, ${tx.actor.id},
    ${changes}, ${tx.isHistory}, ${tx.now} from raised where ${where}`
