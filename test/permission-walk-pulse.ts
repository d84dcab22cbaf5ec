// The walk's lines about health: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const PULSE_ACCESS: Record<string, string> = {}
export const PULSE_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const PULSE_RIGHTS: Record<string, string> = {
  'pulse.read': 'PA PM',
  'pulse.update': 'PA PM',
}
