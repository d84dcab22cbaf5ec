// Everything that decides the dates of a project's tasks, and of those that links tie to them in other projects, read at once.
import { sql, type RawBuilder } from 'kysely'
import type { Calendar } from '../../domain/calendar.ts'
import type { WorkWeek } from '../../domain/organization.ts'
import type { Dependency, Task, TaskStatus } from '../../domain/task.ts'
import { holdCalendar } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import {
  linkOf,
  linkRow,
  type LinkRow,
  organizationDays,
  peopleRows,
  projectRows,
  taskOf,
  taskRow,
  type TaskRow,
} from './network-rows.ts'

export interface NetworkTask extends Pick<
  Task,
  | 'id'
  | 'projectId'
  | 'parentId'
  | 'kind'
  | 'status'
  | 'scheduling'
  | 'startOn'
  | 'dueOn'
  | 'durationDays'
  | 'durationMinutes'
  | 'estimateMinutes'
  | 'constraint'
  | 'assigneeIds'
  | 'earlyStartOn'
  | 'earlyFinishOn'
  | 'lateStartOn'
  | 'lateFinishOn'
  | 'totalFloatMinutes'
  | 'freeFloatMinutes'
  | 'critical'
  | 'version'
> {
  title: string
  statusBeforeBlock: TaskStatus | null
  /** The civil date of its completion. */
  completedOn: string | null
}
export interface NetworkLink {
  taskId: string
  predecessorId: string
  type: Dependency['type']
  lagDays: number
  lagMinutes: number | null
}
export interface NetworkProject {
  id: string
  accountId: string
  startOn: string | null
  calendar: { workWeek: WorkWeek; exceptions: { on: string; intervals: { from: string; to: string }[] }[] } | null
}
/** What somebody's days depend on. */
export interface NetworkPerson {
  id: string
  availabilityFactor: number
  /** In the order of their days. */
  weeks: { validFrom: string; minutes: number[] }[]
  timeOff: { startOn: string; endOn: string; minutesPerDay: number | null }[]
}
export interface Network {
  projects: NetworkProject[]
  tasks: NetworkTask[]
  links: NetworkLink[]
  people: NetworkPerson[]
  workWeek: WorkWeek
  holidays: { on: string; name: string }[]
  /** Tasks that somebody is booked for. */
  bookedTaskIds: string[]
  /** Of projects that were read in outline: the day on which the last of their tasks, which are not here, ends. */
  othersEndOn?: ReadonlyMap<string, string>
}

/** Projects (ids, from a select) and all that links tie to them, through any number of others. */
const tied = (tx: Tx, start: RawBuilder<unknown>) => sql`
  near (id) as (
    ${start}
    union
    select case when d.project_id = near.id then d.predecessor_project_id else d.project_id end
    from near join task_dependencies d on d.organization_id = ${tx.actor.organizationId} and d.project_id <> d.predecessor_project_id
      and (d.project_id = near.id or d.predecessor_project_id = near.id))`

/**
 * Holds projects, given as a select of their ids, with all that links tie to them, in the order of ids: the first lock of
 * whatever may move dates. Whoever changes one of them then waits for whoever changes another, and none in a circle.
 */
export const holdTied = (tx: Tx, start: RawBuilder<unknown>): void => tx.send(holding(tx, start))

export const holding = (tx: Tx, start: RawBuilder<unknown>): RawBuilder<{ id: string }> => sql`
  with recursive ${tied(tx, start)}
  select p.id from projects p where p.organization_id = ${tx.actor.organizationId} and p.id = any(array(select id from near))
  order by p.id for no key update of p`

/** Projects by their ids, to start from. */
export const these = (projectIds: readonly string[]): RawBuilder<unknown> =>
  sql`select id collate "C" from unnest(${projectIds}::text[]) id`

/** What is not written yet will need: the projects of what it waits for, and who does it. */
export interface Joining {
  predecessorIds: readonly string[]
  assigneeIds: readonly string[]
}
const NOBODY: Joining = { predecessorIds: [], assigneeIds: [] }

/**
 * Holds these projects and all that links tie to them, then the organisation's calendar, and reads what decides their dates,
 * and those of tasks that are about to be added.
 */
