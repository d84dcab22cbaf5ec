// What waits for what: circles of tasks, through parents too.

export interface TaskNode {
  id: string
  parentId: string | null
}
export interface Link {
  /** Waits … */
  taskId: string
  /** … for this one. */
  predecessorId: string
}

/**
 * A circle in which tasks wait for each other, as the ids along it with the first repeated at the end, or undefined.
 * A task waits for whatever its parent waits for, and a parent is not finished before its children. Links of every
 * type count as "after": a pair that waits for each other's start and finish is a circle that nobody can explain.
 */
export function findCycle(tasks: readonly TaskNode[], links: readonly Link[]): string[] | undefined {
  const circle = findCircle(momentsOf(tasks, links))
  return circle && tasksAlong(circle)
}

/**
 * All tasks that wait for each other, set by set in one pass: without them no circle is left. `path` is one circle of the
 * set, as `findCycle` has it.
 */
export function findCircles(tasks: readonly TaskNode[], links: readonly Link[]): { ids: string[]; path: string[] }[] {
  const after = momentsOf(tasks, links)
  return tangles(after).map((moments) => ({
    ids: [...new Set(moments.map((moment) => moment.slice(1)))],
    path: tasksAlong(circleWithin(new Set(moments), after)),
  }))
}

type Moments = ReadonlyMap<string, readonly string[]>

/** Each task is two moments, its start and its finish; behind each stand those that are not before it. */
function momentsOf(tasks: readonly TaskNode[], links: readonly Link[]): Moments {
  const after = new Map<string, string[]>()
  const edge = (earlier: string, later: string) => {
    const list = after.get(earlier)
    if (list) list.push(later)
    else after.set(earlier, [later])
  }
  for (const { id, parentId } of tasks) {
    edge(`<${id}`, `>${id}`)
    if (parentId === null) continue
    edge(`<${parentId}`, `<${id}`)
    edge(`>${id}`, `>${parentId}`)
  }
  for (const { taskId, predecessorId } of links) edge(`>${predecessorId}`, `<${taskId}`)
  return after
}

function tasksAlong(circle: readonly string[]): string[] {
  const ids = circle.map((moment) => moment.slice(1)).filter((id, i, all) => id !== all[i - 1])
  return ids.length > 1 && ids[0] === ids.at(-1) ? ids : [...ids, ids[0] as string]
}

/** The strongly connected components that hold a circle, after Tarjan. */
function tangles(after: Moments): string[][] {
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const found: string[][] = []
  const enter = (at: string) => {
    const order = low.size
    low.set(at, order)
    open.push(at)
    isOpen.add(at)
    return { at, order, next: 0 }
  }
  const reach = (at: string, order: number) => low.set(at, Math.min(low.get(at) ?? order, order))
  const leave = ({ at, order }: { at: string; order: number }) => {
    if (low.get(at) !== order) return
    const members = open.splice(open.lastIndexOf(at))
    for (const member of members) isOpen.delete(member)
    if (members.length > 1 || after.get(at)?.includes(at)) found.push(members)
  }
  for (const start of after.keys()) {
    if (low.has(start)) continue
    const path = [enter(start)]
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const later = after.get(here.at)?.[here.next++]
      if (later === undefined) {
        leave(here)
        path.pop()
        const before = path.at(-1)
        if (before && isOpen.has(here.at)) reach(before.at, low.get(here.at) ?? here.order)
      } else if (!low.has(later)) path.push(enter(later))
      else if (isOpen.has(later)) reach(here.at, low.get(later) ?? here.order)
    }
  }
  return found
}

/** Goes on within the tangle until it comes by where it was. */
function circleWithin(tangle: ReadonlySet<string>, after: Moments): string[] {
  const [start = ''] = tangle
  const walked = new Map<string, number>()
  let at = start
  for (; !walked.has(at); at = after.get(at)?.find((later) => tangle.has(later)) ?? start) walked.set(at, walked.size)
  return [...[...walked.keys()].slice(walked.get(at)), at]
}

/** Depth first with a stack of our own: a chain of ten thousand tasks must not overflow the machine's. */
function findCircle(after: Moments): string[] | undefined {
  const done = new Set<string>()
  for (const start of after.keys()) {
    if (done.has(start)) continue
    const path = [{ at: start, next: 0 }]
    const onPath = new Set([start])
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const later = after.get(here.at)?.[here.next++]
      if (later === undefined) {
        done.add(here.at)
        onPath.delete(here.at)
        path.pop()
      } else if (onPath.has(later)) {
        const moments = path.map((step) => step.at)
        return [...moments.slice(moments.indexOf(later)), later]
      } else if (!done.has(later)) {
        path.push({ at: later, next: 0 })
        onPath.add(later)
      }
    }
  }
  return undefined
}
