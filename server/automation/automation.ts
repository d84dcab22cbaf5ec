// What the system does by itself, put together: rules and other work made of the log, done on every node that runs this.
import type { Logger } from 'pino'
import type { Database } from '../platform/database.ts'
import { openJobs, type Jobs } from '../platform/jobs.ts'
import { startRunning, type JobRunner } from '../platform/run-jobs.ts'
import { givenUp, telling } from './failed-jobs.ts'
import { startFeeding } from './feed-jobs.ts'
import type { JobHandler } from './job-handler.ts'
import { startLooking } from './look-around.ts'
import type { NamedRule } from './rule.ts'
import { ruleHandlers } from './rule-jobs.ts'

export interface AutomationOptions {
  app: Database
  worker: Database
  rules: readonly NamedRule[]
  /** Work of other features. */
  handlers?: readonly JobHandler[]
  log: Logger
  clock: () => Date
  publicUrl: () => string
}

export interface Automation {
  jobs: Jobs
  handlers: readonly JobHandler[]
  /** Each handler's work, and what was given up. */
  runners: readonly JobRunner[]
}

/** The queue with everything that works on it; nothing goes on by itself yet. */
export async function openAutomation(options: AutomationOptions): Promise<Automation> {
  const handlers = [...ruleHandlers(options), ...(options.handlers ?? [])]
  const queues = handlers.map(({ queue }) => queue)
  const jobs = await openJobs({ worker: options.worker, queues, log: options.log })
  return { jobs, handlers, runners: [...handlers.map((each) => telling(options, each)), givenUp(options)] }
}

export interface RunningAutomation {
  jobs: Jobs
  /** There is something new in the log. */
  kick(): void
  stop(): Promise<void>
}

/** Feeds and runs; `stop` lets what runs end, and leaves the rest to other nodes. */
export async function startAutomation(options: AutomationOptions): Promise<RunningAutomation> {
  const { jobs, handlers, runners } = await openAutomation(options)
  const running = startRunning({ ...options, jobs, runners })
  const fed = () => void running.kick()
  const feeding = startFeeding({ ...options, jobs, handlers, fed })
  const looking = startLooking({ ...options, jobs, fed })
  void feeding.kick()
  return {
    jobs,
    kick: () => void feeding.kick(),
    async stop() {
      await Promise.all([feeding.stop(), looking.stop(), running.stop()])
      await jobs.stop()
    },
  }
}
