// What can be done with tasks that are there: moved along their life, and taken away. How they come to be and change is beside it.
import { sql } from 'kysely'
import { type TaskStatusChange, type TaskWithHistory } from '../../domain/task.ts'
import { isOpenTask, moveTask, type TaskLife } from '../../domain/task-life.ts'
import { releaseFuture } from '../capacity/task-bookings.ts'
import { changesBetween, checkVersion, updateRow } from '../platform/rows.ts'
import type { Shows } from '../platform/outcome.ts'
import type { Tx } from '../platform/transaction.ts'
import { tiedProjects } from '../planning/network.ts'
import { stateOf } from '../planning/plan-input.ts'
import { replan } from '../planning/replan.ts'
import { refuseClosed, subjectOf } from './task-fields.ts'
import { updateProgress } from './task-project.ts'
import { lockTask, lockTaskLife, showTask, whatItWaitsFor, type LockedTask } from './task-queries.ts'

/** Moves a task along its life. Refused moves name the moves that are allowed, and what the task waits for. */
export async function updateTaskStatus(tx: Tx, id: string, change: TaskStatusChange): Promise<Shows<TaskWithHistory>> {
  const task = await lockTaskLife(tx, id)
  await checkVersion(tx, 'task', task, ['status', 'progress'])
  const waitsFor = change.status === 'completed' ? await whatItWaitsFor(tx, id) : { seen: [], hidden: 0 }
  const moved = moveTask(task, change, { waitsFor, progressBefore: task.progressBefore, now: tx.now })
  const changes = changesBetween<TaskLife>(task, moved)
  if (Object.keys(changes).length === 0) return showTask(id)
  if (task.status === 'completed' && moved.status !== 'completed') refuseClosed(task.projectStatus)
  updateRow(tx, 'tasks', id, { ...moved })
  recordMove(tx, id, task.status, moved, change.completionNotes ?? change.reason ?? null)
  const event = task.status === moved.status ? 'task.progress_changed' : 'task.status_changed'
  const cause = tx.record(event, subjectOf({ ...task, version: task.version + 1 }), withReason(changes, change.reason))
  if (!isOpenTask(task.status) || !isOpenTask(moved.status)) updateProgress(tx, task.projectId)
  if (moved.status === 'cancelled') await releaseFuture(tx, { taskIds: [id] }, cause)
  // Where it stands for the plan: what has begun does not move any more, what is done lets others begin.
  if (stateOf(moved) !== stateOf(task)) {
    const early = stateOf(moved) === 'started' && task.startOn !== null && task.startOn > tx.today
    await replan(tx, [task.projectId], [{ id, cause, ...(early && { startOn: tx.today }) }])
  }
  return showTask(id)
}

/** Takes a task out of every view; its children move up to its parent, and nothing waits for it any more. */
export async function deleteTask(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  const task = await lockTask(tx, id)
  await checkVersion(tx, 'task', task, 'all')
  updateRow(tx, 'tasks', id, { deletedAt: tx.now })
  const cause = tx.record('task.deleted', subjectOf({ ...task, version: task.version + 1 }), {
    deletedAt: { from: null, to: tx.now.toISOString() },
  })
  await moveChildrenUp(tx, task, cause)
  await releaseFuture(tx, { taskIds: [id] }, cause)
  updateProgress(tx, task.projectId)
  const tied = await tiedProjects(tx, task.projectId)
  await replan(tx, [task.projectId, ...tied.map((project) => project.id)], [{ id, cause }])
  return { id, deletedAt: tx.now.toISOString() }
}

async function moveChildrenUp(tx: Tx, task: LockedTask, cause: string): Promise<void> {
  const children = await tx.rows<{ id: string; version: number }>(sql`
    update tasks set parent_id = ${task.parentId}, version = version + 1, updated_at = ${tx.now}
    where organization_id = ${tx.actor.organizationId} and parent_id = ${task.id} and deleted_at is null returning id, version`)
  for (const child of children) {
    tx.record(
      'task.updated',
      subjectOf({ ...task, ...child }),
      { parentId: { from: task.id, to: task.parentId } },
      cause,
    )
  }
}

/** Adds a step to the task's history: where it was, where it is, who moved it, with what words. */
export function recordMove(
  tx: Tx,
  id: string,
  from: string | null,
  to: Pick<TaskLife, 'status' | 'progress' | 'blockedReason'>,
  notes: string | null,
): void {
  tx.send(sql`insert into task_status_changes (organization_id, task_id, n, from_status, to_status, blocked_reason, progress, notes, actor_type, actor_id, at)
    select ${tx.actor.organizationId}, ${id}, coalesce(max(n), 0) + 1, ${from}, ${to.status}, ${to.blockedReason}, ${to.progress}, ${notes},
      ${tx.actor.type}, ${tx.actor.id}, greatest(max(at), ${tx.now})
    from task_status_changes where organization_id = ${tx.actor.organizationId} and task_id = ${id}`)
}

const withReason = <T extends object>(changes: T, reason: string | undefined) =>
  reason === undefined ? changes : { ...changes, reason: { to: reason } }
