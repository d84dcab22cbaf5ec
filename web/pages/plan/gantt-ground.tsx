// What lies under the bars: rows, days off, today, and the links between bars.
import { memo } from 'react'
import type { Holiday } from '../../api-types.ts'
import { placeOf, type Size } from './gantt-size.ts'
import styles from './gantt.module.css'
import { arrowAt, linkPoints, pathOf, type Link } from './link-route.ts'
import type { IsOff } from './plan-moves.ts'
import type { PlanRow } from './plan-rows.ts'
import { dayNumber, daysWithin, offSpans, xOf, type Axis } from './time-axis.ts'
import type { Range } from './use-shown-range.ts'

interface Frame {
  left: number
  top: number
  width: number
  height: number
}
/** The drawn part of the chart: what is in sight, within its edges. */
export function frameOf(range: Range, axis: Axis, height: number): Frame {
  const left = Math.max(0, range.left)
  const top = Math.max(0, Math.min(range.top, height))
  const right = Math.min(axis.width, range.right)
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, Math.min(height, range.bottom) - top) }
}
const boxOf = ({ left, top, width, height }: Frame) => `${left} ${top} ${width} ${height}`

interface GroundProps {
  axis: Axis
  size: Size
  range: Range
  rows: readonly PlanRow[]
  isOff: IsOff
  holidays: readonly Holiday[]
  today: number
}
/** Where days are as wide as a line of text, their holidays are written down them. */
const LINE_WIDTH = 14

export const GanttGround = memo(function GanttGround(props: GroundProps) {
  const { axis, size, range, rows, isOff, today } = props
  const height = rows.length * size.row
  const frame = frameOf(range, axis, height)
  const { first, last } = daysWithin(axis, frame.left, frame.left + frame.width)
  const firstRow = Math.floor(frame.top / size.row)
  const shown = rows.slice(firstRow, Math.ceil((frame.top + frame.height) / size.row))
  const [left, right] = [frame.left, frame.left + frame.width]
  const lines = shown.map((_, i) => `M${left} ${(firstRow + i + 1) * size.row - 0.5}H${right}`).join('')
  const groups = shown.flatMap(({ kind }, i) =>
    kind === 'stage' || kind === 'summary' ? `M${left} ${(firstRow + i) * size.row}H${right}v${size.row}H${left}z` : [],
  )
  return (
    <svg className={styles.layer} style={frame} viewBox={boxOf(frame)} aria-hidden>
      <path className={styles.group} d={groups.join('')} />
      {offSpans(isOff, first, last).map(({ day, days }) => (
        <rect
          key={day}
          className={styles.off}
          x={xOf(axis, day)}
          y={frame.top}
          width={days * axis.dayWidth}
          height={frame.height}
        />
      ))}
      <path className={styles.line} d={lines} />
      {frame.top === 0 && axis.dayWidth >= LINE_WIDTH && <HolidayNames {...props} first={first} last={last} />}
      <path className={styles.today} d={`M${xOf(axis, today) + axis.dayWidth / 2} ${frame.top}v${frame.height}`} />
    </svg>
  )
})

function HolidayNames({
  holidays,
  axis,
  first,
  last,
}: Pick<GroundProps, 'holidays' | 'axis'> & { first: number; last: number }) {
  return holidays.map(({ id, on, name }) => {
    const day = dayNumber(on)
    if (day < first || day > last) return null
    const x = xOf(axis, day) + axis.dayWidth / 2
    return (
      <text key={id} className={styles.holidayName} transform={`translate(${x} 8) rotate(90)`}>
        {name}
      </text>
    )
  })
}

type Tone = 'plain' | 'critical' | 'broken' | 'near'
interface LinksProps {
  axis: Axis
  size: Size
  range: Range
  rows: readonly PlanRow[]
  links: readonly Link[]
  broken: ReadonlySet<string>
  markedKey: string | null
}

/** One path for all links of a kind: the browser draws four things, however many links there are. */
export const GanttLinks = memo(function GanttLinks({ axis, size, range, rows, links, broken, markedKey }: LinksProps) {
  const frame = frameOf(range, axis, rows.length * size.row)
  const toneOf = (link: Link): Tone => {
    if (broken.has(link.key)) return 'broken'
    if (markedKey !== null && (link.from.id === markedKey || link.to.id === markedKey)) return 'near'
    return link.critical ? 'critical' : 'plain'
  }
  const drawn = new Map<Tone, { lines: string; arrows: string }>()
  for (const link of links) {
    const path = pathIn(frame, axis, size, rows, link)
    if (!path) continue
    const tone = toneOf(link)
    const before = drawn.get(tone) ?? { lines: '', arrows: '' }
    drawn.set(tone, { lines: before.lines + path.line, arrows: before.arrows + path.arrow })
  }
  return (
    <svg className={styles.layer} style={frame} viewBox={boxOf(frame)} aria-hidden>
      {(['plain', 'critical', 'near', 'broken'] as const).map((tone) => (
        <g key={tone}>
          <path className={styles.link} data-tone={tone} d={drawn.get(tone)?.lines ?? ''} />
          <path className={styles.arrow} data-tone={tone} d={drawn.get(tone)?.arrows ?? ''} />
        </g>
      ))}
    </svg>
  )
})

const AROUND = 40
function pathIn(frame: Frame, axis: Axis, size: Size, rows: readonly PlanRow[], link: Link) {
  const [high, low] = link.fromRow < link.toRow ? [link.fromRow, link.toRow] : [link.toRow, link.fromRow]
  if ((low + 1) * size.row < frame.top || high * size.row > frame.top + frame.height) return undefined
  const [fromRow, toRow] = [rows[link.fromRow], rows[link.toRow]]
  const from = fromRow && placeOf(axis, size, fromRow, link.fromRow)
  const to = toRow && placeOf(axis, size, toRow, link.toRow)
  if (!from || !to) return undefined
  const outside =
    Math.max(from.right, to.right) + AROUND < frame.left ||
    Math.min(from.left, to.left) - AROUND > frame.left + frame.width
  if (outside) return undefined
  return { line: pathOf(linkPoints(link.type, from, to, size.row)), arrow: arrowAt(link.type, to) }
}
