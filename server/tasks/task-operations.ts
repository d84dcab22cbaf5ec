// What can be done with tasks that are there: moved along their life, and taken away. How they come to be and change is beside it.
import { sql } from 'kysely'
import { type TaskStatusChange, type TaskWithHistory } from '../../domain/task.ts'
import { isOpenTask, moveTask, type TaskLife } from '../../domain/task-life.ts'
import { bookedTasks, releaseFuture } from '../capacity/task-bookings.ts'
import { notFound } from '../../domain/problems.ts'
import { NotTogether } from '../platform/savepoint.ts'
import { changesBetween, checkVersion, updateRow, updateRows } from '../platform/rows.ts'
import type { Shows } from '../platform/outcome.ts'
import type { Tx } from '../platform/transaction.ts'
import { tiedProjects } from '../planning/network.ts'
import { stateOf } from '../planning/plan-input.ts'
import { replan } from '../planning/replan.ts'
import { refuseClosed, subjectOf } from './task-fields.ts'
import { updateProgress } from './task-project.ts'
import {
  lockTasks,
  lockTaskLife,
  lockTaskLives,
  waitingFor,
  whatTheyWaitFor,
  type LockedLife,
  type LockedTask,
} from './lock-tasks.ts'
import { showTask } from './task-queries.ts'

/** Moves a task along its life. Refused moves name the moves that are allowed, and what the task waits for. */
export async function updateTaskStatus(tx: Tx, id: string, change: TaskStatusChange): Promise<Shows<TaskWithHistory>> {
  const task = await lockTaskLife(tx, id)
  await checkVersion(tx, 'task', task, ['status', 'progress'])
  const waits = change.status === 'completed' ? await whatTheyWaitFor(tx, [id]) : NOTHING
  const step = stepOf(tx, task, change, waitingFor(waits.get(id)))
  if (!step) return showTask(id)
  updateRow(tx, 'tasks', id, { ...step.moved })
  recordMoves(tx, [step])
  await whatFollows(tx, [step])
  return showTask(id)
}

/** Moves many tasks, each by the same law, all of them or none: what they come to is written, and planned, once. */
export async function updateTaskStatuses(tx: Tx, moves: readonly TaskMove[]): Promise<void> {
  const completed = moves.flatMap(({ id, change }) => (change.status === 'completed' ? [id] : []))
  const tasks = await lockTaskLives(
    tx,
    moves.map(({ id }) => id),
  )
  const waits = await whatTheyWaitFor(tx, completed)
  const steps: Step[] = []
  const closed = new Set<string>()
  for (const { id, change, ifMatch } of moves) {
    const task = tasks.get(id)
    if (!task) throw notFound('task')
    if (ifMatch !== undefined) await checkVersion(tx.as({ ifMatch }), 'task', task, ['status', 'progress'])
    const step = stepOf(tx, task, change, waitingFor(waits.get(id), closed))
    if (!step) continue
    // What opens again holds others back, which were looked up before.
    if (task.status === 'completed' && moves.length > 1) throw new NotTogether()
    if (!isOpenTask(step.moved.status)) closed.add(id)
    steps.push(step)
  }
  updateRows(
    tx,
    'tasks',
    steps.map(({ task, moved }) => ({ id: task.id, ...moved })),
  )
  recordMoves(tx, steps)
  await whatFollows(tx, steps)
}

export interface TaskMove {
  id: string
  change: TaskStatusChange
  /** The version that the caller last saw. */
  ifMatch?: number | undefined
}
/** A task's move along its life, decided and recorded. */
interface Step {
  task: LockedLife
  moved: TaskLife
  /** The entry of the activity. */
  cause: string
  notes: string | null
}
const NOTHING: Awaited<ReturnType<typeof whatTheyWaitFor>> = new Map()

/** What the move makes of the task, recorded; nothing where it says nothing new. */
function stepOf(
  tx: Tx,
  task: LockedLife,
  change: TaskStatusChange,
  waitsFor: ReturnType<typeof waitingFor>,
): Step | undefined {
  const moved = moveTask(task, change, { waitsFor, progressBefore: task.progressBefore, now: tx.now })
  const changes = changesBetween<TaskLife>(task, moved)
  if (Object.keys(changes).length === 0) return undefined
  if (task.status === 'completed' && moved.status !== 'completed') refuseClosed(task.projectStatus)
  const event = task.status === moved.status ? 'task.progress_changed' : 'task.status_changed'
  const cause = tx.record(event, subjectOf({ ...task, version: task.version + 1 }), withReason(changes, change.reason))
  return { task, moved, cause, notes: change.completionNotes ?? change.reason ?? null }
}

