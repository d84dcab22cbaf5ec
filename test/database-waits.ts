// Waiting, without sleeping, until a session of the database waits for a lock that a test holds.
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
