// What a request may not leave behind in the pools and in the database, however it ended: a connection lent out, a transaction
// open, a lock held. Looked for until it is gone, for a moment.
import type { FaultyHouse } from './faulty-nodes.ts'

const MOMENT_MS = 3_000

const SESSIONS = `
  select format('a session is left %s by: %s', a.state, left(a.query, 60)) as what from pg_stat_activity a
    where a.application_name = $1 and a.state <> 'idle'
  union all select 'an advisory lock is left' from pg_stat_activity a join pg_locks l using (pid)
    where a.application_name = $1 and l.locktype = 'advisory'`

/** What is left after that moment, in sentences. */
export async function whatIsLeft(faulty: FaultyHouse): Promise<string[]> {
  const { house, nodes, sessionsAre } = faulty
  let left: string[] = []
  for (const until = performance.now() + MOMENT_MS; performance.now() < until;) {
    const { rows } = await house.db.admin.query<{ what: string }>(SESSIONS, [sessionsAre])
    const lent = nodes.map(({ database }) => database.connections()).filter(({ open, idle }) => open !== idle)
    const waiting = nodes.filter(({ database }) => database.connections().waiting > 0)
    left = [
      ...rows.map(({ what }) => what),
      ...lent.map(({ open, idle }) => `${open - idle} connections are lent out still`),
      ...waiting.map(() => 'somebody waits for a connection still'),
    ]
    if (left.length === 0) break
  }
  return [
    ...left,
    ...faulty
      .faultsLogged()
      .filter(isOurs)
      .map((line) => `logged: ${JSON.stringify(line)}`),
  ]
}

/** A 503 is logged with its cause; whatever else is logged as an error is a fault of ours. */
const isOurs = ({ err }: Record<string, unknown>) =>
  (err as { status?: number; code?: string } | undefined)?.code !== 'unavailable'
