// Follows the log on this node, in memory and from now on: hands what is new to whoever on this node wants to know. It keeps
// nothing over a restart; who must not miss anything reads with log-reader.ts.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../platform/database.ts'
import { startLoop } from '../platform/loop.ts'
import { entriesAfter, type LogEntry } from './log-entries.ts'

/** Without being told, it looks this often; the look itself is one row. */
const POLL_MS = 50
const MOST_AT_ONCE = 1_000

export interface LogTail {
  /** Every batch of new entries, in order, each once, from what comes after `position()` on. Answers how to end it. */
  subscribe(take: (entries: LogEntry[]) => void): () => void
  /** The place of the last entry that was handed out, or of the log's end at the start; -1 until the database has told it. */
  position(): number
  /** For how long nothing was heard of the relay, in milliseconds: what it says of now may be missing things older than that. */
  silentMs(): number
  /** Looks now; resolves when all that had a place by then has been handed out, or could not be read. */
  kick(): Promise<void>
  stop(): Promise<void>
}

/** Starts to follow; nothing that gets its place after the first look is left out. */
export function startLogTail({ worker, log }: { worker: Database; log: Logger }): LogTail {
  const takers = new Set<(entries: LogEntry[]) => void>()
  const state = { position: -1, beat: '', heardAt: performance.now() }
  const handOut = (entries: LogEntry[]): void => {
    for (const take of takers)
      try {
        take(entries)
      } catch (error) {
        log.error({ err: error }, 'what follows the log could not take its entries')
      }
  }
  const loop = startLoop({
    everyMs: POLL_MS,
    log,
    failure: 'the log could not be followed',
    // Where the database is away, others tell of it: here it is heard of as silence.
    round: (isStopped) =>
      lookOnce(worker, state, handOut, isStopped).catch((error: unknown) =>
        log.debug({ err: error }, 'no log to follow'),
      ),
  })
  void loop.kick()
  return {
    subscribe: (take) => {
      takers.add(take)
      return () => void takers.delete(take)
    },
    position: () => state.position,
    silentMs: () => performance.now() - state.heardAt,
    kick: () => loop.kick(),
    stop: () => loop.stop(),
  }
}

interface State {
  position: number
  beat: string
  heardAt: number
}

/** Looks at where the log is before it reads: where that has not moved, there is nothing to read. */
async function lookOnce(
  worker: Database,
  state: State,
  handOut: (entries: LogEntry[]) => void,
  isStopped: () => boolean,
): Promise<void> {
  const [relay] = await worker.query<{ position: number; beat: number }>(sql`select position, beat from activity_relay`)
  if (!relay) return
  const beat = `${relay.position} ${relay.beat}`
  if (beat !== state.beat) state.heardAt = performance.now()
  state.beat = beat
  if (state.position < 0) state.position = relay.position
  while (state.position < relay.position && !isStopped()) {
    const entries = await worker.query(entriesAfter(state.position, MOST_AT_ONCE))
    const last = entries.at(-1)
    // What had its place there is gone for good.
    if (!last) state.position = relay.position
    else {
      state.position = last.position
      handOut(entries)
    }
  }
}
