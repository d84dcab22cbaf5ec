// The walk's lines about health: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'
import { project } from './permission-walk-things.ts'

export const PULSE_ACCESS: Record<string, string> = {
  'GET /v1/admin/projects/:projectId/pulse': 'PA PM',
  'PUT /v1/admin/projects/:projectId/pulse': 'PA PM',
  'POST /v1/admin/projects/:projectId/pulse/preview': 'PA PM',
}
export const PULSE_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/projects/:projectId/pulse': { on: project },
  'PUT /v1/admin/projects/:projectId/pulse': {
    on: project,
    body: () => ({ metrics: [{ metric: 'client_satisfaction', value: 80, note: 'They said so on the phone' }] }),
  },
  'POST /v1/admin/projects/:projectId/pulse/preview': {
    on: project,
    body: () => ({ actions: [{ kind: 'write_to_client' }] }),
  },
}
/** Rights that no address asks for, in the document's letters. */
export const PULSE_RIGHTS: Record<string, string> = {}
