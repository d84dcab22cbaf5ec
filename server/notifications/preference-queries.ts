// How somebody wants to be told.
import { sql } from 'kysely'
import {
  DEFAULT_PREFERENCES,
  withChange,
  type NotificationPreferences,
  type NotificationPreferencesChange,
} from '../../domain/notification.ts'
import { timeOf } from '../../domain/notice-times.ts'
import type { Tx } from '../platform/transaction.ts'

interface PreferenceRow {
  kinds: NotificationPreferencesChange['kinds']
  digestHour: number
  quietFrom: number | null
  quietTo: number | null
  mutedProjectIds: string[]
  locale: string | null
}

/** What they said, and the defaults for the rest; held to the end of the transaction where `hold` says so. */
export async function getPreferences(tx: Tx, personId: string, hold = false): Promise<NotificationPreferences> {
  const row = await tx.first<PreferenceRow>(sql`
    select kinds, digest_hour as "digestHour", quiet_from as "quietFrom", quiet_to as "quietTo", muted_project_ids as "mutedProjectIds", locale
    from notification_preferences where organization_id = ${tx.actor.organizationId} and person_id = ${personId}
    ${hold ? sql`for update` : sql``}`)
  if (!row) return DEFAULT_PREFERENCES
  const { quietFrom, quietTo, ...said } = row
  const quietHours = quietFrom === null || quietTo === null ? null : { from: timeOf(quietFrom), to: timeOf(quietTo) }
  return withChange(DEFAULT_PREFERENCES, { ...said, quietHours })
}
