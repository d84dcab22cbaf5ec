// The keys of the team's load: arrows go from day to day and from person to person; what is gone to is scrolled into sight.
import { today } from '../../formats.ts'
import type { HeatCell } from './load-cells.ts'

/** One day, or week, of one person: the row they are in and the cell. */
export interface LoadPlace {
  row: number
  cell: HeatCell
}
const STEPS: Record<string, [row: number, cell: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

/** Where a key leads from a place; from none to today, or else to the first day in sight. Nothing where it is no arrow. */
export function placeAfter(
  key: string,
  place: LoadPlace | undefined,
  rows: readonly { cells: HeatCell[] }[],
  seenFrom: number,
): LoadPlace | undefined {
  const step = STEPS[key]
  if (!step) return undefined
  const row = place ? Math.max(0, Math.min(rows.length - 1, place.row + step[0])) : 0
  const cells = rows[row]?.cells ?? []
  const on = place?.cell.from ?? today()
  const now = cells.findIndex(({ from, to }) => from <= on && on <= to)
  const first = cells.findIndex(({ left }) => left >= seenFrom)
  const cell = cells[now === -1 ? first : now + (place ? step[1] : 0)] ?? cells[now]
  return cell && { row, cell }
}

/** `names`: how wide the names are, which stay while the days scroll. */
export function scrollToPlace(box: HTMLElement, { row, cell }: LoadPlace, rowHeight: number, names: number): void {
  const { left, width } = cell
  const [seenWidth, top] = [box.clientWidth - names, row * rowHeight]
  if (left < box.scrollLeft) box.scrollLeft = left
  else if (left + width > box.scrollLeft + seenWidth) box.scrollLeft = left + width - seenWidth
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight
}
