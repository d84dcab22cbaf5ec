// Load as quiet heat with its numbers: booked and what the time holds, in hours; over capacity is said by both.
import { memo } from 'react'
import { showMinutes, showNumber, showPercent } from '../../formats.ts'
import { t } from '../../words.ts'
import type { Axis } from './schedule-columns.ts'
import type { Load } from './schedule-rows.ts'
import styles from './schedule.module.css'

interface CellsProps {
  axis: Axis
  first: number
  last: number
  loads: Load[]
  /** Of a whole team: its share, as its sums are too long and somebody is over on most days. */
  asShare?: boolean
  off?: ReadonlyMap<string, number | null>
}

export const HeatCells = memo(function HeatCells({ axis, first, last, loads, asShare = false, off }: CellsProps) {
  return axis.columns.slice(first, last).map((column, n) => {
    const load = loads[first + n]
    if (!load) return null
    const away = column.days === 1 && off?.has(column.from)
    return (
      <div
        key={column.from}
        role="cell"
        aria-colindex={first + n + 2}
        className={styles.cell}
        data-heat={heatOf(load, asShare)}
        data-tentative={load.tentative > 0 || undefined}
        // What its numbers do not say is said at once; the whole in words where it is pointed at: there are a thousand cells.
        title={load.over > 0 || load.tentative > 0 || away ? sayLoad(column.name, load, away) : undefined}
        onPointerEnter={({ currentTarget }) => (currentTarget.title = sayLoad(column.name, load, away))}
        style={{ left: column.left, width: column.width }}
      >
        {asShare ? shareOf(load) : textOf(load, away)}
      </div>
    )
  })
})

const HOURS = new Map<number, string>()
function hours(minutes: number): string {
  const known = HOURS.get(minutes) ?? showNumber(minutes / 60, minutes > 2_400 ? 0 : 1)
  HOURS.set(minutes, known)
  return known
}

function textOf({ booked, capacity }: Load, away: boolean | undefined): string {
  if (capacity === 0 && booked === 0) return away ? t('off') : ''
  return booked === 0 ? `0/${hours(capacity)}` : `${hours(booked)}/${hours(capacity)}`
}

const shareOf = ({ booked, capacity }: Load): string => (capacity === 0 ? '' : showPercent((booked / capacity) * 100))

/** In fifths of what there is room for. */
function heatOf({ booked, capacity, over }: Load, asShare: boolean): string {
  if (asShare ? booked > capacity : over > 0) return 'over'
  if (capacity === 0) return 'free'
  return String(Math.min(5, Math.ceil((booked / capacity) * 5)))
}

export function sayLoad(day: string, { booked, capacity, tentative, over }: Load, away: boolean | undefined): string {
  const said = [
    t('{day}: {booked} of {capacity} booked', {
      day,
      booked: showMinutes(booked),
      capacity: showMinutes(capacity),
    }),
  ]
  if (over > 0) said.push(t('{time} over capacity', { time: showMinutes(over) }))
  if (tentative > 0) said.push(t('{time} tentative', { time: showMinutes(tentative) }))
  if (away) said.push(t('time off'))
  return said.join(', ')
}
