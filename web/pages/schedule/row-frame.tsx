// What every row of the schedule has: a label, which stays while the days scroll, and the days.
import type { ReactNode } from 'react'
import type { Proposal } from './booking-proposal.ts'
import type { Begun } from './new-booking.ts'
import type { Axis } from './schedule-columns.ts'
import type { Row } from './schedule-rows.ts'
import type { Toggle } from './schedule-state.ts'
import { useDropOn } from './use-booking-drops.ts'
import type { PeopleOnDays } from './use-people-schedule.ts'
import styles from './schedule.module.css'

export interface RowContext {
  axis: Axis
  first: number
  last: number
  labelWidth: number
  narrow: boolean
  data: PeopleOnDays
  onToggle: Toggle
  onPropose: ((proposal: Proposal) => void) | undefined
  onBook: ((begun: Begun) => void) | undefined
}
export interface RowProps extends RowContext {
  row: Row
  index: number
  top: number
  height: number
}

/** Where the screen is narrow, the label stands above the days. */
export const LABEL_LINE = 32

interface FrameProps extends RowProps {
  tone?: 'heading' | 'open' | undefined
  /** Who takes what is dropped here. */
  personId?: string | undefined
  children: ReactNode
  days?: ReactNode
}

export function RowFrame({ index, top, height, axis, labelWidth, narrow, tone, personId, children, days }: FrameProps) {
  const { ref, isOver } = useDropOn(personId)
  const labelHeight = narrow && days !== undefined ? LABEL_LINE : height
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index}
      className={styles.row}
      data-tone={tone}
      data-over={isOver || undefined}
      style={{ transform: `translateY(${top}px)`, height, width: labelWidth + axis.width }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className={styles.label}
        style={narrow ? { height: labelHeight } : { width: labelWidth, height: labelHeight }}
      >
        {children}
      </div>
      <div
        role="presentation"
        className={styles.days}
        style={{ left: labelWidth, top: narrow ? LABEL_LINE : 0, width: axis.width }}
      >
        {days}
      </div>
    </div>
  )
}
