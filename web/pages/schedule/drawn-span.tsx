// Days of somebody's row gone over, with the mouse or by keys: what is booked on them is said, and they can be booked.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { t } from '../../words.ts'
import { sayLoad } from './heat-cells.tsx'
import { isNow, placeOf, type Axis } from './schedule-columns.ts'
import { totalOf, type ScheduledPerson } from './schedule-rows.ts'
import styles from './schedule.module.css'

/** Columns by their number: where one began, and where one is. */
interface Drawn {
  anchor: number
  head: number
  byKeys?: boolean
}
export interface DrawnDays {
  startOn: string
  endOn: string
}

export function useDrawnSpan(axis: Axis) {
  const [drawn, setDrawn] = useState<Drawn>()
  const numbers = drawn && [drawn.anchor, drawn.head].toSorted((a, b) => a - b)
  const columns = numbers ? axis.columns.slice(numbers[0], (numbers[1] ?? 0) + 1) : []
  const [first, last] = [columns[0], columns.at(-1)]
  const days: DrawnDays | undefined = first && last && { startOn: first.from, endOn: last.to }
  /** Arrows go from day to day, with Shift they take more of them; Escape leaves them. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step !== undefined) {
      const next = drawn ? drawn.head + step : Math.max(0, axis.columns.findIndex(isNow))
      const head = Math.max(0, Math.min(axis.columns.length - 1, next))
      setDrawn({ anchor: event.shiftKey && drawn ? drawn.anchor : head, head, byKeys: true })
    } else if (event.key === 'Escape' && drawn) setDrawn(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const forget = () => setDrawn(undefined)
  return { drawn, setDrawn, columns, days, keys: { onKeyDown, onBlur: forget }, forget }
}

interface DrawnSpanProps {
  axis: Axis
  person: ScheduledPerson
  span: ReturnType<typeof useDrawnSpan>
  /** Left out where one may only look. */
  onDrawn: ((days: DrawnDays) => void) | undefined
  children: ReactNode
}

export function DrawnSpan({ axis, person, span, onDrawn, children }: DrawnSpanProps) {
  const { drawn, setDrawn, days, forget } = span
  const drawing = useRef<number>(undefined)
  const columnAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const day = Math.floor((clientX - currentTarget.getBoundingClientRect().left) / axis.dayWidth)
    return Math.max(
      0,
      axis.columns.findLastIndex(({ first }) => first <= day),
    )
  }
  const stop = () => {
    drawing.current = undefined
    forget()
  }
  return (
    <div
      role="presentation"
      className={styles.drawable}
      data-bookable={onDrawn !== undefined || undefined}
      onPointerDown={(event) => {
        // A finger scrolls.
        if (!onDrawn || event.pointerType === 'touch' || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drawing.current = columnAt(event)
        setDrawn({ anchor: drawing.current, head: drawing.current })
      }}
      onPointerMove={(event) =>
        drawing.current !== undefined && setDrawn({ anchor: drawing.current, head: columnAt(event) })
      }
      onPointerUp={() => {
        if (drawing.current === undefined) return
        stop()
        if (days) onDrawn?.(days)
      }}
      onPointerCancel={stop}
    >
      {children}
      {days && <Marked axis={axis} days={days} follow={drawn?.byKeys ?? false} words={sayDrawn(person, axis, span)} />}
    </div>
  )
}

interface MarkedProps {
  axis: Axis
  days: DrawnDays
  words: string
  /** The board scrolls to it: what is drawn with the mouse is in sight. */
  follow: boolean
}
function Marked({ axis, days, words, follow }: MarkedProps) {
  const ref = useRef<HTMLDivElement>(null)
  const { startOn, endOn } = days
  useEffect(() => {
    if (follow) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [follow, startOn, endOn])
  return (
    <div ref={ref} className={styles.drawn} style={placeOf(axis, startOn, endOn)} aria-hidden>
      <span className={styles.drawnWords}>{words}</span>
    </div>
  )
}

/** What is booked on the days that are drawn. */
export function sayDrawn({ loads, off }: ScheduledPerson, axis: Axis, { columns }: DrawnSpanProps['span']): string {
  const [first, last] = [columns[0], columns.at(-1)]
  if (!first || !last) return ''
  const at = axis.columns.indexOf(first)
  const name = first === last ? first.name : t('{from} – {to}', { from: first.name, to: last.name })
  return sayLoad(name, totalOf(loads.slice(at, at + columns.length)), first === last && off.has(first.from))
}
