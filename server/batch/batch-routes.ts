// What the outside may ask of many things at once.
import { Batch, BatchResults } from '../../domain/batch.ts'
import { endpoint } from '../platform/endpoint.ts'
import { runBatch } from './run-batch.ts'

export const batchRoutes = [
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/batch',
    may: 'project.batch',
    summary:
      'Changes up to 1,000 projects and tasks in the order given: all of them or none, or each by itself; each as far as the caller may.',
    preview: true,
    body: Batch,
    reply: BatchResults,
    run: (tx, { body }) => runBatch(tx, body),
  }),
]
