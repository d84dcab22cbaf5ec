// What can be known about schedules: a project's tasks, bookings and people over some days, and what does not fit in it.
import { sql } from 'kysely'
import { z } from 'zod'
import { CivilDate, Id } from '../../domain/fields.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { invalid, notFound, worded } from '../../domain/problems.ts'
import { MAX_SCHEDULE_DAYS, type ProjectSchedule, type ScheduleTrouble } from '../../domain/schedule.ts'
import { say, type Said } from '../../domain/said.ts'
import { projectScope } from '../access/scopes.ts'
import { listAllocations } from '../capacity/allocation-queries.ts'
import { listOverloads } from '../capacity/conflicts.ts'
import { holidaysWhere } from '../capacity/days-off-queries.ts'
import { loadOfPeople, type PersonLoad } from '../capacity/load-queries.ts'
import { commaList } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { planTrouble } from '../planning/why.ts'
import { findTasks } from '../tasks/task-queries.ts'

export const ScheduleQuery = z.strictObject({
  from: CivilDate.optional(),
  to: CivilDate.optional().meta({ description: `At most ${MAX_SCHEDULE_DAYS} days in all.` }),
  personIds: commaList(Id).optional(),
  teamId: Id.optional(),
})
export type ScheduleQuery = z.output<typeof ScheduleQuery>

/** Without dates a project is shown from its start to its end; where it has none, from today for 90 days. */
const SHOWN_DAYS = 90

interface ShownProject {
  id: string
  startOn: string | null
  dueOn: string | null
  memberIds: string[]
  extent: ProjectSchedule['extent']
}

/** One project's schedule; not found where it is out of scope. */
export async function getProjectSchedule(tx: Tx, projectId: string, query: ScheduleQuery): Promise<ProjectSchedule> {
  const finding = findShown(tx, projectId)
  finding.catch(() => undefined)
  const inTeam = query.teamId === undefined ? undefined : await teamMembers(tx, query.teamId)
  // Where the days are told, nothing has to wait for the project: all is asked in one go.
  const told = query.from !== undefined && query.to !== undefined
  const { from, to } = shownDays(tx, query, told ? undefined : await finding)
  const asked =
    inTeam && query.personIds ? inTeam.filter((id) => query.personIds?.includes(id)) : (query.personIds ?? inTeam)
  const within = sql`t.project_id = ${projectId} and (t.start_on <= ${to}::date and t.due_on >= ${from}::date
      or (t.start_on is null or t.due_on is null) and t.status not in ('completed', 'cancelled'))
    and (${asked === undefined} or exists (select 1 from task_assignees x where x.organization_id = t.organization_id
      and x.task_id = t.id and x.person_id = any(${asked ?? []})))`
  const [found, holidays, allocations, trouble, project] = await Promise.all([
    findTasks(tx, within),
    holidaysWhere(tx, sql`h."on" between ${from}::date and ${to}::date`),
    listAllocations(tx, { projectId, from, to, personIds: asked }),
    planTrouble(tx, projectId),
    finding,
  ])
  if (!project) throw notFound('project')
  const dated = found.filter(({ startOn, dueOn }) => startOn !== null && dueOn !== null)
  const undated = found.filter(({ startOn, dueOn }) => startOn === null || dueOn === null)
  const people = peopleOf(project, dated, allocations, asked)
  const [load, over] = await Promise.all([
    loadOfPeople(tx, { personIds: people, from, to, projectId }),
    listOverloads(tx, { personIds: people, from, to }),
  ])
  const tasks = dated.filter(({ kind }) => kind === 'task')
  const milestones = dated.filter(({ kind }) => kind === 'milestone')
  const conflicts: ScheduleTrouble[] = [...over.map((day) => ({ kind: 'overbooked' as const, ...day })), ...trouble]
  const work = { tasks, milestones, undated, extent: project.extent }
  return { projectId, from, to, ...work, allocations, people: load.map(personDays), holidays, conflicts }
}

const findShown = (tx: Tx, id: string) =>
  tx.first<ShownProject>(sql`select p.id, p.start_on as "startOn", p.due_on as "dueOn",
    array(select m.person_id from project_members m where m.organization_id = p.organization_id and m.project_id = p.id) as "memberIds",
    (select json_build_object('from', min(t.start_on), 'to', max(t.due_on)) from tasks t
      where t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null) as extent
    from projects p where p.id = ${id} and ${projectScope(tx)}`)

async function teamMembers(tx: Tx, teamId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select person_id as id from team_members
    where organization_id = ${tx.actor.organizationId} and team_id = ${teamId} order by 1`)
  return rows.map(({ id }) => id)
}

/** The days asked for, or those of `project`; refuses more than can be shown. */
export function shownDays(
  tx: Tx,
  query: Pick<ScheduleQuery, 'from' | 'to'>,
  project?: Pick<ShownProject, 'startOn' | 'dueOn'>,
): { from: string; to: string } {
  const planned = project?.startOn && project.dueOn ? project : undefined
  const from = query.from ?? planned?.startOn ?? tx.today
  const last = query.from === undefined ? planned?.dueOn : undefined
  const to = query.to ?? last ?? dateOf(dayNumber(from) + SHOWN_DAYS)
  const days = dayNumber(to) - dayNumber(from) + 1
  const refuse = (message: Said) => invalid([{ pointer: '?to', rule: 'range', ...worded(message) }], 400)
  if (days < 1) throw refuse(say`is not before from, ${from}`)
  if (days > MAX_SCHEDULE_DAYS && query.to === undefined)
    return { from, to: dateOf(dayNumber(from) + MAX_SCHEDULE_DAYS - 1) }
  if (days > MAX_SCHEDULE_DAYS) throw refuse(say`makes it ${days} days, and ${MAX_SCHEDULE_DAYS} are the most`)
  return { from, to }
}

/** Who is on the project's team, does something in it or is booked for it; of those asked for, who is. */
function peopleOf(
  project: ShownProject,
  tasks: readonly { assigneeIds: readonly string[] }[],
  allocations: readonly { personId: string | null }[],
  asked: readonly string[] | undefined,
): string[] {
  const here = [
    ...project.memberIds,
    ...tasks.flatMap(({ assigneeIds }) => assigneeIds),
    ...allocations.flatMap(({ personId }) => personId ?? []),
  ]
  return [...new Set(here)].filter((id) => !asked || asked.includes(id)).toSorted()
}

const personDays = ({ personId, name, days }: PersonLoad): ProjectSchedule['people'][number] => ({
  personId,
  name,
  capacityMinutes: days.map((day) => day.capacityMinutes),
  bookedMinutes: days.map((day) => day.bookedMinutes),
  projectMinutes: days.map((day) => day.projectMinutes),
})
