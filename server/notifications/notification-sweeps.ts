// What people were told is kept for half a year, and with it what mutes it.
import { sql } from 'kysely'
import { daysBefore, type Sweep } from '../platform/sweep.ts'

const KEPT_DAYS = 180

export const notificationSweeps: Sweep[] = ['notifications', 'notification_digests', 'mute_links'].map((table) => ({
  name: table.replaceAll('_', ' '),
  remove: (now) => sql`delete from ${sql.table(table)} where ctid = any(array(
    select ctid from ${sql.table(table)} where created_at < ${daysBefore(now, KEPT_DAYS)} limit 500)) returning 1`,
}))
