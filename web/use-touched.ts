// A form over something that others may change meanwhile: only what was touched is kept, and the version it was touched at.
import { useState } from 'react'

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

interface Touched<Fields> {
  change: Partial<Fields>
  version: number
}

/**
 * `value` is what the form shows: the thing as it is now, with what was touched over it. `change` is what would be sent, with
 * `version` as If-Match: of when the first field was touched, so that what another saved since is noticed.
 */
export function useTouched<Fields extends { version: number }>(thing: Fields) {
  const [touched, setTouched] = useState<Touched<Fields>>()
  const named = Object.entries(touched?.change ?? {}) as [keyof Fields, Fields[keyof Fields]][]
  const change = Object.fromEntries(named.filter(([name, value]) => !isSame(value, thing[name]))) as Partial<Fields>
  return {
    value: { ...thing, ...touched?.change },
    change,
    isTouched: Object.keys(change).length > 0,
    version: touched?.version ?? thing.version,
    set: (more: Partial<Fields>) =>
      setTouched({ change: { ...touched?.change, ...more }, version: touched?.version ?? thing.version }),
    reset: () => setTouched(undefined),
  }
}
