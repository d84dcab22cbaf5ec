// What a Project Admin can do about how somebody else gets in, short of suspending them.
import { removeSecondFactor } from '../access/second-factor-operations.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { endSessions } from '../access/session-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockPerson } from './person-queries.ts'

/** Signs somebody out everywhere; they sign in again as before. */
export async function endSessionsOf(tx: Tx, id: string): Promise<void> {
  await lockPerson(tx, id)
  endSessions(tx, id)
  tx.record('person.sessions_ended', { type: 'person', id }, {})
}

/**
 * For somebody who lost their second factor and their recovery codes, once they are known to be who they say: as when they were
 * invited. They are signed out everywhere, and told.
 */
export async function removeSecondFactorOf(tx: Tx, id: string): Promise<void> {
  requireFresh(tx)
  const person = await lockPerson(tx, id)
  await removeSecondFactor(tx, person)
  endSessions(tx, id)
}
