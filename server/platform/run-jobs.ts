// Takes work off the queue and does it, some at a time; several nodes share one queue, and take over from a node that is gone.
import type { Logger } from 'pino'
import { Problem } from '../../domain/problems.ts'
import { isTransient } from './database-errors.ts'
import type { Job, Jobs } from './jobs.ts'
import { startLoop, type Loop } from './loop.ts'

export interface JobRunner {
  queue: string
  /** So many of it run at the same time on a node, where it is not as many as ever. */
  atOnce?: number
  /** May run again although it ran, whole or in part: it must then do nothing twice. */
  run: (job: Job) => Promise<void>
}

export interface RunOptions {
  jobs: Jobs
  runners: readonly JobRunner[]
  log: Logger
  /** Told of each try that failed. */
  onFailure?: (job: Job, error: unknown) => void
}

const POLL_MS = 500
const BATCH = 20
const AT_ONCE = 4
/** Well under the time after which a silent node counts as gone. */
const TOUCH_MS = 3_000

/**
 * Our own round over the library's fetch, complete and fail rather than its workers: those look every half second at best,
 * and a batch of theirs succeeds or fails as one. Each queue has its own, so that what takes long keeps nothing prompt waiting.
 */
export function startRunning(options: RunOptions): Loop {
  const loops = options.runners.map((runner) =>
    startLoop({
      everyMs: POLL_MS,
      log: options.log,
      failure: 'background work could not be fetched',
      async round(isStopped) {
        while (!isStopped() && (await runSome({ ...options, runners: [runner] })) > 0);
      },
    }),
  )
  const loop: Loop = {
    kick: async () => void (await Promise.all(loops.map((each) => each.kick()))),
    stop: async () => void (await Promise.all(loops.map((each) => each.stop()))),
  }
  void loop.kick()
  return loop
}

/** Fetches some of each queue and does it; answers how many. What was fetched is ended, also where a stop is asked for. */
export async function runSome(options: RunOptions): Promise<number> {
  const { jobs, runners } = options
  let count = 0
  for (const runner of runners) {
    const { queue } = runner
    const batch: Job[] = await jobs.boss.fetch(queue, { batchSize: BATCH, includeMetadata: true })
    if (batch.length > 0) await runBatch(options, runner, batch)
    count += batch.length
  }
  return count
}

async function runBatch(options: RunOptions, { queue, run, atOnce = AT_ONCE }: JobRunner, batch: Job[]): Promise<void> {
  const open = new Set(batch)
  const touch = setInterval(() => {
    // A heartbeat that does not get through leaves the work to another node, which does nothing twice.
    options.jobs.boss.touch(queue, [...open]).catch(() => {})
  }, TOUCH_MS).unref()
  const waiting = [...batch]
  const worker = async () => {
    for (let job; (job = waiting.shift()); open.delete(job)) await runOne(options, queue, run, job)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    clearInterval(touch)
  }
}

async function runOne({ jobs, log, onFailure }: RunOptions, queue: string, run: JobRunner['run'], job: Job) {
  const about = { jobId: job.id, queue, what: job.data.what, try: job.retryCount + 1 }
  try {
    try {
      await run(job)
    } catch (error) {
      log.warn({ ...about, err: error }, 'background work failed')
      onFailure?.(job, error)
      await jobs.boss.fail(queue, job, { says: whatFailed(error) })
      return
    }
    await jobs.boss.complete(queue, job)
  } catch (error) {
    // Nobody could be told: once its heartbeat is missed it runs again.
    log.warn({ ...about, err: error }, 'the end of background work could not be written down')
  }
}

/** For an administrator's eyes: what a problem says, and of faults of ours nothing but that there was one. */
export function whatFailed(error: unknown): string {
  if (error instanceof Problem) return error.message.slice(0, 500)
  if (error instanceof AggregateError) {
    const each = [...new Set(error.errors.map(whatFailed))]
    return `${error.message}: ${each.slice(0, 3).join(' ')}`.slice(0, 500)
  }
  if (isTransient(error)) return 'The database was busy or gone.'
  return 'Something went wrong inside the server; its log says what.'
}
