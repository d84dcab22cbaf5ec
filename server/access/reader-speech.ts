// The language in which somebody is written to: their own, else their organisation's.
import { sql } from 'kysely'
import type { Speech } from '../../domain/speech.ts'
import { speechIn } from '../platform/speech.ts'
import type { Tx } from '../platform/transaction.ts'

/** A person chose theirs, an account has its client's; of neither it is what is read by many. */
export async function speechFor(
  tx: Tx,
  reader: { personId?: string | null; accountId?: string | null } = {},
): Promise<Speech> {
  const { personId = null, accountId = null } = reader
  const found = await tx.first<{ locale: string }>(sql`select coalesce(
      (select locale from notification_preferences where organization_id = o.id and person_id = ${personId}),
      (select locale from accounts where organization_id = o.id and id = ${accountId}), o.locale) as locale
    from organizations o where o.id = ${tx.actor.organizationId}`)
  return speechIn(found?.locale ?? 'en-GB')
}
