// What people's days hold changed: brings the ledger up to date, and tells which days now hold too little for what is booked.
import { sql, type RawBuilder } from 'kysely'
import type { ScheduleConflict } from '../../domain/allocation.ts'
import { dateOf } from '../../domain/calendar.ts'
import { capacityOf, type Window } from '../../domain/capacity.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookablePeople, ledgerDays, organizationDays, type LedgerDay } from './capacity-queries.ts'
import { explainOverloads, type OverloadedDay } from './conflicts.ts'
import { holdCalendar, holdPeople } from './ledger.ts'

export const EVERYBODY = 'everybody'

/** What is told of them in one reply. */
const MOST_OVERLOADS = 1_000
const AT_ONCE = 100

/**
 * To be called in the transaction that changed time off, a holiday, the organisation's week, or a person's week or
 * availability, after the change, with the days it counts for. Always succeeds: what is booked stays, what does not fit
 * any more is recorded as the day's overload, and nothing new fits there until it is gone. Returns the days that are
 * further over than before. Locks the people in the order of ids; for everybody, the organisation's calendar. Whoever
 * holds a person before this holds the calendar before the person: the other way round they wait for each other.
 */
export async function recomputeCapacity(
  tx: Tx,
  people: readonly string[] | typeof EVERYBODY,
  from: string,
  to?: string,
): Promise<ScheduleConflict[]> {
  const until = to === undefined ? sql`true` : sql`l."on" <= ${to}::date`
  return recompute(tx, people, sql`l."on" >= ${from}::date and ${until}`)
}

/** The same for everybody on some dates. */
export const recomputeDates = (tx: Tx, dates: readonly string[]): Promise<ScheduleConflict[]> =>
  recompute(tx, EVERYBODY, sql`l."on" = any(${dates}::date[])`)

async function recompute(
  tx: Tx,
  people: readonly string[] | typeof EVERYBODY,
  where: RawBuilder<unknown>,
): Promise<ScheduleConflict[]> {
  if (people === EVERYBODY) holdCalendar(tx, 'alone')
  else holdPeople(tx, people)
  const ids = people === EVERYBODY ? await bookedPeople(tx, where) : people
  const over: ChangedDay[] = []
  // Some hundred people at a time: no statement then grows with the size of the organisation.
  for (let n = 0; n < ids.length; n += AT_ONCE)
    over.push(...(await recomputeSome(tx, ids.slice(n, n + AT_ONCE), where)))
  recordOverloads(tx, over)
  const told = over.toSorted((a, b) => a.day - b.day).slice(0, MOST_OVERLOADS)
  return explainOverloads(
    tx,
    told.map(({ was: _, ...day }) => day),
  )
}

async function bookedPeople(tx: Tx, where: RawBuilder<unknown>): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct l.person_id as id from person_days l
    where l.organization_id = ${tx.actor.organizationId} and ${where} order by 1`)
  return found.map(({ id }) => id)
}

/** Saves what these people's days hold now; returns those that are further over than before. */
async function recomputeSome(tx: Tx, people: readonly string[], where: RawBuilder<unknown>): Promise<ChangedDay[]> {
  const days = await ledgerDays(tx, sql`${where} and l.person_id = any(${people})`)
  const changed = await changedDays(tx, days)
  if (changed.length === 0) return []
  tx.send(sql`
    update person_days l set capacity_minutes = r.capacity, overbook_minutes = greatest(0, l.booked_minutes - r.capacity)
    from unnest(${changed.map(({ personId }) => personId)}::text[], ${changed.map(({ day }) => dateOf(day))}::date[],
      ${changed.map(({ capacityMinutes }) => capacityMinutes)}::integer[]) as r(person_id, "on", capacity)
    where l.organization_id = ${tx.actor.organizationId} and l.person_id = r.person_id and l."on" = r."on"`)
  return changed.filter(({ minutesOver, was }) => minutesOver > was)
}

type ChangedDay = OverloadedDay & { was: number }

/** The days of the ledger whose capacity is another now. */
async function changedDays(tx: Tx, days: readonly LedgerDay[]): Promise<ChangedDay[]> {
  if (days.length === 0) return []
  const window = windowOfDays(days)
  const ids = [...new Set(days.map(({ personId }) => personId))]
  const [{ calendar }, people] = await Promise.all([
    organizationDays(tx, window),
    bookablePeople(tx, sql`p.id = any(${ids})`, window),
  ])
  const capacities = new Map(people.map((person) => [person.id, { ...person, on: capacityOf(calendar, person) }]))
  return days.flatMap(({ personId, day, capacityMinutes: before, bookedMinutes, overbookMinutes }) => {
    const person = capacities.get(personId)
    const capacityMinutes = person?.on(day) ?? before
    if (capacityMinutes === before) return []
    const minutesOver = Math.max(0, bookedMinutes - capacityMinutes)
    return [
      { personId, name: person?.name ?? '', day, capacityMinutes, bookedMinutes, minutesOver, was: overbookMinutes },
    ]
  })
}

function windowOfDays(days: readonly LedgerDay[]): Window {
  let [from, to] = [Infinity, -Infinity]
  for (const { day } of days) [from, to] = [Math.min(from, day), Math.max(to, day)]
  return { from, to }
}

/** One entry a person: what a signal about their overload follows from. */
function recordOverloads(tx: Tx, over: readonly ChangedDay[]): void {
  for (const [personId, days = []] of Map.groupBy(over, (day) => day.personId)) {
    const overload = days.slice(0, 100).map(({ day, minutesOver }) => ({ date: dateOf(day), minutesOver }))
    tx.record('person.overloaded', { type: 'person', id: personId }, { overload: { to: overload } })
  }
}
