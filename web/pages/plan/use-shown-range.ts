// Which part of a large drawing is in sight: in steps, so that scrolling draws anew only now and then.
import { useCallback, useEffect, useState, type RefObject } from 'react'

export interface Range {
  left: number
  right: number
  top: number
  bottom: number
}
const STEP = 320
/** Until it is known what is in sight: nothing is drawn twice. */
const NOTHING: Range = { left: 0, right: 0, top: 0, bottom: 0 }

const steppedFrom = (at: number): number => (Math.floor(at / STEP) - 1) * STEP
const steppedTo = (at: number): number => (Math.ceil(at / STEP) + 1) * STEP

/** The range in sight of `scroller` and one step around it, without what covers it at the left and the top. */
export function useShownRange(scroller: RefObject<HTMLElement | null>): { range: Range; measure: () => void } {
  const [range, setRange] = useState<Range>(NOTHING)
  const measure = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const next = {
      left: steppedFrom(box.scrollLeft),
      right: steppedTo(box.scrollLeft + box.clientWidth),
      top: steppedFrom(box.scrollTop),
      bottom: steppedTo(box.scrollTop + box.clientHeight),
    }
    setRange((before) =>
      before.left === next.left &&
      before.right === next.right &&
      before.top === next.top &&
      before.bottom === next.bottom
        ? before
        : next,
    )
  }, [scroller])
  useEffect(() => {
    measure()
    const watch = new ResizeObserver(measure)
    if (scroller.current) watch.observe(scroller.current)
    return () => watch.disconnect()
  }, [measure, scroller])
  return { range, measure }
}
