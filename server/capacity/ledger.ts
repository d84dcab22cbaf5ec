// The ledger: what each person's day can hold and what is booked on it. Here it is held, read, added to and saved; what a
// booking is, and what is done when it does not fit, is decided by those who use it.
import { sql, type RawBuilder } from 'kysely'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { freeMinutes, type BookedDay, type DayMinutes, type Window } from '../../domain/capacity.ts'
import type { Tx } from '../platform/transaction.ts'
import {
  between,
  bookablePeople,
  ledgerDays,
  organizationDays,
  rememberedCapacity,
  type Bookable,
  type LedgerDay,
  type OrganizationDays,
} from './capacity-queries.ts'

/**
 * Holds the organisation's calendar: bookings share it, who changes it for everybody has it alone. So a booking never
 * counts on a day that is being made a holiday, and a holiday finds every day that was booked. Taken before people.
 */
export function holdCalendar(tx: Tx, how: 'shared' | 'alone'): void {
  const key = sql`hashtextextended('calendar ' || ${tx.actor.organizationId}, 0)`
  tx.send(
    how === 'shared' ? sql`select pg_advisory_xact_lock_shared(${key})` : sql`select pg_advisory_xact_lock(${key})`,
  )
}

/**
 * Holds these people's days to the end of the transaction. In the order of ids, whoever asks: two managers reaching for
 * the same Tuesday meet here, and none waits in a circle. Lock projects before, never after.
 */
export function holdPeople(tx: Tx, personIds: readonly string[]): void {
  holdCalendar(tx, 'shared')
  if (personIds.length === 0) return
  tx.send(sql`select 1 from people where organization_id = ${tx.actor.organizationId} and id = any(${personIds})
    order by id for no key update`)
}

/** The days of some people, all that is booked on them, and what the transaction adds to and takes from them. */
export class Ledger {
  readonly organization: OrganizationDays
  readonly people: ReadonlyMap<string, Bookable>
  readonly window: Window
  readonly #capacity = new Map<string, DayMinutes>()
  readonly #kept = new Map<string, Map<number, LedgerDay>>()
  readonly #changes = new Map<string, Map<number, number>>()

  constructor(organization: OrganizationDays, people: Bookable[], days: LedgerDay[], window: Window, today: number) {
    this.organization = organization
    this.people = new Map(people.map((person) => [person.id, person]))
    this.window = window
    for (const person of people) {
      const kept = new Map<number, LedgerDay>()
      const computed = rememberedCapacity(organization.calendar, person)
      this.#kept.set(person.id, kept)
      this.#changes.set(person.id, new Map())
      // What a day could hold stays as it was when it is over, though the organisation works other weeks now.
      this.#capacity.set(
        person.id,
        (day) => (day < today ? kept.get(day)?.capacityMinutes : undefined) ?? computed(day),
      )
    }
    for (const day of days) this.#kept.get(day.personId)?.set(day.day, day)
  }

  /** What the person's days hold; for a placeholder, who is nobody yet, what the organisation's do. */
  capacityOf(personId: string | null): DayMinutes {
    const { calendar } = this.organization
    return (personId === null ? undefined : this.#capacity.get(personId)) ?? ((day) => calendar.minutesOn(day))
  }

  /** What was booked before this transaction, and what it would be after. */
  bookedBefore(personId: string, day: number): number {
    return this.#kept.get(personId)?.get(day)?.bookedMinutes ?? 0
  }
  bookedAfter(personId: string, day: number): number {
    return this.bookedBefore(personId, day) + (this.#changes.get(personId)?.get(day) ?? 0)
  }

  freeOf(personId: string): DayMinutes {
    const capacityOn = this.capacityOf(personId)
    return (day) => freeMinutes(capacityOn(day), this.bookedAfter(personId, day))
  }

  add(personId: string, days: readonly BookedDay[]): void {
    this.#change(personId, days, 1)
  }
  take(personId: string, days: readonly BookedDay[]): void {
    this.#change(personId, days, -1)
  }

  #change(personId: string, days: readonly BookedDay[], sign: 1 | -1): void {
    const changes = this.#changes.get(personId)
    if (!changes) throw new Error(`the ledger was opened without ${personId}`)
    for (const { day, minutes } of days) changes.set(day, (changes.get(day) ?? 0) + sign * minutes)
  }

  /** Net changes per person and day, in that order; those that cancel out are none. */
  changes(): LedgerChange[] {
    return [...this.#changes].flatMap(([personId, days]) =>
      [...days]
        .filter(([, minutes]) => minutes !== 0)
        .toSorted(([a], [b]) => a - b)
        .map(([day, minutes]) => ({ personId, day, minutes })),
    )
  }

  /** The days that would be over their capacity by what was added: nothing is added to a day that is over already. */
  overDays(): OverDay[] {
    return this.changes().flatMap(({ personId, day, minutes }) => {
      const capacityMinutes = this.capacityOf(personId)(day)
      const minutesOver = this.bookedAfter(personId, day) - capacityMinutes
      return minutes > 0 && minutesOver > 0 ? [{ personId, day, capacityMinutes, minutesOver }] : []
    })
  }
}

