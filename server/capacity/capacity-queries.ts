// What can be known about how much people's days hold: the organisation's calendar, their own weeks and time off.
import { sql, type RawBuilder } from 'kysely'
import { compileCalendar, dateOf, dayNumber, type WorkCalendar } from '../../domain/calendar.ts'
import { capacityOf, searchedAround, type DayMinutes, type Window, type WorkingPerson } from '../../domain/capacity.ts'
import { PROJECT_TYPES } from '../../domain/project-types.ts'
import { getSettings } from '../people/organization-queries.ts'
import type { Tx } from '../platform/transaction.ts'

/** A date in SQL as its day number. */
export const dayIn = (date: RawBuilder<unknown>): RawBuilder<number> => sql`(${date} - date '1970-01-01')`
export const between = (date: RawBuilder<unknown>, { from, to }: Window): RawBuilder<boolean> =>
  sql`${date} between ${dateOf(from)}::date and ${dateOf(to)}::date`

/** The days from a date to another, both included. */
export const windowOf = (startOn: string, endOn: string): Window => ({ from: dayNumber(startOn), to: dayNumber(endOn) })
export const union = (windows: readonly Window[]): Window => ({
  from: Math.min(...windows.map(({ from }) => from)),
  to: Math.max(...windows.map(({ to }) => to)),
})

/** When the organisation works, and what its settings say about booking. */
export interface OrganizationDays {
  calendar: WorkCalendar
  softLimitPercent: number
  services: readonly string[]
}

/** The organisation's week without the holidays of these days, and of those around them where offers are looked for. */
export async function organizationDays(tx: Tx, window: Window): Promise<OrganizationDays> {
  const [settings, holidays] = await Promise.all([
    getSettings(tx),
    tx.rows<{ on: string }>(sql`select "on" from holidays
      where organization_id = ${tx.actor.organizationId} and ${between(sql`"on"`, searchedAround(window))}`),
  ])
  const exceptions = new Map(holidays.map(({ on }) => [on, []]))
  return {
    calendar: compileCalendar({ week: settings.workWeek, exceptions }),
    softLimitPercent: settings.capacitySoftLimitPercent,
    services: [...PROJECT_TYPES, ...settings.projectTypes],
  }
}

/** Somebody of the organisation as far as booking is concerned. */
export interface Bookable extends WorkingPerson {
  id: string
  name: string
  active: boolean
  skills: string[]
  services: string[]
}

/** People, as alias `p`, in the order of their ids, with the time off they have in these days. */
export function bookablePeople(tx: Tx, where: RawBuilder<unknown>, window: Window): Promise<Bookable[]> {
  return tx.rows<Bookable>(sql`
    select p.id, p.name, p.active, p.skills, p.services, p.availability_factor::float8 as "availabilityFactor",
      (select coalesce(json_agg(json_build_object('from', ${dayIn(sql`w.valid_from`)}, 'minutes', w.minutes) order by w.valid_from), '[]')
        from weekly_capacities w where w.organization_id = p.organization_id and w.person_id = p.id) as weeks,
      (select coalesce(json_agg(json_build_object('from', ${dayIn(sql`o.start_on`)}, 'to', ${dayIn(sql`o.end_on`)},
          'minutesPerDay', o.minutes_per_day)), '[]')
        from time_off o where o.organization_id = p.organization_id and o.person_id = p.id
          and o.end_on >= ${dateOf(window.from)}::date and o.start_on <= ${dateOf(window.to)}::date) as "timeOff"
    from people p where p.organization_id = ${tx.actor.organizationId} and ${where} order by p.id`)
}

/** One day of the ledger, as it is kept. */
export interface LedgerDay {
  personId: string
  day: number
  capacityMinutes: number
  bookedMinutes: number
  overbookMinutes: number
}

/** Days of the ledger, as alias `l`, person by person; a day that was never booked has none. */
export async function ledgerDays(tx: Tx, where: RawBuilder<unknown>): Promise<LedgerDay[]> {
  // A row a person: read as JSON, ten thousands of days cost a tenth of what they do as rows.
  const rows = await tx.rows<{ personId: string; days: [number, number, number, number][] }>(sql`
    select l.person_id as "personId", json_agg(json_build_array(
      ${dayIn(sql`l."on"`)}, l.capacity_minutes, l.booked_minutes, l.overbook_minutes) order by l."on") as days
    from person_days l where l.organization_id = ${tx.actor.organizationId} and ${where}
    group by l.person_id order by l.person_id`)
  return rows.flatMap(({ personId, days }) =>
    days.map(([day, capacityMinutes, bookedMinutes, overbookMinutes]) => ({
      personId,
      day,
      capacityMinutes,
      bookedMinutes,
      overbookMinutes,
    })),
  )
}

/** A person's capacity by day, each day computed once. */
export function rememberedCapacity(calendar: WorkCalendar, person: WorkingPerson): DayMinutes {
  const compute = capacityOf(calendar, person)
  const known = new Map<number, number>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const minutes = compute(day)
    known.set(day, minutes)
    return minutes
  }
}
