// Dates that follow: plans a project anew, with all that links tie to it, saves what moved, and tells why.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import { planNetwork, type Hold, type Plan, type PlannedTask } from '../../domain/plan.ts'
import { durationUntil } from '../../domain/task-dates.ts'
import { taskScope } from '../access/scopes.ts'
import { assignmentProblem } from '../capacity/assignment.ts'
import { moveTaskBookings, type TaskMove } from '../capacity/task-bookings.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { lockNetwork, type Network, type NetworkTask } from './network.ts'
import { planInput, type PlanInput } from './plan-input.ts'

/** What was changed, and so asks for a plan. */
export interface Asked {
  /** The task, or what else was changed. */
  id: string
  /** The activity entry of the change. */
  cause: string
  /** Dates given by hand to an automatic task: from them it moves to where the plan has it. */
  startOn?: string | null
  dueOn?: string | null
  /** The due date makes the duration: from the start given with it, or else from the one planned. */
  countDays?: boolean
  /** Who was assigned with this change. */
  assignees?: readonly string[]
  /** Where the task stands in the body, for what is refused. */
  pointer?: string
}

/**
 * Brings the dates of these projects up to date, and of all that links tie to them: in this transaction, under their locks.
 * Each task that moved is recorded with the change that led to it; its bookings move with it. Fails with
 * `dependency_cycle` and its path, and with `task_assignment_error` where somebody newly assigned can not do it then.
 */
export async function replan(tx: Tx, projectIds: readonly string[], asked: readonly Asked[]): Promise<void> {
  if (projectIds.length === 0 || asked.length === 0) return
  const network = await lockNetwork(tx, projectIds)
  const byId = new Map(network.tasks.map((task) => [task.id, task]))
  // As their rows are; what is not asked for stays so.
  const stored = new Map<string, NetworkTask>()
  for (const { id, startOn, dueOn } of asked) {
    const task = byId.get(id)
    if (task && !stored.has(id)) stored.set(id, { ...task })
    if (task && startOn !== undefined) task.startOn = startOn
    if (task && dueOn !== undefined) task.dueOn = dueOn
  }
  const plan = await planOf(tx, network, asked)
  const own = new Set(asked.map(({ id }) => id))
  const moved: Moved[] = []
  for (const task of network.tasks) {
    const [next, row] = [plan.tasks.get(task.id), stored.get(task.id) ?? task]
    if (!next) continue
    const saved = isSaved(task, next, row)
    // Of most tasks nothing is to be done.
    if (saved && row === task) continue
    moved.push({ task, next, row, saved, changes: dateChanges(task, next, row), own: own.has(task.id) })
  }
  save(tx, moved)
  const booked = new Set(network.bookedTaskIds)
  const moves = record(tx, network, plan, asked, moved).filter(({ taskId }) => booked.has(taskId))
  if (moves.length > 0) await moveTaskBookings(tx, moves)
  for (const { id, assignees = [] } of asked) {
    const task = byId.get(id)
    const planned = plan.tasks.get(id)
    if (task && planned && assignees.length > 0) await refuseOverload(tx, task, planned, assignees)
  }
}

/** Who is newly assigned has to be able to do it between its dates. */
async function refuseOverload(
  tx: Tx,
  { id, assigneeIds, estimateMinutes }: NetworkTask,
  { startOn, dueOn }: PlannedTask,
  newPersonIds: readonly string[],
): Promise<void> {
  const spent = await tx.first<{
    minutes: number
  }>(sql`select coalesce(sum(minutes), 0)::int as minutes from time_entries
    where organization_id = ${tx.actor.organizationId} and task_id = ${id}`)
  const remainingMinutes = estimateMinutes === null ? null : Math.max(0, estimateMinutes - (spent?.minutes ?? 0))
  const personIds = [...new Set([...assigneeIds, ...newPersonIds])]
  const known = remainingMinutes === null ? { startOn: null, dueOn: null } : { startOn, dueOn }
  const problem = await assignmentProblem(tx, { taskId: id, personIds, newPersonIds, remainingMinutes, ...known })
  if (problem) throw problem
}

/** The plan, with the durations that due dates given by hand make: those from a planned start need a plan before. */
async function planOf(tx: Tx, network: Network, asked: readonly Asked[]): Promise<Plan> {
  const input = planInput(network)
  const at = new Map(network.tasks.map(({ id }, i) => [id, i]))
  const dated = asked.filter(({ countDays }) => countDays)
  setDurations(network, input, at, dated, ({ startOn }) => startOn ?? null)
  const plan = await checked(tx, input)
  const open = dated.filter(({ startOn }) => !startOn)
  if (open.length === 0) return plan
  setDurations(network, input, at, open, ({ id }) => plan.tasks.get(id)?.startOn ?? null)
  return checked(tx, input)
}

