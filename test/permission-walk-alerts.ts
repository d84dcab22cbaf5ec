// The walk's lines about alerts: who may, and a request that succeeds.
import { fresh, ghost, isGhost, type Maker } from './permission-walk-things.ts'
import type { WalkRequest } from './permission-walk-requests.ts'

/** Nobody makes one through the API: it is there because something is the matter. */
const alert: Maker = async ({ db, organizationId, olga }, place) => {
  if (isGhost(place)) return { alertId: ghost(place) }
  if (place !== 'own' && place !== 'foreign') return undefined
  const alertId = fresh('alert')
  await db.admin.query(
    `insert into alerts (organization_id, id, fingerprint, severity, title, first_at, last_at, created_at, updated_at)
     values ($1, $2, $2, 'warning', 'Something is the matter', now(), now(), now(), now())`,
    [place === 'foreign' ? olga.organizationId : organizationId, alertId],
  )
  return { alertId }
}

export const ALERTS_ACCESS: Record<string, string> = {
  'GET /v1/admin/alerts': 'PA',
  'GET /v1/admin/alerts/:alertId': 'PA',
  'POST /v1/admin/alerts/:alertId/acknowledge': 'PA',
  'POST /v1/admin/alerts/:alertId/clear': 'PA',
  'GET /metrics': 'public',
}
export const ALERTS_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/alerts': { lists: alert },
  'GET /v1/admin/alerts/:alertId': { on: alert },
  'POST /v1/admin/alerts/:alertId/acknowledge': { on: alert },
  'POST /v1/admin/alerts/:alertId/clear': { on: alert },
  'GET /metrics': {},
}
