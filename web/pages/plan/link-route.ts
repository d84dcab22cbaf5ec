// How the line of a link runs from one bar to another: out at its end, down between the rows where it must, in at the other's.
import type { Dependency, Task } from '../../api-types.ts'
import type { PlanRow } from './plan-rows.ts'

export type LinkType = Dependency['type']
export interface Place {
  /** The left and right edge of the bar, and its middle. */
  left: number
  right: number
  y: number
}
export interface Link {
  key: string
  type: LinkType
  lagDays: number
  from: Task
  to: Task
  fromRow: number
  toRow: number
  critical: boolean
}

const STUB = 8
const ROUND = 4

/** Links between rows that are seen; a link is critical where both ends are and it has no slack of its own to show. */
export function linksOf(rows: readonly PlanRow[]): Link[] {
  const rowOf = new Map(rows.flatMap(({ task, undated }, index) => (task && !undated ? [[task.id, index]] : [])))
  return rows.flatMap(({ task, undated }, toRow) => {
    if (!task || undated) return []
    return task.dependencies.flatMap(({ taskId, type, lagDays }): Link[] => {
      const fromRow = rowOf.get(taskId)
      const from = fromRow === undefined ? null : rows[fromRow]?.task
      if (fromRow === undefined || !from) return []
      const critical = from.critical && task.critical
      return [{ key: `${taskId}>${task.id}`, type, lagDays, from, to: task, fromRow, toRow, critical }]
    })
  })
}

type Point = readonly [x: number, y: number]

/** The line's corners. It leaves to the side of the end it comes from and arrives from the side of the end it goes to. */
export function linkPoints(type: LinkType, from: Place, to: Place, rowHeight: number): Point[] {
  const out = type[0] === 'F' ? 1 : -1
  const into = type[1] === 'S' ? 1 : -1
  const start: Point = [out === 1 ? from.right : from.left, from.y]
  const end: Point = [into === 1 ? to.left : to.right, to.y]
  const left = start[0] + out * STUB
  const arrive = end[0] - into * STUB
  const straight = straightAt(out, into, left, arrive)
  if (straight !== undefined) return [start, [straight, start[1]], [straight, end[1]], end]
  const between = end[1] - (Math.sign(end[1] - start[1]) || 1) * (rowHeight / 2)
  return [start, [left, start[1]], [left, between], [arrive, between], [arrive, end[1]], end]
}

/** Where one vertical is enough; none where the line has to turn back. */
function straightAt(out: number, into: number, left: number, arrive: number): number | undefined {
  if (out === -1 && into === 1) return Math.min(left, arrive)
  if (out === 1 && into === -1) return Math.max(left, arrive)
  return (arrive - left) * out >= 0 ? left : undefined
}

/** The corners as an SVG path with round bends. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first[0]} ${first[1]}`
  for (const [i, point] of rest.entries()) {
    const next = rest[i + 1]
    const before = i === 0 ? first : (rest[i - 1] ?? first)
    if (!next) path += `L${point[0]} ${point[1]}`
    else {
      const a = towards(point, before)
      const b = towards(point, next)
      path += `L${a[0]} ${a[1]}Q${point[0]} ${point[1]} ${b[0]} ${b[1]}`
    }
  }
  return path
}

function towards([x, y]: Point, [toX, toY]: Point): Point {
  const length = Math.hypot(toX - x, toY - y)
  const share = length === 0 ? 0 : Math.min(ROUND, length / 2) / length
  return [x + (toX - x) * share, y + (toY - y) * share]
}

/** The three corners of the arrow's head, which points into the bar. */
export function arrowAt(type: LinkType, to: Place): string {
  const into = type[1] === 'S' ? 1 : -1
  const x = into === 1 ? to.left : to.right
  return `M${x} ${to.y}l${-5 * into} -3.5v7z`
}
