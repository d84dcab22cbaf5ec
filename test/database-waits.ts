// Other sessions of a test's own database: waiting, without sleeping, until one waits for a lock, and ending some.
import type { TestDatabase } from './database.ts'

/** Resolves when at least `count` sessions of the app wait for a lock; fails when none does within five seconds. */
export async function untilSomebodyWaits(db: TestDatabase, count = 1): Promise<void> {
  const until = performance.now() + 5_000
  while (performance.now() < until) {
    const { rows } = await db.admin.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.n ?? 0) >= count) return
  }
  throw new Error('nobody waits for a lock')
}

/** Ends this database's sessions that match, and says how many. Two steps: a planner may call the killing before the filter. */
export async function killSessions(db: TestDatabase, where: string): Promise<number> {
  const { rows } = await db.admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${where}`,
  )
  for (const { pid } of rows) await db.admin.query('select pg_terminate_backend($1)', [pid])
  return rows.length
}
