// The walk's lines about figures: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const ANALYTICS_ACCESS: Record<string, string> = {
  'GET /v1/admin/analytics/performance': 'PA PM AM',
  'GET /v1/admin/analytics/performance/rows': 'PA PM AM',
  'GET /v1/admin/analytics/workflow': 'PA PM AM',
  'GET /v1/admin/analytics/workflow/rows': 'PA PM AM',
  'GET /v1/admin/analytics/utilisation': 'PA PM TL',
  'GET /v1/admin/analytics/utilisation/rows': 'PA PM TL',
}
export const ANALYTICS_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/analytics/performance': {},
  'GET /v1/admin/analytics/performance/rows': { query: '?figure=tasksCompleted' },
  'GET /v1/admin/analytics/workflow': {},
  'GET /v1/admin/analytics/workflow/rows': { query: '?figure=blockedMinutes' },
  'GET /v1/admin/analytics/utilisation': {},
  'GET /v1/admin/analytics/utilisation/rows': { query: '?figure=freeMinutes' },
}