/** What moves mean for their projects' progress, for bookings, and for the plan: what has begun stays, what is done lets go. */
async function whatFollows(tx: Tx, steps: readonly Step[]): Promise<void> {
  const closing = steps.filter(({ task, moved }) => !isOpenTask(task.status) || !isOpenTask(moved.status))
  updateProgress(tx, [...new Set(closing.map(({ task }) => task.projectId))])
  for (const { task, moved, cause } of closing)
    if (moved.status === 'cancelled') await releaseFuture(tx, { taskIds: [task.id] }, cause)
  const asked = steps.filter(({ task, moved }) => stateOf(moved) !== stateOf(task))
  await replan(
    tx,
    [...new Set(asked.map(({ task }) => task.projectId))],
    asked.map(({ task, moved, cause }) => {
      const early = stateOf(moved) === 'started' && task.startOn !== null && task.startOn > tx.today
      return { id: task.id, cause, ...(early && { startOn: tx.today }) }
    }),
  )
}

/** Takes a task out of every view; its children move up to its parent, and nothing waits for it any more. */
export async function deleteTask(tx: Tx, id: string): Promise<DeletedTask> {
  const [deleted] = await deleteTasks(tx, [{ id }])
  return deleted ?? { id, deletedAt: tx.now.toISOString() }
}

export interface DeletedTask {
  id: string
  deletedAt: string
}
export interface TaskDeletion {
  id: string
  reason?: string | undefined
  /** The version that the caller last saw. */
  ifMatch?: number | undefined
}

/** The same for many, all of them or none. Those that have children are taken by themselves. */
export async function deleteTasks(tx: Tx, deletions: readonly TaskDeletion[]): Promise<DeletedTask[]> {
  const ids = deletions.map(({ id }) => id)
  const tasks = await lockTasks(tx, ids)
  const deletedAt = tx.now.toISOString()
  const gone: { task: LockedTask; cause: string }[] = []
  for (const { id, reason, ifMatch } of deletions) {
    const task = tasks.get(id)
    if (!task) throw notFound('task')
    await checkVersion(ifMatch === undefined ? tx : tx.as({ ifMatch }), 'task', task, 'all')
    const changes = withReason({ deletedAt: { from: null, to: deletedAt } }, reason)
    gone.push({ task, cause: tx.record('task.deleted', subjectOf({ ...task, version: task.version + 1 }), changes) })
  }
  updateRows(
    tx,
    'tasks',
    ids.map((id) => ({ id, deletedAt: tx.now })),
  )
  await moveChildrenUp(tx, gone)
  const booked = await bookedTasks(tx, ids)
  for (const { task, cause } of gone) if (booked.has(task.id)) await releaseFuture(tx, { taskIds: [task.id] }, cause)
  const projectIds = [...new Set(gone.map(({ task }) => task.projectId))]
  updateProgress(tx, projectIds)
  const tied = await tiedProjects(tx, projectIds)
  await replan(
    tx,
    [...new Set([...projectIds, ...tied.map(({ id }) => id)])],
    gone.map(({ task: { id }, cause }) => ({ id, cause })),
  )
  return ids.map((id) => ({ id, deletedAt }))
}

async function moveChildrenUp(tx: Tx, gone: readonly { task: LockedTask; cause: string }[]): Promise<void> {
  const parents = gone.map(({ task: { id, parentId } }) => ({ id, parentId }))
  const children = await tx.rows<{ id: string; version: number; from: string }>(sql`
    update tasks t set parent_id = r."parentId", version = version + 1, updated_at = ${tx.now}
    from json_to_recordset(${JSON.stringify(parents)}) as r(id text, "parentId" text)
    where t.organization_id = ${tx.actor.organizationId} and t.parent_id = r.id and t.deleted_at is null
    returning t.id, t.version, r.id as "from"`)
  // Where the parent's parent goes as well, or a part with its whole, each has to see what the one before left.
  if (children.length > 0 && gone.length > 1) throw new NotTogether()
  for (const { from, ...child } of children) {
    const parent = gone.find(({ task }) => task.id === from)
    if (!parent) continue
    const changes = { parentId: { from, to: parent.task.parentId } }
    tx.record('task.updated', subjectOf({ ...parent.task, ...child }), changes, parent.cause)
  }
}

/** Adds a step to the history of each task: where it was, where it is, who moved it, with what words. */
function recordMoves(tx: Tx, steps: readonly Step[]): void {
  if (steps.length === 0) return
  const rows = steps.map(({ task: { id, status: from }, moved: { status: to, progress, blockedReason }, notes }) => ({
    id,
    from,
    to,
    progress,
    blockedReason,
    notes,
  }))
  tx.send(sql`insert into task_status_changes (organization_id, task_id, n, from_status, to_status, blocked_reason, progress, notes, actor_type, actor_id, at)
    select ${tx.actor.organizationId}, r.id, coalesce(h.n, 0) + 1, r."from", r."to", r."blockedReason", r.progress, r.notes,
      ${tx.actor.type}, ${tx.actor.id}, greatest(h.at, ${tx.now})
    from json_to_recordset(${JSON.stringify(rows)}) as r(id text, "from" text, "to" text, "blockedReason" text, progress smallint, notes text)
    cross join lateral (select max(n) as n, max(at) as at from task_status_changes
      where organization_id = ${tx.actor.organizationId} and task_id = r.id) h`)
}

const withReason = <T extends object>(changes: T, reason: string | undefined) =>
  reason === undefined ? changes : { ...changes, reason: { to: reason } }
