// Dates that follow: plans a project anew, with all that links tie to it, saves what moved, and tells why.
import { sql } from 'kysely'
import type { Problem } from '../../domain/problems.ts'
import type { Hold, Plan, PlannedTask } from '../../domain/plan.ts'
import { assignmentProblem } from '../capacity/assignment.ts'
import { moveTaskBookings, type TaskMove } from '../capacity/task-bookings.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockNetwork, type NetworkTask } from './network.ts'
import { planAnew, type Asked, type Moved, type Replanned } from './plan-anew.ts'

export type { Asked } from './plan-anew.ts'

/**
 * Brings the dates of these projects up to date, and of all that links tie to them: in this transaction, under their locks.
 * Each task that moved is recorded with the change that led to it; its bookings move with it. Fails with
 * `dependency_cycle` and its path, and with `task_assignment_error` where somebody newly assigned can not do it then.
 */
export async function replan(tx: Tx, projectIds: readonly string[], asked: readonly Asked[]): Promise<void> {
  if (projectIds.length === 0 || asked.length === 0) return
  const planned = await planAnew(tx, await lockNetwork(tx, projectIds), asked)
  saveDates(tx, planned.moved)
  await follow(tx, planned)
}

/** What else happens once the dates are saved: moves are recorded, bookings move along, and who can not do it is told. */
export async function follow(tx: Tx, planned: Replanned, refuse: Refuse = refused): Promise<void> {
  const { network, tasks, plan, asked } = planned
  const booked = new Set(network.bookedTaskIds)
  const moves = record(tx, planned).filter(({ taskId }) => booked.has(taskId))
  if (moves.length > 0) await moveTaskBookings(tx, moves)
  // Looked at together, told in order.
  const problems = await Promise.all(
    asked.map(async ({ id, assignees = [] }) => {
      const task = tasks.get(id)
      const dates = plan.tasks.get(id)
      return task && dates && assignees.length > 0 ? overload(tx, task, dates, assignees) : undefined
    }),
  )
  for (const [n, problem] of problems.entries()) if (problem) refuse(problem, asked[n]?.id ?? '')
}

/** Takes a task that somebody newly assigned can not do between its dates, and why. */
export type Refuse = (problem: Problem, taskId: string) => void
const refused: Refuse = (problem) => {
  throw problem
}

/** Why those newly assigned can not do it between its dates, if they can not. */
async function overload(
  tx: Tx,
  { id, assigneeIds, estimateMinutes }: NetworkTask,
  { startOn, dueOn }: PlannedTask,
  newPersonIds: readonly string[],
): Promise<Problem | undefined> {
  const spent = await tx.first<{
    minutes: number
  }>(sql`select coalesce(sum(minutes), 0)::int as minutes from time_entries
    where organization_id = ${tx.actor.organizationId} and task_id = ${id}`)
  const remainingMinutes = estimateMinutes === null ? null : Math.max(0, estimateMinutes - (spent?.minutes ?? 0))
  const personIds = [...new Set([...assigneeIds, ...newPersonIds])]
  const known = remainingMinutes === null ? { startOn: null, dueOn: null } : { startOn, dueOn }
  return assignmentProblem(tx, { taskId: id, personIds, newPersonIds, remainingMinutes, ...known })
}

/** Records each move, and answers from where to where it led, for the bookings. */
function record(tx: Tx, { network, tasks, plan, asked, moved }: Replanned): TaskMove[] {
  const causeOf = causes(plan, asked)
  const accounts = new Map(network.projects.map(({ id, accountId }) => [id, accountId]))
  return moved.flatMap(({ task, next, row, changes, own }) => {
    if (Object.keys(changes).length === 0 && row.startOn === next.startOn) return []
    const accountId = accounts.get(task.projectId) ?? ''
    const { id, version, projectId } = task
    const subject = { type: 'task', id, version: version + (own ? 0 : 1), projectId, accountId }
    const because = plan.heldBy(task.id).map((hold) => nameable(hold, task, tasks))
    const causeId =
      Object.keys(changes).length === 0
        ? causeOf(task.id)
        : tx.record('task.dates_moved', subject, { ...changes, because: { to: because } }, causeOf(task.id))
    return row.startOn !== null && next.startOn !== null
      ? [{ taskId: task.id, fromOn: row.startOn, toOn: next.startOn, causeId }]
      : []
  })
}

/** What the plan makes of a task, as its row keeps it. */
export const plannedFields = ({ task, next }: Moved) => ({
  startOn: next.startOn,
  dueOn: next.dueOn,
  earlyStartOn: next.earlyStartOn,
  earlyFinishOn: next.earlyFinishOn,
  lateStartOn: next.lateStartOn,
  lateFinishOn: next.lateFinishOn,
  totalFloatMinutes: next.totalFloatMinutes,
  freeFloatMinutes: next.freeFloatMinutes,
  critical: next.critical,
  durationDays: task.durationDays,
})

/** A move counts as a version of its own, except of what was changed in this transaction anyway; floats never do. */
export function saveDates(tx: Tx, moved: readonly Moved[]): void {
  const rows = moved
    .filter(({ saved }) => !saved)
    .map((move) => ({
      id: move.task.id,
      ...plannedFields(move),
      step: !move.own && Object.keys(move.changes).length > 0 ? 1 : 0,
    }))
  if (rows.length === 0) return
  tx.send(sql`update tasks t set start_on = r."startOn", due_on = r."dueOn", early_start_on = r."earlyStartOn",
      early_finish_on = r."earlyFinishOn", late_start_on = r."lateStartOn", late_finish_on = r."lateFinishOn",
      total_float_minutes = r."totalFloatMinutes", free_float_minutes = r."freeFloatMinutes", critical = r.critical,
      duration_days = r."durationDays", version = t.version + r.step,
      updated_at = case when r.step = 1 then greatest(t.updated_at, ${tx.now}) else t.updated_at end
    from json_to_recordset(${JSON.stringify(rows)}) as r(id text, "startOn" date, "dueOn" date, "earlyStartOn" date,
      "earlyFinishOn" date, "lateStartOn" date, "lateFinishOn" date, "totalFloatMinutes" integer, "freeFloatMinutes" integer,
      critical boolean, "durationDays" integer, step integer)
    where t.organization_id = ${tx.actor.organizationId} and t.id = r.id`)
}

/** For each task the change that led to its move: its own, or the nearest up the line of what it waits for, or the first. */
function causes(plan: Plan, asked: readonly Asked[]): (taskId: string) => string | undefined {
  const own = new Map(asked.map(({ id, cause }) => [id, cause]))
  if (own.size === 1) return () => asked[0]?.cause
  const seen = new Set<string>()
  return (taskId) => {
    seen.clear()
    let cause: string | undefined
    for (let at: string | undefined = taskId; at !== undefined && !seen.has(at);) {
      cause = own.get(at)
      if (cause !== undefined) break
      seen.add(at)
      at = plan.heldBy(at).flatMap((hold) => (hold.kind === 'predecessor' ? hold.taskId : []))[0]
    }
    cause ??= asked[0]?.cause
    // The same holds for all on the way: what waits for one of them need not go there again.
    if (cause !== undefined) for (const id of seen) own.set(id, cause)
    return cause
  }
}

/** What holds a task, without the name of a task of another project: who reads the activity may not see that. */
function nameable(hold: Hold, task: NetworkTask, tasks: Replanned['tasks']): object {
  if (hold.kind !== 'predecessor' || tasks.get(hold.taskId)?.projectId === task.projectId) return hold
  const { taskId: _, ...rest } = hold
  return { ...rest, elsewhere: true }
}
