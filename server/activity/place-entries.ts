// Gives committed entries their places in the log: `position` among all, `seq` among their organisation's. How is a function
// of the database's (place_activity), so that it takes one message.
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

/** So many are placed at once. */
export const MOST_AT_ONCE = 2_000

/** Places all that is committed and has no place yet; answers how many. Whoever places holds the relay's row: one at a time. */
export async function placeEntries(worker: Pick<Database, 'query'>): Promise<number> {
  let placed = 0
  for (;;) {
    const count = await placeSome(worker)
    placed += count
    if (count < MOST_AT_ONCE) return placed
  }
}

/** Where nothing waits, it costs the database no transaction. */
export async function placeSome(worker: Pick<Database, 'query'>): Promise<number> {
  const [found] = await worker.query<{ placed: number }>(sql`select place_activity(${MOST_AT_ONCE}) as placed`)
  return found?.placed ?? 0
}
