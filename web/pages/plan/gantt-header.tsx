// The months and days above the plan, and what the list at its left is called.
import type { ReactNode } from 'react'
import { showMonth, showShortDay, showWeekdayLetter } from '../../formats.ts'
import { HEADER_HEIGHT, type Size } from './gantt-size.ts'
import styles from './gantt.module.css'
import { dateOf, daysWithin, monthsWithin, stepsWithin, xOf, type Axis, type Span } from './time-axis.ts'
import type { Range } from './use-shown-range.ts'

interface GanttHeaderProps {
  axis: Axis
  size: Size
  range: Pick<Range, 'left' | 'right'>
  today: number
  children: ReactNode
}

export function GanttHeader({ axis, size, range, today, children }: GanttHeaderProps) {
  const { first, last } = daysWithin(axis, range.left, range.right)
  return (
    <div className={styles.header} style={{ height: HEADER_HEIGHT, width: size.list + axis.width }}>
      <div className={styles.corner} style={{ width: size.list }}>
        {children}
      </div>
      <div aria-hidden style={{ position: 'absolute', left: size.list, top: 0 }}>
        {monthsWithin(first, last).map(({ day, days }) => (
          <div key={day} className={styles.month} style={{ left: xOf(axis, day), width: days * axis.dayWidth }}>
            <span style={{ left: size.list + 8 }}>{showMonth(dateOf(day))}</span>
          </div>
        ))}
        {stepsWithin(axis.zoom, first, last).map((step) => (
          <Step key={step.day} step={step} axis={axis} today={today} />
        ))}
      </div>
    </div>
  )
}

function Step({ step: { day, days }, axis, today }: { step: Span; axis: Axis; today: number }) {
  const isToday = today >= day && today < day + days
  const number = String(new Date(dateOf(day)).getUTCDate())
  const words = {
    day: `${showWeekdayLetter(dateOf(day))} ${number}`,
    week: showShortDay(dateOf(day)),
    month: number,
  }
  return (
    <div
      className={styles.step}
      style={{ left: xOf(axis, day), width: days * axis.dayWidth }}
      {...(isToday && { 'data-today': true })}
    >
      <span>{isToday && axis.zoom === 'day' ? number : words[axis.zoom]}</span>
    </div>
  )
}