export async function lockNetwork(tx: Tx, projectIds: readonly string[], joining: Joining = NOBODY): Promise<Network> {
  for (let ids = projectIds; ;) {
    const locked = tx.rows(holding(tx, startingFrom(tx, ids, joining)))
    holdCalendar(tx, 'shared')
    const [rows, network] = await Promise.all([locked, readNetwork(tx, ids, joining)])
    const held = new Set(rows.map(({ id }) => id))
    ids = network.projects.map(({ id }) => id)
    // While this waited for its locks, others may have tied more to what it holds: then that is held too, and all read again.
    if (ids.every((id) => held.has(id))) return network
  }
}

const startingFrom = (tx: Tx, projectIds: readonly string[], { predecessorIds }: Joining): RawBuilder<unknown> =>
  predecessorIds.length === 0
    ? these(projectIds)
    : sql`${these(projectIds)} union all select project_id from tasks
        where organization_id = ${tx.actor.organizationId} and id = any(${predecessorIds})`

/** Projects that are tied to these: they are planned anew when those go. */
export const tiedProjects = (tx: Tx, projectIds: readonly string[]): Promise<{ id: string }[]> =>
  tx.rows<{ id: string }>(sql`
    select o.id from (select predecessor_project_id as id from task_dependencies
        where organization_id = ${tx.actor.organizationId} and project_id = any(${projectIds}) and project_id <> predecessor_project_id
      union select project_id from task_dependencies
        where organization_id = ${tx.actor.organizationId} and predecessor_project_id = any(${projectIds}) and project_id <> predecessor_project_id) o
    order by o.id`)

/** As it comes out of the database. */
interface NetworkRows extends Omit<Network, 'projects' | 'tasks' | 'links'> {
  projects: NetworkProject[] | null
  tasks: TaskRow[]
  links: LinkRow[]
}

/**
 * Reads what decides the dates of these projects and all that is tied to them. Ids go from one part to the next as arrays: how
 * many there will be is not known when the plan is made, and a join would be planned for half of all tasks.
 */
export async function readNetwork(tx: Tx, projectIds: readonly string[], joining: Joining = NOBODY): Promise<Network> {
  const organization = tx.actor.organizationId
  const found = await tx.first<{ network: NetworkRows }>(sql`
    with recursive ${tied(tx, startingFrom(tx, projectIds, joining))},
    p as (select * from projects where organization_id = ${organization} and id = any(array(select id from near)) and deleted_at is null),
    t as (select * from tasks where organization_id = ${organization} and project_id = any(array(select id from p)) and deleted_at is null),
    d as (select * from task_dependencies where organization_id = ${organization} and project_id = any(array(select id from p))),
    a as (select * from task_assignees where organization_id = ${organization} and task_id = any(array(select id from t where kind = 'task')))
    select json_build_object(
      'projects', ${projectRows},
      'tasks', (select coalesce(json_agg(${taskRow(organization)} order by t.id), '[]')
        from t left join (select task_id, array_agg(person_id order by person_id) as ids from a group by task_id) w on w.task_id = t.id),
      'links', (select coalesce(json_agg(${linkRow} order by d.task_id, d.predecessor_id), '[]')
        from d where d.task_id in (select id from t) and d.predecessor_id in (select id from t)),
      'people', ${peopleRows(organization, sql`array(select distinct person_id from a) || ${joining.assigneeIds}::text[]`)},
      ${organizationDays(organization)},
      'bookedTaskIds', (select coalesce(json_agg(distinct b.task_id), '[]') from allocations b
        where b.organization_id = ${organization} and b.task_id = any(array(select id from t)) and b.status <> 'released' and b.deleted_at is null)) as network`)
  if (!found) throw new Error('a statement without FROM has one row')
  const { projects, tasks, links, ...others } = found.network
  return { ...others, projects: projects ?? [], tasks: tasks.map(taskOf), links: links.map(linkOf) }
}

/** The organisation's working time, or the project's own where an imported plan brought one. */
export function calendarOf(
  { workWeek, holidays }: Pick<Network, 'workWeek' | 'holidays'>,
  project: Pick<NetworkProject, 'calendar'> | undefined,
): Calendar {
  if (!project?.calendar) return { week: workWeek, exceptions: new Map(holidays.map(({ on }) => [on, []])) }
  const { calendar } = project
  return {
    week: calendar.workWeek,
    exceptions: new Map(calendar.exceptions.map(({ on, intervals }) => [on, intervals])),
  }
}
