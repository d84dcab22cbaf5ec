// The walk's lines about messages, files and chat channels: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'

export const COMMUNICATIONS_ACCESS: Record<string, string> = {}
export const COMMUNICATIONS_REQUESTS: Record<string, WalkRequest> = {}
/** Rights that no address asks for, in the document's letters. */
export const COMMUNICATIONS_RIGHTS: Record<string, string> = {
  'task.discuss': 'PA PM TL own',
  'communication.read': 'PA PM AM',
  'communication.write': 'PA PM AM',
  'channel.manage': 'PA PM',
  'attachment.read': 'PA PM TL AM own',
  'attachment.write': 'PA PM TL AM own',
}
