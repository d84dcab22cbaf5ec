// The one way in which something said gets into a thread, whoever said it and however it came; and out again by mail and chat.
import { sql } from 'kysely'
import type { Communication, Thread } from '../../domain/communication.ts'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import type { BoundFile } from '../files/attachment-operations.ts'
import { carryToChannel } from './message-chat.ts'
import { defaultRecipients, mailMessage, type Recipient } from './message-mail.ts'

export interface Saying extends Pick<Communication, 'direction' | 'channel' | 'body' | 'projectId' | 'accountId'> {
  id?: string | undefined
  thread: Thread
  /** Who says it, where that is not the actor as they are signed in. */
  author?: Communication['author'] | undefined
  /** When it was said, where it was delivered late; what claims to come from the future was said now. */
  saidAt?: Date | undefined
  /** What the system that delivers it calls it: delivered again, it is the same message. */
  external?: { source: string; messageId: string } | undefined
  /** Who gets an outgoing mail; left out, the one whom the thread is with. */
  recipients?: readonly Recipient[] | undefined
  /** What hangs on it already, under its id. */
  files?: readonly BoundFile[] | undefined
}

export interface Said {
  id: string
  /** Whether it was there already, delivered before. */
  known: boolean
}

/** A message as it goes on, by mail or chat. */
export interface Spoken extends Saying {
  id: string
  author: Communication['author']
  visibility: Communication['visibility']
  files: readonly BoundFile[]
}

/**
 * Adds a message to a thread, and has it carried to the project's chat channel and, where it is outgoing mail, to whom it
 * is for. Whoever calls has seen to it that the actor may write there.
 */
export async function addCommunication(tx: Tx, saying: Saying): Promise<Said> {
  const { external, thread, direction } = saying
  if (external) {
    const known = await holdExternal(tx, external)
    if (known !== undefined) return { id: known, known: true }
  }
  const { id = tx.newId('msg'), author = actorAsAuthor(tx), files = [] } = saying
  const visibility = direction === 'internal' ? 'internal' : 'client'
  const spoken: Spoken = { ...saying, id, author, visibility, files }
  keep(tx, spoken)
  if (thread.type === 'request' && direction === 'outgoing' && author.type !== 'rule') noteResponse(tx, thread.id)
  await carryOn(tx, spoken)
  return { id, known: false }
}

/** Writes the message down. What claims to come from the future was said now. */
function keep(tx: Tx, spoken: Spoken): void {
  const { id, projectId, accountId, thread, direction, channel, author, external } = spoken
  const saidAt = spoken.saidAt === undefined || spoken.saidAt > tx.now ? tx.now : spoken.saidAt
  insertRow(tx, 'communications', {
    id,
    projectId,
    accountId,
    threadType: thread.type,
    threadId: thread.id,
    direction,
    channel,
    visibility: spoken.visibility,
    authorType: author.type,
    authorId: author.id,
    authorName: author.name,
    authorEmail: author.email,
    body: spoken.body,
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
      channel: { to: channel },
      saidAt: { to: saidAt.toISOString() },
    },
  )
}

/** The first word to the client is the response that their request was promised, as urgent as it was; its clock is done. */
const noteResponse = (tx: Tx, requestId: string): void =>
  tx.send(sql`update requests set first_responded_at = ${tx.now}, response_priority = priority
    where organization_id = ${tx.actor.organizationId} and id = ${requestId} and first_responded_at is null`)

/** Where it goes from here. A history that is told goes nowhere. */
async function carryOn(tx: Tx, spoken: Spoken): Promise<void> {
  if (tx.isHistory) return
  carryToChannel(tx, spoken)
  if (spoken.direction !== 'outgoing' || spoken.channel !== 'email') return
  await mailMessage(tx, spoken, spoken.recipients ?? (await defaultRecipients(tx, spoken)))
}

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
