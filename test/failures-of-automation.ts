// What can be wrong with rules, jobs and alerts.
import assert from 'node:assert/strict'
import { ALERT_FAILURES } from './failures-of-alerts.ts'
import type { Failure } from './failures-provoked.ts'
import { failsJob } from './given-up.ts'

export const AUTOMATION_FAILURES: Failure[] = [
  ...ALERT_FAILURES,
  {
    says: 'a rule that there is not',
    code: 'rule_not_found',
    status: 404,
    when: (a) => a.ada.put('/v1/admin/automation/do-everything', { enabled: false }),
  },
  {
    says: 'a threshold that the rule does not have',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.put('/v1/admin/automation/complete-requests', { settings: { zeal: 11 } }),
    also: ({ body }) =>
      assert.deepEqual(
        body.errors.map(({ pointer, rule }: { pointer: string; rule: string }) => [pointer, rule]),
        [['/settings/zeal', 'unknown_field']],
      ),
  },
  {
    says: 'background work that nobody gave up',
    code: 'job_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/jobs/never'),
  },
  {
    says: 'work is run again that went through',
    code: 'invalid_transition',
    status: 409,
    given: (a) => failsJob(a.db, a.organizationId, 'went-through', 'done'),
    when: (a) => a.ada.post('/v1/admin/jobs/went-through/run', {}),
    adds: { allowed: [] },
  },
]
