// Days that hold, or would hold, more than they have room for, explained: who, when, how much over, and by which bookings.
import { sql } from 'kysely'
import type { CapacityWarning, Offers, ScheduleConflict } from '../../domain/allocation.ts'
import { dateOf } from '../../domain/calendar.ts'
import { bookingFits, type BookedDay } from '../../domain/capacity.ts'
import { Problem } from '../../domain/problems.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookingsOn, type ClashingRow } from './allocation-queries.ts'
import { daysGained, fillsLedger, windowOfBooking, type BookingDraft } from './booking-drafts.ts'
import { between, windowOf } from './capacity-queries.ts'
import type { Ledger, OverDay } from './ledger.ts'
import { findOffers } from './offers.ts'

/** What a reply lists; there may be more days than anybody reads. */
const MOST_LISTED = 100

/** The refusal of bookings for which days have no room, with what clashes and where else the first of them would fit. */
export async function scheduleConflict(
  tx: Tx,
  ledger: Ledger,
  drafts: readonly BookingDraft[],
  over: readonly OverDay[],
): Promise<Problem> {
  const first = drafts.find((draft) => isOver(draft, over))
  const [conflicts, offers] = await Promise.all([
    conflictsOf(tx, ledger, drafts, over.slice(0, MOST_LISTED)),
    first ? offersFor(tx, ledger, first) : { windows: [], people: [] },
  ])
  const people = new Set(over.map(({ personId }) => ledger.people.get(personId)?.name))
  const days = over.length === 1 ? `on ${dateOf(over[0]?.day ?? 0)}` : `on ${over.length} days`
  const detail = `${[...people].slice(0, 3).join(', ')} would be booked over capacity ${days}.`
  return new Problem('schedule_conflict', detail, { conflicts, conflictDays: over.length, offers })
}

/** Those of these days that are over by this booking, among others: it takes more of them than it did. */
export function overDaysOf({ before, after }: BookingDraft, over: readonly OverDay[]): OverDay[] {
  if (!fillsLedger(after)) return []
  const gained = new Set(daysGained(before, after).map(({ day }) => day))
  return over.filter(({ personId, day }) => personId === after.personId && gained.has(day))
}
export const isOver = (draft: BookingDraft, over: readonly OverDay[]): boolean => overDaysOf(draft, over).length > 0

const minutesOn = (days: readonly BookedDay[], day: number) => days.find((each) => each.day === day)?.minutes ?? 0

function offersFor(tx: Tx, ledger: Ledger, { before, after }: BookingDraft): Promise<Offers> {
  const wish = {
    personId: after.personId ?? '',
    placeholder: before?.placeholder ?? null,
    window: windowOfBooking(after),
    fits: bookingFits(after),
    own: fillsLedger(before) && before.personId === after.personId ? before.days : [],
  }
  return findOffers(tx, wish, ledger.organization)
}

async function conflictsOf(
  tx: Tx,
  ledger: Ledger,
  drafts: readonly BookingDraft[],
  over: readonly OverDay[],
): Promise<ScheduleConflict[]> {
  const touched = drafts.map(({ after }) => after.id)
  const clashing = await bookingsOn(tx, over, touched)
  return over.map(({ personId, day, capacityMinutes, minutesOver }) => {
    const requestedMinutes = drafts
      .filter(({ after }) => fillsLedger(after) && after.personId === personId)
      .reduce((sum, { after }) => sum + minutesOn(after.days, day), 0)
    return {
      personId,
      name: ledger.people.get(personId)?.name ?? '',
      date: dateOf(day),
      capacityMinutes,
      bookedMinutes: ledger.bookedAfter(personId, day) - requestedMinutes,
      requestedMinutes,
      minutesOver,
      bookings: bookingsOf(clashing, personId, day),
    }
  })
}

/** One by one where the caller may see them, the others in sum. */
function bookingsOf(rows: readonly ClashingRow[], personId: string, day: number): ScheduleConflict['bookings'] {
  const here = rows.filter((row) => row.personId === personId && row.day === day)
  const seen = here.filter((row) => row.seen)
  const hidden = here.reduce((sum, row) => (row.seen ? sum : sum + row.minutes), 0)
  return [
    ...seen.map(({ allocationId, projectId, projectName, minutes }) => ({
      allocationId,
      projectId,
      projectName,
      minutes,
    })),
    ...(hidden > 0 ? [{ hidden: true as const, minutes: hidden }] : []),
  ]
}

/** The days booked beyond the soft limit by what was added: told, never refused. */
export function warningsOf(ledger: Ledger): CapacityWarning[] {
  const { softLimitPercent } = ledger.organization
  const warnings = ledger.changes().flatMap(({ personId, day, minutes }) => {
    const capacityMinutes = ledger.capacityOf(personId)(day)
    const bookedMinutes = ledger.bookedAfter(personId, day)
    if (minutes < 0 || bookedMinutes > capacityMinutes || bookedMinutes * 100 <= capacityMinutes * softLimitPercent)
      return []
    const name = ledger.people.get(personId)?.name ?? ''
    const percent = Math.floor((bookedMinutes * 100) / capacityMinutes)
    return [{ personId, name, date: dateOf(day), capacityMinutes, bookedMinutes, percent }]
  })
  return warnings.slice(0, MOST_LISTED)
}

/** A day that is over its capacity, and whose. */
export interface OverloadedDay {
  personId: string
  name: string
  day: number
  capacityMinutes: number
  bookedMinutes: number
  minutesOver: number
}

/** Overloads with the bookings that make them. */
export async function explainOverloads(tx: Tx, days: readonly OverloadedDay[]): Promise<ScheduleConflict[]> {
  if (days.length === 0) return []
  const rows = await bookingsOn(tx, days)
  return days.map(({ day, ...rest }) => ({
    ...rest,
    date: dateOf(day),
    requestedMinutes: 0,
    bookings: bookingsOf(rows, rest.personId, day),
  }))
}

/** The overloads there are on these days, of these people or of everybody, by day; at most `limit`. */
export async function listOverloads(
  tx: Tx,
  asked: { personIds?: readonly string[] | undefined; from: string; to: string },
  limit = 1_000,
): Promise<ScheduleConflict[]> {
  const days = await tx.rows<OverloadedDay>(sql`
    select l.person_id as "personId", p.name, l."on" - date '1970-01-01' as day, l.capacity_minutes as "capacityMinutes",
      l.booked_minutes as "bookedMinutes", l.overbook_minutes as "minutesOver"
    from person_days l join people p on p.organization_id = l.organization_id and p.id = l.person_id
    where l.organization_id = ${tx.actor.organizationId} and l.overbook_minutes > 0
      and ${between(sql`l."on"`, windowOf(asked.from, asked.to))}
      and ${asked.personIds ? sql`l.person_id = any(${asked.personIds})` : sql`true`}
    order by l."on", l.person_id limit ${limit}`)
  return explainOverloads(tx, days)
}
