// The one way in which something said gets into a thread, whoever said it and however it came.
import { sql } from 'kysely'
import type { Communication, Thread } from '../../domain/communication.ts'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

export interface Saying extends Pick<Communication, 'direction' | 'channel' | 'body' | 'projectId' | 'accountId'> {
  id?: string | undefined
  thread: Thread
  /** Who says it, where that is not the actor as they are signed in. */
  author?: Communication['author'] | undefined
  /** When it was said, where it was delivered late; what claims to come from the future was said now. */
  saidAt?: Date | undefined
  /** What the system that delivers it calls it: delivered again, it is the same message. */
  external?: { source: string; messageId: string } | undefined
}

export interface Said {
  id: string
  /** Whether it was there already, delivered before. */
  known: boolean
}

/** Adds a message to a thread. Whoever calls has seen to it that the actor may write there. */
export async function addCommunication(tx: Tx, saying: Saying): Promise<Said> {
  const { external, thread, direction } = saying
  if (external) {
    const known = await holdExternal(tx, external)
    if (known !== undefined) return { id: known, known: true }
  }
  const { id = tx.newId('msg'), author = actorAsAuthor(tx), projectId, accountId } = saying
  const saidAt = saying.saidAt === undefined || saying.saidAt > tx.now ? tx.now : saying.saidAt
  insertRow(tx, 'communications', {
    id,
    projectId,
    accountId,
    threadType: thread.type,
    threadId: thread.id,
    direction,
    channel: saying.channel,
    visibility: direction === 'internal' ? 'internal' : 'client',
    authorType: author.type,
    authorId: author.id,
    authorName: author.name,
    authorEmail: author.email,
    body: saying.body,
    source: external?.source,
    externalMessageId: external?.messageId,
    saidAt,
    createdAt: tx.now,
  })
  // The words are in the message; what the activity keeps of them is that they were said, and when.
  tx.record(
    'communication.added',
    { type: 'communication', id, projectId, accountId },
    {
      thread: { to: thread },
      direction: { to: direction },
      channel: { to: saying.channel },
      saidAt: { to: saidAt.toISOString() },
    },
  )
  if (thread.type === 'request' && direction === 'outgoing' && author.type !== 'rule') noteResponse(tx, thread.id)
  return { id, known: false }
}

/** The first word to the client is the response that their request was promised; its clock is done. */
const noteResponse = (tx: Tx, requestId: string): void =>
  tx.send(sql`update requests set first_responded_at = ${tx.now}
    where organization_id = ${tx.actor.organizationId} and id = ${requestId} and first_responded_at is null`)

/** Two deliveries of one message at once meet at this lock: the second finds what the first made. */
async function holdExternal(tx: Tx, { source, messageId }: { source: string; messageId: string }) {
  tx.send(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.organizationId} ${source} ${messageId}`}, 0))`,
  )
  const found = await tx.first<{ id: string }>(sql`select id from communications
    where organization_id = ${tx.actor.organizationId} and source = ${source} and external_message_id = ${messageId}`)
  return found?.id
}

const actorAsAuthor = ({ actor }: Tx): Communication['author'] => ({
  type: actor.type,
  id: actor.id,
  name: actor.name,
  email: null,
})