function setDurations(
  network: Network,
  input: PlanInput,
  at: ReadonlyMap<string, number>,
  asked: readonly Asked[],
  startOf: (asked: Asked) => string | null,
): void {
  for (const each of asked) {
    const start = startOf(each)
    const place = at.get(each.id) ?? -1
    const [task, planned] = [network.tasks[place], input.tasks[place]]
    if (start === null || !each.dueOn || !task || !planned) continue
    const days = durationUntil(start, each.dueOn, planned.calendar, each.pointer)
    task.durationDays = days
    task.durationMinutes = null
    planned.duration = { days }
  }
}

/** The plan of what was asked for, or the circle in it as far as the caller may see it. */
async function checked(tx: Tx, { tasks, links }: PlanInput): Promise<Plan> {
  const plan = planNetwork(tasks, links)
  if (!('cycle' in plan)) return plan
  const { path, hidden } = await tellable(tx, plan.cycle)
  const told = hidden > 0 ? ` and ${hidden} that you may not see` : ''
  throw new Problem('dependency_cycle', `They would wait for each other: ${path.join(' → ')}${told}.`, {
    path,
    ...(hidden > 0 && { pathHidden: hidden }),
  })
}

const DERIVED = [
  'startOn',
  'dueOn',
  'earlyStartOn',
  'earlyFinishOn',
  'lateStartOn',
  'lateFinishOn',
  'totalFloatMinutes',
  'freeFloatMinutes',
  'critical',
] as const

interface Moved {
  /** As it was asked for, with its new duration; as the plan has it; and as its row is. */
  task: NetworkTask
  next: PlannedTask
  row: NetworkTask
  /** Whether its row says already what the plan does. */
  saved: boolean
  changes: Changes
  own: boolean
}

const isSaved = (task: NetworkTask, next: PlannedTask, row: NetworkTask): boolean =>
  DERIVED.every((field) => row[field] === next[field]) && task.durationDays === row.durationDays

const dateChanges = (task: NetworkTask, next: PlannedTask, row: NetworkTask): Changes => ({
  ...(task.startOn !== next.startOn && { startOn: { from: task.startOn, to: next.startOn } }),
  ...(task.dueOn !== next.dueOn && { dueOn: { from: task.dueOn, to: next.dueOn } }),
  ...(task.durationDays !== row.durationDays && { durationDays: { from: row.durationDays, to: task.durationDays } }),
})

/** Records each move, and answers from where to where it led, for the bookings. */
function record(tx: Tx, network: Network, plan: Plan, asked: readonly Asked[], moved: readonly Moved[]): TaskMove[] {
  const causeOf = causes(plan, asked)
  const projects = new Map(network.tasks.map((task) => [task.id, task.projectId]))
  const accounts = new Map(network.projects.map(({ id, accountId }) => [id, accountId]))
  return moved.flatMap(({ task, next, row, changes, own }) => {
    if (Object.keys(changes).length === 0 && row.startOn === next.startOn) return []
    const accountId = accounts.get(task.projectId) ?? ''
    const { id, version, projectId } = task
    const subject = { type: 'task', id, version: version + (own ? 0 : 1), projectId, accountId }
    const because = plan.heldBy(task.id).map((hold) => nameable(hold, task, projects))
    const causeId =
      Object.keys(changes).length === 0
        ? causeOf(task.id)
        : tx.record('task.dates_moved', subject, { ...changes, because: { to: because } }, causeOf(task.id))
    return row.startOn !== null && next.startOn !== null
      ? [{ taskId: task.id, fromOn: row.startOn, toOn: next.startOn, causeId }]
      : []
  })
}

/** A move counts as a version of its own, except of what was changed in this transaction anyway; floats never do. */
function save(tx: Tx, moved: readonly Moved[]): void {
  const unsaved = moved.filter(({ saved }) => !saved)
  const rows = unsaved.map(({ task, next, changes, own }) => ({
    id: task.id,
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
    step: !own && Object.keys(changes).length > 0 ? 1 : 0,
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
function nameable(hold: Hold, task: NetworkTask, projects: ReadonlyMap<string, string>): object {
  if (hold.kind !== 'predecessor' || projects.get(hold.taskId) === task.projectId) return hold
  const { taskId: _, ...rest } = hold
  return { ...rest, elsewhere: true }
}

/** The part of a circle that the caller may see, in its order; the rest is counted, not named. */
async function tellable(tx: Tx, circle: readonly string[]): Promise<{ path: string[]; hidden: number }> {
  const rows = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = any(${circle}) and ${taskScope(tx)}`)
  const seen = new Set(rows.map((row) => row.id))
  return { path: circle.filter((id) => seen.has(id)), hidden: new Set(circle).size - seen.size }
}
