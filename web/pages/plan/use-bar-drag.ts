// What the pointer does to bars: takes one along, pulls at an end, draws a link to another. What it leads to is not decided here.
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import type { LinkType } from './link-route.ts'
import { draggedTo, type Dates, type Grip, type IsOff } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import type { Axis } from './time-axis.ts'

type End = 'S' | 'F'
export type Drag =
  | { kind: 'dates'; row: PlanRow; grip: Grip; to: Dates }
  | { kind: 'link'; row: PlanRow; end: End; x: number; y: number; onto: PlanRow | null; type: LinkType }

interface Options {
  axis: Axis
  isOff: IsOff
  rowAt: (key: string) => PlanRow | undefined
  mayGrip: (row: PlanRow, grip: Grip) => boolean
  onDates: (row: PlanRow, grip: Grip, to: Dates) => void
  onLink: (from: PlanRow, to: PlanRow, type: LinkType) => void
}
interface Held {
  row: PlanRow
  part: string
  x: number
  y: number
  /** Where the scroller stood: what is dragged moves with the drawing. */
  scrolled: number
  box: HTMLElement
  moved: boolean
}
const SLACK = 4
const EDGE = 40

export function useBarDrag(options: Options) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const held = useRef<Held | null>(null)
  const wasDragged = useRef(false)
  const drop = () => {
    held.current = null
    setDrag(null)
  }
  useEscape(drag !== null, drop)

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    wasDragged.current = false
    // A finger scrolls; it has the buttons of the details instead.
    if (event.button !== 0 || event.pointerType === 'touch') return
    const part = (event.target as Element).closest<HTMLElement>('[data-part]')?.dataset.part
    const row = rowUnder(event.target as Element, options)
    if (!row || part === undefined || part === 'none') return
    const scroller = event.currentTarget.closest<HTMLElement>('[data-scroller]')
    const at = { x: event.clientX, y: event.clientY, scrolled: scroller?.scrollLeft ?? 0 }
    held.current = { row, part, ...at, box: event.currentTarget, moved: false }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const hold = held.current
    if (!hold) return
    if (!hold.moved && Math.hypot(event.clientX - hold.x, event.clientY - hold.y) < SLACK) return
    if (!hold.moved) hold.box.setPointerCapture(event.pointerId)
    hold.moved = true
    wasDragged.current = true
    const scroller = hold.box.closest<HTMLElement>('[data-scroller]')
    if (scroller) scrollAtEdge(scroller, event.clientX)
    const by = event.clientX - hold.x + (scroller?.scrollLeft ?? 0) - hold.scrolled
    const next = dragOf(hold, by, event, options)
    setDrag((before) => (before && next && sameDates(before, next) ? before : next))
  }
  const onPointerUp = () => {
    const done = drag
    drop()
    if (done?.kind === 'dates') options.onDates(done.row, done.grip, done.to)
    else if (done?.onto) options.onLink(done.row, done.onto, done.type)
  }
  return { drag, wasDragged, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: drop } }
}

function rowUnder(element: Element | null, { rowAt }: Options): PlanRow | undefined {
  const key = element?.closest<HTMLElement>('[data-bar]')?.dataset.bar
  return key === undefined ? undefined : rowAt(key)
}

function dragOf(hold: Held, by: number, event: PointerEvent, options: Options): Drag | null {
  const { row, part } = hold
  if (part === 'link-S' || part === 'link-F') return linkDrag(hold, part === 'link-S' ? 'S' : 'F', event, options)
  if (row.start === null || row.finish === null) return null
  const dates = { start: row.start, finish: row.finish }
  const grip = part as Grip
  if (!options.mayGrip(row, grip)) return null
  const to = draggedTo(dates, grip, Math.round(by / options.axis.dayWidth), options.isOff)
  const stays = !row.undated && to.start === dates.start && to.finish === dates.finish
  return stays ? null : { kind: 'dates', row, grip, to }
}

function linkDrag({ row, box }: Held, end: End, event: PointerEvent, options: Options): Drag {
  const frame = box.getBoundingClientRect()
  const under = document.elementFromPoint(event.clientX, event.clientY)
  const bar = under?.closest<HTMLElement>('[data-bar]')?.getBoundingClientRect()
  const found = rowUnder(under, options)
  const onto = found?.task && found.key !== row.key ? found : null
  const into: End = bar && event.clientX > bar.left + bar.width / 2 ? 'F' : 'S'
  const place = { x: event.clientX - frame.left, y: event.clientY - frame.top }
  return { kind: 'link', row, end, ...place, onto, type: `${end}${into}` }
}

const sameDates = (a: Drag, b: Drag): boolean =>
  a.kind === 'dates' && b.kind === 'dates' && a.to.start === b.to.start && a.to.finish === b.to.finish

function scrollAtEdge(scroller: HTMLElement, x: number): void {
  const { left, right } = scroller.getBoundingClientRect()
  const list = Number(scroller.dataset.scroller)
  if (x > right - EDGE) scroller.scrollLeft += 14
  else if (x < left + list + EDGE) scroller.scrollLeft -= 14
}

function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return
    const hear = (event: KeyboardEvent) => event.key === 'Escape' && onEscape()
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  })
}
