// The walk's lines about subscriptions, signals, clients with all their projects, and collections: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const CLIENTS_ACCESS: Record<string, string> = {}
export const CLIENTS_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const CLIENTS_RIGHTS: Record<string, string> = {
  'signal.read': 'PA PM AM',
  'signal.update': 'PA PM AM',
  'subscription.read': 'PA AM',
  'subscription.write': 'PA',
  'account.coordinate': 'PA',
  'collection.read': 'PA',
}
