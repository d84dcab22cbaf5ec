// The relay: of all nodes one holds the role, and gives what was committed its places, milliseconds after. Whoever
// holds it ends, hangs or vanishes, another takes it over. How places are given is in place-entries.ts.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Connection, Database } from '../platform/database.ts'
import { isLost } from '../platform/database-errors.ts'
import { MOST_AT_ONCE, placeSome } from './place-entries.ts'
import { makeWaiting, type Waiting } from './waiting.ts'

/** Any constant: the session that holds this lock has the role. */
const RELAY_LOCK = 7_326_004
/** The others try this often; a killed node's role is free at once. */
const TRY_MS = 250
/** After a round that gave places at least, so that what is committed meanwhile shares the next: a round costs as much as some fifty entries. */
const ROUND_MS = 40
/** Without being told, it looks this often: other nodes write, too. */
const POLL_MS = 50
/** Where nothing happens, it says this often that it is there. */
const BEAT_MS = 250

export interface Relay {
  /** Something was committed on this node: it need not wait for its next turn. */
  kick(): void
  /** Whether this node has the role. */
  holds(): boolean
  /** Gives the role up, once all that is committed by now has its place. */
  stop(): Promise<void>
}

export interface RelayOptions {
  /** Its own connections, as the worker: a pool that others use up would cost it the role. */
  database: Database
  log: Logger
  /** After each round that gave places, with how many. */
  onPlaced?: (count: number) => void
}

export function startRelay(options: RelayOptions): Relay {
  const waiting = makeWaiting()
  const state: State = { holds: false, stopped: false }
  const ended = serve(options, state, waiting)
  return {
    kick: () => waiting.wake(),
    holds: () => state.holds,
    async stop() {
      state.stopped = true
      waiting.wake()
      await ended
    },
  }
}

interface State {
  holds: boolean
  stopped: boolean
}

async function serve(options: RelayOptions, state: State, waiting: Waiting): Promise<void> {
  let isAway = false
  while (!state.stopped) {
    let connection: Connection | undefined
    try {
      connection = await options.database.connect()
      await connection.query(session)
      isAway = false
      while (!state.stopped && !(await takesRole(connection))) await waiting.pause(TRY_MS * (1 + Math.random()))
      if (state.stopped) continue
      state.holds = true
      options.log.debug('this node gives the places in the log')
      await hold(connection, options, state, waiting)
    } catch (error) {
      // Told once: it tries again until the database is there.
      if (!isAway || !isLost(error)) options.log.warn({ err: error }, 'the relay lost its connection')
      isAway = true
    } finally {
      state.holds = false
      // The role goes with the session.
      connection?.release(true)
    }
    if (!state.stopped) await waiting.pause(TRY_MS)
  }
}

/**
 * A host that vanished or froze keeps its session, and the role with it, until the database closes that: when it has said
 * nothing, or taken nothing, for so long.
 */
const session = sql`select set_config(name, value, false) from (values ('idle_session_timeout', '10s'), ('tcp_user_timeout', '10s'),
  ('tcp_keepalives_idle', '5'), ('tcp_keepalives_interval', '2'), ('tcp_keepalives_count', '3')) s (name, value)`

async function takesRole(connection: Connection): Promise<boolean> {
  const [answer] = await connection.query<{ taken: boolean }>(sql`select pg_try_advisory_lock(${RELAY_LOCK}) as taken`)
  return answer?.taken === true
}

async function hold(connection: Connection, { onPlaced }: RelayOptions, state: State, waiting: Waiting): Promise<void> {
  let heardAt = 0
  for (;;) {
    // What is committed by now gets its place even where this is the last round.
    const last = state.stopped
    const placed = await placeSome(connection)
    const now = performance.now()
    if (placed > 0) {
      heardAt = now
      onPlaced?.(placed)
    } else if (now - heardAt > BEAT_MS) {
      heardAt = now
      await beat(connection)
    }
    if (placed === MOST_AT_ONCE) continue
    if (last) return
    if (placed > 0) await waiting.atLeast(ROUND_MS)
    await waiting.pause(POLL_MS)
  }
}

/** Nothing rests on it being there after a crash, so nobody waits for the disk. */
const beat = (connection: Connection): Promise<unknown> =>
  Promise.all(
    [
      sql`begin`,
      sql`set local synchronous_commit = off`,
      sql`update activity_relay set beat = beat + 1`,
      sql`commit`,
    ].map((statement) => connection.query(statement)),
  )
