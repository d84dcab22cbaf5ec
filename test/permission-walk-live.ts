// The walk's lines about what happens, as it happens: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'
import { project } from './permission-walk-things.ts'

export const LIVE_ACCESS: Record<string, string> = {
  'GET /v1/admin/live': 'everyone',
  'GET /v1/admin/projects/:projectId/presence': 'PA PM TL AM',
}
export const LIVE_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/live': {},
  'GET /v1/admin/projects/:projectId/presence': { on: project },
}
/** Rights that no address asks for, in the document's letters. */
export const LIVE_RIGHTS: Record<string, string> = {}
