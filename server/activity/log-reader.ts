// Durable readers of the log: each has a name and a position in the database, moved by the transaction that acts on what was
// read, so that nothing is left out or done twice, whichever node reads and whenever it ends.
import { sql } from 'kysely'
import { abandon } from '../platform/borrow-connection.ts'
import type { Connection, Database } from '../platform/database.ts'
import { entriesAfter, type LogEntry } from './log-entries.ts'

/**
 * One transaction of the worker's: reads what comes after the reader's position, has `handle` act on it through the same
 * connection, and moves the position; all of it or nothing. Answers how many entries it read: 0 where there is nothing new,
 * undefined where another node is at it. A reader that is new begins at the log's end.
 */
export async function readOnce(
  worker: Database,
  name: string,
  limit: number,
  handle: (connection: Connection, entries: readonly LogEntry[]) => Promise<void>,
): Promise<number | undefined> {
  const connection = await worker.connect()
  try {
    const [, found] = await Promise.all([
      connection.query(sql`begin`),
      connection.query<Reader>(sql`select position from activity_readers where name = ${name} for update skip locked`),
    ])
    const read = found[0] ? await readAfter(connection, name, found[0].position, limit, handle) : undefined
    await connection.query(sql`commit`)
    connection.release()
    return read ?? (await beginReader(worker, name))
  } catch (error) {
    await abandon(connection)
    throw error
  }
}

interface Reader {
  position: number
}

async function readAfter(
  connection: Connection,
  name: string,
  position: number,
  limit: number,
  handle: (connection: Connection, entries: readonly LogEntry[]) => Promise<void>,
): Promise<number> {
  const entries = await connection.query(entriesAfter(position, limit))
  const last = entries.at(-1)
  if (!last) return 0
  await handle(connection, entries)
  await connection.query(sql`update activity_readers set position = ${last.position} where name = ${name}`)
  return entries.length
}

/** Makes the reader where there is none, and answers 0; where there is one, somebody else holds it. */
async function beginReader(worker: Database, name: string): Promise<0 | undefined> {
  const made = await worker.query(sql`insert into activity_readers (name, position)
    select ${name}, position from activity_relay on conflict (name) do nothing returning 1`)
  return made.length > 0 ? 0 : undefined
}

/** How far a reader has come, for one whose work takes transactions of its own and bears being done twice. */
export async function readerPosition(worker: Database, name: string): Promise<number> {
  await beginReader(worker, name)
  const [found] = await worker.query<Reader>(sql`select position from activity_readers where name = ${name}`)
  return found?.position ?? 0
}

/** Moves a reader on, and never back: whoever is slower than another node changes nothing. */
export async function moveReader(worker: Database, name: string, position: number): Promise<void> {
  await worker.query(
    sql`update activity_readers set position = ${position} where name = ${name} and position < ${position}`,
  )
}
