// The tasks and links of a plan as a network to walk over, in an order in which everything waited for comes first.
import { findCycle } from './dependencies.ts'
import { ALWAYS, type Edge, type Grid, gridsOf, NEVER, UNKNOWN, type WorkSpan } from './plan-grid.ts'
import type { PlanLink, PlanTask } from './plan.ts'

/** What keeps a task where it is, whatever its links say. */
export type Pin = 'manual' | 'started' | 'finished'

/** A link between two nodes; what the passes ask of it again and again lies at hand. */
export interface Wire {
  link: PlanLink
  /** From its predecessor's finish, and to its successor's start? */
  fromFinish: boolean
  toStart: boolean
  /** Null where there is none. */
  lag: WorkSpan | null
  from: Node
  to: Node
  nextIn: Wire | null
  nextOut: Wire | null
}

/** A task within the network. Bounds that bind nothing are ALWAYS or NEVER, dates that nobody knows UNKNOWN. */
export interface Node {
  task: PlanTask
  parent: Node | null
  children: readonly Node[]
  /** The first links into it and out of it; the others hang on them. */
  ins: Wire | null
  outs: Wire | null
  /** What its opening, and its closing, still wait for while the order is found. */
  opensAfter: number
  closesAfter: number
  pin: Pin | null
  /** Open and automatic, but nothing says from when. */
  unplanned: boolean
  grid: Grid
  /** The duration, in places of the grid. */
  length: number
  /** The earliest at which it may begin and end, by its links and constraint and its parents'. */
  startBound: Edge
  finishBound: Edge
  /** Early places, and where it begins and ends. */
  first: number
  last: number
  begins: Edge
  ends: Edge
  /** Late places, and where it then begins and ends. */
  lateFirst: number
  lateLast: number
  lateBegins: Edge
  lateEnds: Edge
  /** Without making the project finish later. */
  late: Reach
  /** Without moving a successor from its early dates. */
  free: Reach
  /** By when it, or a parent, must finish. */
  due: Edge
  totalFloat: number
  freeFloat: number
}

/** How far a node can go. NEVER where nothing limits it. */
export interface Reach {
  /** The last edges at which its successors allow it to begin and end. */
  beginsBy: Edge
  endsBy: Edge
  /** The last bounds on its start and finish that it allows its predecessors to set. */
  startBy: Edge
  finishBy: Edge
}

/** A node's turn; a parent has two, its opening before its children and its closing after them. */
export interface Step {
  node: Node
  closing: boolean
}

export interface Network {
  nodes: Map<string, Node>
  order: readonly Step[]
}

export const isLeaf = (node: Node): boolean => node.children.length === 0
export const isCancelled = (node: Node): boolean => node.task.state === 'cancelled'

/** Links to tasks that are not given are passed over. Where tasks wait for each other the circle's path comes back. */
export function buildNetwork(tasks: readonly PlanTask[], links: readonly PlanLink[]): Network | { cycle: string[] } {
  const nodes = new Map<string, Node>()
  for (const task of tasks) nodes.set(task.id, newNode(task))
  // Siblings, and the links into a task, are mostly given one after the other: what was just found is often asked again.
  const find = remembering(nodes)
  for (const node of nodes.values()) {
    if (node.task.parentId === null) continue
    const parent = find(node.task.parentId)
    if (!parent) continue
    node.parent = parent
    if (parent.children === NONE) parent.children = [node]
    else (parent.children as Node[]).push(node)
    parent.closesAfter++
    node.opensAfter++
  }
  for (const link of links) {
    const to = find(link.taskId)
    const from = nodes.get(link.predecessorId)
    if (!from || !to) continue
    to.ins = from.outs = newWire(link, from, to)
    to.opensAfter++
  }
  const order = inOrder(nodes)
  return order ? { nodes, order } : { cycle: findCycle(knownParents(nodes), links) ?? [] }
}

const NONE: readonly Node[] = []

function remembering(nodes: ReadonlyMap<string, Node>): (id: string) => Node | undefined {
  let last: Node | undefined
  return (id) => (last?.task.id === id ? last : (last = nodes.get(id)))
}

const knownParents = (nodes: ReadonlyMap<string, Node>) =>
  [...nodes.values()].map(({ task, parent }) => ({ id: task.id, parentId: parent?.task.id ?? null }))

function newNode(task: PlanTask): Node {
  const grids = gridsOf(task.calendar)
  const { duration } = task
  const isPoint = task.kind === 'milestone' || (duration !== null && 'minutes' in duration && duration.minutes === 0)
  const isMinutes = duration !== null && 'minutes' in duration
  const length = duration === null ? 1 : 'days' in duration ? duration.days : duration.minutes
  return {
    task,
    parent: null,
    children: NONE,
    ins: null,
    outs: null,
    opensAfter: 0,
    closesAfter: 0,
    pin: null,
    unplanned: false,
    grid: isPoint ? grids.points : isMinutes ? grids.minutes : grids.days,
    length: isPoint ? 0 : length,
    startBound: ALWAYS,
    finishBound: ALWAYS,
    first: UNKNOWN,
    last: UNKNOWN,
    begins: UNKNOWN,
    ends: UNKNOWN,
    lateFirst: UNKNOWN,
    lateLast: UNKNOWN,
    lateBegins: UNKNOWN,
    lateEnds: UNKNOWN,
    late: unlimited(),
    free: unlimited(),
    due: NEVER,
    totalFloat: UNKNOWN,
    freeFloat: UNKNOWN,
  }
}

function newWire(link: PlanLink, from: Node, to: Node): Wire {
  const { type, lag } = link
  return {
    link,
    fromFinish: type === 'FS' || type === 'FF',
    toStart: type === 'FS' || type === 'SS',
    lag: ('days' in lag ? lag.days : lag.minutes) === 0 ? null : lag,
    from,
    to,
    nextIn: to.ins,
    nextOut: from.outs,
  }
}

const unlimited = (): Reach => ({ beginsBy: NEVER, endsBy: NEVER, startBy: NEVER, finishBy: NEVER })

/** By Kahn's algorithm; undefined where a circle is left over. */
function inOrder(nodes: Network['nodes']): Step[] | undefined {
  const order: Step[] = []
  for (const node of nodes.values()) if (node.opensAfter === 0) order.push({ node, closing: false })
  const opens = (node: Node) => {
    if (--node.opensAfter === 0) order.push({ node, closing: false })
  }
  const closes = ({ outs, parent }: Node) => {
    for (let wire = outs; wire; wire = wire.nextOut) opens(wire.to)
    if (parent && --parent.closesAfter === 0) order.push({ node: parent, closing: true })
  }
  // It grows while it is walked along.
  for (const { node, closing } of order) {
    if (closing || isLeaf(node)) closes(node)
    else for (const child of node.children) opens(child)
  }
  let steps = 0
  for (const node of nodes.values()) steps += isLeaf(node) ? 1 : 2
  return order.length === steps ? order : undefined
}
