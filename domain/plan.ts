// The plan: when every task of a network of projects begins and ends, how late it could, and what holds it there.
// Pure: today is no constraint, and nothing is looked up. The rules are decided in docs/decisions/0007-dates.md.
import { dateOf, type WorkCalendar } from './calendar.ts'
import { backwardPass, type OthersEndOn } from './plan-backward.ts'
import { forwardPass } from './plan-forward.ts'
import { type Edge, edgeDay, momentOf, UNKNOWN, type WorkSpan } from './plan-grid.ts'
import { buildNetwork, isCancelled, isLeaf, type Network, type Node } from './plan-network.ts'
import {
  type BrokenLink,
  brokenLinks,
  type Hold,
  holdsOf,
  missedConstraints,
  type MissedConstraint,
} from './plan-why.ts'

export type { WorkSpan } from './plan-grid.ts'
export type { BrokenLink, Hold, MissedConstraint } from './plan-why.ts'

export interface PlanTask {
  id: string
  /** The task that it is a part of; one that is not given counts as none. A task with parts has their dates. */
  parentId: string | null
  projectId: string
  kind: 'task' | 'milestone'
  scheduling: 'automatic' | 'manual'
  state: 'open' | 'started' | 'finished' | 'cancelled'
  /** As they stand. They place what is manual, started or finished, and what nothing else gives a date. */
  startOn: string | null
  dueOn: string | null
  /** The effective one, at least a day or a minute. Null for milestones and parents, which have none of their own. */
  duration: WorkSpan | null
  constraint: { kind: 'not_before' | 'must_finish_by'; on: string } | null
  /** Its project's start. */
  notBefore: string | null
  /** The day on which a finished task was completed. */
  finishedOn: string | null
  /** When it can be worked on: the project's calendar, limited to the days on which an assignee works. */
  calendar: WorkCalendar
  /** The same without that limit: lags into this task are counted on it. Share calendars between tasks. */
  projectCalendar: WorkCalendar
}

export interface PlanLink {
  /** Waits … */
  taskId: string
  /** … for this one. */
  predecessorId: string
  type: 'FS' | 'SS' | 'FF' | 'SF'
  /** Negative is lead. */
  lag: WorkSpan
}

/** Dates, and the moments (wall-clock minutes since 1970) that they are a view of. All null where there are none. */
export interface PlannedTask {
  id: string
  /** What the task's own dates become. Those of manual, finished and cancelled tasks are as they stand. */
  startOn: string | null
  dueOn: string | null
  earlyStartOn: string | null
  earlyFinishOn: string | null
  lateStartOn: string | null
  lateFinishOn: string | null
  earlyStart: number | null
  earlyFinish: number | null
  lateStart: number | null
  lateFinish: number | null
  totalFloatMinutes: number | null
  freeFloatMinutes: number | null
  /** Unfinished, and with no float left. */
  critical: boolean
}

export interface Plan {
  tasks: ReadonlyMap<string, PlannedTask>
  /** What holds a task's start; empty where it is unknown, cancelled, or nothing gives it a date. */
  heldBy: (taskId: string) => Hold[]
  broken: BrokenLink[]
  missed: MissedConstraint[]
}

/**
 * Plans all tasks anew; where they wait for each other in a circle (links of any type, parents too) the answer is its
 * path, the first repeated at the end, and no plan. Fails with `validation_error` where a calendar lacks working time.
 * The order of tasks and links means nothing. Links to tasks that are not given are passed over. Tasks that no link and no
 * parent ties to the others of their project can be planned without those, given with which day the last of them ends.
 */
export function planNetwork(
  tasks: readonly PlanTask[],
  links: readonly PlanLink[],
  othersEndOn: OthersEndOn = new Map(),
): Plan | { cycle: string[] } {
  const network = buildNetwork(tasks, links)
  if ('cycle' in network) return network
  forwardPass(network)
  backwardPass(network, othersEndOn)
  return {
    tasks: planned(network),
    heldBy: (taskId) => {
      const node = network.nodes.get(taskId)
      return node ? holdsOf(node) : []
    },
    broken: brokenLinks(network),
    missed: missedConstraints(network),
  }
}

function planned({ order }: Network): Map<string, PlannedTask> {
  const tasks = new Map<string, PlannedTask>()
  for (const { node, closing } of order) if (closing || isLeaf(node)) tasks.set(node.task.id, plannedTask(node, tasks))
  return tasks
}

const KEPT_DATES = 1024
const keptDays = new Int32Array(KEPT_DATES)
const keptDates = Array.from(keptDays, () => '1970-01-01')
/** The date of an edge. Thousands of tasks share a few hundred days, so each is kept until another needs its place. */
function show(edge: Edge): string | null {
  if (edge === UNKNOWN) return null
  const day = edgeDay(edge)
  const place = day & (KEPT_DATES - 1)
  if (keptDays[place] !== day) {
    keptDays[place] = day
    keptDates[place] = dateOf(day)
  }
  return keptDates[place] ?? null
}

const orNull = (value: number): number | null => (value === UNKNOWN ? null : value)
const moment = (edge: Edge): number | null => (edge === UNKNOWN ? null : momentOf(edge))

function plannedTask(node: Node, before: Plan['tasks']): PlannedTask {
  const { task, begins, ends, lateBegins, lateEnds, totalFloat, freeFloat } = node
  const isPlanned = !node.unplanned && !isCancelled(node)
  const [from, to] = isPlanned ? [begins, ends] : [UNKNOWN, UNKNOWN]
  // A finish that another's beginning holds is written as that moment, as Microsoft Project does: no work lies between.
  const finish = isPlanned && isLeaf(node) && !node.pin ? Math.max(to, node.finishBound) : to
  const { startOn, dueOn } = datesOf(node, before)
  return {
    id: task.id,
    startOn,
    dueOn,
    earlyStartOn: show(from),
    earlyFinishOn: show(to),
    lateStartOn: show(lateBegins),
    lateFinishOn: show(lateEnds),
    earlyStart: moment(from),
    earlyFinish: moment(finish),
    lateStart: moment(lateBegins),
    lateFinish: moment(lateEnds),
    totalFloatMinutes: orNull(totalFloat),
    freeFloatMinutes: orNull(freeFloat),
    critical: totalFloat !== UNKNOWN && totalFloat <= 0 && node.pin !== 'finished',
  }
}

type Dates = Pick<PlannedTask, 'startOn' | 'dueOn'>

function datesOf(node: Node, before: Plan['tasks']): Dates {
  const { startOn, dueOn } = node.task
  if (isCancelled(node) || node.pin === 'manual' || node.pin === 'finished') return { startOn, dueOn }
  // A due date alone says nothing of the start.
  if (node.unplanned && startOn === null && node.task.duration === null) return { startOn, dueOn }
  if (isLeaf(node)) return { startOn: node.pin === 'started' ? startOn : show(node.begins), dueOn: show(node.ends) }
  // A parent has its children's dates as they are shown: those of finished ones may differ from what binds others.
  let [first, last]: [string | null, string | null] = [null, null]
  for (const child of node.children) {
    if (isCancelled(child)) continue
    const dates = before.get(child.task.id)
    const start = dates?.startOn ?? dates?.dueOn ?? null
    const end = dates?.dueOn ?? start
    if (start !== null && (first === null || start < first)) first = start
    if (end !== null && (last === null || end > last)) last = end
  }
  return { startOn: first ?? startOn, dueOn: last ?? dueOn }
}
