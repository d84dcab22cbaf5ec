// Snoozed signals whose time has come. Who reads them sees them as pending from that instant on; here it is written down.
import { sql } from 'kysely'
import { woken, type SignalLife } from '../../domain/signal.ts'
import { changesBetween, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { signalSubject } from './raise-signal.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 200

const due = (
  tx: Tx,
) => sql`s.organization_id = ${tx.actor.organizationId} and s.status = 'snoozed' and s.snoozed_until <= ${tx.now}
  and not exists (select 1 from projects p where p.organization_id = s.organization_id and p.id = s.project_id
    and (p.deleted_at is not null or p.status = 'draft'))`

/** Of these, or of all; it was snoozing them that they wake from. */
export const signalsToWake = (
  tx: Tx,
  ids: readonly string[] | undefined,
): Promise<{ id: string; causeId: string | null }[]> =>
  tx.rows(sql`
    select s.id, (select max(a.id) from activity a where a.organization_id = s.organization_id and a.entity_type = 'signal'
      and a.entity_id = s.id and a.event = 'signal.status_changed') as "causeId"
    from pulse_signals s where ${due(tx)} and ${ids ? sql`s.id = any(${ids})` : sql`true`}
    order by s.snoozed_until, s.id limit ${MOST_AT_ONCE}`)

interface Snoozed extends SignalLife {
  id: string
  version: number
  accountId: string | null
  projectId: string | null
}

export async function wakeSignal(tx: Tx, id: string): Promise<void> {
  const signal = await tx.first<Snoozed>(sql`
    select s.id, s.version, s.account_id as "accountId", s.project_id as "projectId", s.status,
      instant(s.snoozed_until) as "snoozedUntil", s.resolution, instant(s.closed_at) as "closedAt"
    from pulse_signals s where s.id = ${id} and ${due(tx)} for update of s`)
  if (!signal) return
  const life = woken(signal)
  updateRow(tx, 'pulse_signals', id, { ...life })
  tx.record(
    'signal.status_changed',
    signalSubject({ ...signal, version: signal.version + 1 }),
    changesBetween<SignalLife>(signal, life),
  )
}
