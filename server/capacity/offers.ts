// Where else it fits, when it does not fit where it was asked for: other days of the same person, other people on the same days.
import { sql, type RawBuilder } from 'kysely'
import type { Offers, Placeholder } from '../../domain/allocation.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import {
  nearestWindows,
  searchedAround,
  workingDays,
  type BookedDay,
  type Fits,
  type Window,
} from '../../domain/capacity.ts'
import type { Tx } from '../platform/transaction.ts'
import { between, type OrganizationDays } from './capacity-queries.ts'
import { readLedger, type Ledger } from './ledger.ts'

export interface Wish {
  personId: string
  /** Who else could do it: people with this skill or service; else those who share a skill or service with the person. */
  placeholder: Placeholder | null
  window: Window
  fits: Fits
  /** What the person has on these days for this very work already. */
  own: readonly BookedDay[]
}

const MOST_PEOPLE = 5
/** Those with the least booked in the window are looked at. */
const MOST_CANDIDATES = 25

/** The nearest windows and the people with most time, as far as there are any; `organization` is known for the wish's window. */
export async function findOffers(tx: Tx, wish: Wish, organization: OrganizationDays): Promise<Offers> {
  const [own, ids] = await Promise.all([
    readLedger(tx, [wish.personId], searchedAround(wish.window), organization),
    candidates(tx, wish),
  ])
  own.take(wish.personId, wish.own)
  const [capacityOn, freeOn] = [own.capacityOf(wish.personId), own.freeOf(wish.personId)]
  const windows = nearestWindows(wish.window, wish.fits, capacityOn, freeOn, dayNumber(tx.today))
  return {
    windows: windows.map(({ from, to }) => ({ startOn: dateOf(from), endOn: dateOf(to) })),
    people: ids.length === 0 ? [] : freePeople(await readLedger(tx, ids, wish.window, organization), wish),
  }
}

async function candidates(tx: Tx, wish: Wish): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`
    select p.id from people p
    left join lateral (select sum(l.booked_minutes) as booked from person_days l where l.organization_id = p.organization_id
      and l.person_id = p.id and ${between(sql`l."on"`, wish.window)}) l on true
    where p.organization_id = ${tx.actor.organizationId} and p.active and p.id <> ${wish.personId} and ${couldDoIt(tx, wish)}
    order by coalesce(l.booked, 0), p.id limit ${MOST_CANDIDATES}`)
  return found.map(({ id }) => id)
}

function couldDoIt(tx: Tx, { personId, placeholder }: Wish): RawBuilder<unknown> {
  if (placeholder)
    return 'skill' in placeholder ? has('skills', placeholder.skill) : has('services', placeholder.service)
  return sql`exists (select 1 from people x where x.organization_id = ${tx.actor.organizationId} and x.id = ${personId}
    and (x.skills && p.skills or x.services && p.services))`
}

const has = (column: 'skills' | 'services', name: string) => sql`${name} = any(${sql.ref(`p.${column}`)})`

function freePeople(ledger: Ledger, { window, fits }: Wish): Offers['people'] {
  const free = [...ledger.people.values()].flatMap(({ id, name }) => {
    const [capacityOn, freeOn] = [ledger.capacityOf(id), ledger.freeOf(id)]
    const days = workingDays(window, capacityOn)
    const freeMinutes = days.reduce((sum, day) => sum + freeOn(day), 0)
    return fits(days, capacityOn, freeOn) ? [{ personId: id, name, freeMinutes }] : []
  })
  return free
    .toSorted((a, b) => b.freeMinutes - a.freeMinutes || (a.personId < b.personId ? -1 : 1))
    .slice(0, MOST_PEOPLE)
}
