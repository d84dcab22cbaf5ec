// The log of one organisation by its own count, for who comes back after a while.
import { sql } from 'kysely'
import type { Seen, Traits } from '../../domain/live.ts'
import type { Database } from '../platform/database.ts'
import { reading, type Changes, type Tx } from '../platform/transaction.ts'
import { contextIn, keyOf, loadTraits } from './viewers.ts'

/** An entry as it is told. */
export interface Entry extends Seen {
  seq: number
  id: string
  version: number | null
  actorType: 'person' | 'rule' | 'client' | 'integration'
  actorId: string
  causeId: string | null
  changes?: Changes | null
  at: Date
}

/** How far the organisation's count has come. */
export const headOf = (database: Database, organizationId: string): Promise<number> =>
  reading(database, contextIn(organizationId), async (tx) => {
    const found = await tx.first<{ seq: number }>(
      sql`select seq from activity_heads where organization_id = ${organizationId}`,
    )
    return found?.seq ?? 0
  })

/** What comes after `seq`, in order, at most so many, each with what decides who may see it. */
export const entriesOf = (database: Database, organizationId: string, seq: number, limit: number): Promise<Entry[]> =>
  reading(database, contextIn(organizationId), async (tx) => {
    const entries = await tx.rows<Entry>(sql`
      select a.seq, a.id, a.event, a.entity_type as "entityType", a.entity_id as "entityId", a.version, a.project_id as "projectId",
        a.account_id as "accountId", a.actor_type as "actorType", a.actor_id as "actorId", a.cause_id as "causeId", a.at,
        case when a.event = 'time_entry.deleted' then a.changes end as changes
      from activity a where a.organization_id = ${organizationId} and a.seq > ${seq} order by a.seq limit ${limit}`)
    return withTraits(tx, entries)
  })

/** The same entries, each with what its thing says of who may see it. */
export async function withTraits(tx: Tx, entries: readonly Entry[]): Promise<Entry[]> {
  const traits = await loadTraits(tx, entries)
  return entries.map((entry) => ({ ...entry, traits: traits.get(keyOf(entry)) ?? traitsWere(entry) }))
}

/** Time taken back is gone for good: whose it was, its last entry says. */
function traitsWere({ event, changes }: Entry): Traits | undefined {
  const personId = changes?.personId?.from
  if (event !== 'time_entry.deleted' || typeof personId !== 'string') return undefined
  return { ownerIds: [personId], forAccounts: true, ofTask: true, projectIds: [] }
}
