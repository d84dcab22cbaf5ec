// What can be wrong with what happened.
import type { Failure } from './failures-provoked.ts'

export const LOG_FAILURES: Failure[] = [
  {
    says: 'an entry of the activity that is not there',
    code: 'activity_not_found',
    status: 404,
    when: (a) => a.max.get('/v1/admin/activity/none'),
  },
  {
    says: 'the activity of a project that is not there',
    code: 'project_not_found',
    status: 404,
    when: (a) => a.max.get('/v1/admin/projects/none/activity'),
  },
]
