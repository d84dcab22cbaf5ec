// What can be wrong with alerts.
import type { Agency } from './agency.ts'
import type { Failure } from './failures-provoked.ts'

const alertOf = ({ db }: Agency, organizationId: string, clearedAt: string | null) =>
  db.admin.query(
    `insert into alerts (organization_id, id, fingerprint, severity, title, first_at, last_at, cleared_at, created_at, updated_at)
     values ($1, 'trouble', 'trouble', 'warning', 'Trouble', now(), now(), $2, now(), now())`,
    [organizationId, clearedAt],
  )

export const ALERT_FAILURES: Failure[] = [
  {
    says: 'an unknown alert',
    code: 'alert_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/alerts/none'),
  },
  {
    says: 'an alert of another organisation',
    code: 'alert_not_found',
    status: 404,
    given: (a) => alertOf(a, a.olga.organizationId, null),
    when: (a) => a.ada.post('/v1/admin/alerts/trouble/acknowledge', {}),
  },
  {
    says: 'an alert that is over can not be looked after',
    code: 'invalid_transition',
    status: 409,
    given: (a) => alertOf(a, a.organizationId, '2026-11-20T00:00:00Z'),
    when: (a) => a.ada.post('/v1/admin/alerts/trouble/acknowledge', {}),
    adds: { allowed: [] },
  },
]
