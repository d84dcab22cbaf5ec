// What work in a transaction comes to: a result, or how to read it, which then travels in one packet with the COMMIT.
import type { Tx } from './transaction.ts'

/** Reads what was just changed and is therefore there. All that it asks it asks in its first turn. */
export type Shows<T> = (tx: Tx) => Promise<T>
export type Outcome<T> = T | Shows<T>
export type Work<T> = (tx: Tx) => Promise<Outcome<T>>

export const isRead = <T>(outcome: Outcome<T>): outcome is Shows<T> => typeof outcome === 'function'

export const resultOf = async <T>(tx: Tx, outcome: Outcome<T>): Promise<T> => (isRead(outcome) ? outcome(tx) : outcome)

/** What is made of it, whenever it is read. */
export const withResult = <T, R>(outcome: Outcome<T>, make: (result: T) => R): Outcome<R> =>
  isRead(outcome) ? async (tx) => make(await outcome(tx)) : make(outcome)
