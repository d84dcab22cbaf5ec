// A second planner for the tests of the first: no passes, no order, no inverse of anything. Every task is moved to the
// first place that the others allow, and then to the last, until none moves any more. Slow and short.
import { dayNumber } from '../domain/calendar.ts'
import type { PlanLink, PlanTask } from '../domain/plan.ts'
import {
  type Edge,
  firstOf,
  lagged,
  lengthOf,
  minutesBefore,
  type Place,
  type Places,
  pinnedPlace,
  placesOf,
  startedPlace,
} from './plan-model-places.ts'
import type { RandomNetwork } from './plan-random.ts'

interface Leaf {
  task: PlanTask
  pinned: boolean
  /** It waits for nobody any more. */
  begun: boolean
  places: Places
  early: Place | null
  late: Place | null
}
interface Model extends RandomNetwork {
  byId: Map<string, PlanTask>
  leaves: Map<string, Leaf>
}

export interface ModelTask {
  early: Place | null
  late: Place | null
  totalFloat: number
  freeFloat: number
}

/** Early and late places and the floats of all leaves that get any. */
export function modelPlan({ tasks, links }: RandomNetwork): Map<string, ModelTask> {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const isLive = (id: string) => byId.get(id)?.state !== 'cancelled'
  const live = links.filter(({ taskId, predecessorId }) => isLive(taskId) && isLive(predecessorId))
  const leaves = tasks.filter(({ id, state }) => state !== 'cancelled' && !tasks.some((task) => task.parentId === id))
  const model: Model = { tasks, links: live, byId, leaves: new Map(leaves.map((task) => [task.id, newLeaf(task)])) }
  untilNothingMoves(model, (leaf) => (leaf.pinned ? leaf.early : firstPlace(model, leaf)), 'early')
  for (const [id, leaf] of model.leaves) if (!leaf.early) model.leaves.delete(id)
  untilNothingMoves(model, (leaf) => (leaf.task.state === 'finished' ? leaf.early : lastPlace(model, leaf)), 'late')
  return new Map(
    [...model.leaves].map(([id, leaf]) => [id, { early: leaf.early, late: leaf.late, ...floatsOf(model, leaf) }]),
  )
}

function untilNothingMoves({ leaves }: Model, place: (leaf: Leaf) => Place | null, side: 'early' | 'late'): void {
  for (let moved = true; moved;) {
    moved = false
    for (const leaf of leaves.values()) {
      const next = place(leaf)
      if (next?.begins !== leaf[side]?.begins || next?.ends !== leaf[side]?.ends) moved = true
      leaf[side] = next
    }
  }
}

function newLeaf(task: PlanTask): Leaf {
  const length = task.duration === null ? 0 : 'days' in task.duration ? task.duration.days : task.duration.minutes
  const leaf: Leaf = { task, pinned: true, begun: false, places: placesOf(task, length), early: null, late: null }
  if (task.state === 'finished' || task.scheduling === 'manual') {
    const early = pinnedPlace(task)
    return { ...leaf, begun: task.state === 'finished', early, places: placesOf(task, lengthOf(task, early)) }
  }
  if (task.state === 'started' && task.kind === 'task')
    return { ...leaf, begun: true, early: startedPlace(task, length) }
  return { ...leaf, pinned: false }
}

/** A task and the parents around it, as far as they are not cancelled. */
function around({ byId }: Model, task: PlanTask): PlanTask[] {
  const parent = byId.get(task.parentId ?? '')
  return [task, ...(parent && parent.state !== 'cancelled' ? around({ byId } as Model, parent) : [])]
}

/** Where a task lies now: a leaf at its early place, a parent around its children. */
function spanOf(model: Model, task: PlanTask): Place | null {
  if (task.state === 'cancelled') return null
  const children = model.tasks.filter(({ parentId }) => parentId === task.id)
  if (children.length === 0) return model.leaves.get(task.id)?.early ?? undated(task)
  if (task.scheduling === 'manual') return pinnedPlace(task)
  const spans = children.flatMap((child) => spanOf(model, child) ?? [])
  if (spans.length === 0) return null
  return { begins: Math.min(...spans.map(({ begins }) => begins)), ends: Math.max(...spans.map(({ ends }) => ends)) }
}
/** Nothing gives it a date: it binds others by the dates it has. */
const undated = (task: PlanTask): Place => pinnedPlace({ ...task, state: 'open' })

