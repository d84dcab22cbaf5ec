// Brings a project's ledger in step with what its work earned: what is to be posted is said by domain/billing.ts.
import { sql } from 'kysely'
import { whatToPost } from '../../domain/billing.ts'
import { notFound } from '../../domain/problems.ts'
import { holdTied, these } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'
import { postEntry } from './post-entry.ts'
import { readLedger } from './read-ledger.ts'

const MOST_AT_ONCE = 200

/** Projects of which something changed that decides on their bill. */
export const projectsBehind = (tx: Tx, ids?: readonly string[]): Promise<{ id: string }[]> =>
  tx.rows(sql`select p.id from projects p
    where p.organization_id = ${tx.actor.organizationId} and p.ledger_is_behind and p.deleted_at is null and p.status <> 'draft'
      and ${ids ? sql`p.id = any(${ids})` : sql`true`}
    order by p.id limit ${MOST_AT_ONCE}`)

/** Posts what is to be posted, under the project's lock; run again, it posts nothing. */
export async function billProject(tx: Tx, id: string, settings: { cancellingCredits?: boolean } = {}): Promise<void> {
  holdTied(tx, these([id]))
  const ledger = await readLedger(tx, id)
  if (!ledger) throw notFound('project')
  const accounts = new Map(ledger.entries.map((entry) => [entry.id, entry.accountId]))
  for (const posting of whatToPost(ledger, settings)) {
    // What takes an entry back is for whom that was.
    const accountId = accounts.get(posting.reversesId ?? '') ?? ledger.project.accountId
    await postEntry(tx, { ...posting, projectId: id, accountId, currency: ledger.project.currency })
  }
  tx.send(sql`update projects set ledger_is_behind = false
    where organization_id = ${tx.actor.organizationId} and id = ${id} and ledger_is_behind`)
}
