// What can be known about allocations: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import type { Allocation, AllocationStatus, Placeholder } from '../../domain/allocation.ts'
import type { Amount, BookedDay } from '../../domain/capacity.ts'
import { dateOf } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { projectScope } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { dayIn } from './capacity-queries.ts'

const FROM = sql`allocations a join projects p on p.organization_id = a.organization_id and p.id = a.project_id`
const placeholder = sql`case when a.placeholder_kind is not null then json_build_object(a.placeholder_kind, a.placeholder_name) end as placeholder`
const columns = sql`
  a.id, a.project_id as "projectId", a.person_id as "personId", ${placeholder}, a.task_id as "taskId",
  a.start_on as "startOn", a.end_on as "endOn", a.minutes_per_day as "minutesPerDay", a.percent, a.total_minutes as "totalMinutes",
  a.status, (select coalesce(sum(d.minutes), 0) from allocation_days d
    where d.organization_id = a.organization_id and d.allocation_id = a.id) as "bookedMinutes",
  a.status = 'confirmed' and a.person_id is not null and exists (select 1 from allocation_days d
    join person_days l on l.organization_id = d.organization_id and l.person_id = a.person_id and l."on" = d."on"
    where d.organization_id = a.organization_id and d.allocation_id = a.id and l.overbook_minutes > 0) as overbooked,
  a.override_reason as "overrideReason",
  a.version, instant(a.created_at) as "createdAt", instant(a.updated_at) as "updatedAt"`

export interface AllocationFilters {
  projectId?: string | undefined
  personIds?: readonly string[] | undefined
  taskId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Allocations within the caller's scope that touch the days asked for, released ones aside, by start; at most `limit`. */
export async function listAllocations(tx: Tx, filters: AllocationFilters, limit = 10_000): Promise<Allocation[]> {
  const where = [projectScope(tx), sql`a.deleted_at is null and a.status <> 'released'`]
  if (filters.projectId !== undefined) where.push(sql`a.project_id = ${filters.projectId}`)
  if (filters.taskId !== undefined) where.push(sql`a.task_id = ${filters.taskId}`)
  if (filters.personIds) where.push(sql`a.person_id = any(${filters.personIds})`)
  if (filters.from !== undefined) where.push(sql`a.end_on >= ${filters.from}::date`)
  if (filters.to !== undefined) where.push(sql`a.start_on <= ${filters.to}::date`)
  const found = await tx.rows<{ json: Allocation }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r
    where ${sql.join(where, sql` and `)} order by a.start_on, a.id limit ${limit}`)
  return found.map(({ json }) => json)
}

/** An allocation as the ledger works with it: its row, and the days that carry it. */
export interface Booking extends Amount {
  id: string
  projectId: string
  accountId: string
  taskId: string | null
  personId: string | null
  placeholder: Placeholder | null
  startOn: string
  endOn: string
  status: AllocationStatus
  overrideReason: string | null
  /** When it went with its project. */
  deletedAt: string | null
  version: number
  days: BookedDay[]
}

/** Bookings, as alias `a`, by start and id. Whoever changes them holds their project. */
export function bookingsWhere(tx: Tx, where: RawBuilder<unknown>): Promise<Booking[]> {
  return tx.rows<Booking>(sql`
    select a.id, a.project_id as "projectId", p.account_id as "accountId", a.task_id as "taskId", a.person_id as "personId",
      ${placeholder}, a.start_on as "startOn", a.end_on as "endOn", a.minutes_per_day as "minutesPerDay", a.percent,
      a.total_minutes as "totalMinutes", a.status, a.override_reason as "overrideReason", instant(a.deleted_at) as "deletedAt", a.version,
      (select coalesce(json_agg(json_build_object('day', ${dayIn(sql`d."on"`)}, 'minutes', d.minutes) order by d."on"), '[]')
        from allocation_days d where d.organization_id = a.organization_id and d.allocation_id = a.id) as days
    from ${FROM} where a.organization_id = ${tx.actor.organizationId} and ${where} order by a.start_on, a.id`)
}

export interface BookedProject {
  id: string
  accountId: string
  status: ProjectStatus
  version: number
  members: string[]
}

/** Holds the project, so that its bookings change one after another; not found where it is out of scope. */
export async function lockBookedProject(tx: Tx, id: string): Promise<BookedProject> {
  tx.send(
    sql`select 1 from projects p where p.organization_id = ${tx.actor.organizationId} and p.id = ${id} for no key update`,
  )
  const found = await tx.first<BookedProject>(sql`
    select p.id, p.account_id as "accountId", p.status, p.version, array(select m.person_id from project_members m
      where m.organization_id = p.organization_id and m.project_id = p.id order by 1) as members
    from projects p where p.id = ${id} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
  return found
}

/** What is booked on one day of a person, and whether the caller may see for what. */
export interface ClashingRow {
  personId: string
  day: number
  allocationId: string
  projectId: string
  projectName: string
  minutes: number
  seen: boolean
}

/** All that is confirmed on these days of these people, `except` some allocations. */
export function bookingsOn(
  tx: Tx,
  days: readonly { personId: string; day: number }[],
  except: readonly string[] = [],
): Promise<ClashingRow[]> {
  return tx.rows<ClashingRow>(sql`
    select a.person_id as "personId", ${dayIn(sql`d."on"`)} as day, a.id as "allocationId", p.id as "projectId",
      p.name as "projectName", d.minutes, (${projectScope(tx)}) as seen
    from unnest(${days.map(({ personId }) => personId)}::text[], ${days.map(({ day }) => dateOf(day))}::date[]) x (person_id, "on")
    join allocations a on a.organization_id = ${tx.actor.organizationId} and a.person_id = x.person_id
      and a.deleted_at is null and a.status = 'confirmed' and a.end_on >= x."on" and a.start_on <= x."on" and not a.id = any(${except})
    join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id and d."on" = x."on"
    join projects p on p.organization_id = a.organization_id and p.id = a.project_id
    order by a.person_id, d."on", a.id`)
}
