// What an administrator can know and do about background work that was given up: look, run it again, dismiss it.
import { sql } from 'kysely'
import { z } from 'zod'
import { FailedJob, JOB_STATUSES, moveJob } from '../../domain/job.ts'
import { notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import { checkVersion, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { clearWhereSettled } from './failed-jobs.ts'
import { REQUESTED } from './feed-jobs.ts'

export const JobFilters = z.strictObject({
  status: commaList(z.enum(JOB_STATUSES)).optional(),
  queue: z.string().min(1).max(100).optional(),
  ...pageQuery(['failedAt']),
})
export type JobFilters = z.output<typeof JobFilters>
export const JobPage = pageOf(FailedJob)

const columns = sql`j.id, j.queue, j.what, j.content ->> 'entryId' as "entryId", j.status, j.error, j.tries,
  instant(j.failed_at) as "failedAt", j.version, instant(j.created_at) as "createdAt", instant(j.updated_at) as "updatedAt"`

/** The latest first. */
export function listJobs(tx: Tx, query: JobFilters): Promise<JsonText<Page<FailedJob>>> {
  const where = [sql`j.organization_id = ${tx.actor.organizationId}`]
  if (query.status) where.push(sql`j.status = any(${query.status})`)
  if (query.queue !== undefined) where.push(sql`j.queue = ${query.queue}`)
  return listPage(tx, query, {
    from: sql`failed_jobs j`,
    alias: 'j',
    where,
    sorts: { failedAt: { by: sql`j.failed_at`, type: 'timestamptz' } },
    defaultSort: '-failedAt',
    columns,
  })
}

export async function getJob(tx: Tx, id: string, held = sql``): Promise<FailedJob> {
  const job = await tx.first<FailedJob>(
    sql`select ${columns} from failed_jobs j where j.organization_id = ${tx.actor.organizationId} and j.id = ${id} ${held}`,
  )
  if (!job) throw notFound('job')
  return job
}

/** The entry that this records is what the work is made from again. */
export async function requestJob(tx: Tx, id: string): Promise<FailedJob> {
  const job = await move(tx, id, 'requested')
  const found = await tx.first<{ content: unknown }>(
    sql`select content from failed_jobs where organization_id = ${tx.actor.organizationId} and id = ${id}`,
  )
  tx.record(
    REQUESTED,
    { type: 'job', id, version: job.version + 1 },
    { status: { from: job.status, to: 'requested' }, queue: { to: job.queue }, content: { to: found?.content } },
  )
  return getJob(tx, id)
}

export async function dismissJob(tx: Tx, id: string): Promise<FailedJob> {
  const job = await move(tx, id, 'dismissed')
  const status = { from: job.status, to: 'dismissed' }
  tx.record('job.dismissed', { type: 'job', id, version: job.version + 1 }, { status })
  await clearWhereSettled(tx, job)
  return getJob(tx, id)
}

async function move(tx: Tx, id: string, status: 'requested' | 'dismissed'): Promise<FailedJob> {
  const job = await getJob(tx, id, sql`for update`)
  await checkVersion(tx, 'job', job, ['status'])
  moveJob(job.status, status)
  updateRow(tx, 'failed_jobs', id, { status })
  return job
}
