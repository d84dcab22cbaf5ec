// Whose days hold more than they have room for, as the ledger has it.
import { sql, type RawBuilder } from 'kysely'
import type { capacityOverload } from '../../domain/signal-conditions.ts'
import type { Tx } from '../platform/transaction.ts'

export type OverloadFacts = Parameters<typeof capacityOverload>[0]

/** Of days, as alias `d`, from a date on. */
export const overloadFacts = (
  organizationId: string,
  on: string,
  which: RawBuilder<unknown>,
): RawBuilder<OverloadFacts> => sql<OverloadFacts>`
  select json_build_object('id', x.id, 'name', x.name) as person, json_agg(json_build_object('on', d."on",
    'capacityMinutes', d.capacity_minutes, 'bookedMinutes', d.booked_minutes) order by d."on") as days
  from person_days d join people x on x.organization_id = d.organization_id and x.id = d.person_id
  where d.organization_id = ${organizationId} and d."on" >= ${on}::date and d.overbook_minutes > 0
    and d.booked_minutes > d.capacity_minutes and ${which}
  group by x.id, x.name order by x.id`

/** Whom a booking books. */
export async function bookedBy(tx: Tx, allocationId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select person_id as id from allocations
    where organization_id = ${tx.actor.organizationId} and id = ${allocationId} and person_id is not null`)
  return rows.map(({ id }) => id)
}
