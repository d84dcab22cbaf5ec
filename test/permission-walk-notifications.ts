// The walk's lines about what somebody is told: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const NOTIFICATIONS_ACCESS: Record<string, string> = {}
export const NOTIFICATIONS_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const NOTIFICATIONS_RIGHTS: Record<string, string> = {}
