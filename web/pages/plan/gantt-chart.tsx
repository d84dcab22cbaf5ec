// The drawing itself: the list, the axis and the bars in one scroller, with what is being dragged and what would move over it.
import { useRef, type PointerEvent, type ReactNode, type RefObject } from 'react'
import type { ComparedTask, Holiday } from '../../api-types.ts'
import { t } from '../../words.ts'
import { sayDays } from './bar-words.ts'
import { GanttBars } from './gantt-bars.tsx'
import barStyles from './gantt-bars.module.css'
import { GanttGround, GanttLinks } from './gantt-ground.tsx'
import { GanttHeader } from './gantt-header.tsx'
import { GanttList } from './gantt-list.tsx'
import { BAR_HEIGHT, HEADER_HEIGHT, diamondLeft, extentOf, placeOf, type Size } from './gantt-size.ts'
import styles from './gantt.module.css'
import type { Link, LinkType } from './link-route.ts'
import { gripsOf, type Dates, type Grip, type IsOff } from './plan-moves.ts'
import type { Moved } from './plan-outcome.ts'
import type { PlanRow } from './plan-rows.ts'
import type { Axis } from './time-axis.ts'
import { useBarDrag, type Drag } from './use-bar-drag.ts'
import type { Range } from './use-shown-range.ts'

export interface GanttChartProps {
  scroller: RefObject<HTMLDivElement | null>
  range: Range
  rows: readonly PlanRow[]
  links: readonly Link[]
  axis: Axis
  size: Size
  narrow: boolean
  isOff: IsOff
  holidays: readonly Holiday[]
  today: number
  /** The bar that Tab comes to, and the one that was chosen. */
  activeKey: string | null
  markedKey: string | null
  mayChange: boolean
  trouble: ReadonlyMap<string, string>
  brokenLinks: ReadonlySet<string>
  baseline: ReadonlyMap<string, ComparedTask> | null
  moved: ReadonlyMap<string, Moved>
  nameOf: (personId: string) => string
  onScroll: () => void
  onFold: (key: string) => void
  onOpen: (row: PlanRow) => void
  onTitle: (row: PlanRow) => void
  onActive: (key: string) => void
  onDates: (row: PlanRow, grip: Grip, to: Dates) => void
  onLink: (from: PlanRow, to: PlanRow, type: LinkType) => void
  onKeyDown: (event: React.KeyboardEvent) => void
  onHover: (row: PlanRow | null, bar: HTMLElement | null) => void
  corner: ReactNode
}

export function GanttChart(props: GanttChartProps) {
  const { scroller, range, rows, axis, size, today, markedKey } = props
  const first = Math.max(0, Math.floor(range.top / size.row))
  const last = Math.min(rows.length - 1, Math.ceil(range.bottom / size.row))
  const height = rows.length * size.row
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-scroller={size.list}
      style={{ height: HEADER_HEIGHT + height + 16, maxHeight: 'max(340px, calc(100dvh - 470px))' }}
      onScroll={props.onScroll}
      role="region"
      aria-label={t('Chart of the plan')}
    >
      <div className={styles.sizer} style={{ width: size.list + axis.width, height: HEADER_HEIGHT + height }}>
        <GanttHeader {...{ axis, size, range, today }} holidays={props.holidays}>
          {props.corner}
        </GanttHeader>
        <GanttList
          {...{ rows, first, last, size, markedKey }}
          narrow={props.narrow}
          nameOf={props.nameOf}
          onFold={props.onFold}
          onOpen={props.onTitle}
        />
        <Chart {...props} height={height} />
      </div>
    </div>
  )
}

