// Dragging a booking to another day or person: rows take it, and what it would be is proposed, not done.
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { addDays } from '../../formats.ts'
import { personOf, type ChangeableBooking, type Proposal } from './booking-proposal.ts'
import type { Axis } from './schedule-columns.ts'

const KIND = 'booking'
export const dataOf = (booking: ChangeableBooking) => ({ kind: KIND, booking })

/** A row that takes bookings for this person. */
export function useDropOn(personId: string | undefined) {
  const ref = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || personId === undefined) return
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.kind === KIND,
      getData: () => ({ personId }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [personId])
  return { ref, isOver }
}

export function useBookingDrops(
  scroller: RefObject<HTMLDivElement | null>,
  axis: Axis,
  onPropose: ((proposal: Proposal) => void) | undefined,
): void {
  useEffect(() => {
    if (!onPropose) return
    let scrolled = 0
    return monitorForElements({
      canMonitor: ({ source }) => source.data.kind === KIND,
      onDragStart: () => (scrolled = scroller.current?.scrollLeft ?? 0),
      onDrop: ({ source, location: { initial, current } }) => {
        const personId = current.dropTargets[0]?.data.personId as string | undefined
        if (personId === undefined) return
        const booking = source.data.booking as ChangeableBooking
        const pixels = current.input.clientX - initial.input.clientX + (scroller.current?.scrollLeft ?? 0) - scrolled
        const days = Math.round(pixels / axis.dayWidth)
        if (days === 0 && personId === personOf(booking)) return
        const { startOn, endOn } = booking
        onPropose({ booking, wish: { personId, startOn: addDays(startOn, days), endOn: addDays(endOn, days) } })
      },
    })
  }, [scroller, axis, onPropose])
}
