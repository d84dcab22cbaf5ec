// Days of somebody's row drawn over with the mouse: what was drawn is to be booked. By keys the same begins at the person's button.
import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { addDays } from '../../formats.ts'
import { placeOf, type Axis } from './schedule-columns.ts'
import styles from './schedule.module.css'

interface DrawnSpanProps {
  axis: Axis
  onDrawn: (startOn: string, endOn: string) => void
  children: ReactNode
}
interface Span {
  from: number
  to: number
}
const columnAt = ({ columns }: Axis, day: number) =>
  columns.find(({ first, days }) => day >= first && day < first + days)

export function DrawnSpan({ axis, onDrawn, children }: DrawnSpanProps) {
  const [span, setSpan] = useState<Span>()
  const begun = useRef<number>(undefined)
  const dayAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const day = Math.floor((clientX - currentTarget.getBoundingClientRect().left) / axis.dayWidth)
    return Math.max(0, Math.min(axis.days - 1, day))
  }
  /** Whole columns: days, weeks or months. */
  const spanTo = (day: number): Span => {
    const [from, to] = [begun.current ?? day, day].toSorted((a, b) => a - b).map((each) => columnAt(axis, each))
    return { from: from?.first ?? 0, to: to ? to.first + to.days - 1 : 0 }
  }
  const forget = () => {
    begun.current = undefined
    setSpan(undefined)
  }
  const days = span && { startOn: addDays(axis.from, span.from), endOn: addDays(axis.from, span.to) }
  return (
    <div
      role="presentation"
      className={styles.drawable}
      onPointerDown={(event) => {
        // A finger scrolls.
        if (event.pointerType === 'touch' || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        begun.current = dayAt(event)
        setSpan(spanTo(begun.current))
      }}
      onPointerMove={(event) => begun.current !== undefined && setSpan(spanTo(dayAt(event)))}
      onPointerUp={() => {
        forget()
        if (days) onDrawn(days.startOn, days.endOn)
      }}
      onPointerCancel={forget}
    >
      {children}
      {days && <div className={styles.drawn} style={placeOf(axis, days.startOn, days.endOn)} aria-hidden />}
    </div>
  )
}
