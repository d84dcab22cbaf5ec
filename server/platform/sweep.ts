// Takes away what has had its time: runs each feature's sweeps, as background work, every few minutes; not what is swept.
import { sql, type RawBuilder } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from './database.ts'
import { startLoop, type Loop } from './loop.ts'

/** One kind of thing that goes when its time is over. Several nodes may sweep at once. */
export interface Sweep {
  /** What goes, as the log says it. */
  name: string
  /** A DELETE of at most some hundreds of rows, RETURNING anything for each. */
  remove: (now: Date) => RawBuilder<unknown>
}

const DAY_MS = 24 * 3_600_000
const EVERY_MS = 5 * 60_000
const MAX_ROUNDS = 1_000
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS)

/** Keys of repeated writes are kept for a day, marks of quiet changes for an hour by the database's clock, mail for thirty; its last try comes about a day after the first. What tells a message stays with it, emptied. */
export const platformSweeps: Sweep[] = [
  {
    name: 'idempotency keys',
    remove: (now) => sql`delete from idempotency_keys where ctid = any(array(
      select ctid from idempotency_keys where created_at < ${daysBefore(now, 1)} limit 500)) returning 1`,
  },
  {
    name: 'marks of quiet changes',
    remove: () => sql`delete from quiet_changes where ctid = any(array(
      select ctid from quiet_changes where written_at < now() - interval '1 hour' limit 500)) returning 1`,
  },
  {
    name: 'outgoing messages',
    remove: (now) => sql`delete from outgoing_messages where ctid = any(array(
      select ctid from outgoing_messages where created_at < ${daysBefore(now, 30)} and communication_id is null limit 500)) returning 1`,
  },
]

/** Removes all whose time is over, some hundreds at a time, and answers how many of each went. */
export async function sweepOnce(
  database: Database,
  sweeps: readonly Sweep[],
  now: Date,
): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const { name, remove } of sweeps) {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { length } = await database.query(remove(now))
      if (length === 0) break
      gone[name] = (gone[name] ?? 0) + length
    }
  }
  return gone
}

/** Sweeps now and every five minutes, until stopped. What fails is logged and tried again the next time. */
export function startSweep(options: {
  database: Database
  sweeps: readonly Sweep[]
  /** What goes elsewhere than in the database once it is gone there; each by its name, answering how many went. */
  afterwards?: Record<string, (now: Date) => Promise<number>>
  log: Logger
  clock: () => Date
}): Loop {
  const { database, sweeps, afterwards = {}, log, clock } = options
  const loop = startLoop({
    everyMs: EVERY_MS,
    log,
    failure: 'the sweep failed',
    async round() {
      const gone = await sweepOnce(database, sweeps, clock())
      for (const [name, work] of Object.entries(afterwards)) {
        const count = await work(clock())
        if (count > 0) gone[name] = count
      }
      if (Object.keys(gone).length > 0) log.info({ gone }, 'swept')
    },
  })
  void loop.kick()
  return loop
}
