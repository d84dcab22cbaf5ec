// Some rows of a long table, drawn while they are in sight or near it; else there is room for as many.
import { useEffect, useRef, useState, type ReactNode } from 'react'

/** As many rows as are always drawn, and that come and go together. */
export const CHUNK = 25
/** So far from what is in sight they are drawn, in pixels. */
const NEAR = 600
/** Of a row that was not drawn yet. */
const ROW_HEIGHT = 57

export const chunksOf = <Row,>(rows: Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, n) => rows.slice(n * CHUNK, (n + 1) * CHUNK))

interface ChunkProps {
  /** The place of its first row: the first chunk is always there. */
  first: number
  rows: number
  columns: number
  children: () => ReactNode
}

export function TableChunk({ first, rows, columns, children }: ChunkProps) {
  const ref = useRef<HTMLTableSectionElement>(null)
  const [isNear, setNear] = useState(first === 0)
  const height = useRef<number>(undefined)
  useEffect(() => {
    if (first === 0 || !ref.current) return
    const look = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return
        // Its room stays what it was.
        if (!seen.isIntersecting) height.current = seen.boundingClientRect.height
        setNear(seen.isIntersecting)
      },
      { rootMargin: `${NEAR}px 0px` },
    )
    look.observe(ref.current)
    return () => look.disconnect()
  }, [first])
  return (
    <tbody ref={ref}>
      {isNear ? (
        children()
      ) : (
        <tr aria-hidden>
          <td colSpan={columns} style={{ height: height.current ?? rows * ROW_HEIGHT, padding: 0 }} />
        </tr>
      )}
    </tbody>
  )
}
