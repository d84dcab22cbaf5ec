// Something to tell people of, and a request whose work is done.
import { raiseAlert } from '../server/alerts/raise-alert.ts'
import { bySystem } from './alerts.ts'
import { answers, asks } from './asking.ts'
import { say } from '../domain/said.ts'
import type { RuleCase } from './rule-cases.ts'

export const TOLD_CASES: Record<string, RuleCase> = {
  'tell-admins-of-alerts': (house) =>
    bySystem(house, (tx) =>
      raiseAlert(tx, { fingerprint: 'disk', severity: 'warning', title: say`Nearly full`, detail: {} }),
    ),
  'complete-requests': async ({ ada }) => {
    const asked = await asks(ada, 'site', { id: 'wish' })
    await answers(ada, asked, 'accepted', { response: 'Done soon.', tasks: [{ id: 'form', title: 'A form' }] })
    await ada.completes({ id: 'form' })
  },
  'tell-of-weeks': async ({ db, organizationId, clock }) => {
    await db.admin.query(`update people set created_at = '2026-01-01' where organization_id = $1`, [organizationId])
    const now = clock.now()
    // To the next Monday, nine o'clock in Berlin.
    clock.advance({ days: (8 - now.getUTCDay()) % 7 || 7, hours: 8 - now.getUTCHours() })
  },
  'tell-of-messages': async ({ ada }) => {
    await ada.post('/v1/admin/projects/site/communications', { body: 'They like blue' })
  },
  // The cast is put on projects and tasks from the start.
  'tell-of-projects': async () => {},
  'tell-of-tasks': async () => {},
  'tell-of-requests': async ({ amy }) => {
    await asks(amy, 'site', { id: 'wish' })
  },
  'tell-of-signals': async ({ ada }) => {
    await ada.post('/v1/admin/signals', { title: 'Look at it', projectId: 'site', assigneeId: 'max' })
  },
}
