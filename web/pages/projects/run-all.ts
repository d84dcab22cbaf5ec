// Many things done one call each: some at a time, how far it is told as it goes, what failed kept with why.
import { ApiProblem } from '../../api.ts'

export interface Outcome<Item> {
  item: Item
  /** Nothing where it went well. */
  error?: Error
}

const AT_ONCE = 4
const SLOWER_MS = 1_000
const MOST_WAITS = 30

/** Answers once all are done or `signal` stops it: what was not begun then has no outcome. Never fails. */
export async function runAll<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  onOutcome: (outcome: Outcome<Item>) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...items]
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !signal.aborted; item = waiting.shift()) {
      const error = await patiently(() => act(item), signal)
      onOutcome({ item, ...(error && { error }) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** The server may say that this is too fast: then it goes on more slowly, and does not fail. */
async function patiently(act: () => Promise<unknown>, signal: AbortSignal): Promise<Error | undefined> {
  for (let waits = 0; ; waits += 1)
    try {
      await act()
      return undefined
    } catch (error) {
      const isTooFast = error instanceof ApiProblem && error.code === 'rate_limited'
      if (!isTooFast || waits >= MOST_WAITS || signal.aborted)
        return error instanceof Error ? error : new Error(String(error))
      await new Promise((done) => setTimeout(done, SLOWER_MS))
    }
}
