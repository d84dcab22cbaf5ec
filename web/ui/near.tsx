// A card of a long page, of which there is only the heading until it is near what is in sight: what is in it is neither
// fetched nor drawn before.
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Card } from './card.tsx'

/** So far from what is in sight, in pixels. */
const NEAR = 200
/** By then what stands above has taken its room. */
const SETTLED_MS = 400

interface NearProps {
  title: string
  /** The room that it will take, about. */
  height: number
  children: ReactNode
}

export function Near({ title, height, children }: NearProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (isNear || !ref.current) return
    const look = new IntersectionObserver(([seen]) => setNear(seen?.isIntersecting ?? false), {
      rootMargin: `${NEAR}px 0px`,
    })
    const settled = setTimeout(() => ref.current && look.observe(ref.current), SETTLED_MS)
    return () => {
      clearTimeout(settled)
      look.disconnect()
    }
  }, [isNear])
  if (isNear) return children
  return (
    <div ref={ref} data-waits>
      <Card title={title}>
        <div style={{ height }} />
      </Card>
    </div>
  )
}
