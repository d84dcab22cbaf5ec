// How tasks change what they are: one, or many of a project at once. Their status moves by `updateTaskStatus`.
import { invalidField } from '../../domain/problems.ts'
import { type Task, type TaskChange, type TaskWithHistory } from '../../domain/task.ts'
import { checkTaskFields, impliedByDates, withOneDay } from '../../domain/task-dates.ts'
import { requirePermission } from '../access/require-permission.ts'
import { changesBetween, checkVersion, replaceLinks, updateRow } from '../platform/rows.ts'
import type { Shows } from '../platform/outcome.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { replan, type Asked } from '../planning/replan.ts'
import { saveDependencies } from './task-dependencies.ts'
import { askedDates, checkReferences, columnsOf, datesInRow, PLANNING_FIELDS, subjectOf } from './task-fields.ts'
import { updateProgress } from './task-project.ts'
import { lockTask, showTask, type LockedTask } from './task-queries.ts'

/** Changes what a task is, and plans what follows. */
export async function updateTask(tx: Tx, id: string, input: TaskChange): Promise<Shows<TaskWithHistory>> {
  const task = await lockTask(tx, id)
  const asked = await changeTask(tx, task, input)
  if (asked) await replan(tx, [task.projectId], [asked])
  return showTask(id)
}

/** Changes a task, and answers what that asks of the plan; nothing where no date can move. The caller plans. */
export async function changeTask(tx: Tx, task: LockedTask, input: TaskChange): Promise<Asked | undefined> {
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
  await saveChange(tx, task.id, scheduling, change)
  const cause = tx.record('task.updated', subjectOf({ ...task, version: task.version + 1 }), changes)
  if (changes.weight) updateProgress(tx, task.projectId)
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

async function saveChange(tx: Tx, id: string, scheduling: Task['scheduling'], change: TaskChange): Promise<void> {
  const { assigneeIds, dependencies, startOn, dueOn, ...fields } = change
  updateRow(tx, 'tasks', id, { ...columnsOf(fields), ...datesInRow(scheduling, { startOn, dueOn }) })
  if (assigneeIds) replaceLinks(tx, 'task_assignees', ['task_id', id], 'person_id', assigneeIds)
  if (dependencies) await saveDependencies(tx, id, dependencies)
}
