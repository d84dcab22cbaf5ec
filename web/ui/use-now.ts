// The time, for what counts down while one looks at it.
import { useInterval } from '@mantine/hooks'
import { useState } from 'react'

export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), everyMs, { autoInvoke: true })
  return now
}
