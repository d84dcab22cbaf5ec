// The walk's lines about the ledger: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, made, project, type Maker } from './permission-walk-things.ts'

/** For a project in that place; nobody ever deletes one, and it outlives its project. */
export const billingEntry: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { billingEntryId: ghost(place) }
  if (place === 'deleted') return undefined
  const ids = await project(agency, place, caller)
  if (!ids) return undefined
  const { ada, olga } = agency
  const entry = { id: fresh('entry'), projectId: ids.projectId, amountMinor: 100, note: 'Pictures' }
  return { billingEntryId: await made((place === 'foreign' ? olga : ada).post('/v1/admin/billing/entries', entry)) }
}

export const BILLING_ACCESS: Record<string, string> = {
  'GET /v1/admin/projects/:projectId/billing': 'PA PM AM',
  'GET /v1/admin/billing/entries': 'PA PM AM',
  'POST /v1/admin/billing/entries': 'PA',
  'GET /v1/admin/billing/entries/:billingEntryId': 'PA PM AM',
  'POST /v1/admin/billing/entries/:billingEntryId/void': 'PA',
  'GET /v1/admin/billing/totals': 'PA PM AM',
  'GET /v1/admin/billing/export': 'PA PM AM',
}
export const BILLING_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/projects/:projectId/billing': { on: project },
  'GET /v1/admin/billing/entries': { lists: billingEntry, query: '?limit=100' },
  'POST /v1/admin/billing/entries': { body: () => ({ accountId: 'bakery', amountMinor: -100, note: 'Sorry' }) },
  'GET /v1/admin/billing/entries/:billingEntryId': { on: billingEntry },
  'POST /v1/admin/billing/entries/:billingEntryId/void': { on: billingEntry, body: () => ({ reason: 'Mistaken' }) },
  'GET /v1/admin/billing/totals': {},
  'GET /v1/admin/billing/export': {},
}
