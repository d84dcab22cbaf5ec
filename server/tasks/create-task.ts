// How tasks come to be: one by one, or many that are planned at once.
import type { NewTask, TaskWithHistory } from '../../domain/task.ts'
import { invalidField, notFound } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Shows } from '../platform/outcome.ts'
import { changesBetween } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockNetwork, type Network } from '../planning/network.ts'
import { endingLater, lockOutline } from '../planning/outline.ts'
import { planAnew, type Asked, type Replanned } from '../planning/plan-anew.ts'
import { follow, plannedFields, saveDates, type Refuse } from '../planning/replan.ts'
import { insertAssignees, insertHistories, insertTasks } from './insert-tasks.ts'
import { isUntied, newTask, withTasks, type MadeTask, type TakenTask } from './new-task.ts'
import { insertLinks, requireVisible } from './task-dependencies.ts'
import { askedDates, refuseClosed, subjectOf } from './task-fields.ts'
import { getTaskProjects, updateProgress, type LockedTaskProject } from './task-project.ts'
import { showTask } from './task-queries.ts'

export type { TakenTask } from './new-task.ts'

/** Adds a task, or a milestone, to a project that is not closed, and plans what it is tied to. */
export async function createTask(tx: Tx, projectId: string, input: NewTask): Promise<Shows<TaskWithHistory>> {
  const [id = ''] = await createTasks(tx, projectId, [input])
  return showTask(id)
}

/** Adds tasks to one project, as `createTasksIn` does. */
export const createTasks = (
  tx: Tx,
  projectId: string,
  inputs: readonly TakenTask[],
  refuse?: Refuse,
): Promise<string[]> =>
  createTasksIn(
    tx,
    inputs.map((input) => ({ ...input, projectId })),
    refuse,
  )

/**
 * Adds tasks in the order given, each to its project, and plans once. Each may name a parent among those before it, and
 * predecessors among all of them. They are planned before they are written, so each row is written once. Returns their ids.
 * Whoever can not do theirs between its dates makes all of it fail, unless `refuse` takes it otherwise.
 */
export async function createTasksIn(
  tx: Tx,
  inputs: readonly (TakenTask & { projectId: string })[],
  refuse?: Refuse,
): Promise<string[]> {
  const projectIds = [...new Set(inputs.map(({ projectId }) => projectId))]
  const predecessorIds = inputs.flatMap(({ dependencies = [] }) => dependencies.map(({ taskId }) => taskId))
  const assigneeIds = inputs.flatMap((input) => input.assigneeIds ?? [])
  const joining = { predecessorIds, assigneeIds }
  const lock = inputs.every(isUntied) ? lockOutline : lockNetwork
  const [held, projects] = await Promise.all([lock(tx, projectIds, joining), getTaskProjects(tx, projectIds)])
  const made = inputs.map(({ projectId, ...input }) => {
    const project = projects.get(projectId)
    if (!project) throw notFound('project')
    refuseClosed(project.status)
    return { project, task: newTask(tx, project, input) }
  })
  const tasks = made.map(({ task }) => task)
  if (assigneeIds.length > 0) requirePermission(tx, 'task.assign')
  checkReferences(held, tasks)
  await requireVisible(tx, tasks)
  const asked = made.map(({ project, task }) => recorded(tx, project, task))
  const plan = (network: Network) => planAnew(tx, withTasks(tx, network, tasks), asked)
  let planned = await plan(held)
  for (let whole: string[] = [], later; (later = endingLater(planned)).length > 0;) {
    whole = [...whole, ...later]
    planned = await plan(await lockOutline(tx, projectIds, joining, whole))
  }
  insertPlanned(tx, tasks, planned)
  updateProgress(tx, projectIds)
  saveDates(
    tx,
    planned.moved.filter(({ own }) => !own),
  )
  await follow(tx, planned, refuse)
  return tasks.map(({ id }) => id)
}

/** The rows of new tasks, with the dates that the plan gives them. */
function insertPlanned(tx: Tx, tasks: readonly MadeTask[], { moved }: Replanned): void {
  const dates = new Map(moved.map((move) => [move.task.id, plannedFields(move)]))
  insertTasks(
    tx,
    tasks.map(({ id, row }) => ({ ...row, ...dates.get(id) })),
  )
  insertAssignees(tx, tasks)
  insertHistories(tx, tasks)
  insertLinks(tx, tasks)
}

/** Parents are tasks of the project, among those before or there already; people are there. */
function checkReferences({ tasks: there, people }: Network, tasks: readonly MadeTask[]): void {
  const kinds = new Map(there.map(({ id, kind, projectId }) => [`${projectId} ${id}`, kind]))
  const known = new Set(people.map(({ id }) => id))
  for (const { id, row, assigneeIds } of tasks) {
    const { parentId, projectId } = row
    if (parentId && kinds.get(`${projectId} ${parentId}`) !== 'task')
      throw invalidField('/parentId', 'reference', say`names ${parentId}, which is not a task of the project`)
    const missing = assigneeIds.find((person) => !known.has(person))
    if (missing !== undefined)
      throw invalidField('/assigneeIds', 'reference', say`names ${missing}, which is not there`)
    kinds.set(`${projectId} ${id}`, row.kind)
  }
}

function recorded(tx: Tx, project: LockedTaskProject, { id, input, dates, assigneeIds }: MadeTask): Asked {
  const { constraint } = dates
  const { come, ...told } = dates.given
  const cause = tx.record(
    'task.created',
    subjectOf({ id, version: 1, projectId: project.id, accountId: project.accountId }),
    changesBetween({}, { ...told, ...come, ...(constraint && { constraint }), id }),
  )
  const asked = { id, cause, assignees: assigneeIds, ...askedDates(dates, dates.given) }
  return come || input.durationMinutes !== undefined ? { ...asked, countDays: false } : asked
}
