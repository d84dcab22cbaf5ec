// The walk's lines about what happens, as it happens: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const LIVE_ACCESS: Record<string, string> = {}
export const LIVE_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const LIVE_RIGHTS: Record<string, string> = {}
