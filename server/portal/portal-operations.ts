// What a client can do through their link: ask, answer, and take back what they asked.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import {
  MAY_WITHDRAW,
  type ClientAsks,
  type ClientRequestWithThread,
  type ClientSays,
} from '../../domain/client-link.ts'
import { Problem } from '../../domain/problems.ts'
import { moveRequest } from '../../domain/request.ts'
import type { Tx } from '../platform/transaction.ts'
import { takeClientMessage } from '../requests/client-message.ts'
import { saveMoves } from '../requests/request-moves.ts'
import { addRequest } from '../requests/request-operations.ts'
import { lockRequestWhere } from '../requests/request-queries.ts'
import type { Client, HeldProject } from './client-visit.ts'
import { findOwnRequest, getOwnRequest, own, refuseTooMany } from './portal-queries.ts'

/** Takes what the client asks for. Asked again with the same key, it is the same request. */
export async function askByLink(
  tx: Tx,
  client: Client,
  project: HeldProject,
  { key, title, body, type = 'question', priority = 'medium' }: ClientAsks,
): Promise<ClientRequestWithThread> {
  const id = idFor(tx, 'req', client, key)
  const earlier = key === undefined ? undefined : await findOwnRequest(tx, client, id)
  if (earlier) return sameAs(earlier, earlier.body === body && earlier.title === title)
  await refuseTooMany(tx, client)
  const requester = { name: client.name, email: client.email }
  await addRequest(tx, project, { id, title, body, type, priority, source: 'portal', requester })
  return getOwnRequest(tx, client, id)
}

/** Takes what the client says about a request of theirs. */
export async function sayByLink(
  tx: Tx,
  client: Client,
  project: HeldProject,
  requestId: string,
  { key, body }: ClientSays,
): Promise<ClientRequestWithThread> {
  const request = await getOwnRequest(tx, client, requestId)
  const id = idFor(tx, 'msg', client, key)
  const earlier = key === undefined ? undefined : await findMessage(tx, id)
  if (earlier) return sameAs(request, earlier.body === body && earlier.threadId === requestId)
  await takeClientMessage(tx, {
    id,
    thread: { type: 'request', id: requestId },
    projectId: project.id,
    accountId: project.accountId,
    channel: 'portal',
    author: { type: 'client', id: client.linkId, name: client.name, email: client.email },
    body,
  })
  return getOwnRequest(tx, client, requestId)
}

/** Takes a request back that nobody has begun with. */
export async function withdrawByLink(tx: Tx, client: Client, requestId: string): Promise<ClientRequestWithThread> {
  const request = await lockRequestWhere(tx, requestId, own(client))
  if (request.status === 'cancelled') return getOwnRequest(tx, client, requestId)
  if (!MAY_WITHDRAW.includes(request.status))
    throw new Problem('invalid_transition', 'It is being worked on, or closed already: write to us instead.', {
      allowed: [],
    })
  await saveMoves(tx, request, [moveRequest(request, 'cancelled', undefined, tx.now)])
  return getOwnRequest(tx, client, requestId)
}

/** An id that follows from the link and the sender's key, so that nobody can name what is not theirs. */
const idFor = (tx: Tx, prefix: string, { linkId }: Client, key: string | undefined): string =>
  key === undefined
    ? tx.newId(prefix)
    : `${prefix}_${createHash('sha256').update(`${linkId} ${key}`).digest('hex').slice(0, 40)}`

const findMessage = (tx: Tx, id: string) =>
  tx.first<{ body: string; threadId: string }>(sql`select body, thread_id as "threadId" from communications
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)

function sameAs<T>(earlier: T, same: boolean): T {
  if (!same) throw new Problem('idempotency_mismatch', 'Something else was sent with this key before.')
  return earlier
}
