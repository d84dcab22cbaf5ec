// Background work that was given up: what it was, and to run it again.
import { FailedJob } from '../../domain/job.ts'
import { endpoint } from '../platform/endpoint.ts'
import { dismissJob, getJob, JobFilters, JobPage, listJobs, requestJob } from './job-operations.ts'

export const jobRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/jobs',
    may: 'job.manage',
    summary: 'Background work that failed each time it was tried, the latest first.',
    query: JobFilters,
    reply: JobPage,
    run: (tx, { query }) => listJobs(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/jobs/:jobId',
    may: 'job.manage',
    summary: 'One piece of background work that was given up.',
    reply: FailedJob,
    run: (tx, { params }) => getJob(tx, params.jobId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/jobs/:jobId/run',
    may: 'job.manage',
    summary: 'Runs it again, in the background; it is done, or failed again, a moment later.',
    reply: FailedJob,
    status: 202,
    problems: ['invalid_transition'],
    run: (tx, { params }) => requestJob(tx, params.jobId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/jobs/:jobId/dismiss',
    may: 'job.manage',
    summary: 'Leaves it undone.',
    reply: FailedJob,
    problems: ['invalid_transition'],
    run: (tx, { params }) => dismissJob(tx, params.jobId),
  }),
]
