// The days that analytics is asked about, and the same number of days right before them.
import { MOST_DAYS, SHOWN_DAYS } from '../../domain/analytics.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { invalid, worded } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/transaction.ts'

export interface Period {
  from: string
  to: string
  previousFrom: string
  previousTo: string
}

/** Refuses days in the wrong order, too many of them, and those further ahead than anybody's capacity is known. */
export function periodOf(tx: Tx, asked: { from?: string | undefined; to?: string | undefined }): Period {
  const today = dayNumber(tx.today)
  const last = asked.to === undefined ? Math.max(today, dayNumber(asked.from ?? tx.today)) : dayNumber(asked.to)
  const first = asked.from === undefined ? last - SHOWN_DAYS + 1 : dayNumber(asked.from)
  const days = last - first + 1
  const refuse = (rule: string, message: string | Said) => invalid([{ pointer: '?to', rule, ...worded(message) }], 400)
  if (days < 1) throw refuse('order', 'is not before from')
  if (days > MOST_DAYS) throw refuse('window', say`is at most ${MOST_DAYS} days after from`)
  if (last > today + MOST_DAYS) throw refuse('future', say`is at most ${MOST_DAYS} days ahead`)
  return { from: dateOf(first), to: dateOf(last), previousFrom: dateOf(first - days), previousTo: dateOf(first - 1) }
}

/** The weeks (from Monday) or months of a period, in order, each with what of it lies in the period. */
export function spansIn({ from, to }: Period, by: 'week' | 'month'): { key: string; from: string; to: string }[] {
  const spans = []
  for (let key = spanOf(from, by); key <= to; key = after(key, by)) {
    const end = dateOf(dayNumber(after(key, by)) - 1)
    spans.push({ key, from: key < from ? from : key, to: end > to ? to : end })
  }
  return spans
}

/** The first day of the week or month that a day lies in. */
function spanOf(on: string, by: 'week' | 'month'): string {
  if (by === 'month') return `${on.slice(0, 7)}-01`
  const day = dayNumber(on)
  return dateOf(day - ((((day + 3) % 7) + 7) % 7))
}
const after = (key: string, by: 'week' | 'month') =>
  by === 'week' ? dateOf(dayNumber(key) + 7) : spanOf(dateOf(dayNumber(key) + 31), 'month')

/** The same key in SQL. */
export const spanIn = (on: RawBuilder<unknown>, by: 'week' | 'month'): RawBuilder<string> =>
  sql`date_trunc(${sql.lit(by)}, ${on}::timestamp)::date::text`

/** Of the log, all entries up to this `seq` are counted in. */
export async function countedUpTo(tx: Tx): Promise<number> {
  const { organizationId } = tx.actor
  const found = await tx.first<{ seq: number }>(sql`
    select coalesce((select min(since_seq) - 1 from rollups_due where organization_id = ${organizationId}),
      (select seq from rollup_heads where organization_id = ${organizationId}), 0)::float8 as seq`)
  return found?.seq ?? 0
}
