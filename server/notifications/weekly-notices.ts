// Who is yet to be told of their week: each once, when its day and time have come in the organisation's zone.
import { sql } from 'kysely'
import { say } from '../../domain/said.ts'
import { dateOf, dayNumber, weekdayOf } from '../../domain/calendar.ts'
import { lastWeekly, minuteOf } from '../../domain/notice-times.ts'
import type { Tx } from '../platform/transaction.ts'
import { notify } from './notify.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export interface UntoldOfWeek {
  /** The person. */
  id: string
  from: string
  to: string
  dedupeKey: string
}

/** Later, nobody is told any more: after a long standstill the next week is near. */
const TOLD_WITHIN_HOURS = 48

/**
 * Project Admins, and whoever looks after a client. Another day or time that is chosen after a week was told of tells of it
 * no second time: its key is the Monday of the week in which it came.
 */
export function untoldOfWeek(
  tx: Tx,
  { weekday, time }: { weekday: (typeof WEEKDAYS)[number]; time: string },
  ids: readonly string[] | undefined,
): Promise<UntoldOfWeek[]> {
  const { on, at } = lastWeekly(WEEKDAYS.indexOf(weekday), minuteOf(time), tx.actor.timezone, tx.now)
  const day = dayNumber(on)
  const dedupeKey = `weekly_digest:${dateOf(day - weekdayOf(day))}`
  return tx.rows<UntoldOfWeek>(sql`
    select x.id, ${dateOf(day - 7)}::text as "from", ${dateOf(day - 1)}::text as "to", ${dedupeKey}::text as "dedupeKey" from people x
    where x.organization_id = ${tx.actor.organizationId} and x.active and x.created_at < ${at}
      and ${at}::timestamptz > ${tx.now}::timestamptz - ${sql.lit(TOLD_WITHIN_HOURS)} * interval '1 hour'
      and ('project_admin' = any(x.roles) or ('account_manager' = any(x.roles) and exists (select 1 from account_managers m
        where m.organization_id = x.organization_id and m.person_id = x.id)))
      and ${ids ? sql`x.id = any(${ids})` : sql`true`}
      and not exists (select 1 from notifications n where n.organization_id = x.organization_id and n.person_id = x.id
        and n.dedupe_key = ${dedupeKey})
    order by x.id limit 200`)
}

export function tellOfWeek(tx: Tx, { id, from, to, dedupeKey }: UntoldOfWeek): void {
  notify(tx, {
    kind: 'weekly_digest',
    personIds: [id],
    entity: { type: 'digest', id: to },
    title: say`Your week, ${from} to ${to}`,
    dedupeKey,
  })
}
