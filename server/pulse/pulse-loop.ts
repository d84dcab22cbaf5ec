// Keeps health up to date in the background: follows the log for what has changed, and the clock for what time alone
// changes, each project once an hour and with each new day. What health is, and how it is kept, is in recompute-pulse.ts.
import type { Logger } from 'pino'
import { Problem } from '../../domain/problems.ts'
import { entriesAfter } from '../activity/log-entries.ts'
import { moveReader, readerPosition } from '../activity/log-reader.ts'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { agedProjects, touchedProjects } from './pulse-changes.ts'
import { recomputeProjects, type Whose } from './recompute-pulse.ts'

const POLL_MS = 3_000
/** So many entries, and so many projects, are looked at in one go. */
const MOST_AT_ONCE = 2_000
const AGED_AT_ONCE = 100

export interface PulseLoopOptions {
  /** Finds what changed, over all organisations. */
  worker: Database
  /** Reads and keeps, within one. */
  app: Database
  log: Logger
  clock: () => Date
}

/** The reader of the log that health follows it with. */
const READER = 'health'

/**
 * Several nodes may run it: doing it twice changes nothing. What it read counts as read only when health was computed; what
 * happened before the first of them ran is made up for by age.
 */
export function startPulseLoop(options: PulseLoopOptions): Loop {
  return startLoop({
    everyMs: POLL_MS,
    log: options.log,
    failure: 'health could not be brought up to date',
    round: (isStopped) => round(options, isStopped),
  })
}

async function round(options: PulseLoopOptions, isStopped: () => boolean): Promise<void> {
  await followLog(options, isStopped)
  while (!isStopped()) {
    const aged = await agedProjects(options.worker, options.clock(), AGED_AT_ONCE)
    const failed = await recompute(options, aged)
    // What can not be computed stays the oldest: it is tried again in the next round.
    if (failed || aged.length < AGED_AT_ONCE) return
  }
}

async function followLog(options: PulseLoopOptions, isStopped: () => boolean): Promise<void> {
  const { worker } = options
  while (!isStopped()) {
    const entries = await worker.query(entriesAfter(await readerPosition(worker, READER), MOST_AT_ONCE))
    const last = entries.at(-1)
    if (!last) return
    // What health itself wrote changes no health.
    const others = entries.filter(({ event }) => event !== 'project.health_changed')
    await recompute(options, await touchedProjects(worker, others))
    // Only now: what could not be computed because the database was away is read again.
    await moveReader(worker, READER, last.position)
    if (entries.length < MOST_AT_ONCE) return
  }
}

type Found = Whose & { projectId: string }

/** Whether some could not be computed: a fault within one organisation is logged, and does not keep the others waiting. */
async function recompute({ app, clock, log }: PulseLoopOptions, found: readonly Found[]): Promise<boolean> {
  let failed = false
  for (const [organizationId, projects] of Map.groupBy(found, (project) => project.organizationId)) {
    const { timezone = 'UTC' } = projects[0] ?? {}
    const ids = projects.map(({ projectId }) => projectId)
    try {
      await recomputeProjects(app, { organizationId, timezone }, ids, clock())
      log.debug({ organizationId, projects: ids.length }, 'health brought up to date')
    } catch (error) {
      // Where the database is away, all is tried again; anything else is made up for within the hour.
      if (error instanceof Problem && error.code === 'unavailable') throw error
      log.error({ err: error, organizationId }, 'health could not be computed')
      failed = true
    }
  }
  return failed
}
