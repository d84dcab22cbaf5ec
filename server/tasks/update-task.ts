// How tasks change what they are: one, or many of a project at once. Their status moves by `updateTaskStatus`.
import { invalidField, notFound } from '../../domain/problems.ts'
import { type Task, type TaskChange, type TaskWithHistory } from '../../domain/task.ts'
import { checkTaskFields, impliedByDates, withOneDay } from '../../domain/task-dates.ts'
import { requirePermission } from '../access/require-permission.ts'
import { changesBetween, checkVersion, gatheringRows, replaceLinks } from '../platform/rows.ts'
import type { Shows } from '../platform/outcome.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { replan, type Asked } from '../planning/replan.ts'
import { saveDependencies } from './task-dependencies.ts'
import { askedDates, checkReferences, columnsOf, datesInRow, PLANNING_FIELDS, subjectOf } from './task-fields.ts'
import { updateProgress } from './task-project.ts'
import { lockTasks, type LockedTask } from './lock-tasks.ts'
import { showTask } from './task-queries.ts'

/** Changes what a task is, and plans what follows. */
export async function updateTask(tx: Tx, id: string, input: TaskChange): Promise<Shows<TaskWithHistory>> {
  await updateTasks(tx, [{ id, change: () => input }])
  return showTask(id)
}

export interface TaskUpdate {
  id: string
  /** What is changed, which may depend on what it is. */
  change: (task: LockedTask) => TaskChange
  /** The version that the caller last saw. */
  ifMatch?: number | undefined
}

/** Changes many tasks, all of them or none, and plans once. */
export async function updateTasks(tx: Tx, updates: readonly TaskUpdate[]): Promise<void> {
  const tasks = await lockTasks(
    tx,
    updates.map(({ id }) => id),
  )
  const saver = savingTasks(tx)
  const plans: { asked: Asked; projectId: string }[] = []
  for (const { id, change, ifMatch } of updates) {
    const task = tasks.get(id)
    if (!task) throw notFound('task')
    const asked = await changeTask(ifMatch === undefined ? tx : tx.as({ ifMatch }), task, change(task), saver)
    if (asked) plans.push({ asked, projectId: task.projectId })
  }
  saver.flush()
  await replan(
    tx,
    [...new Set(plans.map(({ projectId }) => projectId))],
    plans.map(({ asked }) => asked),
  )
}

/** Tasks that were changed and are written together, with who is on them; progress follows what counts. */
export function savingTasks(tx: Tx) {
  const rows = gatheringRows(tx, 'tasks')
  const people: { id: string; ids: readonly string[] }[] = []
  const weighed = new Set<string>()
  return {
    rows,
    people,
    weighed,
    flush(): void {
      rows.flush()
      replaceLinks(tx, 'task_assignees', 'task_id', 'person_id', people)
      updateProgress(tx, [...weighed])
    },
  }
}
type TaskSaver = ReturnType<typeof savingTasks>

/** Changes a task, and answers what that asks of the plan; nothing where no date can move. The caller saves, and plans. */
export async function changeTask(
  tx: Tx,
  task: LockedTask,
  input: TaskChange,
  saver: TaskSaver,
): Promise<Asked | undefined> {
  const given = withOneDay(task.kind, input)
  const change = { ...given, ...impliedByDates(task, given) }
  await checkVersion(tx, 'task', task, Object.keys(given))
  const changes = changesOf(task, change)
  if (Object.keys(changes).length === 0) return undefined
  const scheduling = given.scheduling ?? task.scheduling
  // The dates of an automatic task are checked as they were given; what was planned before is about to move.
  const standing = scheduling === 'manual' ? {} : { startOn: null, dueOn: null }
  checkTaskFields({ ...task, ...standing, ...change } as Task)
  if (changes.assigneeIds) requirePermission(tx, 'task.assign')
  if (change.parentId === task.id) throw invalidField('/parentId', 'self', 'is not the task itself')
  // Somebody suspended since may stay where they are.
  const added = change.assigneeIds?.filter((person) => !task.assigneeIds.includes(person)) ?? []
  await checkReferences(tx, task.projectId, { assigneeIds: added, parentId: changes.parentId ? change.parentId : null })
  await saveChange(tx, task.id, scheduling, change, saver)
  const cause = tx.record('task.updated', subjectOf({ ...task, version: task.version + 1 }), changes)
  if (changes.weight) saver.weighed.add(task.projectId)
  if (!PLANNING_FIELDS.some((field) => field in changes)) return undefined
  return { id: task.id, cause, assignees: added, ...askedDates({ kind: task.kind, scheduling }, given) }
}

function changesOf(task: LockedTask, change: TaskChange): Changes {
  const dependencies = change.dependencies
    ?.map(({ taskId, type = 'FS', lagDays = 0 }) => ({ taskId, type, lagDays }))
    .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
  const assigneeIds = change.assigneeIds?.toSorted()
  return changesBetween<Task>(task, { ...change, dependencies, assigneeIds } as Partial<Task>)
}

async function saveChange(
  tx: Tx,
  id: string,
  scheduling: Task['scheduling'],
  change: TaskChange,
  saver: TaskSaver,
): Promise<void> {
  const { assigneeIds, dependencies, startOn, dueOn, ...fields } = change
  saver.rows.save(id, { ...columnsOf(fields), ...datesInRow(scheduling, { startOn, dueOn }) })
  if (assigneeIds) saver.people.push({ id, ids: assigneeIds })
  if (dependencies) await saveDependencies(tx, id, dependencies)
}
