// Many things done some at a time, how far it is told as it goes, what failed kept with why.
import type { BatchOperation, BatchResult } from '../../api-types.ts'
import { call } from '../../api.ts'

export interface Outcome<Item> {
  item: Item
  /** Why it failed; nothing where it went well. */
  failure?: string
}

/** Few enough for each of them to be answered at once, and for its bar to move. */
const TOGETHER = 100

/** Answers once all are done or `signal` stops it: what was not begun then has no outcome. Never fails. */
export async function runBatches<Item>(
  items: readonly Item[],
  toOperation: (item: Item) => BatchOperation,
  onOutcomes: (outcomes: Outcome<Item>[]) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let first = 0; first < items.length && !signal.aborted; first += TOGETHER) {
    const some = items.slice(first, first + TOGETHER)
    try {
      const body = { mode: 'partial' as const, operations: some.map(toOperation) }
      const { results } = await call('POST /v1/admin/projects/batch', { body })
      onOutcomes(some.map((item, n) => outcomeOf(item, results[n])))
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error)
      onOutcomes(some.map((item) => ({ item, failure })))
    }
  }
}

function outcomeOf<Item>(item: Item, result: BatchResult | undefined): Outcome<Item> {
  const { problem } = result ?? {}
  return problem ? { item, failure: String(problem.detail) } : { item }
}
