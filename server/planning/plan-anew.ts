// What a change leads to: a network planned as it will be, and what of that differs from what its rows say. Nothing is saved here.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { planNetwork, type Plan, type PlannedTask } from '../../domain/plan.ts'
import { durationUntil } from '../../domain/task-dates.ts'
import { taskScope } from '../access/scopes.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import type { Network, NetworkTask } from './network.ts'
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

/** What a change leads to, before any of it is saved. */
export interface Replanned {
  network: Network
  /** The network's tasks by their ids. */
  tasks: ReadonlyMap<string, NetworkTask>
  plan: Plan
  asked: readonly Asked[]
  moved: Moved[]
}

/** Plans a network that is held and already is as the change makes it, and finds what in it is to be saved or told. */
export async function planAnew(tx: Tx, network: Network, asked: readonly Asked[]): Promise<Replanned> {
  const tasks = new Map(network.tasks.map((task) => [task.id, task]))
  // As their rows are; what is not asked for stays so.
  const stored = new Map<string, NetworkTask>()
  for (const { id, startOn, dueOn } of asked) {
    const task = tasks.get(id)
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
  return { network, tasks, plan, asked, moved }
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
async function checked(tx: Tx, { tasks, links, othersEndOn }: PlanInput): Promise<Plan> {
  const plan = planNetwork(tasks, links, othersEndOn)
  if (!('cycle' in plan)) return plan
  const { path, hidden } = await tellable(tx, plan.cycle)
  const told = hidden > 0 ? ` and ${hidden} that you may not see` : ''
  throw new Problem('dependency_cycle', say`They would wait for each other: ${path.join(' → ')}${told}.`, {
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

export interface Moved {
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

/** The part of a circle that the caller may see, in its order; the rest is counted, not named. */
async function tellable(tx: Tx, circle: readonly string[]): Promise<{ path: string[]; hidden: number }> {
  const rows = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = any(${circle}) and ${taskScope(tx)}`)
  const seen = new Set(rows.map((row) => row.id))
  return { path: circle.filter((id) => seen.has(id)), hidden: new Set(circle).size - seen.size }
}
