// Where rules answer each other without end: how far they may go, and what an administrator then hears.
import { sql } from 'kysely'
import { say } from '../../domain/said.ts'
import { raiseAlert } from '../alerts/raise-alert.ts'
import type { Database } from '../platform/database.ts'
import type { JobContent } from '../platform/jobs.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { systemContext } from './system-context.ts'

/** No rule answers what so many rules in a row led to. */
export const MAX_DEPTH = 8

/** Raises one alert for the rules that are in it, counted once for each chain. */
export async function endChain(
  { app, clock }: { app: Database; clock: () => Date },
  { organizationId, entryId }: JobContent,
): Promise<void> {
  await transaction(app, systemContext('rule-chains', organizationId, clock()), async (tx) => {
    const rules = await rulesBehind(tx, String(entryId))
    const fingerprint = `chain:${rules.join('+')}`
    // One at a time: a piece of work that is run twice at once counts once.
    tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} ${fingerprint}`}, 0))`)
    const told = await tx.first(sql`select 1 from alerts where organization_id = ${organizationId}
      and fingerprint = ${fingerprint} and cleared_at is null and detail ->> 'entryId' = ${entryId}`)
    if (told) return
    const title = say`Rules answer each other and were stopped after ${MAX_DEPTH} in a row: ${rules.join(', ')}`
    raiseAlert(tx, { fingerprint, severity: 'critical', title, detail: { rules, entryId } })
  })
}

/** The names of the rules that led to an entry, in the order of the alphabet. */
async function rulesBehind(tx: Tx, entryId: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(sql`
    with recursive chain as (
      select a.id, a.cause_id, a.actor_type, a.actor_id, 1 as step from activity a
        where a.organization_id = ${tx.actor.organizationId} and a.id = ${entryId}
      union all
      select a.id, a.cause_id, a.actor_type, a.actor_id, c.step + 1 from chain c
        join activity a on a.organization_id = ${tx.actor.organizationId} and a.id = c.cause_id where c.step < ${MAX_DEPTH})
    select distinct replace(actor_id, 'rule:', '') as name from chain where actor_type = 'rule' order by 1`)
  return rows.map(({ name }) => name)
}
