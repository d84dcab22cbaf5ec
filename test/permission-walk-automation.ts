// The walk's lines about rules, jobs and alerts: who may, and a request that succeeds.
import { ALERTS_ACCESS, ALERTS_REQUESTS } from './permission-walk-alerts.ts'
import type { WalkRequest } from './permission-walk-requests.ts'

export const AUTOMATION_ACCESS: Record<string, string> = { ...ALERTS_ACCESS }
export const AUTOMATION_REQUESTS: Record<string, WalkRequest> = { ...ALERTS_REQUESTS }
/** Rights that no address asks for, in the document's letters. */
export const AUTOMATION_RIGHTS: Record<string, string> = {}
