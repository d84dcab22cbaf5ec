// Which person's day of the load is looked at: pointed at with the mouse, or gone to by keys; pressed, it is booked.
import { useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ScheduledPerson } from '../../api-types.ts'
import type { Begun } from '../schedule/new-booking.ts'
import type { HeatCell } from './load-cells.ts'
import { placeAfter, scrollToPlace } from './load-keys.ts'

export interface Pointed {
  person: ScheduledPerson
  cell: HeatCell
  x: number
  y: number
  /** Gone to by keys, in this row. */
  row?: number
}
interface Drawn {
  rows: readonly { person: ScheduledPerson; cells: HeatCell[] }[]
  rowHeight: number
  /** How wide the names are, which stay while the days scroll. */
  names: number
  onBook: ((begun: Begun) => void) | undefined
}

export function useLoadPointing({ rows, rowHeight, names, onBook }: Drawn) {
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const at = (event: MouseEvent<HTMLElement>): Pointed | null => {
    const frame = event.currentTarget.getBoundingClientRect()
    const row = rows[Math.floor((event.clientY - frame.top) / rowHeight)]
    const x = event.clientX - frame.left
    const cell = row?.cells.find(({ left, width }) => x >= left && x < left + width)
    return row && cell ? { person: row.person, cell, x: event.clientX, y: event.clientY } : null
  }
  const book = (found: Pointed | null) => {
    setPointed(null)
    if (found) onBook?.({ personId: found.person.personId, startOn: found.cell.from, endOn: found.cell.to })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const box = event.currentTarget
    // What stands in it has keys of its own.
    if (event.target !== box) return
    const place = pointed?.row === undefined ? undefined : { row: pointed.row, cell: pointed.cell }
    const next = placeAfter(event.key, place, rows, box.scrollLeft)
    const person = next && rows[next.row]?.person
    if (next && person) {
      scrollToPlace(box, next, rowHeight, names)
      const { left, top } = box.getBoundingClientRect()
      const x = left + names + next.cell.left - box.scrollLeft
      setPointed({ ...next, person, x, y: top + next.row * rowHeight - box.scrollTop })
    } else if (event.key === 'Escape' && place) setPointed(null)
    else if (event.key === 'Enter' && place) book(pointed)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const forget = () => setPointed(null)
  const mouse = {
    onMouseMove: (event: MouseEvent<HTMLElement>) => setPointed(at(event)),
    onMouseLeave: forget,
    onClick: (event: MouseEvent<HTMLElement>) => book(at(event)),
  }
  return { pointed, mouse, keys: { onKeyDown, onBlur: forget } }
}
