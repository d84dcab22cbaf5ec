// What can be known about holidays and people's time off, and what the date-holidays package knows of public ones.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Holiday, TimeOff, type HolidayImport } from '../../domain/days-off.ts'
import { CivilDate } from '../../domain/fields.ts'
import { invalidField, notFound } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { getPerson } from '../people/person-queries.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

const period = { from: CivilDate.optional(), to: CivilDate.optional() }
export const HolidayFilters = z.strictObject({ ...period, ...pageQuery(['on', 'name', 'createdAt']) })
export type HolidayFilters = z.output<typeof HolidayFilters>
export const HolidayPage = pageOf(Holiday)
export const TimeOffFilters = z.strictObject({ ...period, ...pageQuery(['startOn', 'endOn']) })
export type TimeOffFilters = z.output<typeof TimeOffFilters>
export const TimeOffPage = pageOf(TimeOff)

const stamps = (
  alias: string,
) => sql`${sql.ref(`${alias}.version`)}, instant(${sql.ref(`${alias}.created_at`)}) as "createdAt",
  instant(${sql.ref(`${alias}.updated_at`)}) as "updatedAt"`
const holiday = sql`h.id, h."on", h.name, ${stamps('h')}`
/** Why somebody is away is for them and the Project Admins; for the others the note is empty. */
const timeOff = (tx: Tx) => {
  const isAdmin = tx.actor.roles.includes('project_admin')
  return sql`o.id, o.person_id as "personId", o.start_on as "startOn", o.end_on as "endOn", o.minutes_per_day as "minutesPerDay",
    case when ${isAdmin} or o.person_id = ${tx.actor.id} then o.note else '' end as note, ${stamps('o')}`
}

export async function getHoliday(tx: Tx, id: string): Promise<Holiday> {
  const found = await tx.first<Holiday>(sql`select ${holiday} from holidays h
    where h.organization_id = ${tx.actor.organizationId} and h.id = ${id}`)
  if (!found) throw notFound('holiday')
  return found
}

/** Those of these days, or of these ids, by day. */
export const holidaysWhere = (tx: Tx, where: RawBuilder<unknown>): Promise<Holiday[]> =>
  tx.rows<Holiday>(sql`select ${holiday} from holidays h
    where h.organization_id = ${tx.actor.organizationId} and ${where} order by h."on"`)

export function listHolidays(tx: Tx, filters: HolidayFilters): Promise<JsonText<Page<Holiday>>> {
  const where = [sql`h.organization_id = ${tx.actor.organizationId}`]
  if (filters.from) where.push(sql`h."on" >= ${filters.from}::date`)
  if (filters.to) where.push(sql`h."on" <= ${filters.to}::date`)
  return listPage<Holiday>(tx, filters, {
    from: sql`holidays h`,
    alias: 'h',
    where,
    sorts: {
      on: { by: sql`h."on"`, type: 'date' },
      name: { by: sql`lower(h.name)`, type: 'text' },
      createdAt: { by: sql`h.created_at`, type: 'timestamptz' },
    },
    defaultSort: 'on',
    columns: holiday,
  })
}

/** One time off of one person, who is missed first where there is nobody. */
export async function getTimeOff(tx: Tx, personId: string, id: string): Promise<TimeOff> {
  const found = await tx.first<TimeOff>(sql`select ${timeOff(tx)} from time_off o
    where o.organization_id = ${tx.actor.organizationId} and o.person_id = ${personId} and o.id = ${id}`)
  if (found) return found
  await getPerson(tx, personId)
  throw notFound('time_off')
}

/** Time off, as alias `o`, by person and day. */
export const timeOffWhere = (tx: Tx, where: RawBuilder<unknown>): Promise<TimeOff[]> =>
  tx.rows<TimeOff>(sql`select ${timeOff(tx)} from time_off o
    where o.organization_id = ${tx.actor.organizationId} and ${where} order by o.person_id, o.start_on, o.id`)

/** A person's time off that touches the days asked for; `person_not_found` where there is nobody. */
export async function listTimeOff(tx: Tx, personId: string, filters: TimeOffFilters): Promise<JsonText<Page<TimeOff>>> {
  const where = [sql`o.organization_id = ${tx.actor.organizationId} and o.person_id = ${personId}`]
  if (filters.from) where.push(sql`o.end_on >= ${filters.from}::date`)
  if (filters.to) where.push(sql`o.start_on <= ${filters.to}::date`)
  const plan = {
    from: sql`time_off o`,
    alias: 'o',
    where,
    sorts: {
      startOn: { by: sql`o.start_on`, type: 'date' as const },
      endOn: { by: sql`o.end_on`, type: 'date' as const },
    },
    defaultSort: '-startOn',
    columns: timeOff(tx),
  }
  const [page, person] = await Promise.all([
    listPage<TimeOff>(tx, filters, plan),
    tx.first(sql`select 1 from people where organization_id = ${tx.actor.organizationId} and id = ${personId}`),
  ])
  if (!person) throw notFound('person')
  return page
}

const DAY_MS = 86_400_000

/** Whole public holidays of a year, by day; 422 where the country, or the region in it, is not known. */
export async function publicHolidays(asked: HolidayImport): Promise<{ on: string; name: string }[]> {
  const { country, region, year, language } = asked
  // Loaded when first needed: its tables take 40 MB.
  const { default: Holidays } = await import('date-holidays')
  const calendar = new Holidays({ types: ['public'], timezone: 'UTC' })
  if (!(country in calendar.getCountries()))
    throw invalidField('/country', 'reference', 'is no country whose holidays are known')
  const [state = '', part = ''] = region?.split('-') ?? []
  if (region !== undefined && !(state in (calendar.getStates(country) ?? {})))
    throw invalidField('/region', 'reference', say`is no region of ${country} with holidays of its own`)
  if (part !== '' && !(part in (calendar.getRegions(country, state) ?? {})))
    throw invalidField('/region', 'reference', say`is no part of ${country}-${state} with holidays of its own`)
  calendar.init(country, state, part, { types: ['public'], timezone: 'UTC' })
  const days = new Map<string, string>()
  for (const { date, start, end, name, type } of calendar.getHolidays(year, language)) {
    // What begins in the course of a day, as a half holiday does, is no day off.
    if (type !== 'public' || !/^\d{4}-\d\d-\d\d 00:00:00/.test(date)) continue
    const first = Date.parse(date.slice(0, 10))
    for (let n = 0; n < Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS)); n++) {
      const on = new Date(first + n * DAY_MS).toISOString().slice(0, 10)
      if (!days.has(on)) days.set(on, name.slice(0, 200))
    }
  }
  return [...days].map(([on, name]) => ({ on, name })).toSorted((a, b) => (a.on < b.on ? -1 : 1))
}
