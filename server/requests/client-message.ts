// What a client says in a thread, by whatever way it comes in: link, mail or chat.
import { addCommunication, type Said, type Saying } from '../communications/add-communication.ts'
import type { Tx } from '../platform/transaction.ts'

/** Adds a client's message to its thread; a request that waited for the client goes on with it. */
export async function takeClientMessage(tx: Tx, saying: Omit<Saying, 'direction'>): Promise<Said> {
  return addCommunication(tx, { ...saying, direction: 'incoming' })
}
