// What can be wrong with what happens, as it happens.
import type { Failure } from './failures-provoked.ts'

export const LIVE_FAILURES: Failure[] = [
  {
    says: 'a place to go on from that is none',
    code: 'validation_error',
    status: 400,
    when: (a) => a.max.get('/v1/admin/live', { 'last-event-id': 'yesterday' }),
  },
  {
    says: 'a page of another site opens the stream',
    code: 'permission_denied',
    status: 403,
    when: (a) => a.max.get('/v1/admin/live', { origin: 'https://elsewhere.example' }),
  },
  {
    says: 'only a project is followed that is not theirs',
    code: 'project_not_found',
    status: 404,
    when: (a) => a.max.get('/v1/admin/live?projectId=ads'),
  },
]
