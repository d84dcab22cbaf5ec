// The bars: what is to be done when, each one a thing to be focused, moved, resized and linked.
import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { ComparedTask, Task } from '../../api-types.ts'
import { BAR_HEIGHT, diamondLeft, extentOf, type Size } from './gantt-size.ts'
import styles from './gantt-bars.module.css'
import { sayBar } from './bar-words.ts'
import { gripsOf } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import { dayNumber, xOf, type Axis } from './time-axis.ts'
import { frameOf } from './gantt-ground.tsx'
import type { Range } from './use-shown-range.ts'

export interface BarsProps {
  rows: readonly PlanRow[]
  axis: Axis
  size: Size
  range: Range
  activeKey: string | null
  mayChange: boolean
  /** What does not fit, by task. */
  trouble: ReadonlyMap<string, string>
  /** What the preview moves elsewhere. */
  leaving: Pick<ReadonlySet<string>, 'has'>
  baseline: ReadonlyMap<string, ComparedTask> | null
}

export const GanttBars = memo(function GanttBars({ rows, axis, size, range, activeKey, ...rest }: BarsProps) {
  const frame = frameOf(range, axis, rows.length * size.row)
  const first = Math.floor(frame.top / size.row)
  const shown = rows
    .slice(first, Math.ceil((frame.top + frame.height) / size.row))
    .map((row, i) => ({ row, index: first + i }))
  const activeIndex = rows.findIndex(({ key }) => key === activeKey)
  const activeRow = rows[activeIndex]
  if (activeRow && !shown.some(({ index }) => index === activeIndex)) shown.push({ row: activeRow, index: activeIndex })
  const right = frame.left + frame.width
  return shown.map(({ row, index }) => {
    const active = index === activeIndex
    if (row.start === null || row.finish === null) return null
    const { left, width } = extentOf(axis, { start: row.start, finish: row.finish })
    const seen = left < right && left + width > frame.left
    const { trouble, leaving, baseline, mayChange } = rest
    const key = row.key
    return (
      <BarRow
        key={key}
        row={row}
        axis={axis}
        top={index * size.row}
        height={size.row}
        active={active}
        seen={seen || active}
        mayChange={mayChange}
        trouble={trouble.get(key)}
        leaving={leaving.has(key)}
        baseline={baseline?.get(key)}
      />
    )
  })
})

interface BarProps {
  row: PlanRow
  axis: Axis
  top: number
  height: number
  active: boolean
  seen: boolean
  mayChange: boolean
  trouble: string | undefined
  leaving: boolean
  baseline: ComparedTask | undefined
}

const BarRow = memo(function BarRow(props: BarProps) {
  const { row, seen, baseline, axis, top, height } = props
  const Shape = SHAPES[row.kind]
  return (
    <>
      {baseline && <BaselineBar {...{ baseline, axis }} top={top + height - 6} milestone={row.kind === 'milestone'} />}
      {seen && <Shape {...props} />}
      {seen && <Deadline task={row.task} axis={axis} top={top} height={height} />}
    </>
  )
})

/** The day by which it must finish, where it has one. */
function Deadline({ task, axis, top, height }: { task: Task | null; axis: Axis; top: number; height: number }) {
  if (task?.constraint?.kind !== 'must_finish_by') return null
  return (
    <div className={styles.deadline} style={{ left: xOf(axis, dayNumber(task.constraint.on) + 1) - 2, top, height }} />
  )
}

function attributesOf({ row, active, mayChange, trouble, leaving }: BarProps) {
  const movable = mayChange && row.task !== null && gripsOf(row.task, row.kind === 'summary').length > 0
  return {
    role: 'button',
    tabIndex: active ? 0 : -1,
    'aria-label': sayBar(row, trouble),
    'data-bar': row.key,
    'data-part': 'move',
    'data-tone': toneOf(row),
    ...(row.kind === 'stage' || row.kind === 'summary' ? { 'aria-expanded': row.open } : {}),
    ...(movable && {
      'data-movable': true,
      'aria-keyshortcuts': 'ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight',
    }),
    ...(trouble !== undefined && { 'data-trouble': true }),
    ...(leaving && { 'data-leaving': true }),
  }
}

function toneOf({ task, critical, undated }: PlanRow): string {
  if (undated) return 'undated'
  if (task?.status === 'completed') return 'done'
  if (task?.status === 'cancelled') return 'cancelled'
  return critical ? 'critical' : 'plain'
}

function TaskBar(props: BarProps) {
  const { row, axis, top, height, mayChange, trouble } = props
  const { left, width } = extentOf(axis, { start: row.start ?? 0, finish: row.finish ?? 0 })
  const grips = row.task && mayChange ? gripsOf(row.task, false) : []
  const place = {
    left: left + 1,
    // What has no dates is to be taken hold of, however narrow a day is.
    width: Math.max(row.undated ? 28 : 3, width - 2),
    top: top + (height - BAR_HEIGHT) / 2,
    height: BAR_HEIGHT,
  }
  return (
    <div className={styles.bar} style={place} {...attributesOf(props)}>
      <div className={styles.progress} style={{ width: `${row.progress}%` }} />
      {width >= 40 && (
        <div className={styles.label}>
          {trouble !== undefined && <TriangleAlert size={12} aria-hidden />}
          <span>{row.title}</span>
        </div>
      )}
      {grips.includes('start') && width >= 20 && <span className={styles.edge} data-part="start" />}
      {grips.includes('finish') && <span className={styles.edge} data-part="finish" />}
      {mayChange && <Knobs />}
    </div>
  )
}

/** Where links are drawn from. */
const Knobs = () => (
  <>
    <span className={styles.knob} data-part="link-S" />
    <span className={styles.knob} data-part="link-F" />
  </>
)

function Diamond(props: BarProps) {
  const { row, axis, top, height, mayChange } = props
  const place = { left: diamondLeft(axis, row.start ?? 0), top: top + (height - 24) / 2 }
  return (
    <div className={styles.diamond} style={place} {...attributesOf(props)}>
      {mayChange && <Knobs />}
    </div>
  )
}

function SummaryBar(props: BarProps) {
  const { row, axis, top, height } = props
  const { left, width } = extentOf(axis, { start: row.start ?? 0, finish: row.finish ?? 0 })
  return (
    <div className={styles.summary} style={{ left, width, top: top + (height - 8) / 2 }} {...attributesOf(props)}>
      <div className={styles.progress} style={{ width: `${row.progress}%` }} />
    </div>
  )
}
const SHAPES = { task: TaskBar, milestone: Diamond, summary: SummaryBar, stage: SummaryBar }

interface BaselineBarProps {
  baseline: ComparedTask
  axis: Axis
  top: number
  milestone: boolean
}
/** Where it was to lie, thin underneath. */
function BaselineBar({ baseline: { baseline, finishSlipDays }, axis, top, milestone }: BaselineBarProps) {
  if (!baseline?.startOn || !baseline.dueOn) return null
  const { left, width } = extentOf(axis, { start: dayNumber(baseline.startOn), finish: dayNumber(baseline.dueOn) })
  const place = milestone ? { left: left + axis.dayWidth / 2 - 4, width: 8 } : { left, width }
  return (
    <div
      className={styles.baseline}
      style={{ ...place, top }}
      {...((finishSlipDays ?? 0) > 0 && { 'data-late': true })}
    />
  )
}
