// The plans of several projects moved by working days: what has to be said is found by the law, saved, and planned once.
import { sql } from 'kysely'
import { compileCalendar } from '../../domain/calendar.ts'
import { shiftedDate, shiftedStart, shiftPlan, type Shifted } from '../../domain/plan-shift.ts'
import type { ProjectsStep } from '../../domain/portfolio.ts'
import { calendarOf, lockNetwork, type Network } from '../planning/network.ts'
import { planInput } from '../planning/plan-input.ts'
import { replan, type Asked } from '../planning/replan.ts'
import { changesBetween, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { constrainTasks } from '../projects/constrain-tasks.ts'
import type { OpenProject } from './step-projects.ts'

type Move = NonNullable<ProjectsStep['move']>
interface Project extends Pick<OpenProject, 'id' | 'accountId' | 'version' | 'startOn' | 'dueOn'> {}

/** Moves all that has not begun, with the projects' own dates that are to come; answers the tasks that a deadline keeps. */
export async function movePlans(tx: Tx, projects: readonly Project[], move: Move): Promise<string[]> {
  if (projects.length === 0) return []
  const ids = projects.map(({ id }) => id)
  const network = await lockNetwork(tx, ids)
  const causes = new Map(projects.map((project) => [project.id, moveDates(tx, network, project, move)]))
  const { tasks: before, links } = planInput(network)
  const starts = new Map(projects.map((project) => [project.id, movedDates(tx, network, project, move).startOn]))
  const after = before.map((task) => ({ ...task, notBefore: starts.get(task.projectId) ?? task.notBefore }))
  const shift = { projectIds: new Set(ids), byDays: move.byDays, today: tx.today }
  const shifted = shiftPlan(before, after, links, shift)
  const asked = [
    ...projects.map(({ id }) => ({ id, cause: causes.get(id) ?? '' })),
    ...saveTasks(tx, network, shifted, causes),
  ]
  await replan(tx, ids, asked)
  return shifted.kept
}

/** A project's start and due date, where they are to come. */
function movedDates(tx: Tx, network: Network, { id, startOn, dueOn }: Project, { byDays }: Move) {
  const calendar = compileCalendar(
    calendarOf(
      network,
      network.projects.find((project) => project.id === id),
    ),
  )
  const by = (date: string | null, shifted: typeof shiftedDate) =>
    date === null || date <= tx.today ? date : shifted(date, { byDays, today: tx.today }, calendar)
  const start = by(startOn, shiftedStart)
  const due = by(dueOn, shiftedDate)
  // A due date of today or before stays, and so does a start that would come after it.
  return { startOn: start !== null && due !== null && due < start ? startOn : start, dueOn: due }
}

/** Records the move of the project, also where none of its own dates is to come: what follows has it as its cause. */
function moveDates(tx: Tx, network: Network, project: Project, move: Move): string {
  const { id, accountId, version } = project
  const dates = movedDates(tx, network, project, move)
  const changes: Changes = changesBetween<Pick<Project, 'startOn' | 'dueOn'>>(project, dates)
  const isChanged = Object.keys(changes).length > 0
  if (isChanged) updateRow(tx, 'projects', id, dates)
  const subject = { type: 'project', id, projectId: id, accountId, ...(isChanged && { version: version + 1 }) }
  const said = { byDays: { to: move.byDays }, ...(move.reason !== undefined && { reason: { to: move.reason } }) }
  return tx.record('project.moved', subject, { ...changes, ...said })
}

function saveTasks(
  tx: Tx,
  network: Network,
  { constraints, dates }: Shifted,
  causes: ReadonlyMap<string, string>,
): Asked[] {
  const accounts = new Map(network.projects.map(({ id, accountId }) => [id, accountId]))
  const tasks = network.tasks.map((task) => ({ ...task, accountId: accounts.get(task.projectId) ?? '' }))
  const cause = ({ projectId }: { projectId: string }) => causes.get(projectId) ?? ''
  const manual = tasks.flatMap((task) => {
    const to = dates.get(task.id)
    return to ? [{ task, to }] : []
  })
  saveDates(
    tx,
    manual.map(({ task: { id }, to }) => ({ id, ...to })),
  )
  const redated = manual.map(({ task, to }): Asked => {
    const { id, projectId, accountId, version } = task
    const subject = { type: 'task', id, version: version + 1, projectId, accountId }
    return { id, cause: tx.record('task.updated', subject, changesBetween<typeof to>(task, to), cause(task)) }
  })
  const constrained = tasks.flatMap((task) => {
    const to = constraints.get(task.id)
    // One step for each task: what was dated anew has its version already.
    const version = task.version + (dates.has(task.id) ? 1 : 0)
    return to === undefined ? [] : [{ task: { ...task, version }, to, cause: cause(task) }]
  })
  return [...redated, ...constrainTasks(tx, constrained)]
}

interface DatedRow {
  id: string
  startOn: string | null
  dueOn: string | null
}

function saveDates(tx: Tx, rows: readonly DatedRow[]): void {
  if (rows.length === 0) return
  tx.send(sql`update tasks t set start_on = r."startOn", due_on = r."dueOn", version = t.version + 1,
      updated_at = greatest(t.updated_at, ${tx.now})
    from json_to_recordset(${JSON.stringify(rows)}) as r(id text, "startOn" date, "dueOn" date)
    where t.organization_id = ${tx.actor.organizationId} and t.id = r.id`)
}
