// Why a task begins when it does: everything that holds it there, and the links that pinned dates break.
import { dateOf } from './calendar.ts'
import { boundOf, earliest, fromDate } from './plan-forward.ts'
import { ALWAYS, type Edge, edgeDay, momentOf, UNKNOWN, type WorkSpan } from './plan-grid.ts'
import { isCancelled, isLeaf, type Network, type Node, type Pin, type Wire } from './plan-network.ts'
import type { PlanLink } from './plan.ts'

/**
 * One thing that holds a task's start. `within` is the parent that the link, constraint or project start belongs to,
 * null where it is the task's own. A day off that the start was pushed over is of the calendar, or of the assignees.
 */
export type Hold =
  | { kind: 'predecessor'; taskId: string; type: PlanLink['type']; lag: WorkSpan; within: string | null }
  | { kind: 'constraint'; on: string; within: string | null }
  | { kind: 'project_start'; on: string; within: string | null }
  | { kind: 'calendar' | 'person'; days: string[] }
  | { kind: 'children'; taskIds: string[] }
  | { kind: 'pin'; pin: Pin }

/** A link into a task whose dates are pinned and come before what the link allows. */
export interface BrokenLink {
  /** The task that is too early: the link's own, or a task within it. */
  taskId: string
  link: PlanLink
  /** By how many working minutes of its calendar. */
  minutes: number
}
/** A constraint that is not kept: the task, or the parent, ends after it. */
export interface MissedConstraint {
  taskId: string
  on: string
  finishOn: string
}

/** Empty where a task is cancelled or nothing says when it begins. Those that tie are all named. */
export function holdsOf(node: Node): Hold[] {
  if (node.pin) return [{ kind: 'pin', pin: node.pin }]
  if (isCancelled(node) || node.unplanned || node.begins === UNKNOWN) return []
  if (!isLeaf(node)) {
    const taskIds = node.children.filter((child) => child.begins === node.begins && !isCancelled(child))
    return [{ kind: 'children', taskIds: taskIds.map(({ task }) => task.id).toSorted() }]
  }
  const candidates = [...boundsOn(node)]
  // An earlier bound that leads to the same place, over days off, holds it there as well.
  const holding = candidates.filter(
    ({ start, finish }) => earliest(node, start ?? ALWAYS, finish ?? ALWAYS) === node.first,
  )
  const latest = Math.max(...holding.map(({ start }) => start ?? ALWAYS))
  const pushed = latest === ALWAYS ? [] : pushedOver(node, latest)
  return [...holding.map(({ hold }) => hold), ...pushed]
}

interface Candidate {
  hold: Hold
  start?: Edge
  finish?: Edge
}

/** Every bound on a task, its own first, then its parents'. */
function* boundsOn(node: Node): Generator<Candidate> {
  for (let at: Node | null = node; at && !isCancelled(at); at = at.parent) {
    const within = at === node ? null : at.task.id
    const { constraint, notBefore } = at.task
    for (const wire of wiresInto(at)) {
      const bound = boundOf(wire)
      if (bound === ALWAYS) continue
      const { type, lag } = wire.link
      const hold: Hold = { kind: 'predecessor', taskId: wire.link.predecessorId, type, lag, within }
      yield wire.toStart ? { hold, start: bound } : { hold, finish: bound }
    }
    if (constraint?.kind === 'not_before')
      yield { hold: { kind: 'constraint', on: constraint.on, within }, start: fromDate(constraint.on) }
    // A parent's project start is its children's own, unless they are of another project.
    if (notBefore !== null && (at === node || notBefore !== node.task.notBefore))
      yield { hold: { kind: 'project_start', on: notBefore, within }, start: fromDate(notBefore) }
  }
}

function wiresInto(node: Node): Wire[] {
  const wires: Wire[] = []
  for (let wire = node.ins; wire; wire = wire.nextIn) wires.push(wire)
  if (wires.length < 2) return wires
  const key = ({ link }: Wire) => `${link.predecessorId} ${link.type} ${JSON.stringify(link.lag)}`
  return wires.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The days off between a bound and the start that it led to. */
function pushedOver({ task, begins }: Node, bound: Edge): Hold[] {
  const off = { calendar: [] as string[], person: [] as string[] }
  // What ends on a day lets work begin on the day after; what ends within it, on the same.
  const from = edgeDay(bound)
  for (let day = from; day < edgeDay(begins); day++) {
    if (task.calendar.isWorkingDay(day)) continue
    off[task.projectCalendar.isWorkingDay(day) ? 'person' : 'calendar'].push(dateOf(day))
  }
  return (['calendar', 'person'] as const).flatMap((kind) => (off[kind].length > 0 ? [{ kind, days: off[kind] }] : []))
}

/** Links that dates of manual, started and finished tasks break, in order of their ids. */
export function brokenLinks({ nodes }: Network): BrokenLink[] {
  const broken: BrokenLink[] = []
  for (const node of nodes.values()) {
    if (!node.pin || node.begins === UNKNOWN) continue
    const { calendar } = node.task
    for (let at: Node | null = node; at && !isCancelled(at); at = at.parent) {
      for (const wire of wiresInto(at)) {
        const bound = boundOf(wire)
        if (bound === ALWAYS) continue
        const [has, place] = wire.toStart ? [node.begins, node.first] : [node.ends, node.last]
        if (node.grid.ceil(bound) <= place) continue
        const minutes = calendar.position(momentOf(bound)) - calendar.position(momentOf(has))
        broken.push({ taskId: node.task.id, link: wire.link, minutes })
      }
    }
  }
  const key = ({ taskId, link }: BrokenLink) =>
    `${taskId} ${link.predecessorId} ${link.taskId} ${link.type} ${JSON.stringify(link.lag)}`
  return broken.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

export function missedConstraints({ nodes }: Network): MissedConstraint[] {
  const missed: MissedConstraint[] = []
  for (const node of nodes.values()) {
    const { id, constraint } = node.task
    if (constraint?.kind !== 'must_finish_by' || isCancelled(node) || node.ends === UNKNOWN) continue
    const finishOn = dateOf(edgeDay(node.ends))
    if (finishOn > constraint.on) missed.push({ taskId: id, on: constraint.on, finishOn })
  }
  return missed.toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
}
