// The head of the schedule: months or years above, days, weeks or months below, with today and holidays marked.
import { memo } from 'react'
import type { Holiday } from '../../api-types.ts'
import { t } from '../../words.ts'
import { showWeekdayName } from '../../formats.ts'
import { isNow, isWeekend, type Axis, type Column } from './schedule-columns.ts'
import styles from './schedule.module.css'

interface HeadProps {
  axis: Axis
  first: number
  last: number
  labelWidth: number
  holidays: Holiday[]
}

export const BoardHead = memo(function BoardHead({ axis, first, last, labelWidth, holidays }: HeadProps) {
  const byDay = new Map(holidays.map(({ on, name }) => [on, name]))
  return (
    <div role="rowgroup" className={styles.head}>
      <div
        role="row"
        aria-rowindex={1}
        style={{ position: 'relative', width: labelWidth + axis.width, height: '100%' }}
      >
        <div role="columnheader" aria-colindex={1} className={styles.headLabel} style={{ width: labelWidth }}>
          {labelWidth > 0 ? t('Person') : <span className={styles.hidden}>{t('Person')}</span>}
        </div>
        {above(axis).map(({ text, left, width }) => (
          <div key={text} className={styles.above} aria-hidden style={{ left: labelWidth + left, width }}>
            <span style={{ left: labelWidth + 6 }}>{text}</span>
          </div>
        ))}
        {axis.columns.slice(first, last).map((column, n) => (
          <ColumnHead
            key={column.from}
            column={column}
            index={first + n + 2}
            labelWidth={labelWidth}
            holiday={holidayIn(column, byDay)}
          />
        ))}
      </div>
    </div>
  )
})

const holidayIn = ({ from, days }: Column, byDay: ReadonlyMap<string, string>) =>
  days === 1 ? byDay.get(from) : undefined

interface ColumnHeadProps {
  column: Column
  index: number
  labelWidth: number
  holiday: string | undefined
}

function ColumnHead({ column, index, labelWidth, holiday }: ColumnHeadProps) {
  const name = holiday ? t('{day}, {holiday}', { day: column.name, holiday }) : column.name
  return (
    <div
      role="columnheader"
      aria-colindex={index}
      aria-label={name}
      title={name}
      className={styles.column}
      data-now={isNow(column) || undefined}
      data-free={isWeekend(column) || holiday !== undefined || undefined}
      style={{ left: labelWidth + column.left, width: column.width }}
    >
      {column.days === 1 && <span className={styles.weekday}>{showWeekdayName(column.from).slice(0, 2)}</span>}
      <span className={styles.number}>{column.label}</span>
    </div>
  )
}

/** Columns that share what stands above them, as one. */
function above({ columns }: Axis): { text: string; left: number; width: number }[] {
  const parts: { text: string; left: number; width: number }[] = []
  for (const { above: text, left, width } of columns) {
    const part = parts.at(-1)
    if (part?.text === text) part.width += width
    else parts.push({ text, left, width })
  }
  return parts
}
