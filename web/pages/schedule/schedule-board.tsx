// People × days: rows and columns are drawn only where they are seen, so that hundreds of people over months stay quick.
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { t } from '../../words.ts'
import { BoardHead } from './board-head.tsx'
import { BoardRow } from './board-row.tsx'
import type { Proposal } from './booking-proposal.ts'
import { isNow, type Axis } from './schedule-columns.ts'
import type { Begun } from './new-booking.ts'
import { LABEL_LINE, type RowContext } from './row-frame.tsx'
import type { Row } from './schedule-rows.ts'
import { useToggle } from './schedule-state.ts'
import { useBookingDrops } from './use-booking-drops.ts'
import type { PeopleOnDays } from './use-people-schedule.ts'
import styles from './schedule.module.css'

interface BoardProps {
  data: PeopleOnDays
  rows: Row[]
  /** Left out where one may only look. */
  onPropose: ((proposal: Proposal) => void) | undefined
  onBook: ((begun: Begun) => void) | undefined
  /** As high as its rows, where they are few. */
  low?: boolean
}

const LABEL_WIDTH = 236
const LANE = 28
const HEAD = 46
/** One person after another: the name above the days. */
const heightOf = (row: Row, narrow: boolean): number => {
  if (row.kind === 'open-heading') return 34
  const above = narrow ? LABEL_LINE : 0
  if (row.kind === 'bookings') return above + Math.max(1.5, row.lanes?.length ?? 0) * LANE + 12
  return above + (row.kind === 'team' ? 34 : 40)
}

export function ScheduleBoard({ data, rows, onPropose, onBook, low = false }: BoardProps) {
  const { axis } = data
  const narrow = useMediaQuery('(max-width: 48em)') ?? false
  const labelWidth = narrow ? 0 : LABEL_WIDTH
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (n) => heightOf(rows[n] as Row, narrow),
    getItemKey: (n) => rows[n]?.key ?? n,
    overscan: 4,
    paddingStart: HEAD,
  })
  useEffect(() => virtual.measure(), [virtual, rows, narrow])
  useBookingDrops(scroller, axis, onPropose)
  const [first, last] = useSeenColumns(scroller, axis, labelWidth)
  const onToggle = useToggle()
  const context: RowContext = { axis, first, last, labelWidth, narrow, data, onToggle, onPropose, onBook }
  const now = useMemo(() => axis.columns.find(isNow), [axis])
  return (
    <div
      ref={scroller}
      className={styles.board}
      tabIndex={0}
      role="region"
      aria-label={t('Days of people, scrolling')}
      data-narrow={narrow || undefined}
      {...(low && { style: { height: virtual.getTotalSize() + 16 } })}
    >
      <div
        role="table"
        aria-label={t('Booked hours of each person')}
        aria-rowcount={rows.length + 1}
        aria-colcount={axis.columns.length + 1}
        style={{ position: 'relative', width: labelWidth + axis.width, height: virtual.getTotalSize() }}
      >
        <BoardHead
          axis={axis}
          first={first}
          last={last}
          labelWidth={labelWidth}
          holidays={data.pages[0]?.holidays ?? []}
        />
        {now && <div className={styles.now} aria-hidden style={{ left: labelWidth + now.left, width: now.width }} />}
        <div role="rowgroup">
          {virtual.getVirtualItems().map(({ index, start, size, key }) => (
            <BoardRow key={key} row={rows[index] as Row} index={index + 2} top={start} height={size} {...context} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** In steps of some columns, so that scrolling draws anew only now and then. */
const STEP = 8

function useSeenColumns(scroller: RefObject<HTMLDivElement | null>, axis: Axis, labelWidth: number): [number, number] {
  const [seen, setSeen] = useState<[number, number]>([0, 40])
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const columnWidth = axis.width / axis.columns.length
      const first = Math.max(0, Math.floor(element.scrollLeft / columnWidth / STEP - 0.5) * STEP)
      const shown = (element.clientWidth - labelWidth) / columnWidth
      const last = Math.ceil((element.scrollLeft / columnWidth + shown) / STEP + 0.5) * STEP
      setSeen((before) => (before[0] === first && before[1] === last ? before : [first, last]))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sized = new ResizeObserver(look)
    sized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sized.disconnect()
    }
  }, [scroller, axis, labelWidth])
  return seen
}
