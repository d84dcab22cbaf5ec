// The forward pass: every task at the earliest moment that its links, calendar, constraint, parents and project allow.
import { DAY_MINUTES, dayNumber } from './calendar.ts'
import { addLag, ALWAYS, beginning, type Edge, ending, NEVER, UNKNOWN } from './plan-grid.ts'
import { isCancelled, isLeaf, type Network, type Node, type Wire } from './plan-network.ts'
import type { PlanTask } from './plan.ts'

export function forwardPass({ order }: Network): void {
  for (const { node, closing } of order) {
    if (closing) closeParent(node)
    else {
      boundBelow(node)
      if (isLeaf(node)) placeLeaf(node)
    }
  }
}

/** From when on a link lets its successor begin (FS, SS) or end (FF, SF); ALWAYS where its predecessor has no date. */
export function boundOf({ from, to, fromFinish, lag }: Wire): Edge {
  const edge = fromFinish ? from.ends : from.begins
  if (edge === UNKNOWN) return ALWAYS
  return lag ? addLag(to.task.projectCalendar, edge, lag) : edge
}

// All tasks of a project ask for its start.
let latest = { date: '', edge: ALWAYS }
/** The first edge of a civil date. */
export function fromDate(date: string): Edge {
  if (date !== latest.date) latest = { date, edge: beginning(dayNumber(date) * DAY_MINUTES) }
  return latest.edge
}
/** The last edge of a civil date. */
export const untilDate = (date: string): Edge => ending((dayNumber(date) + 1) * DAY_MINUTES)

function boundBelow(node: Node): void {
  const { task, parent } = node
  let start = task.notBefore === null ? ALWAYS : fromDate(task.notBefore)
  let finish = ALWAYS
  if (parent && !isCancelled(parent)) {
    start = Math.max(start, parent.startBound)
    finish = parent.finishBound
  }
  if (task.constraint?.kind === 'not_before') start = Math.max(start, fromDate(task.constraint.on))
  for (let wire = node.ins; wire; wire = wire.nextIn) {
    if (wire.toStart) start = Math.max(start, boundOf(wire))
    else finish = Math.max(finish, boundOf(wire))
  }
  node.startBound = start
  node.finishBound = finish
}

function placeLeaf(node: Node): void {
  const { task, grid, length } = node
  const isMilestone = task.kind === 'milestone'
  if (task.state === 'cancelled') return
  if (task.state === 'finished') return pinToDates(node, 'finished')
  if (task.scheduling === 'manual') return pinToDates(node, 'manual')
  // A milestone takes no time, so it can not have begun.
  if (task.state === 'started' && task.startOn !== null && !isMilestone) {
    node.pin = 'started'
    node.begins = beginningOf(node, task.startOn)
    node.first = grid.ceil(node.begins)
    node.last = node.first + length
    node.ends = grid.end(node.last)
    return
  }
  const first = earliest(node, node.startBound, node.finishBound)
  if (first === ALWAYS) {
    node.unplanned = true
    return pinToDates(node, null)
  }
  node.first = first
  node.last = first + length
  node.begins = grid.begin(node.first)
  node.ends = grid.end(node.last)
}

/** The first place that bounds on start and finish allow; ALWAYS where there are none. */
export function earliest({ grid, length }: Node, start: Edge, finish: Edge): number {
  return Math.max(start === ALWAYS ? ALWAYS : grid.ceil(start), finish === ALWAYS ? ALWAYS : grid.ceil(finish) - length)
}

/** What stays at its dates, which are whole days. A date that is not given follows from the other and the duration. */
function pinToDates(node: Node, pin: Node['pin']): void {
  const { task, grid, length } = node
  const isMilestone = task.kind === 'milestone'
  const finishOn = finishDate(task)
  const startOn = isMilestone ? null : task.startOn
  node.pin = pin
  if (startOn !== null) node.begins = beginningOf(node, startOn)
  if (finishOn !== null) node.ends = endingOf(node, finishOn)
  else if (isMilestone && task.startOn !== null) node.ends = endingOf(node, task.startOn)
  else if (startOn !== null) node.ends = grid.end(grid.ceil(node.begins) + length)
  if (node.ends === UNKNOWN) return
  // A milestone's day is over when it is reached, whether that is a plan or a fact.
  if (isMilestone) node.begins = node.ends
  else if (startOn === null) node.begins = grid.begin(grid.ceil(node.ends) - length)
  // Finished before it was to begin: then it began on that day at the latest.
  else if (node.begins > node.ends) node.begins = grid.begin(grid.ceil(node.ends) - 1)
  node.first = grid.ceil(node.begins)
  node.last = grid.ceil(node.ends)
  node.length = node.last - node.first
}

/** The day on which it was completed where that is known: what waits for it waits for the fact, not for the plan. */
const finishDate = ({ state, finishedOn, dueOn }: PlanTask): string | null =>
  (state === 'finished' ? finishedOn : null) ?? dueOn

/** Where a day's work begins; on a day off, the day itself. */
function beginningOf({ task }: Node, date: string): Edge {
  const day = dayNumber(date)
  return beginning(day * DAY_MINUTES + task.calendar.opensAt(day))
}
/** Where a day's work ends; on a day off, the day itself. */
function endingOf({ task }: Node, date: string): Edge {
  const day = dayNumber(date)
  return ending(day * DAY_MINUTES + (task.calendar.closesAt(day) || DAY_MINUTES))
}

/** From the first beginning to the last end of its children; cancelled ones have none. A manual parent stays. */
function closeParent(node: Node): void {
  const { task, grid } = node
  if (isCancelled(node)) return
  if (task.scheduling === 'manual') {
    const startOn = task.startOn
    const dueOn = finishDate(task)
    node.pin = 'manual'
    if (startOn !== null) node.begins = beginningOf(node, startOn)
    if (dueOn !== null) node.ends = endingOf(node, dueOn)
    node.first = startOn === null ? NEVER : grid.ceil(node.begins)
    node.last = dueOn === null ? NEVER : grid.ceil(node.ends)
    return
  }
  for (const child of node.children) {
    if (child.begins !== UNKNOWN)
      node.begins = node.begins === UNKNOWN ? child.begins : Math.min(node.begins, child.begins)
    node.ends = Math.max(node.ends, child.ends)
  }
}
