// The walk's lines about rules, jobs and alerts: who may, and a request that succeeds.
import { ALERTS_ACCESS, ALERTS_REQUESTS } from './permission-walk-alerts.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, type Maker } from './permission-walk-things.ts'
import { failsJob } from './given-up.ts'

/** Rules are files: there is one wherever somebody asks, and none of another organisation's. */
const rule: Maker = async (_agency, place, caller) => {
  if (isGhost(place)) return { ruleId: ghost(place) }
  return place === 'own' && caller !== 'olga' ? { ruleId: 'complete-requests' } : undefined
}

const job: Maker = async ({ db, organizationId, olga }, place) => {
  if (isGhost(place)) return { jobId: ghost(place) }
  if (place !== 'own' && place !== 'foreign') return undefined
  const jobId = fresh('job')
  await failsJob(db, place === 'own' ? organizationId : olga.organizationId, jobId)
  return { jobId }
}

export const AUTOMATION_ACCESS: Record<string, string> = {
  ...ALERTS_ACCESS,
  'GET /v1/admin/automation': 'PA',
  'GET /v1/admin/automation/:ruleId': 'PA',
  'PUT /v1/admin/automation/:ruleId': 'PA',
  'POST /v1/admin/automation/:ruleId/rehearse': 'PA',
  'GET /v1/admin/automation/:ruleId/runs': 'PA',
  'GET /v1/admin/jobs': 'PA',
  'GET /v1/admin/jobs/:jobId': 'PA',
  'POST /v1/admin/jobs/:jobId/run': 'PA',
  'POST /v1/admin/jobs/:jobId/dismiss': 'PA',
  'POST /v1/admin/projects/preview-set-up': 'PA',
  'POST /v1/admin/projects/batch': 'PA PM TL',
}
let minutes = 0
export const AUTOMATION_REQUESTS: Record<string, WalkRequest> = {
  ...ALERTS_REQUESTS,
  'GET /v1/admin/automation': {},
  'GET /v1/admin/automation/:ruleId': { on: rule },
  'PUT /v1/admin/automation/:ruleId': { on: rule, body: () => ({ coolDownMinutes: ++minutes % 1_000 }) },
  'POST /v1/admin/automation/:ruleId/rehearse': { on: rule },
  'GET /v1/admin/automation/:ruleId/runs': { on: rule },
  'GET /v1/admin/jobs': {},
  'GET /v1/admin/jobs/:jobId': { on: job },
  'POST /v1/admin/jobs/:jobId/run': { on: job },
  'POST /v1/admin/jobs/:jobId/dismiss': { on: job },
  'POST /v1/admin/projects/preview-set-up': { body: () => ({ name: 'Walked', accountId: 'bakery', type: 'website' }) },
  // The door alone: what stands in it is asked for one by one (server/batch/batch.test.ts).
  'POST /v1/admin/projects/batch': { body: () => ({ mode: 'partial', operations: [{ op: 'delete', id: 'none' }] }) },
}
/** Rights that no address asks for, in the document's letters. */
export const AUTOMATION_RIGHTS: Record<string, string> = {}
