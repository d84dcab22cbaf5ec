// Bookings before and after a change: what the change does to the ledger, and how it is written down. What changes, and
// whether it may, is decided before.
import { sql } from 'kysely'
import { dateOf } from '../../domain/calendar.ts'
import { carry, type BookedDay, type Window } from '../../domain/capacity.ts'
import { changesBetween } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import type { Booking } from './allocation-queries.ts'
import { union, windowOf } from './capacity-queries.ts'
import { saveLedger, type Ledger, type OverDay } from './ledger.ts'

export interface BookingDraft {
  /** Null where it is a new one. */
  before: Booking | null
  after: Booking
  /** What happened; undefined where the project's own activity tells it, which does not count as a version. */
  event: string | undefined
  /** The entry of the activity that led to it. */
  causeId?: string | undefined
}

/** Only what is confirmed, and somebody's, fills the ledger. */
export const fillsLedger = (
  booking: Booking | null,
): booking is Booking & { personId: string; status: 'confirmed'; deletedAt: null } =>
  booking !== null && booking.personId !== null && booking.status === 'confirmed' && booking.deletedAt === null

/** The days of which a booking takes more of the same person, or of nobody yet, than it did. */
export function daysGained(before: Booking | null, after: Booking): BookedDay[] {
  const took = new Map(
    before !== null && before.status === after.status && before.personId === after.personId
      ? before.days.map(({ day, minutes }) => [day, minutes])
      : [],
  )
  return after.days.filter(({ day, minutes }) => minutes > (took.get(day) ?? 0))
}

export const windowOfBooking = ({ startOn, endOn }: Pick<Booking, 'startOn' | 'endOn'>): Window =>
  windowOf(startOn, endOn)

/** Whose days the drafts are about, in the order of ids. */
export const peopleOf = (drafts: readonly BookingDraft[]): string[] => {
  const people = drafts.flatMap(({ before, after }) => [before?.personId, after.personId])
  return [...new Set(people.filter((id) => id !== null && id !== undefined))].toSorted()
}
export const windowOfDrafts = (drafts: readonly BookingDraft[]): Window =>
  union(drafts.flatMap(({ before, after }) => [windowOfBooking(before ?? after), windowOfBooking(after)]))

/** The same booking, carried by the working days that its window has now; none where it has none. */
export const carried = (ledger: Ledger, booking: Booking): Booking => ({
  ...booking,
  days: carry(booking, windowOfBooking(booking), ledger.capacityOf(booking.personId)),
})

/** Gives back what the bookings took, then takes what they are to take: what is exchanged among them needs no more room. */
export function applyDrafts(ledger: Ledger, drafts: readonly BookingDraft[]): void {
  for (const { before } of drafts) if (fillsLedger(before)) ledger.take(before.personId, before.days)
  for (const { after } of drafts) if (fillsLedger(after)) ledger.add(after.personId, after.days)
}

/** Writes the bookings, the days that carry them, the ledger and the activity. `over` are the days that were overridden. */
export function saveDrafts(
  tx: Tx,
  ledger: Ledger,
  drafts: readonly BookingDraft[],
  over: readonly OverDay[] = [],
): void {
  insertBookings(
    tx,
    drafts.filter(({ before }) => before === null),
  )
  updateBookings(
    tx,
    drafts.filter(({ before }) => before !== null),
  )
  saveDays(tx, drafts)
  saveLedger(tx, ledger, over)
  for (const { before, after, event, causeId } of drafts) {
    if (event === undefined) continue
    const subject = { type: 'allocation', id: after.id, version: (before?.version ?? 0) + 1 }
    const { projectId, accountId } = after
    tx.record(event, { ...subject, projectId, accountId }, changesOf(before, after), causeId)
  }
}

/** The fields of a booking that people know it by, as they are told in the activity, and the days that carry it. */
function changesOf(before: Booking | null, after: Booking): Changes {
  const { version: _, days, accountId: ___, deletedAt: ____, ...told } = after
  const said = Object.entries(told).filter(([, value]) => before !== null || value !== null)
  const carriedBy = changesBetween({ days: runsOf(before?.days ?? []) }, { days: runsOf(days) })
  return { ...changesBetween<Partial<Booking>>(before ?? {}, Object.fromEntries(said)), ...carriedBy }
}

