// What the keys do on bars: up and down from one to the next, left and right by a working day, shift to make longer or shorter.
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { HEADER_HEIGHT, type Size } from './gantt-size.ts'
import type { Grip } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import { xOf, type Axis } from './time-axis.ts'

interface Options {
  rows: readonly PlanRow[]
  axis: Axis
  size: Size
  scroller: RefObject<HTMLDivElement | null>
  onStep: (row: PlanRow, grip: Grip, by: number) => void
  onOpen: (row: PlanRow) => void
  onFold: (key: string) => void
  onCancel: () => void
  /** Whether there was something to commit. */
  onCommit: () => boolean
}

/** One bar at a time is reached by Tab; it is drawn wherever it is. */
export function useBarKeys(options: Options) {
  const { rows } = options
  const { activeKey, markedKey, setActive, focusRow, withBars } = useActiveBar(options)
  const onKeyDown = (event: KeyboardEvent) => {
    const key = (event.target as Element).closest<HTMLElement>('[data-bar]')?.dataset.bar
    const row = rows.find((each) => each.key === key)
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const act = actionsOf(row, event.shiftKey, options, (by) => {
      const at = by === Infinity ? withBars.length - 1 : Math.max(0, withBars.indexOf(row) + by)
      const next = withBars[Math.min(withBars.length - 1, at)]
      if (next) focusRow(next)
    })[event.key]
    if (!act) return
    act()
    event.preventDefault()
    event.stopPropagation()
  }
  return { activeKey, markedKey, setActive, focusRow, onKeyDown }
}

function actionsOf(row: PlanRow, shift: boolean, on: Options, go: (by: number) => void): Record<string, () => unknown> {
  const fold = () => on.onFold(row.key)
  const step = (by: number) => {
    if (row.kind === 'stage') return row.open === by > 0 ? undefined : fold()
    return on.onStep(row, shift ? 'finish' : 'move', by)
  }
  return {
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    Home: () => go(-Infinity),
    End: () => go(Infinity),
    PageDown: () => go(PAGE),
    PageUp: () => go(-PAGE),
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Escape: on.onCancel,
    Enter: () => on.onCommit() || (row.task ? on.onOpen(row) : fold()),
    ' ': () => (row.kind === 'stage' || row.kind === 'summary' ? fold() : on.onOpen(row)),
  }
}
const PAGE = 12

function useActiveBar({ rows, axis, size, scroller }: Options) {
  const [wanted, setActive] = useState<string | null>(null)
  const toFocus = useRef(false)
  const withBars = useMemo(() => rows.filter(({ start }) => start !== null), [rows])
  const activeKey = withBars.some(({ key }) => key === wanted) ? wanted : (withBars[0]?.key ?? null)
  useLayoutEffect(() => {
    if (!toFocus.current || activeKey === null) return
    toFocus.current = false
    scroller.current
      ?.querySelector<HTMLElement>(`[data-bar="${CSS.escape(activeKey)}"]`)
      ?.focus({ preventScroll: true })
  }, [activeKey, scroller])
  const focusRow = useCallback(
    (row: PlanRow) => {
      toFocus.current = true
      setActive(row.key)
      if (scroller.current) bringIntoSight(scroller.current, size, rows.indexOf(row), row, axis)
    },
    [axis, rows, scroller, size],
  )
  return { activeKey, markedKey: wanted, setActive, focusRow, withBars }
}

const ROOM = 60
function bringIntoSight(box: HTMLElement, size: Size, index: number, row: PlanRow, axis: Axis): void {
  const top = index * size.row
  const height = box.clientHeight - HEADER_HEIGHT
  if (top < box.scrollTop) box.scrollTop = top - size.row
  else if (top + size.row > box.scrollTop + height) box.scrollTop = top + 2 * size.row - height
  const width = box.clientWidth - size.list
  const [left, right] = [xOf(axis, row.start ?? 0), xOf(axis, (row.finish ?? 0) + 1)]
  if (left < box.scrollLeft || right > box.scrollLeft + width)
    if (left > box.scrollLeft + width - ROOM || right < box.scrollLeft + ROOM || right - left < width)
      box.scrollLeft = left - ROOM
}
