// Changing an account, and what it means for its signals and its client's links that the account is archived.
import { sql } from 'kysely'
import type { Account, AccountChange } from '../../domain/account.ts'
import { LIVE_STATUSES } from '../../domain/subscription.ts'
import { updateAccount, type SaidOutside } from '../accounts/account-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { closeToClient } from '../projects/client-access.ts'
import { resolveSignalsOf } from '../signals/raise-signal.ts'

/**
 * Changes what is known of a client, or archives them: `in_use` where something of theirs goes on. With it their links and
 * channels are closed, and what wanted attention is settled; bringing them back opens none of it again.
 */
export async function changeAccount(tx: Tx, id: string, change: AccountChange, said?: SaidOutside): Promise<Account> {
  const account = await updateAccount(tx, id, change, said)
  const archived = tx.recorded.find(
    ({ entityId, event, changes }) =>
      entityId === id && event === 'account.status_changed' && changes.status?.to === 'archived',
  )
  if (!archived) return account
  await closeToClient(tx, sql`p.account_id = ${id}`, archived.id)
  await resolveSignalsOf(tx, id, 'The account was archived.', archived.id)
  return account
}

/** Accounts that the system outside has archived, that are still active here, and of which nothing goes on any more. */
export const archivedOutside = (tx: Tx, ids: readonly string[] | undefined): Promise<{ id: string }[]> =>
  tx.rows(sql`select a.id from accounts a
    where a.organization_id = ${tx.actor.organizationId} and a.outside_status = 'archived' and a.status = 'active'
      and ${
        ids
          ? sql`(a.id = any(${ids}) or a.id in (select c.parent_account_id from accounts c
        where c.organization_id = a.organization_id and c.id = any(${ids})))`
          : sql`true`
      }
      and not exists (select 1 from projects p where p.organization_id = a.organization_id and p.account_id = a.id
        and p.deleted_at is null and p.status not in ('completed', 'cancelled'))
      and not exists (select 1 from accounts c where c.organization_id = a.organization_id and c.parent_account_id = a.id
        and c.status = 'active')
      and not exists (select 1 from subscriptions s where s.organization_id = a.organization_id and s.account_id = a.id
        and s.status = any(${LIVE_STATUSES}))
    order by a.id limit 200`)

/** Archives one as the system outside has said; what it said stays what was heard last. */
export async function archiveAsOutside(tx: Tx, id: string): Promise<void> {
  const heard =
    await tx.first<SaidOutside>(sql`select outside_version as "outsideVersion", outside_status as "outsideStatus",
    last_synced_at as "lastSyncedAt" from accounts where organization_id = ${tx.actor.organizationId} and id = ${id} and outside_status = 'archived' for update`)
  if (heard) await changeAccount(tx, id, { status: 'archived' }, heard)
}
