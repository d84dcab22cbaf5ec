// What the outside may ask of many things at once.
import { Batch, BatchResults } from '../../domain/batch.ts'
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import { runBatch, type TellProgress } from './run-batch.ts'

/** Long ones tell how far they are. */
export const batchRoutes = (tellProgress?: TellProgress): AnyEndpoint[] => [
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/batch',
    may: 'project.batch',
    summary:
      'Changes up to 1,000 projects and tasks in the order given: all of them or none, or each by itself; each as far as the caller may.',
    preview: true,
    // Those of its operations, in an atomic one.
    problems: [
      'project_not_found',
      'task_not_found',
      'already_exists',
      'dependency_cycle',
      'in_use',
      'invalid_transition',
      'schedule_conflict',
      'task_assignment_error',
      'version_conflict',
    ],
    body: Batch,
    reply: BatchResults,
    run: (tx, { body }) => runBatch(tx, body, tellProgress),
  }),
]