function Chart(props: GanttChartProps & { height: number }) {
  const { rows, axis, size, range, links, isOff, today, activeKey, mayChange, moved, height, onHover } = props
  const byKey = (key: string) => rows.find((row) => row.key === key)
  const mayGrip = ({ task, kind }: PlanRow, grip: Grip) =>
    mayChange && task !== null && gripsOf(task, kind === 'summary').includes(grip)
  const { drag, wasDragged, handlers } = useBarDrag({
    axis,
    isOff,
    rowAt: byKey,
    mayGrip,
    onDates: props.onDates,
    onLink: props.onLink,
  })
  const hovered = useRef<HTMLElement | null>(null)
  const barOf = (target: EventTarget) => (target as Element).closest<HTMLElement>('[data-bar]')
  const onPointerOver = (event: PointerEvent) => {
    const bar = drag ? null : barOf(event.target)
    if (bar === hovered.current) return
    hovered.current = bar
    onHover(bar ? (byKey(bar.dataset.bar ?? '') ?? null) : null, bar)
  }
  const onClick = (event: React.MouseEvent) => {
    const row = byKey(barOf(event.target)?.dataset.bar ?? '')
    if (!row || wasDragged.current) return
    if (row.task) props.onOpen(row)
    else props.onFold(row.key)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the bars within are the buttons; this hears for all of them
    <div
      className={styles.chart}
      style={{ left: size.list, top: HEADER_HEIGHT, width: axis.width, height }}
      {...(drag && { 'data-dragging': true })}
      {...handlers}
      onPointerDown={(event) => {
        onHover(null, null)
        handlers.onPointerDown(event)
      }}
      onPointerOver={onPointerOver}
      onPointerLeave={() => {
        hovered.current = null
        onHover(null, null)
      }}
      onFocus={(event) => props.onActive(barOf(event.target)?.dataset.bar ?? '')}
      onClick={onClick}
      onKeyDown={props.onKeyDown}
    >
      <GanttGround {...{ axis, size, range, rows, isOff, today }} holidays={props.holidays} />
      <GanttLinks {...{ axis, size, range, rows, links }} markedKey={props.markedKey} broken={props.brokenLinks} />
      <GanttBars
        {...{ rows, axis, size, range, activeKey, mayChange }}
        trouble={props.trouble}
        leaving={moved}
        baseline={props.baseline}
      />
      <Ghosts {...{ rows, axis, size, moved, range }} />
      {drag && <Dragged {...{ drag, rows, axis, size, height }} />}
    </div>
  )
}

interface GhostsProps {
  rows: readonly PlanRow[]
  axis: Axis
  size: Size
  moved: ReadonlyMap<string, Moved>
  range: Range
}
/** Where bars would be: those that were asked for in full lines, what follows dashed. */
function Ghosts({ rows, axis, size, moved, range }: GhostsProps) {
  if (moved.size === 0) return null
  return rows.map((row, index) => {
    const to = moved.get(row.key)
    const top = index * size.row
    if (!to || top < range.top || top > range.bottom) return null
    return (
      <div
        key={row.key}
        className={barStyles.ghost}
        style={ghostPlace(axis, size, row, index, to)}
        {...(to.causeId === null && { 'data-own': true })}
      />
    )
  })
}

function ghostPlace(axis: Axis, size: Size, row: PlanRow, index: number, to: Dates) {
  const top = index * size.row + (size.row - BAR_HEIGHT) / 2
  if (row.kind !== 'milestone') return { ...extentOf(axis, to), top, height: BAR_HEIGHT }
  return { left: diamondLeft(axis, to.start) + 4, top: top + 2, width: 16, height: 16, transform: 'rotate(45deg)' }
}

interface DraggedProps {
  drag: Drag
  rows: readonly PlanRow[]
  axis: Axis
  size: Size
  height: number
}
function Dragged({ drag, rows, axis, size, height }: DraggedProps) {
  const index = rows.indexOf(drag.row)
  if (drag.kind === 'dates')
    return (
      <div className={barStyles.ghost} data-own style={ghostPlace(axis, size, drag.row, index, drag.to)}>
        <span className={barStyles.told} style={drag.row.kind === 'milestone' ? { transform: 'rotate(-45deg)' } : {}}>
          {sayDays(drag.to.start, drag.to.finish)}
        </span>
      </div>
    )
  const from = placeOf(axis, size, drag.row, index)
  if (!from) return null
  const x = drag.end === 'F' ? from.right : from.left
  return (
    <>
      <svg className={styles.layer} style={{ inset: 0, width: axis.width, height }} aria-hidden>
        <path className={styles.drawn} d={`M${x} ${from.y}L${drag.x} ${drag.y}`} />
      </svg>
      {drag.onto && (
        <span className={barStyles.told} style={{ left: drag.x + 12, top: drag.y + 12, bottom: 'auto', zIndex: 5 }}>
          {t('{type}: from {from} to {to}', { type: drag.type, from: drag.row.title, to: drag.onto.title })}
        </span>
      )}
    </>
  )
}
