// The walk's lines about rules, jobs and alerts: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const AUTOMATION_ACCESS: Record<string, string> = {
  'POST /v1/admin/projects/preview-set-up': 'PA',
}
export const AUTOMATION_REQUESTS: Record<string, WalkRequest> = {
  'POST /v1/admin/projects/preview-set-up': { body: () => ({ name: 'Walked', accountId: 'bakery', type: 'website' }) },
}
/** Rights that no address asks for, in the document's letters. */
export const AUTOMATION_RIGHTS: Record<string, string> = {}
