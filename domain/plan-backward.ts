// The backward pass: how late every task could be, and the float between that and its early dates.
import { untilDate } from './plan-forward.ts'
import { ALWAYS, type Edge, isEnding, NEVER, takeLag, UNKNOWN } from './plan-grid.ts'
import { isCancelled, isLeaf, type Network, type Node, type Reach, type Step, type Wire } from './plan-network.ts'

/** Of projects of which not all tasks are given: the day with which the last of the others ends. */
export type OthersEndOn = ReadonlyMap<string, string>

export function backwardPass({ nodes, order }: Network, othersEndOn: OthersEndOn): void {
  const finishes = projectFinishes(nodes, othersEndOn)
  for (let i = order.length - 1; i >= 0; i--) {
    const { node, closing } = order[i] as Step
    if (closing || isLeaf(node)) collectReach(node)
    if (isLeaf(node)) placeLate(node, finishes.get(node.task.projectId) ?? ALWAYS)
    else if (!closing) gatherChildren(node)
  }
}

/** A project's own finish: the last of its tasks' early ends. Late dates count back from there. */
function projectFinishes(nodes: Network['nodes'], othersEndOn: OthersEndOn): Map<string, Edge> {
  const finishes = new Map([...othersEndOn].map(([projectId, date]) => [projectId, untilDate(date)]))
  for (const node of nodes.values()) {
    const { projectId } = node.task
    const finish = finishes.get(projectId) ?? ALWAYS
    if (!isCancelled(node) && node.ends > finish) finishes.set(projectId, node.ends)
  }
  return finishes
}

/** What a node's successors, and its parents', allow it. */
function collectReach(node: Node): void {
  const { parent, late, free, task } = node
  if (isCancelled(node)) return
  if (task.constraint?.kind === 'must_finish_by') node.due = untilDate(task.constraint.on)
  if (parent && !isCancelled(parent)) {
    node.due = Math.min(node.due, parent.due)
    // A manual parent's span is its own; of others, children that begin later do not hold the beginning.
    if (parent.pin !== 'manual') {
      inherit(late, parent.late, parent.begins === node.begins)
      inherit(free, parent.free, parent.begins === node.begins)
    }
  }
  for (let wire = node.outs; wire; wire = wire.nextOut) {
    const { to } = wire
    limitBy(wire, late, wire.toStart ? to.late.startBy : to.late.finishBy)
    limitBy(wire, free, wire.toStart ? to.free.startBy : to.free.finishBy)
  }
}

function inherit(reach: Reach, parent: Reach, withBeginning: boolean): void {
  reach.endsBy = Math.min(reach.endsBy, parent.endsBy)
  if (withBeginning) reach.beginsBy = Math.min(reach.beginsBy, parent.beginsBy)
}

function limitBy(wire: Wire, from: Reach, limit: Edge): void {
  if (limit === NEVER) return
  const edge = wire.lag ? takeLag(wire.to.task.projectCalendar, limit, wire.lag) : limit
  if (wire.fromFinish) from.endsBy = Math.min(from.endsBy, edge)
  else from.beginsBy = Math.min(from.beginsBy, edge)
}

/** Late dates of a leaf and its float. What has begun or is finished waits for nobody, so it limits nobody. */
function placeLate(node: Node, projectFinish: Edge): void {
  const { grid, late, free, pin, first, last, length } = node
  if (node.unplanned || first === UNKNOWN) return
  const begun = pin === 'started' || pin === 'finished'
  node.lateLast = pin === 'finished' ? last : grid.floorEnd(Math.min(projectFinish, late.endsBy, node.due))
  if (!begun && late.beginsBy !== NEVER)
    node.lateLast = Math.min(node.lateLast, grid.floorBegin(late.beginsBy) + length)
  node.lateFirst = begun ? first : node.lateLast - length
  node.lateBegins = begun ? node.begins : isPoint(node) ? latePoint(node) : grid.begin(node.lateFirst)
  node.lateEnds = pin === 'finished' ? node.ends : isPoint(node) ? node.lateBegins : grid.end(node.lateLast)
  measureFloat(node, begun)
  if (begun) return
  free.startBy = grid.begin(first)
  free.finishBy = grid.begin(last)
  // A manual task limits from where it stands: it will not make room.
  late.startBy = pin === 'manual' ? free.startBy : grid.begin(node.lateFirst)
  late.finishBy = pin === 'manual' ? free.finishBy : grid.begin(node.lateLast)
}

const isPoint = ({ task, length }: Node): boolean => length === 0 && task.kind === 'milestone'

/** A point's two places at one position are the same time: while it has not moved it is written as the early one. */
function latePoint({ grid, begins, first, lateFirst }: Node): Edge {
  if (lateFirst >> 1 === first >> 1) return begins
  return grid.end(isEnding(lateFirst) ? lateFirst : lateFirst - 1)
}

/**
 * Total float is the smaller of the working minutes between the early and late starts and between the finishes, as in
 * Microsoft Project; of a task that has begun, between the finishes. Free float is the same up to where it would move a
 * successor from its early dates; without successors it is the total float, and it is never negative.
 */
function measureFloat(node: Node, begun: boolean): void {
  const { grid, length, last, free } = node
  const [startsAt, endsAt] = [grid.minutes(last - length), grid.minutes(last)]
  const between = (to: number) => {
    if (to === last) return 0
    const finish = grid.minutes(to) - endsAt
    return begun ? finish : Math.min(finish, grid.minutes(to - length) - startsAt)
  }
  node.totalFloat = between(node.lateLast)
  let room = NEVER
  if (free.endsBy !== NEVER) room = grid.floorEnd(free.endsBy)
  if (free.beginsBy !== NEVER && !begun) room = Math.min(room, grid.floorBegin(free.beginsBy) + length)
  node.freeFloat = Math.max(
    0,
    room === NEVER || room === node.lateLast || node.pin === 'finished' ? node.totalFloat : between(room),
  )
}

/** A parent's late span and what it allows are its children's; its float is the least of theirs. */
function gatherChildren(node: Node): void {
  if (isCancelled(node)) return
  for (const child of node.children) {
    gatherReach(node.late, child.late)
    gatherReach(node.free, child.free)
    if (child.lateEnds === UNKNOWN) continue
    const isFirst = node.lateEnds === UNKNOWN
    node.lateBegins = isFirst ? child.lateBegins : Math.min(node.lateBegins, child.lateBegins)
    node.lateEnds = Math.max(node.lateEnds, child.lateEnds)
    node.totalFloat = isFirst ? child.totalFloat : Math.min(node.totalFloat, child.totalFloat)
    node.freeFloat = isFirst ? child.freeFloat : Math.min(node.freeFloat, child.freeFloat)
  }
}

function gatherReach(parent: Reach, child: Reach): void {
  parent.startBy = Math.min(parent.startBy, child.startBy)
  parent.finishBy = Math.min(parent.finishBy, child.finishBy)
}
