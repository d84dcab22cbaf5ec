// Background work that failed each time it was tried, and what an administrator may do about it.
import { z } from 'zod'
import { Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'

export const JOB_STATUSES = ['failed', 'requested', 'done', 'dismissed'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

export const FailedJob = z
  .strictObject({
    id: z.string(),
    queue: z.string(),
    what: z.string().meta({ description: 'What the work was for.' }),
    entryId: z.string().nullable().meta({ description: 'The entry of the activity that it follows from.' }),
    status: z.enum(JOB_STATUSES).meta({ description: 'requested: it runs again and its end is not known yet.' }),
    error: z.string(),
    tries: z.int(),
    failedAt: z.iso.datetime(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'FailedJob' })
export type FailedJob = z.output<typeof FailedJob>

/** What failed is run again or dismissed; what was dismissed may still be run again. */
export function moveJob(status: JobStatus, to: 'requested' | 'dismissed'): void {
  const allowed: JobStatus[] =
    status === 'failed' ? ['requested', 'dismissed'] : status === 'dismissed' ? ['requested'] : []
  if (!allowed.includes(to))
    throw new Problem('invalid_transition', say`The work is ${sayStatus(status)}.`, { allowed })
}