export interface LedgerChange {
  personId: string
  day: number
  /** More where positive, less where negative. */
  minutes: number
}
export interface OverDay {
  personId: string
  day: number
  capacityMinutes: number
  minutesOver: number
}

/** Holds people and reads their days: what it says is true until the transaction ends. */
export function openLedger(tx: Tx, personIds: readonly string[], window: Window): Promise<Ledger> {
  holdPeople(tx, personIds)
  return readLedger(tx, personIds, window)
}

/** The same without holding them, for looking; `organization` where it is known for these days. */
export async function readLedger(
  tx: Tx,
  personIds: readonly string[],
  window: Window,
  organization?: OrganizationDays,
): Promise<Ledger> {
  const [calendar, people, days] = await Promise.all([
    organization ?? organizationDays(tx, window),
    bookablePeople(tx, sql`p.id = any(${personIds})`, window),
    ledgerDays(tx, sql`l.person_id = any(${personIds}) and ${between(sql`l."on"`, window)}`),
  ])
  return new Ledger(calendar, people, days, window, dayNumber(tx.today))
}

/**
 * Writes the ledger's changes. What is given back lowers the overload of its day with it; what is added has to fit, and
 * the table's CHECK refuses it otherwise, except on days that were overridden, where the rest is kept as overload.
 */
export function saveLedger(tx: Tx, ledger: Ledger, overridden: readonly OverDay[] = []): void {
  const wasOverridden = new Set(overridden.map(({ personId, day }) => `${personId} ${day}`))
  const rows = ledger
    .changes()
    .map((change) => ({ ...change, capacity: ledger.capacityOf(change.personId)(change.day) }))
  const added = rows.filter(({ minutes }) => minutes > 0)
  // Given back first: what is added may need the room.
  giveBack(
    tx,
    rows.filter(({ minutes }) => minutes < 0),
  )
  const [over, within] = [true, false].map((is) =>
    added.filter(({ personId, day }) => wasOverridden.has(`${personId} ${day}`) === is),
  )
  addTo(tx, within ?? [], sql`0`, sql`l.booked_minutes - excluded.capacity_minutes`)
  addTo(
    tx,
    over ?? [],
    sql`r.minutes - r.capacity`,
    sql`l.booked_minutes + excluded.booked_minutes - excluded.capacity_minutes`,
  )
}

type ChangedRow = LedgerChange & { capacity: number }

const columnsOf = (rows: readonly ChangedRow[]) => sql`unnest(${rows.map((row) => row.personId)}::text[],
  ${rows.map((row) => dateOf(row.day))}::date[], ${rows.map((row) => Math.abs(row.minutes))}::integer[],
  ${rows.map((row) => row.capacity)}::integer[]) as r(person_id, "on", minutes, capacity)`

function giveBack(tx: Tx, rows: readonly ChangedRow[]): void {
  if (rows.length === 0) return
  tx.send(sql`update person_days l set booked_minutes = l.booked_minutes - r.minutes, capacity_minutes = r.capacity,
      overbook_minutes = greatest(0, l.booked_minutes - r.minutes - r.capacity)
    from ${columnsOf(rows)}
    where l.organization_id = ${tx.actor.organizationId} and l.person_id = r.person_id and l."on" = r."on"`)
}

/** `fresh` is the overload of a day booked for the first time, `further` that of one which has a row. */
function addTo(tx: Tx, rows: readonly ChangedRow[], fresh: RawBuilder<unknown>, further: RawBuilder<unknown>): void {
  if (rows.length === 0) return
  tx.send(sql`insert into person_days as l (organization_id, person_id, "on", capacity_minutes, booked_minutes, overbook_minutes)
    select ${tx.actor.organizationId}, r.person_id, r."on", r.capacity, r.minutes, greatest(0, ${fresh})
    from ${columnsOf(rows)} order by r.person_id, r."on"
    on conflict (organization_id, person_id, "on") do update set capacity_minutes = excluded.capacity_minutes,
      booked_minutes = l.booked_minutes + excluded.booked_minutes, overbook_minutes = greatest(0, ${further})`)
}
