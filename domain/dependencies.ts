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
  // Each task is two moments, its start and its finish; an edge says "not before".
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
  const circle = findCircle(after)
  if (!circle) return undefined
  const ids = circle.map((moment) => moment.slice(1)).filter((id, i, all) => id !== all[i - 1])
  return ids[0] === ids.at(-1) ? ids : [...ids, ids[0] as string]
}

/** Depth first with a stack of our own: a chain of ten thousand tasks must not overflow the machine's. */
function findCircle(after: ReadonlyMap<string, readonly string[]>): string[] | undefined {
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
