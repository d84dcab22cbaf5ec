// Changing an account, and what it means for its signals and its client's links that the account is archived.
import { sql } from 'kysely'
import type { Account, AccountChange } from '../../domain/account.ts'
import { updateAccount } from '../accounts/account-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { closeToClient } from '../projects/client-access.ts'
import { resolveSignalsOf } from '../signals/raise-signal.ts'

/**
 * Changes what is known of a client, or archives them: `in_use` where something of theirs goes on. With it their links and
 * channels are closed, and what wanted attention is settled; bringing them back opens none of it again.
 */
export async function changeAccount(tx: Tx, id: string, change: AccountChange): Promise<Account> {
  const account = await updateAccount(tx, id, change)
  const archived = tx.recorded.find(
    ({ entityId, event, changes }) =>
      entityId === id && event === 'account.status_changed' && changes.status?.to === 'archived',
  )
  if (!archived) return account
  await closeToClient(tx, sql`p.account_id = ${id}`, archived.id)
  await resolveSignalsOf(tx, id, 'The account was archived.', archived.id)
  return account
}
