// The one way into the ledger.
import { sql } from 'kysely'
import type { EntryKind } from '../../domain/billing-entry.ts'
import type { Tx } from '../platform/transaction.ts'

export interface EntryToPost {
  id?: string | undefined
  accountId: string
  projectId?: string | null
  kind: EntryKind
  amountMinor: number
  currency: string
  /** Whatever is posted has a name of its own in the organisation: posted again under it, nothing happens. */
  key: string
  note?: string
  progress?: number
  contractMinor?: number
  taskId?: string
  taskTitle?: string
  reversesId?: string
  beyondCancellation?: boolean
  /** The system that said so, and what it calls it there. */
  provider?: string
  externalId?: string
}

/**
 * Posts an entry once, and records it: the id under which it is now, or undefined where its key was posted before. The
 * project and the account are there; what may not be (more than was earned, a second reversal) fails in the database.
 */
export async function postEntry(tx: Tx, entry: EntryToPost): Promise<string | undefined> {
  const { id = tx.newId('bil'), accountId, projectId = null, kind, amountMinor, currency, key, note = '' } = entry
  const posted = await tx.first<{ id: string }>(sql`
    insert into billing_entries (organization_id, id, account_id, project_id, project_name, kind, amount_minor, currency,
      progress, contract_minor, task_id, task_title, reverses_id, note, beyond_cancellation, provider, external_id, key,
      actor_type, actor_id, posted_on, posted_at)
    values (${tx.actor.organizationId}, ${id}, ${accountId}, ${projectId},
      coalesce((select p.name from projects p where p.organization_id = ${tx.actor.organizationId} and p.id = ${projectId}),
        (select b.project_name from billing_entries b where b.organization_id = ${tx.actor.organizationId} and b.id = ${entry.reversesId ?? null})),
      ${kind}, ${amountMinor}, ${currency}, ${entry.progress ?? null}, ${entry.contractMinor ?? null}, ${entry.taskId ?? null},
      ${entry.taskTitle ?? null}, ${entry.reversesId ?? null}, ${note}, ${entry.beyondCancellation ?? false},
      ${entry.provider ?? null}, ${entry.externalId ?? null}, ${key}, ${tx.actor.type}, ${tx.actor.id}, ${tx.today}, ${tx.now})
    on conflict (organization_id, key) do nothing returning id`)
  if (!posted) return undefined
  tx.record(
    kind === 'void' ? 'billing_entry.voided' : 'billing_entry.posted',
    { type: 'billing_entry', id, projectId, accountId },
    {
      kind: { to: kind },
      amountMinor: { to: amountMinor },
      currency: { to: currency },
      ...(note && { note: { to: note } }),
    },
  )
  return id
}
