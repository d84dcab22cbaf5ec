// Closing to a client what they reach of projects without an account: their links, and the chat channels that they are in.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/transaction.ts'

interface Closed {
  id: string
  version: number
  projectId: string
  accountId: string
}

/** Revokes the client links of the projects, as alias `p`, and takes the channels away in which the client reads on. */
export async function closeToClient(tx: Tx, which: RawBuilder<unknown>, cause: string): Promise<void> {
  const organization = tx.actor.organizationId
  const [links, channels] = await Promise.all([
    tx.rows<Closed>(sql`
      update client_links l set revoked_at = ${tx.now}, version = l.version + 1, updated_at = greatest(l.updated_at, ${tx.now})
      from projects p where p.organization_id = ${organization} and l.organization_id = p.organization_id and l.project_id = p.id
        and l.revoked_at is null and ${which}
      returning l.id, l.version, p.id as "projectId", p.account_id as "accountId"`),
    tx.rows<Closed>(sql`
      delete from project_channels l using projects p
      where p.organization_id = ${organization} and l.organization_id = p.organization_id and l.project_id = p.id
        and l.visibility = 'client' and ${which}
      returning l.id, l.version + 1 as version, p.id as "projectId", p.account_id as "accountId"`),
  ])
  const gone = { from: null, to: tx.now.toISOString() }
  for (const link of inOrder(links))
    tx.record('client_link.revoked', { type: 'client_link', ...link }, { revokedAt: gone }, cause)
  for (const channel of inOrder(channels))
    tx.record('channel.deleted', { type: 'channel', ...channel }, { deletedAt: gone }, cause)
}

/** Rows come back in any order; what is recorded does not. */
const inOrder = (rows: Closed[]): Closed[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
