// The months and days above the plan, and what the list at its left is called.
import { Tooltip, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Holiday } from '../../api-types.ts'
import { showMonth, showShortDay, showWeekday, showWeekdayLetter } from '../../formats.ts'
import { t } from '../../words.ts'
import { HEADER_HEIGHT, type Size } from './gantt-size.ts'
import styles from './gantt.module.css'
import { dateOf, dayNumber, daysWithin, monthsWithin, stepsWithin, xOf, type Axis, type Span } from './time-axis.ts'
import type { Range } from './use-shown-range.ts'

interface GanttHeaderProps {
  axis: Axis
  size: Size
  range: Pick<Range, 'left' | 'right'>
  today: number
  holidays: readonly Holiday[]
  children: ReactNode
}

export function GanttHeader({ axis, size, range, today, holidays, children }: GanttHeaderProps) {
  const { first, last } = daysWithin(axis, range.left, range.right)
  const seen = holidays.filter(({ on }) => dayNumber(on) >= first && dayNumber(on) <= last)
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
        {seen.map(({ id, on, name }) => (
          <Tooltip key={id} label={sayHoliday(on, name)}>
            <span
              className={styles.holiday}
              style={{ left: xOf(axis, dayNumber(on)), width: Math.max(axis.dayWidth, LEAST_MARK) }}
            />
          </Tooltip>
        ))}
      </div>
      {holidays.length > 0 && (
        <VisuallyHidden>
          <ul aria-label={t('Holidays on these days')}>
            {holidays.map(({ id, on, name }) => (
              <li key={id}>{sayHoliday(on, name)}</li>
            ))}
          </ul>
        </VisuallyHidden>
      )}
    </div>
  )
}

/** Narrower than this it is not pointed at. */
const LEAST_MARK = 8
const sayHoliday = (on: string, name: string): string => t('{day}: {holiday}', { day: showWeekday(on), holiday: name })

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
