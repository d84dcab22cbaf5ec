// Work within a transaction that can be refused without the rest of it.
import { sql, type RawBuilder } from 'kysely'

/** What an open transaction has written down so far, and how it sends. */
interface Written {
  entries: unknown[]
  newIds: unknown[]
  send: (query: RawBuilder<unknown>) => void
}

/** Throws on what `work` throws, after all that it did and wrote down is as if it had never been; they may be nested. */
export async function savepoint<T>({ entries, newIds, send }: Written, work: () => Promise<T>): Promise<T> {
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
