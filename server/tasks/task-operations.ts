// What can be done with tasks, in the order of a task's life.
import { sql } from 'kysely'
import { isOpenProject, type ProjectStatus } from '../../domain/project.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import {
  checkTaskFields,
  isOpenTask,
  moveTask,
  type NewTask,
  type Task,
  type TaskChange,
  type TaskLife,
  type TaskStatusChange,
  type TaskWithHistory,
  withOneDay,
} from '../../domain/task.ts'
import { requirePermission } from '../access/require-permission.ts'
import { changesBetween, checkVersion, insertRow, replaceLinks, requireIds, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { refuseCycle, saveDependencies } from './task-dependencies.ts'
import { lockProjectOfTasks, replan } from './task-project.ts'
import { lockTask, lockTaskLife, showTask, whatItWaitsFor, type LockedTask } from './task-queries.ts'

/** Adds a task, or a milestone, to a project that is not closed. */
export async function createTask(tx: Tx, projectId: string, input: NewTask): Promise<TaskWithHistory> {
  const project = await lockProjectOfTasks(tx, projectId)
  refuseClosed(project.status)
  const { id = tx.newId('tsk'), assigneeIds = [], dependencies = [], constraint = null, ...fields } = input
  const kind = input.kind ?? 'task'
  const { startOn = null, dueOn = null } = withOneDay(kind, input)
  const task = {
    ...fields,
    kind,
    priority: input.priority ?? 'medium',
    startOn,
    dueOn,
    durationDays: input.durationDays ?? null,
    billableMinor: input.billableMinor ?? null,
  }
  checkTaskFields(task)
  if (assigneeIds.length > 0) requirePermission(tx, 'task.assign')
  await checkReferences(tx, projectId, input)
  insertRow(tx, 'tasks', {
    id,
    projectId,
    ...task,
    ...constraintColumns(constraint),
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  if (assigneeIds.length > 0) replaceLinks(tx, 'task_assignees', ['task_id', id], 'person_id', assigneeIds)
  if (dependencies.length > 0) await saveDependencies(tx, id, dependencies)
  recordMove(tx, id, null, { status: 'pending', progress: 0 }, null)
  tx.record(
    'task.created',
    subjectOf({ id, version: 1, projectId, accountId: project.accountId }),
    changesBetween({}, { ...input, id }),
  )
  replan(tx, projectId)
  return showTask(tx, id)
}

/** Changes what a task is; its status moves by `updateTaskStatus`. */
export async function updateTask(tx: Tx, id: string, asked: TaskChange): Promise<TaskWithHistory> {
  const task = await lockTask(tx, id)
  const change = withOneDay(task.kind, asked)
  await checkVersion(tx, 'task', task, Object.keys(change))
  const links = change.dependencies
    ?.map(({ taskId, type = 'FS', lagDays = 0 }) => ({ taskId, type, lagDays }))
    .toSorted(byTask)
  const people = change.assigneeIds?.toSorted()
  const changes = changesBetween<Task>(task, { ...change, dependencies: links, assigneeIds: people } as Partial<Task>)
  if (Object.keys(changes).length === 0) return showTask(tx, id)
  checkTaskFields({ ...task, ...change } as Task)
  if (changes.assigneeIds) requirePermission(tx, 'task.assign')
  if (change.parentId === id) throw invalidField('/parentId', 'self', 'is not the task itself')
  // Somebody suspended since may stay where they are.
  const added = people?.filter((person) => !task.assigneeIds.includes(person)) ?? []
  await checkReferences(tx, task.projectId, { assigneeIds: added, parentId: changes.parentId ? change.parentId : null })
  const { assigneeIds, dependencies: _, constraint, ...fields } = change
  updateRow(tx, 'tasks', id, { ...fields, ...(constraint !== undefined && constraintColumns(constraint)) })
  if (assigneeIds) replaceLinks(tx, 'task_assignees', ['task_id', id], 'person_id', assigneeIds)
  if (links) await saveDependencies(tx, id, links)
  else if (changes.parentId) await refuseCycle(tx, id)
  tx.record('task.updated', subjectOf({ ...task, version: task.version + 1 }), changes)
  replan(tx, task.projectId)
  return showTask(tx, id)
}

/** Moves a task along its life. Refused moves name the moves that are allowed, and what the task waits for. */
export async function updateTaskStatus(tx: Tx, id: string, change: TaskStatusChange): Promise<TaskWithHistory> {
  const task = await lockTaskLife(tx, id)
  await checkVersion(tx, 'task', task, ['status', 'progress'])
  const waitsFor = change.status === 'completed' ? await whatItWaitsFor(tx, id) : { seen: [], hidden: 0 }
  const moved = moveTask(task, change, { waitsFor, progressBefore: task.progressBefore, now: tx.now })
  const changes = changesBetween<TaskLife>(task, moved)
  if (Object.keys(changes).length === 0) return showTask(tx, id)
  if (task.status === 'completed' && moved.status !== 'completed') refuseClosed(task.projectStatus)
  updateRow(tx, 'tasks', id, { ...moved })
  recordMove(tx, id, task.status, moved, change.completionNotes ?? change.reason ?? null)
  const event = task.status === moved.status ? 'task.progress_changed' : 'task.status_changed'
  tx.record(event, subjectOf({ ...task, version: task.version + 1 }), withReason(changes, change.reason))
  // Only what is closed, or no more, changes the progress of the project.
  if (!isOpenTask(task.status) || !isOpenTask(moved.status)) replan(tx, task.projectId)
  return showTask(tx, id)
}

/** Takes a task out of every view; its children move up to its parent, and nothing waits for it any more. */
export async function deleteTask(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  const task = await lockTask(tx, id)
  await checkVersion(tx, 'task', task, 'all')
  updateRow(tx, 'tasks', id, { deletedAt: tx.now })
  await moveChildrenUp(tx, task)
  tx.record('task.deleted', subjectOf({ ...task, version: task.version + 1 }), {
    deletedAt: { from: null, to: tx.now.toISOString() },
  })
  replan(tx, task.projectId)
  return { id, deletedAt: tx.now.toISOString() }
}

async function moveChildrenUp(tx: Tx, task: LockedTask): Promise<void> {
  const children = await tx.rows<{ id: string; version: number }>(sql`
    update tasks set parent_id = ${task.parentId}, version = version + 1, updated_at = ${tx.now}
    where organization_id = ${tx.actor.organizationId} and parent_id = ${task.id} and deleted_at is null returning id, version`)
  for (const child of children) {
    tx.record('task.updated', subjectOf({ ...task, ...child }), { parentId: { from: task.id, to: task.parentId } })
  }
}

const byTask = (a: { taskId: string }, b: { taskId: string }) => (a.taskId < b.taskId ? -1 : 1)

export const subjectOf = (task: { id: string; version: number; projectId: string; accountId: string }) => ({
  type: 'task',
  id: task.id,
  version: task.version,
  projectId: task.projectId,
  accountId: task.accountId,
})

function refuseClosed(status: ProjectStatus): void {
  if (!isOpenProject(status))
    throw new Problem('invalid_transition', `The project is ${status}; reopen it first.`, { allowed: [] })
}

const constraintColumns = (constraint: Task['constraint']) => ({
  constraintKind: constraint?.kind ?? null,
  constraintOn: constraint?.on ?? null,
})

async function checkReferences(tx: Tx, projectId: string, input: NewTask | TaskChange): Promise<void> {
  await Promise.all([
    requireIds(tx, '/assigneeIds', 'people', input.assigneeIds ?? [], sql`x.active`),
    requireIds(
      tx,
      '/parentId',
      'tasks',
      [input.parentId],
      sql`x.project_id = ${projectId} and x.deleted_at is null and x.kind = 'task'`,
    ),
  ])
}

/** Adds a step to the task's history: where it was, where it is, who moved it, with what words. */
export function recordMove(
  tx: Tx,
  id: string,
  from: string | null,
  to: Pick<TaskLife, 'status' | 'progress'>,
  notes: string | null,
): void {
  tx.send(sql`insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, notes, actor_type, actor_id, at)
    select ${tx.actor.organizationId}, ${id}, coalesce(max(n), 0) + 1, ${from}, ${to.status}, ${to.progress}, ${notes},
      ${tx.actor.type}, ${tx.actor.id}, greatest(max(at), ${tx.now})
    from task_status_changes where organization_id = ${tx.actor.organizationId} and task_id = ${id}`)
}

const withReason = <T extends object>(changes: T, reason: string | undefined) =>
  reason === undefined ? changes : { ...changes, reason: { to: reason } }
