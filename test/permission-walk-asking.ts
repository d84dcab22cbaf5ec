// The walk's lines about client requests and the links of clients: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const ASKING_ACCESS: Record<string, string> = {}
export const ASKING_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const ASKING_RIGHTS: Record<string, string> = {
  'request.read': 'PA PM AM',
  'request.create': 'PA PM AM',
  'request.update': 'PA PM',
  'request.process': 'PA PM',
  'client_link.manage': 'PA PM AM',
}