/** Days with as many minutes each, one after the other: from, to, minutes a day. */
export type DayRun = [from: string, to: string, minutes: number]

/** What a booking's days hold, as the activity keeps it: a year of a booking is some fifty runs. */
function runsOf(days: readonly BookedDay[]): DayRun[] {
  const runs: { from: number; to: number; minutes: number }[] = []
  for (const { day, minutes } of days) {
    const last = runs.at(-1)
    if (last && last.to === day - 1 && last.minutes === minutes) last.to = day
    else runs.push({ from: day, to: day, minutes })
  }
  return runs.map(({ from, to, minutes }) => [dateOf(from), dateOf(to), minutes])
}

const COLUMNS = sql`id text, "projectId" text, "personId" text, "placeholderKind" text, "placeholderName" text, "taskId" text,
  "startOn" date, "endOn" date, "minutesPerDay" integer, percent smallint, "totalMinutes" integer, status text,
  "overrideReason" text, "deletedAt" timestamptz, step integer`

const recordset = (drafts: readonly BookingDraft[]) => {
  const rows = drafts.map(({ after: { days: _, accountId: __, version: ___, placeholder, ...row }, event }) => {
    const [placeholderKind = null, placeholderName = null] = Object.entries(placeholder ?? {})[0] ?? []
    return { ...row, placeholderKind, placeholderName, step: event === undefined ? 0 : 1 }
  })
  return sql`json_to_recordset(${JSON.stringify(rows)}) as r(${COLUMNS})`
}

function insertBookings(tx: Tx, drafts: readonly BookingDraft[]): void {
  if (drafts.length === 0) return
  tx.send(sql`insert into allocations (organization_id, id, project_id, person_id, placeholder_kind, placeholder_name, task_id,
      start_on, end_on, minutes_per_day, percent, total_minutes, status, override_reason, created_at, updated_at)
    select ${tx.actor.organizationId}, r.id, r."projectId", r."personId", r."placeholderKind", r."placeholderName", r."taskId",
      r."startOn", r."endOn", r."minutesPerDay", r.percent, r."totalMinutes", r.status, r."overrideReason", ${tx.now}, ${tx.now}
    from ${recordset(drafts)}`)
}

function updateBookings(tx: Tx, drafts: readonly BookingDraft[]): void {
  if (drafts.length === 0) return
  tx.send(sql`update allocations a set person_id = r."personId", placeholder_kind = r."placeholderKind",
      placeholder_name = r."placeholderName", task_id = r."taskId", start_on = r."startOn", end_on = r."endOn",
      minutes_per_day = r."minutesPerDay", percent = r.percent, total_minutes = r."totalMinutes", status = r.status,
      override_reason = r."overrideReason", deleted_at = r."deletedAt", version = a.version + r.step,
      updated_at = case r.step when 0 then a.updated_at else greatest(a.updated_at, ${tx.now}) end
    from ${recordset(drafts)} where a.organization_id = ${tx.actor.organizationId} and a.id = r.id`)
}

function saveDays(tx: Tx, drafts: readonly BookingDraft[]): void {
  const changed = drafts.filter(
    ({ before, after }) => JSON.stringify(before?.days ?? []) !== JSON.stringify(after.days),
  )
  const old = changed.flatMap(({ before }) => (before === null ? [] : [before.id]))
  if (old.length > 0)
    tx.send(sql`delete from allocation_days
      where organization_id = ${tx.actor.organizationId} and allocation_id = any(${old})`)
  const rows = changed.flatMap(({ after: { id, days } }) => days.map((day) => ({ id, ...day })))
  if (rows.length === 0) return
  tx.send(sql`insert into allocation_days (organization_id, allocation_id, "on", minutes)
    select ${tx.actor.organizationId}, r.id, r."on", r.minutes from unnest(${rows.map(({ id }) => id)}::text[],
      ${rows.map(({ day }) => dateOf(day))}::date[], ${rows.map(({ minutes }) => minutes)}::integer[]) as r(id, "on", minutes)`)
}
