// What became of a COMMIT whose answer was lost, asked of the database itself.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { Database } from './database.ts'

/** Whoever waits for an answer to COMMIT has waited up to the statement's own limit; ten seconds in all are promised. */
const ASK_FOR_MS = 2_500

/** Whether a COMMIT whose answer was lost took effect; throws 503 where even that can not be told. */
export async function gotThrough(database: Database, xid: string | undefined): Promise<boolean> {
  const until = Date.now() + ASK_FOR_MS
  for (let tries = 1; Date.now() < until && xid !== undefined; tries++) {
    const late = new Promise<undefined>((resolve) => void setTimeout(() => resolve(undefined), until - Date.now()))
    const asked = database.query<{ status: string | null }>(sql`select pg_xact_status(${xid}::xid8) as status`)
    // The database may still be coming back; the next try will tell.
    const answer = await Promise.race([asked.catch(() => undefined), late])
    if (answer?.[0]?.status === 'committed') return true
    if (answer?.[0]?.status === 'aborted') return false
    await pause(tries)
  }
  throw new Problem(
    'unavailable',
    'The connection broke while saving; whether it was saved is not known. Look before you repeat.',
  )
}

/** Longer with every run, and not the same for all who wait. */
export const pause = (run: number) =>
  new Promise((resolve) => setTimeout(resolve, 10 * 2 ** run * (0.5 + Math.random())))
