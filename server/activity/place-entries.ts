// Gives committed entries their places in the log: `position` among all, `seq` among their organisation's.
import { sql } from 'kysely'
import { abandon } from '../platform/borrow-connection.ts'
import type { Connection, Database } from '../platform/database.ts'

/** So many are placed at once. */
export const MOST_AT_ONCE = 2_000

/** Places all that is committed and has no place yet; answers how many. Whoever places holds the relay's row: one at a time. */
export async function placeEntries(worker: Database): Promise<number> {
  const connection = await worker.connect()
  try {
    let placed = 0
    for (;;) {
      const count = await placeSome(connection)
      placed += count
      if (count < MOST_AT_ONCE) break
    }
    connection.release()
    return placed
  } catch (error) {
    await abandon(connection)
    throw error
  }
}

/** Looks first: an empty look costs the database no transaction. */
export async function placeSome(connection: Connection): Promise<number> {
  // With a value to it, the statement is planned once for the session: it is asked many times a second.
  const [waiting] = await connection.query(
    sql`select 1 from activity where position is null order by written limit ${1}`,
  )
  if (!waiting) return 0
  // The statement's own view of what is committed begins once the row is held.
  const all = [sql`begin`, sql`select position from activity_relay for update`, place, sql`commit`]
  const [, , placed = []] = await Promise.all(all.map((statement) => connection.query<unknown>(statement)))
  return placed.length
}

const place = sql`
  with fresh as materialized (
    select u.organization_id, u.id, row_number() over (order by u.written) as n,
      row_number() over (partition by u.organization_id order by u.written) as k
    from (select organization_id, id, written from activity where position is null order by written limit ${MOST_AT_ONCE}) u),
  counted as (select organization_id, count(*) as entries from fresh group by organization_id),
  heads as (
    insert into activity_heads as h (organization_id, seq) select organization_id, entries from counted
    on conflict (organization_id) do update set seq = h.seq + excluded.seq returning organization_id, seq),
  relay as (
    update activity_relay set position = position + (select count(*) from fresh) returning position - (select count(*) from fresh) as base)
  update activity a set position = relay.base + f.n, seq = heads.seq - counted.entries + f.k
  from fresh f
  join counted on counted.organization_id = f.organization_id
  join heads on heads.organization_id = f.organization_id
  cross join relay
  where a.organization_id = f.organization_id and a.id = f.id
  returning 1`