function bound({ byId }: Model, link: PlanLink, span: Place): Edge {
  const calendar = byId.get(link.taskId)?.projectCalendar
  return calendar ? lagged(calendar, link.type[0] === 'F' ? span.ends : span.begins, link.lag) : NaN
}

/** Whether a place keeps a bound: no working time of the task is left between. A point is not before it. */
function keeps({ kind, calendar }: PlanTask, place: Place, type: PlanLink['type'], edge: Edge): boolean {
  if (kind === 'milestone') return place.begins >= edge
  return minutesBefore(calendar, type[1] === 'S' ? place.begins : place.ends) >= minutesBefore(calendar, edge)
}

function firstPlace(model: Model, { task, places }: Leaf): Place | null {
  const bounds = around(model, task).flatMap((outer) => [
    ...model.links
      .filter(({ taskId }) => taskId === outer.id)
      .flatMap((link) => {
        const from = model.byId.get(link.predecessorId)
        const span = from && spanOf(model, from)
        return span ? [{ type: link.type, edge: bound(model, link, span) }] : []
      }),
    ...[outer.notBefore, outer.constraint?.kind === 'not_before' ? outer.constraint.on : null]
      .filter((date) => date !== null)
      .map((date) => ({ type: 'FS' as const, edge: 2 * dayNumber(date) * 1440 + 1 })),
  ])
  if (bounds.length === 0) return null
  return places.at(
    firstOf(places.count, (i) => bounds.every(({ type, edge }) => keeps(task, places.at(i), type, edge))),
  )
}

/** The links that hand on where a leaf lies: its own and those of parents that it stretches. */
function linksFrom(model: Model, { task, begun, early }: Leaf): PlanLink[] {
  const outers = around(model, task)
  return outers.flatMap((outer, depth) => {
    if (outers.slice(1, depth + 1).some(({ scheduling }) => scheduling === 'manual')) return []
    const startsHere = spanOf(model, outer)?.begins === early?.begins && !begun
    return model.links.filter((link) => link.predecessorId === outer.id && (link.type[0] === 'F' || startsHere))
  })
}

/** What its links lead to: tasks that have not begun, within whatever they name. */
const successors = (model: Model, leaf: Leaf) =>
  linksFrom(model, leaf).flatMap((link) =>
    [...model.leaves.values()]
      .filter((to) => !to.begun && around(model, to.task).some(({ id }) => id === link.taskId))
      .map((to) => ({ link, to })),
  )

const allows = (model: Model, leaf: Leaf, place: Place, side: 'early' | 'late'): boolean =>
  successors(model, leaf).every(({ link, to }) => {
    const there = to.pinned ? standing(to) : to[side]
    return !there || keeps(to.task, there, link.type, bound(model, link, place))
  })

/** A pinned point stands at the first place from its date on. */
function standing({ task, places, early }: Leaf): Place | null {
  if (task.kind !== 'milestone' || !early) return early
  return places.at(firstOf(places.count, (i) => places.at(i).begins >= early.begins))
}

function lastPlace(model: Model, leaf: Leaf): Place {
  const ofProject = model.tasks.filter(({ projectId }) => projectId === leaf.task.projectId)
  const due = around(model, leaf.task).flatMap(({ constraint }) =>
    constraint?.kind === 'must_finish_by' ? [2 * (dayNumber(constraint.on) + 1) * 1440] : [],
  )
  const by = Math.min(Math.max(...ofProject.map((task) => spanOf(model, task)?.ends ?? -Infinity)), ...due)
  const { places } = leaf
  const tooLate = (place: Place) => place.ends > by || !allows(model, leaf, place, 'late')
  return places.at(firstOf(places.count, (i) => tooLate(places.at(i))) - 1)
}

function floatsOf(model: Model, leaf: Leaf): Pick<ModelTask, 'totalFloat' | 'freeFloat'> {
  const { task, begun, early, late, places } = leaf
  if (!early || !late || task.state === 'finished') return { totalFloat: 0, freeFloat: 0 }
  const between = (to: Place) => {
    const finish = minutesBefore(task.calendar, to.ends) - minutesBefore(task.calendar, early.ends)
    return begun
      ? finish
      : Math.min(finish, minutesBefore(task.calendar, to.begins) - minutesBefore(task.calendar, early.begins))
  }
  const free = places.at(firstOf(places.count, (i) => !allows(model, leaf, places.at(i), 'early')) - 1)
  return {
    totalFloat: between(late),
    freeFloat: Math.max(0, between(successors(model, leaf).length > 0 ? free : late)),
  }
}
