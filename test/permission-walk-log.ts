// The walk's lines about what happened: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const LOG_ACCESS: Record<string, string> = {}
export const LOG_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const LOG_RIGHTS: Record<string, string> = {}
