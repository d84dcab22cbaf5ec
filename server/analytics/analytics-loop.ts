// Keeps the rows that analytics adds up: follows the log, and counts anew what changed, within a second of it.
import type { Logger } from 'pino'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { countDue, keysOf, someDue } from './count-due.ts'
import { markBehindHorizon, markChanged } from './due.ts'

/** Without being told of new entries, it looks this often. */
const POLL_MS = 1_000
/** After a round that counted at least: what happens in one project meanwhile is counted once. */
const ROUND_MS = 100
const HOUR_MS = 3_600_000

export interface AnalyticsOptions {
  /** Finds what changed, over all organisations. */
  worker: Database
  /** Reads and keeps, within one. */
  app: Database
  log: Logger
  clock: () => Date
}

/** Any number of nodes may run it; whoever is killed leaves its part to the others. */
export function startAnalytics(options: AnalyticsOptions): Loop {
  let markedAt = -Infinity
  return startLoop({
    everyMs: POLL_MS,
    log: options.log,
    failure: 'analytics could not be brought up to date',
    async round(isStopped) {
      const now = options.clock()
      if (now.getTime() - markedAt > HOUR_MS) {
        await markBehindHorizon(options.worker, now)
        markedAt = now.getTime()
      }
      if (await followOnce(options, isStopped)) await new Promise((done) => setTimeout(done, ROUND_MS).unref())
    },
  })
}

/** All that happened by now is counted when it is done; answers whether there was any. What fails is logged, and tried the next time. */
export async function followOnce(
  { worker, app, log, clock }: AnalyticsOptions,
  isStopped: () => boolean = () => false,
): Promise<boolean> {
  while (!isStopped() && (await markChanged(worker)) > 0);
  let counted = false
  const failed: string[] = []
  while (!isStopped()) {
    const due = await someDue(worker, failed)
    if (due.length === 0) break
    counted = true
    for (const each of due)
      await countDue(app, each, clock()).catch((error: unknown) => {
        log.error({ err: error, organizationId: each.organizationId }, 'figures could not be counted')
        failed.push(...keysOf(each))
      })
  }
  return counted
}
