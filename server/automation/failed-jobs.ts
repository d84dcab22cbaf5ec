// Background work that failed each time: kept with an alert, until it went through after all or somebody dismisses it.
import { sql } from 'kysely'
import { say } from '../../domain/said.ts'
import { clearAlert, raiseAlert } from '../alerts/raise-alert.ts'
import type { Database } from '../platform/database.ts'
import { derivedId, GIVEN_UP, type Job } from '../platform/jobs.ts'
import { json } from '../platform/rows.ts'
import type { JobRunner } from '../platform/run-jobs.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { systemContext } from './system-context.ts'

export interface FailedJobsOptions {
  app: Database
  worker: Database
  clock: () => Date
}

/** Does what the others do, and tells what was given up before that it went through. */
export const telling = (options: FailedJobsOptions, runner: JobRunner): JobRunner => ({
  ...runner,
  async run(job) {
    await runner.run(job)
    await wentThrough(options, job)
  },
})

/** Keeps what the library gave up. */
export const givenUp = (options: FailedJobsOptions): JobRunner => ({
  queue: GIVEN_UP,
  run: (job) => keep(options, job),
})

/** A look at everything comes again and again: it is one piece of work, however often it fails. */
const failedIdOf = ({ id, data }: Pick<Job, 'id' | 'data'>, queue: string): string => {
  if (typeof data.failedJobId === 'string') return data.failedJobId
  return `job_${derivedId(queue, ...(data.slot === undefined ? [id] : [data.organizationId, data.what])).replaceAll('-', '')}`
}

async function keep({ app, clock }: FailedJobsOptions, job: Job): Promise<void> {
  const { organizationId, what, failedJobId: _, ...rest } = job.data
  const queue = job.sourceName ?? ''
  const { sourceId } = job
  const id = failedIdOf({ id: sourceId ?? job.id, data: job.data }, queue)
  const { says: said }: { says?: unknown } = job.sourceOutput ?? {}
  const error = typeof said === 'string' ? said : 'The server that did it ended, or it took too long.'
  const tries = (job.sourceRetryCount ?? 0) + 1
  await transaction(app, systemContext('background-work', organizationId, clock()), async (tx) => {
    const content = json({ ...rest, organizationId, what })
    // The same failure is kept once, however often this runs.
    const kept = await tx.first<{ version: number }>(sql`
      insert into failed_jobs as f (organization_id, id, queue, what, content, status, error, tries, failed_at, failed_as, created_at, updated_at)
      values (${organizationId}, ${id}, ${queue}, ${what}, ${content}, 'failed', ${error}, ${tries}, ${tx.now}, ${sourceId}, ${tx.now}, ${tx.now})
      on conflict (organization_id, id) do update set status = 'failed', error = excluded.error, tries = f.tries + excluded.tries,
        failed_at = excluded.failed_at, failed_as = excluded.failed_as, updated_at = excluded.updated_at, version = f.version + 1
      where f.failed_as <> excluded.failed_as returning version`)
    if (!kept) return
    raiseAlert(tx, {
      fingerprint: alertOf(queue, what),
      severity: 'warning',
      title: say`Background work was given up: ${what}`,
      detail: { jobId: id, queue, error },
    })
    tx.record('job.given_up', { type: 'job', id, version: kept.version }, { status: { to: 'failed' } })
  })
}

const alertOf = (queue: string, what: string) => `job:${queue}:${what}`

async function wentThrough({ app, worker, clock }: FailedJobsOptions, job: Job): Promise<void> {
  const { organizationId, failedJobId, slot } = job.data
  if (failedJobId === undefined && slot === undefined) return
  const id = failedIdOf(job, job.name)
  const isOpen = sql`organization_id = ${organizationId} and id = ${id} and status in ('failed', 'requested')`
  const [open] = await worker.query(sql`select 1 from failed_jobs where ${isOpen}`)
  if (!open) return
  await transaction(app, systemContext('background-work', organizationId, clock()), async (tx) => {
    const done =
      await tx.first<Settled>(sql`update failed_jobs set status = 'done', version = version + 1, updated_at = ${tx.now}
      where ${isOpen} returning queue, what, version`)
    if (!done) return
    tx.record('job.done', { type: 'job', id, version: done.version }, { status: { to: 'done' } })
    await clearWhereSettled(tx, done)
  })
}

export interface Settled {
  queue: string
  what: string
  version: number
}

/** Its alert goes once nothing of the kind is left. */
export async function clearWhereSettled(tx: Tx, { queue, what }: Pick<Settled, 'queue' | 'what'>): Promise<void> {
  const left = await tx.first(sql`select 1 from failed_jobs where organization_id = ${tx.actor.organizationId}
    and queue = ${queue} and what = ${what} and status in ('failed', 'requested') limit 1`)
  if (!left) clearAlert(tx, alertOf(queue, what))
}

/** What is settled is kept for thirty days; what waits for somebody stays. */
export const failedJobsSweep: Sweep = {
  name: 'settled background work',
  remove: (now) => sql`delete from failed_jobs where ctid = any(array(select ctid from failed_jobs
    where updated_at < ${daysBefore(now, 30)} and status in ('done', 'dismissed') limit 500)) returning 1`,
}
