// What somebody does with what they were told: read, put back, taken away; and how they want to be told.
import { sql, type RawBuilder } from 'kysely'
import { minuteOf } from '../../domain/notice-times.ts'
import {
  withChange,
  type Notification,
  type NotificationPreferences,
  type NotificationPreferencesChange,
} from '../../domain/notification.ts'
import { changesBetween, json } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { getNotification } from './notification-queries.ts'
import { getPreferences } from './preference-queries.ts'

/** Reading is not written down in the activity: it changes nothing for anybody else. */
export async function markNotification(tx: Tx, id: string, readAt: Date | null): Promise<Notification> {
  await getNotification(tx, id)
  const at = readAt === null ? sql`null` : sql`coalesce(read_at, ${readAt})`
  change(tx, sql`read_at = ${at}`, sql`id = ${id}`)
  return getNotification(tx, id)
}

/** All that I was told until then, by the order of the list; what came since stays unread. */
export async function readAllNotifications(tx: Tx, upTo: string | undefined): Promise<{ read: number }> {
  const until =
    upTo === undefined
      ? sql`true`
      : sql`(created_at, id) <= (${(await getNotification(tx, upTo)).at}::timestamptz, ${upTo})`
  const rows = await tx.rows(sql`update notifications set read_at = ${tx.now}
    where ${mine(tx)} and read_at is null and ${until} returning 1`)
  return { read: rows.length }
}

/** Out of my list for good; that I was told stays known, so that I am not told again. */
export async function deleteNotification(tx: Tx, id: string): Promise<void> {
  tx.send(sql`select 1 from notifications where ${mine(tx)} and id = ${id} for no key update`)
  await getNotification(tx, id)
  change(tx, sql`deleted_at = ${tx.now}`, sql`id = ${id}`)
}

const mine = (tx: Tx) =>
  sql`organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id} and deleted_at is null`
const change = (tx: Tx, set: RawBuilder<unknown>, which: RawBuilder<unknown>): void =>
  tx.send(sql`update notifications set ${set} where ${mine(tx)} and ${which}`)

/** Changes what is said of it, and leaves the rest. */
export async function updatePreferences(tx: Tx, said: NotificationPreferencesChange): Promise<NotificationPreferences> {
  const { id, organizationId } = tx.actor
  // One at a time, also the first time, when there is no row yet to hold.
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`preferences ${organizationId} ${id}`}, 0))`)
  const before = await getPreferences(tx, id)
  const after = withChange(before, said)
  const changes = changesBetween<NotificationPreferences>(before, after)
  if (Object.keys(changes).length === 0) return before
  const { kinds, digestHour, quietHours, mutedProjectIds, locale } = after
  const [from, to] = quietHours ? [minuteOf(quietHours.from), minuteOf(quietHours.to)] : [null, null]
  tx.send(sql`
    insert into notification_preferences as p (organization_id, person_id, kinds, digest_hour, quiet_from, quiet_to,
      muted_project_ids, locale, created_at, updated_at)
    values (${organizationId}, ${id}, ${json(kinds)}, ${digestHour}, ${from}, ${to}, ${mutedProjectIds}, ${locale}, ${tx.now}, ${tx.now})
    on conflict (organization_id, person_id) do update set kinds = excluded.kinds, digest_hour = excluded.digest_hour,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, muted_project_ids = excluded.muted_project_ids, locale = excluded.locale,
      version = p.version + 1, updated_at = excluded.updated_at`)
  tx.record('person.notifications_chosen', { type: 'person', id }, changes)
  return after
}
