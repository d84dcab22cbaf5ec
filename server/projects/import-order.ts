// In which order the tasks of a file are made: each after its parent and what it waits for, whatever line they are on.
import { findCircles, type Link, type TaskNode } from '../../domain/dependencies.ts'

export interface Ordered extends TaskNode {
  projectId: string
  predecessorIds: readonly string[]
}

const linksOf = (tasks: readonly Ordered[]): Link[] => {
  const here = new Set(tasks.map(({ id }) => id))
  return tasks.flatMap(({ id, predecessorIds }) =>
    predecessorIds.filter((other) => here.has(other)).map((predecessorId) => ({ taskId: id, predecessorId })),
  )
}

/** Tasks of the file that wait for each other, set by set: their ids, and one circle along them. */
export function circlesAmong(tasks: readonly Ordered[]): { ids: string[]; path: string[] }[] {
  const here = new Set(tasks.map(({ id }) => id))
  const nodes = tasks.map(({ id, parentId }) => ({
    id,
    parentId: parentId !== null && here.has(parentId) ? parentId : null,
  }))
  return findCircles(nodes, linksOf(tasks))
}

/**
 * Groups of tasks of one project each, to be made one after the other; a project is left only where all that is left of
 * it waits for another. The tasks hold no circle.
 */
export function inGroups<T extends Ordered>(tasks: readonly T[]): T[][] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const befores = (task: T) => [task.parentId, ...task.predecessorIds].filter((id) => id !== null && byId.has(id))
  const waiting = new Map(tasks.map((task) => [task.id, new Set(befores(task)).size]))
  const followers = Map.groupBy(
    tasks.flatMap((task) => [...new Set(befores(task))].map((before) => ({ before, task }))),
    ({ before }) => before,
  )
  const ready = Map.groupBy(
    tasks.filter(({ id }) => waiting.get(id) === 0),
    ({ projectId }) => projectId,
  )
  const groups: T[][] = []
  for (let next = ready.entries().next(); !next.done; next = ready.entries().next()) {
    const [projectId, group] = next.value
    // Grows while it is walked: what becomes ready in the same project follows in the same group.
    for (const task of group) {
      for (const { task: follower } of followers.get(task.id) ?? []) {
        const left = (waiting.get(follower.id) ?? 0) - 1
        waiting.set(follower.id, left)
        if (left > 0) continue
        const there = ready.get(follower.projectId)
        if (there) there.push(follower)
        else ready.set(follower.projectId, [follower])
      }
    }
    ready.delete(projectId)
    groups.push(group)
  }
  return groups
}
