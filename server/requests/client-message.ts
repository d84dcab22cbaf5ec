// What a client says in a thread, by whatever way it comes in: link, mail or chat.
import { sql } from 'kysely'
import { moveRequest } from '../../domain/request.ts'
import { isOpenRequest } from '../../domain/request-life.ts'
import { addCommunication, type Said, type Saying } from '../communications/add-communication.ts'
import type { Tx } from '../platform/transaction.ts'
import { saveMoves, subjectOf } from './request-moves.ts'
import { lockRequestWhere } from './request-queries.ts'

/**
 * Adds a client's message to its thread. A request that waited for the client goes on with it, and its clocks with it. One
 * that is closed stays so until somebody reopens it: that the client wrote is on record, and it is unanswered since.
 * Whoever calls has seen to it that the client may write there.
 */
export async function takeClientMessage(tx: Tx, saying: Omit<Saying, 'direction'>): Promise<Said> {
  const { thread } = saying
  // Held before anything is written: whoever else changes the request waits, and none in a circle.
  const request = thread.type === 'request' ? await lockRequestWhere(tx, thread.id, sql`true`) : undefined
  const said = await addCommunication(tx, { ...saying, direction: 'incoming' })
  if (said.known || !request) return said
  if (request.status === 'awaiting_client')
    await saveMoves(tx, request, [moveRequest(request, 'in_review', undefined, tx.now)])
  else if (!isOpenRequest(request.status))
    tx.record('request.client_wrote', subjectOf(request), { communicationId: { to: said.id } })
  return said
}
