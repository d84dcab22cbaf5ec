// Keeps health up to date in the background: what the activity says has changed since the last look, and what time alone
// changes, each project once an hour and with each new day. What health is, and how it is kept, is in recompute-pulse.ts.
import type { Logger } from 'pino'
import { Problem } from '../../domain/problems.ts'
import type { Database } from '../platform/database.ts'
import { startPolling, type Polling } from '../platform/polling.ts'
import { agedProjects, entriesSince, touchedProjects } from './pulse-changes.ts'
import { recomputeProjects, type Whose } from './recompute-pulse.ts'

const POLL_MS = 3_000
/** Transactions commit in another order than they began in: how long after its instant an entry may still appear. */
const LATE_MS = 90_000
/** What happened while nothing ran is older than this only for projects that are computed for their age. */
const FIRST_LOOK_MS = 3_600_000
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

/**
 * Several nodes may run it: each does what it sees, and doing it twice changes nothing. An entry is looked at once by each
 * node, also where it appears late; what is missed all the same is made up for within the hour.
 */
export function startPulseLoop(options: PulseLoopOptions): Polling {
  const state: State = { seen: new Map(), since: undefined }
  return startPolling(
    POLL_MS,
    (isStopped) => round(options, state, isStopped),
    (error) => options.log.error({ err: error }, 'health could not be brought up to date'),
  )
}

interface State {
  /** The entries looked at, with their instants, as far back as one may still appear. */
  seen: Map<string, number>
  since: number | undefined
}

async function round(options: PulseLoopOptions, state: State, isStopped: () => boolean): Promise<void> {
  await followActivity(options, state, isStopped)
  while (!isStopped()) {
    const aged = await agedProjects(options.worker, options.clock(), AGED_AT_ONCE)
    const failed = await recompute(options, aged)
    // What can not be computed stays the oldest: it is tried again in the next round.
    if (failed || aged.length < AGED_AT_ONCE) return
  }
}

async function followActivity(options: PulseLoopOptions, state: State, isStopped: () => boolean): Promise<void> {
  const { worker, clock } = options
  while (!isStopped()) {
    const now = clock().getTime()
    const from = (state.since ?? now - FIRST_LOOK_MS + LATE_MS) - LATE_MS
    const found = await entriesSince(worker, new Date(from), [...state.seen.keys()], MOST_AT_ONCE)
    await recompute(options, await touchedProjects(worker, found))
    // Only now: what could not be computed is found again.
    for (const { key, at } of found) state.seen.set(key, at)
    if (found.length === MOST_AT_ONCE) continue
    state.since = now
    for (const [key, at] of state.seen) if (at < now - LATE_MS) state.seen.delete(key)
    return
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
