// What can be known about people's schedules: their days, bookings and time off, of everybody, a team, or oneself.
import { sql } from 'kysely'
import { z } from 'zod'
import { dayNumber, weekdayOf } from '../../domain/calendar.ts'
import { Id } from '../../domain/fields.ts'
import { grantsOf } from '../../domain/permissions.ts'
import type { MySchedule, OpenBooking, PeopleSchedule, PersonSchedule, ShownBooking } from '../../domain/schedule.ts'
import { personScope, projectScope, reaching } from '../access/scopes.ts'
import { holidaysWhere, timeOffWhere } from '../capacity/days-off-queries.ts'
import { listOverloads } from '../capacity/conflicts.ts'
import { loadOfPeople, type PersonLoad } from '../capacity/load-queries.ts'
import { commaList } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { findTasks } from '../tasks/task-queries.ts'
import { ScheduleQuery, shownDays } from './schedule-queries.ts'

const wholeNumber = (most: number) => z.coerce.number().int().min(1).max(most)
export const PeopleScheduleQuery = z.strictObject({
  from: ScheduleQuery.shape.from,
  to: ScheduleQuery.shape.to,
  personIds: commaList(Id).optional(),
  teamId: Id.optional(),
  page: wholeNumber(10_000).default(1),
  limit: wholeNumber(100).default(50).meta({ description: 'People on a page.' }),
  by: z.enum(['day', 'week', 'month']).default('day').meta({
    description: 'What one entry of a person’s days sums up, of what is shown; weeks begin on Monday.',
  }),
  only: z.enum(['load', 'bookings']).optional().meta({
    description: 'load: without bookings and conflicts. bookings: these alone, of the people on the page.',
  }),
})
const MOST_PLACEHOLDERS = 1_000
export type PeopleScheduleQuery = z.output<typeof PeopleScheduleQuery>

/** People by name, a page of them, with their days; suspended ones where they are still booked on some of these. */
export async function getPeopleSchedule(tx: Tx, query: PeopleScheduleQuery): Promise<PeopleSchedule> {
  const { from, to } = shownDays(tx, query)
  const { page, limit } = query
  const team = sql`exists (select 1 from team_members m where m.organization_id = x.organization_id
    and m.person_id = x.id and m.team_id = ${query.teamId ?? null})`
  const booked = sql`exists (select 1 from allocations a where a.organization_id = x.organization_id and a.person_id = x.id
    and ${isShown(from, to)})`
  const found = await tx.rows<{ id: string; total: number }>(sql`
    select x.id, (count(*) over ())::int as total from people x
    where ${personScope(tx)} and (x.active or ${booked}) and (${query.personIds === undefined} or x.id = any(${query.personIds ?? []}))
      and (${query.teamId === undefined} or ${team})
    order by lower(x.name), x.id limit ${limit} offset ${(page - 1) * limit}`)
  const ids = found.map(({ id }) => id)
  const [load, around, placeholders] = await Promise.all([
    query.only === 'bookings' ? [] : loadOfPeople(tx, { personIds: ids, from, to }),
    aroundPeople(tx, ids, from, to, query.only),
    query.only === 'bookings' ? [] : placeholdersOn(readingSchedules(tx), from, to),
  ])
  const byId = new Map(load.map((person) => [person.personId, summed(person, query.by)]))
  const people = ids.flatMap((id) => byId.get(id) ?? [])
  const total = found[0]?.total ?? 0
  return {
    from,
    to,
    ...around,
    placeholders,
    people,
    pagination: { page, limit, total, pages: Math.ceil(total / limit) },
  }
}

/** The actor's own days, with the tasks that they are assigned to. */
export async function getMySchedule(tx: Tx, query: Pick<PeopleScheduleQuery, 'from' | 'to'>): Promise<MySchedule> {
  const { from, to } = shownDays(tx, query)
  const ids = [tx.actor.id]
  const [[load], around, tasks] = await Promise.all([
    loadOfPeople(tx, { personIds: ids, from, to }),
    aroundPeople(tx, ids, from, to),
    findTasks(tx, sql`t.start_on <= ${to}::date and t.due_on >= ${from}::date`),
  ])
  const person = summed(load ?? { personId: tx.actor.id, name: tx.actor.name, active: true, days: [] })
  return { from, to, ...person, ...around, tasks }
}

type Period = PeopleScheduleQuery['by']
const BEGINS: Record<Exclude<Period, 'day'>, (date: string) => boolean> = {
  week: (date) => weekdayOf(dayNumber(date)) === 0,
  month: (date) => date.endsWith('-01'),
}

/** The days in their sums, each by the first of them that is shown. */
function periodsOf(days: PersonSchedule['days'], by: Period): PersonSchedule['days'] {
  if (by === 'day') return days
  const periods: PersonSchedule['days'] = []
  for (const day of days) {
    const last = periods.at(-1)
    if (!last || BEGINS[by](day.date)) {
      periods.push({ ...day })
      continue
    }
    last.capacityMinutes += day.capacityMinutes
    last.bookedMinutes += day.bookedMinutes
    last.tentativeMinutes += day.tentativeMinutes
    last.overbookMinutes += day.overbookMinutes
  }
  return periods
}

