// The walk's lines about rules, jobs and alerts: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const AUTOMATION_ACCESS: Record<string, string> = {}
export const AUTOMATION_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const AUTOMATION_RIGHTS: Record<string, string> = {}
