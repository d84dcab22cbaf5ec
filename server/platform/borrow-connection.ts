// Borrowing a connection for a transaction, and giving it back where that came to nothing.
import { sql, type RawBuilder } from 'kysely'
import type { Connection, Database } from './database.ts'
import { unavailable } from './database-errors.ts'

export async function connect(database: Database, before?: RawBuilder<unknown>): Promise<Connection> {
  try {
    return await database.connect(before)
  } catch (error) {
    throw unavailable(error)
  }
}

/** Undone, or closed where even that is not to be had. */
export async function abandon(connection: Connection): Promise<void> {
  await connection.query(sql`rollback`).then(
    () => connection.release(),
    () => connection.release(true),
  )
}