function summed({ personId, name, active, days }: PersonLoad, by: Period = 'day'): PersonSchedule {
  const sum = (of: (day: PersonLoad['days'][number]) => number) => days.reduce((minutes, day) => minutes + of(day), 0)
  const [capacityMinutes, bookedMinutes] = [sum((day) => day.capacityMinutes), sum((day) => day.bookedMinutes)]
  return {
    personId,
    name,
    active,
    capacityMinutes,
    bookedMinutes,
    tentativeMinutes: sum((day) => day.tentativeMinutes),
    overbookMinutes: sum((day) => day.overbookMinutes),
    utilisation: capacityMinutes === 0 ? null : Math.round((bookedMinutes / capacityMinutes) * 10_000) / 10_000,
    days: periodsOf(
      days.map(({ projectMinutes: _, ...day }) => day),
      by,
    ),
  }
}

async function aroundPeople(
  tx: Tx,
  ids: readonly string[],
  from: string,
  to: string,
  only?: PeopleScheduleQuery['only'],
): Promise<Pick<PeopleSchedule, 'bookings' | 'timeOff' | 'holidays' | 'conflicts'>> {
  const named = readingSchedules(tx)
  const away = sql`o.person_id = any(${ids}) and o.start_on <= ${to}::date and o.end_on >= ${from}::date`
  const [bookings, timeOff, holidays, conflicts] = await Promise.all([
    only === 'load' ? [] : bookingsOf(named, ids, from, to),
    only === 'bookings' ? [] : timeOffWhere(tx, away),
    only === 'bookings' ? [] : holidaysWhere(tx, sql`h."on" between ${from}::date and ${to}::date`),
    only === undefined ? listOverloads(named, { personIds: ids, from, to }) : [],
  ])
  return { bookings, timeOff, holidays, conflicts }
}

/** Which projects may be named is decided by the right to read their schedules, not by that to see people's days. */
function readingSchedules(tx: Tx): Tx {
  const { roles, tokenScopes } = tx.actor
  return tx.as({ scopes: grantsOf(roles, 'schedule.read', tokenScopes) })
}

const isShown = (from: string, to: string) => sql`a.deleted_at is null and a.status <> 'released'
  and a.start_on <= ${to}::date and a.end_on >= ${from}::date`

const AMOUNT = sql`a.minutes_per_day as "minutesPerDay", a.percent, a.total_minutes as "totalMinutes", a.status,
  coalesce((select sum(d.minutes) from allocation_days d
    where d.organization_id = a.organization_id and d.allocation_id = a.id), 0)::int as "bookedMinutes"`

const isChangeable = (tx: Tx) => sql`coalesce(${projectScope(reaching(tx, 'schedule.update'))}, false)`

/** Bookings of nobody yet that touch these days, by start. */
const placeholdersOn = (tx: Tx, from: string, to: string): Promise<OpenBooking[]> =>
  tx.rows<OpenBooking>(sql`
    select a.id as "allocationId", json_build_object(a.placeholder_kind, a.placeholder_name) as placeholder,
      p.id as "projectId", p.name as "projectName", a.task_id as "taskId", a.start_on as "startOn", a.end_on as "endOn", ${AMOUNT},
      ${isChangeable(tx)} as changeable
    from allocations a join projects p on p.organization_id = a.organization_id and p.id = a.project_id
    where ${projectScope(tx)} and a.person_id is null and ${isShown(from, to)}
    order by a.start_on, a.id limit ${MOST_PLACEHOLDERS}`)

/** Bookings that touch these days, by person and start. One's own are named, whatever one may else. */
function bookingsOf(tx: Tx, ids: readonly string[], from: string, to: string): Promise<ShownBooking[]> {
  const seen = sql`(a.person_id = ${tx.actor.id} or ${projectScope(tx)})`
  const ifSeen = (column: string) => sql`case when ${seen} then ${sql.ref(column)} end`
  return tx.rows<ShownBooking>(sql`
    select ${ifSeen('a.id')} as "allocationId", a.person_id as "personId", ${ifSeen('p.id')} as "projectId",
      ${ifSeen('p.name')} as "projectName", ${ifSeen('a.task_id')} as "taskId", a.start_on as "startOn", a.end_on as "endOn",
      ${AMOUNT}, ${ifSeen('a.override_reason')} as "overrideReason", ${isChangeable(tx)} as changeable
    from allocations a join projects p on p.organization_id = a.organization_id and p.id = a.project_id
    where a.organization_id = ${tx.actor.organizationId} and a.person_id = any(${ids}) and ${isShown(from, to)}
    order by a.person_id, a.start_on, a.id`)
}
