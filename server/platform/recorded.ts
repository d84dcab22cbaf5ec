// Tells, within this process, that a transaction has been committed which wrote something down: whoever gives entries their
// places looks at once, and need not wait for its next turn. What happens on other nodes is not told here.
import type { Database } from './database.ts'

const listeners = new WeakMap<Database, Set<() => void>>()

/** Calls back after each commit through this pool that recorded something; answers how to end it. */
export function whenRecorded(database: Database, callBack: () => void): () => void {
  const known = listeners.get(database) ?? new Set()
  listeners.set(database, known.add(callBack))
  return () => void known.delete(callBack)
}

export function tellRecorded(database: Database): void {
  for (const callBack of listeners.get(database) ?? []) callBack()
}
