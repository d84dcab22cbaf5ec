// What can be known about time spent: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { CivilDate, Id } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { MyTimeEntry, TimeEntry } from '../../domain/time-entry.ts'
import { taskScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

const period = { from: CivilDate.optional(), to: CivilDate.optional(), ...pageQuery(['on', 'createdAt', 'updatedAt']) }
export const MyTimeFilters = z.strictObject(period)
export const TimeEntryFilters = z.strictObject({ personId: commaList(Id).optional(), ...period })
export type TimeEntryFilters = z.output<typeof TimeEntryFilters>
export const TimeEntryPage = pageOf(TimeEntry)
export const MyTimePage = pageOf(MyTimeEntry)

const TASK = sql`tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id`
const FROM = sql`time_entries e join tasks t on t.organization_id = e.organization_id and t.id = e.task_id
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id`
const columns = sql`
  e.id, e.task_id as "taskId", t.project_id as "projectId", e.person_id as "personId", e."on", e.minutes, e.note,
  e.version, instant(e.created_at) as "createdAt", instant(e.updated_at) as "updatedAt"`

/** Whether the caller reaches the task's time for more than being assigned to it. */
const reachesAll = (tx: Tx) => taskScope({ ...tx, scopes: tx.scopes.filter((scope) => scope !== 'own') })

/** Entries, as alias `e` of a task `t` of a project `p`: all on the tasks within reach, one's own on those one is assigned to. */
const timeEntryScope = (tx: Tx) => sql`${taskScope(tx)} and (e.person_id = ${tx.actor.id} or (${reachesAll(tx)}))`

/** One entry; not found where it, or its task, is out of scope. */
export async function getTimeEntry(tx: Tx, taskId: string, id: string): Promise<TimeEntry> {
  const found = await tx.first<{ json: TimeEntry }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r
    where e.id = ${id} and e.task_id = ${taskId} and ${timeEntryScope(tx)}`)
  if (!found) throw notFound('time_entry')
  return found.json
}

export interface TimedTask {
  projectId: string
  accountId: string
  /** Whether the caller may record other people's time on it. */
  forOthers: boolean
}

/** Keeps the task where it is, and undeleted, to the end of the transaction; not found where it is out of scope. */
export async function holdTimedTask(tx: Tx, taskId: string): Promise<TimedTask> {
  // Every change of a task locks its project first, so sharing that lock is enough, and people do not wait for each other.
  tx.send(sql`select 1 from projects p where p.organization_id = ${tx.actor.organizationId}
    and p.id = (select t.project_id from tasks t where t.organization_id = ${tx.actor.organizationId} and t.id = ${taskId}) for share`)
  const found = await tx.first<TimedTask>(sql`
    select t.project_id as "projectId", p.account_id as "accountId", (${reachesAll(tx)}) as "forOthers"
    from ${TASK} where t.id = ${taskId} and ${taskScope(tx)}`)
  if (!found) throw notFound('task')
  return found
}

/** Holds a person's days, so that their minutes are counted by one transaction at a time. */
export function holdDays(tx: Tx, personId: RawBuilder<unknown>): void {
  tx.send(
    sql`select 1 from people where organization_id = ${tx.actor.organizationId} and id = (${personId}) for no key update`,
  )
}

/** What a person has recorded on a day, over all tasks, `except` one entry. Deleted work counts: it can be restored. */
export async function minutesOn(tx: Tx, personId: string, on: string, except: string): Promise<number> {
  const found = await tx.first<{
    minutes: number
  }>(sql`select coalesce(sum(minutes), 0)::int as minutes from time_entries
    where organization_id = ${tx.actor.organizationId} and person_id = ${personId} and "on" = ${on}::date and id <> ${except}`)
  return found?.minutes ?? 0
}

function listTime<T extends TimeEntry>(
  tx: Tx,
  filters: TimeEntryFilters,
  within: RawBuilder<unknown>[],
  shown: RawBuilder<unknown> = columns,
): Promise<JsonText<Page<T>>> {
  const where = [...within]
  if (filters.personId) where.push(sql`e.person_id = any(${filters.personId})`)
  if (filters.from) where.push(sql`e."on" >= ${filters.from}::date`)
  if (filters.to) where.push(sql`e."on" <= ${filters.to}::date`)
  return listPage<T>(tx, filters, {
    // Looked up one by one, however many tasks there are.
    from: sql`time_entries e
      cross join lateral (select * from tasks t where t.organization_id = e.organization_id and t.id = e.task_id offset 0) t
      cross join lateral (select * from projects p where p.organization_id = t.organization_id and p.id = t.project_id offset 0) p`,
    alias: 'e',
    where,
    sorts: {
      on: { by: sql`e."on"`, type: 'date' },
      createdAt: { by: sql`e.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`e.updated_at`, type: 'timestamptz' },
    },
    defaultSort: '-on',
    columns: shown,
    joins: sql`join tasks t on t.organization_id = e.organization_id and t.id = e.task_id
      join projects p on p.organization_id = t.organization_id and p.id = t.project_id`,
  })
}

/** The time on one task, which is not found where it is out of scope. */
export async function listTaskTime(
  tx: Tx,
  taskId: string,
  filters: TimeEntryFilters,
): Promise<JsonText<Page<TimeEntry>>> {
  const [page, visible] = await Promise.all([
    listTime<TimeEntry>(tx, filters, [
      sql`e.organization_id = ${tx.actor.organizationId} and e.task_id = ${taskId}`,
      timeEntryScope(tx),
    ]),
    tx.first(sql`select 1 from ${TASK} where t.id = ${taskId} and ${taskScope(tx)}`),
  ])
  if (!visible) throw notFound('task')
  return page
}

/** The actor's own time, wherever they spent it and whether or not they are still assigned there. */
export const listMyTime = (tx: Tx, filters: TimeEntryFilters): Promise<JsonText<Page<MyTimeEntry>>> =>
  listTime<MyTimeEntry>(tx, filters, [ofMine(tx)], sql`${columns}, t.title as "taskTitle", p.name as "projectName"`)

const ofMine = (tx: Tx) =>
  sql`e.organization_id = ${tx.actor.organizationId} and e.person_id = ${tx.actor.id} and t.deleted_at is null and p.deleted_at is null`
