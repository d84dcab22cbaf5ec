// Work within a transaction that can be refused without the rest of it.
import { sql, type RawBuilder } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { Connection } from './database.ts'
import { problemOf } from './database-errors.ts'

/** What an open transaction has written down so far, and how it sends. */
interface Written {
  entries: unknown[]
  newIds: unknown[]
  send: (query: RawBuilder<unknown>) => void
}
interface Tried extends Written {
  connection: Connection
  /** The first statement that failed since the last time it was asked. */
  takeFailure: () => unknown
}

/** The two ways to do part of a transaction's work by itself. */
export const parts = (open: Tried) => ({
  savepoint: <T>(work: () => Promise<T>): Promise<T> => savepoint(open, work),
  tried: <T>(work: () => Promise<T>): Promise<T> => tried(open, work),
})

/** Throws on what `work` throws, after all that it did and wrote down is as if it had never been; they may be nested. */
async function savepoint<T>({ entries, newIds, send }: Written, work: () => Promise<T>): Promise<T> {
  const before = [entries.length, newIds.length] as const
  send(sql`savepoint inner_work`)
  try {
    return await work()
  } catch (error) {
    send(sql`rollback to savepoint inner_work`)
    ;[entries.length, newIds.length] = before
    throw error
  } finally {
    // Of several by that name the innermost is meant.
    send(sql`release savepoint inner_work`)
  }
}

/** Thrown by work on several things at once that has to be done with each by itself. */
export class NotTogether extends Error {}

/**
 * The same for work that the database may refuse too, which costs a trip to hear of it. What is no refusal (a lock that was
 * not to be had, a connection that is gone, a fault of ours) ends the whole transaction as ever.
 */
async function tried<T>({ connection, entries, newIds, takeFailure }: Tried, work: () => Promise<T>): Promise<T> {
  const before = [entries.length, newIds.length] as const
  await connection.query(sql`savepoint tried_work`)
  try {
    const result = await work()
    await connection.query(sql`release savepoint tried_work`)
    return result
  } catch (error) {
    await connection.settled()
    const failure = takeFailure()
    const refusal = error instanceof Problem || error instanceof NotTogether ? error : problemOf(failure ?? error)
    if (!isRefusal(refusal)) throw failure ?? error
    await connection.query(sql`rollback to savepoint tried_work`)
    ;[entries.length, newIds.length] = before
    throw refusal
  }
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof NotTogether || (error instanceof Problem && error.status < 500)
