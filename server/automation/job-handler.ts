// What makes background work of the log: which work follows from an entry, and how it is done.
import type { LogEntry } from '../activity/log-entries.ts'
import type { NewJob } from '../platform/jobs.ts'
import type { JobRunner } from '../platform/run-jobs.ts'

export interface JobHandler extends JobRunner {
  /** What follows from an entry; ids are derived (`derivedId`), so that nothing follows twice. */
  jobsFor?: (entry: LogEntry) => readonly NewJob[]
}
