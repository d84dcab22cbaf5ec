// What can be known about people's load: per person and day what it holds, what is booked, and what may still come.
import { sql } from 'kysely'
import { dateOf } from '../../domain/calendar.ts'
import type { Tx } from '../platform/transaction.ts'
import { between, dayIn, windowOf } from './capacity-queries.ts'
import { readLedger } from './ledger.ts'

export interface LoadDay {
  date: string
  capacityMinutes: number
  bookedMinutes: number
  /** Asked for, not confirmed: it fills nothing yet. */
  tentativeMinutes: number
  /** What of the booked is over the capacity, by an override or after a cut. */
  overbookMinutes: number
  /** What of the booked is for the project asked about; 0 where none was. */
  projectMinutes: number
}
export interface PersonLoad {
  personId: string
  name: string
  active: boolean
  days: LoadDay[]
}

/**
 * The load of these people, by id, on each day from one to another, both included. Everybody's bookings count, also those
 * of projects that the caller does not see. Four statements, whatever is asked.
 */
export async function loadOfPeople(
  tx: Tx,
  asked: { personIds: readonly string[]; from: string; to: string; projectId?: string | undefined },
): Promise<PersonLoad[]> {
  const window = windowOf(asked.from, asked.to)
  const [ledger, parts] = await Promise.all([readLedger(tx, asked.personIds, window), partsOfLoad(tx, asked)])
  const dates: string[] = []
  for (let day = window.from; day <= window.to; day++) dates.push(dateOf(day))
  return [...ledger.people.values()].map(({ id, name, active }) => {
    const [capacityOn, ownParts] = [ledger.capacityOf(id), parts.get(id)]
    const days = dates.map((date, n): LoadDay => {
      const day = window.from + n
      const [capacityMinutes, bookedMinutes] = [capacityOn(day), ledger.bookedBefore(id, day)]
      const part = ownParts?.get(day)
      return {
        date,
        capacityMinutes,
        bookedMinutes,
        tentativeMinutes: part?.[0] ?? 0,
        overbookMinutes: Math.max(0, bookedMinutes - capacityMinutes),
        projectMinutes: part?.[1] ?? 0,
      }
    })
    return { personId: id, name, active, days }
  })
}

/** Tentative minutes, and those of the project. */
type Part = [tentative: number, project: number]

async function partsOfLoad(
  tx: Tx,
  { personIds, from, to, projectId }: Parameters<typeof loadOfPeople>[1],
): Promise<Map<string, Map<number, Part>>> {
  const rows = await tx.rows<{ personId: string; days: [number, number, number][] }>(sql`
    select x.person_id as "personId", json_agg(json_build_array(x.day, x.tentative, x.project)) as days
    from (select a.person_id, ${dayIn(sql`d."on"`)} as day,
        coalesce(sum(d.minutes) filter (where a.status = 'tentative'), 0)::int as tentative,
        coalesce(sum(d.minutes) filter (where a.status = 'confirmed'), 0)::int as project
      from allocations a join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
      where a.organization_id = ${tx.actor.organizationId} and a.person_id = any(${personIds}) and a.deleted_at is null
        and (a.status = 'tentative' or a.status = 'confirmed' and a.project_id = ${projectId ?? null})
        and a.end_on >= ${from}::date and a.start_on <= ${to}::date and ${between(sql`d."on"`, windowOf(from, to))}
      group by a.person_id, d."on") x
    group by x.person_id`)
  const ofDays = (days: [number, number, number][]) =>
    new Map(days.map(([day, tentative, project]): [number, Part] => [day, [tentative, project]]))
  return new Map(rows.map(({ personId, days }) => [personId, ofDays(days)]))
}
