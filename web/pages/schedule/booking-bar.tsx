// One booking as a bar: dragged to other days or people, longer or shorter at its ends, and all of that by keys too.
import { VisuallyHidden } from '@mantine/core'
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { OpenBooking, ShownBooking } from '../../api-types.ts'
import { addDays, showDay } from '../../formats.ts'
import { t } from '../../words.ts'
import { isChangeable, type Proposal } from './booking-proposal.ts'
import { sayAmount } from './booking-words.ts'
import { placeOf, type Axis } from './schedule-columns.ts'
import { nameOfPlaceholder } from './schedule-rows.ts'
import { dataOf } from './use-booking-drops.ts'
import styles from './schedule.module.css'

interface BarProps {
  booking: ShownBooking | OpenBooking
  axis: Axis
  top: number
  /** Where its words stop while it scrolls by. */
  stickAt: number
  onPropose: ((proposal: Proposal) => void) | undefined
}
/** By how many days its first and its last day would be later. */
type Shift = { start: number; end: number }
const STAYS: Shift = { start: 0, end: 0 }

export function BookingBar({ booking, axis, top, stickAt, onPropose }: BarProps) {
  const ref = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLDivElement>(null)
  const [shift, setShift] = useState<Shift>(STAYS)
  const changeable = onPropose && isChangeable(booking) ? booking : undefined
  useEffect(() => {
    if (!ref.current || !handle.current || !changeable) return
    return draggable({ element: ref.current, dragHandle: handle.current, getInitialData: () => dataOf(changeable) })
  }, [changeable])
  const startOn = addDays(booking.startOn, shift.start)
  const endOn = addDays(booking.endOn, shift.end)
  const isMoved = shift.start !== 0 || shift.end !== 0
  const propose = (by: Shift) => {
    setShift(STAYS)
    if (!changeable) return
    const { startOn: from, endOn: to } = changeable
    onPropose?.({ booking: changeable, wish: { startOn: addDays(from, by.start), endOn: addDays(to, by.end) } })
  }
  const { left, width } = placeOf(axis, startOn, endOn)
  const name = nameOf(booking)
  const when = t('{from} – {to}', { from: showDay(startOn), to: showDay(endOn) })
  const label = `${name}, ${sayAmount(booking)}, ${when}${booking.status === 'tentative' ? `, ${t('tentative')}` : ''}`
  const words = (
    <span className={styles.barWords} style={{ left: stickAt }}>
      {name} <span className={`numbers ${styles.barAmount}`}>{sayAmount(booking)}</span>
    </span>
  )
  const look = { className: styles.bar, 'data-status': booking.status, title: label, style: { left, top, width } }
  if (!changeable)
    return (
      <div {...look}>
        {words}
        <VisuallyHidden>{when}</VisuallyHidden>
      </div>
    )
  return (
    <div {...look} ref={ref} data-moved={isMoved || undefined} data-changeable>
      <div
        ref={handle}
        role="button"
        tabIndex={0}
        aria-label={label}
        className={styles.barBody}
        onClick={() => propose(shift)}
        onBlur={() => setShift(STAYS)}
        onKeyDown={(event) => onKey(event, shift, setShift, propose)}
      >
        {words}
      </div>
      {width > 30 && (
        <>
          <Edge side="start" axis={axis} booking={changeable} onShift={setShift} onDone={propose} />
          <Edge side="end" axis={axis} booking={changeable} onShift={setShift} onDone={propose} />
        </>
      )}
      {isMoved && <VisuallyHidden role="status">{t('{when}: Enter shows what follows', { when })}</VisuallyHidden>}
    </div>
  )
}

/** Arrows move it, with Shift only its last day, with Alt only its first; Enter proposes, Escape puts it back. */
function onKey(
  event: KeyboardEvent,
  shift: Shift,
  setShift: (shift: Shift) => void,
  propose: (by: Shift) => void,
): void {
  const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (days !== undefined) {
    const { start, end } = shift
    setShift({ start: event.shiftKey ? start : start + days, end: event.altKey ? end : end + days })
  } else if (event.key === 'Enter' || event.key === ' ') propose(shift)
  else if (event.key === 'Escape') setShift(STAYS)
  else return
  event.preventDefault()
  event.stopPropagation()
}

interface EdgeProps {
  side: 'start' | 'end'
  axis: Axis
  booking: { startOn: string; endOn: string }
  onShift: (shift: Shift) => void
  onDone: (shift: Shift) => void
}

function Edge({ side, axis, booking, onShift, onDone }: EdgeProps) {
  const from = useRef<number>(undefined)
  const shiftAt = (event: PointerEvent): Shift => {
    const days = Math.round((event.clientX - (from.current ?? event.clientX)) / axis.dayWidth)
    // It keeps a day at least.
    const length = (Date.parse(booking.endOn) - Date.parse(booking.startOn)) / 86_400_000
    return side === 'end' ? { start: 0, end: Math.max(-length, days) } : { start: Math.min(length, days), end: 0 }
  }
  return (
    <div
      className={styles.edge}
      data-side={side}
      aria-hidden
      onPointerDown={(event) => {
        from.current = event.clientX
        event.currentTarget.setPointerCapture(event.pointerId)
        event.preventDefault()
      }}
      onPointerMove={(event) => from.current !== undefined && onShift(shiftAt(event))}
      onPointerUp={(event) => {
        const shift = shiftAt(event)
        from.current = undefined
        if (shift.start !== 0 || shift.end !== 0) onDone(shift)
      }}
      onPointerCancel={() => {
        from.current = undefined
        onShift(STAYS)
      }}
    />
  )
}

function nameOf(booking: ShownBooking | OpenBooking): string {
  const project = booking.projectName ?? t('Another project')
  return 'placeholder' in booking ? `${nameOfPlaceholder(booking)} · ${project}` : project
}
