// Takes messages out to Slack: each once, in the thread that is about the same, and never as more than words.
import { sql } from 'kysely'
import { plainTextOf } from '../../domain/markdown-text.ts'
import type { ChatHeaders } from '../communications/message-chat.ts'
import type { Database } from '../platform/database.ts'
import { refusal, type Carrier, type OutgoingMessage } from '../platform/outgoing-loop.ts'
import { slackError, type Slack } from './slack-api.ts'

const EVENT_TYPE = 'project_operations_message'
/** Slack takes 40,000 characters. */
const MAX_CHARACTERS = 38_000

export function slackCarrier(slack: Slack, database: Database): Carrier {
  return {
    async carry(message) {
      if (message.personId !== null) return carryToPerson(slack, message)
      const { recipient: channel, id, attempts } = message
      const visibility = await visibilityWhereItBelongs(database, message)
      const root = await findRoot(database, message)
      // The first try may have come through with its answer lost.
      const posted = attempts > 1 ? await findPosted(slack, message, root) : undefined
      if (posted !== undefined) return posted
      const { ts } = await slack.call<{ ts: string }>('chat.postMessage', {
        channel,
        text: textOf(message, visibility),
        ...(root !== undefined && { thread_ts: root }),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: EVENT_TYPE, event_payload: { id } },
      })
      return ts
    },
    close: () => {},
  }
}

type Visibility = 'internal' | 'client'

/** Whose the channel is by now: while it waited, that may have been let go, given to another project, or opened to the client. */
async function visibilityWhereItBelongs(
  database: Database,
  { organizationId, recipient, communicationId }: OutgoingMessage,
): Promise<Visibility> {
  const [found] = await database.query<{ visibility: Visibility }>(sql`select ch.visibility from communications c
    join project_channels ch on ch.organization_id = c.organization_id and ch.project_id = c.project_id
    where c.organization_id = ${organizationId} and c.id = ${communicationId} and ch.provider = 'slack'
      and ch.external_id = ${recipient} and (ch.visibility = 'internal' or c.visibility = 'client')`)
  if (!found) throw refusal('The channel is not one for this message any more', { forGood: true })
  return found.visibility
}

/** The first message in this channel about the same request, task or signal. What is about the project is said as it is. */
async function findRoot(database: Database, { organizationId, recipient, headers }: OutgoingMessage) {
  const { threadType, threadId } = headers as unknown as ChatHeaders
  if (threadType === 'project') return undefined
  const [found] = await database.query<{ ts: string }>(sql`
    select o.external_id as ts from communications c
    join outgoing_messages o on o.organization_id = c.organization_id and o.communication_id = c.id
    where c.organization_id = ${organizationId} and c.thread_type = ${threadType} and c.thread_id = ${threadId}
      and o.carrier = 'slack' and o.recipient = ${recipient} and o.external_id is not null
    order by o.external_id limit 1`)
  return found?.ts
}

interface Posted {
  messages: { ts: string; metadata?: { event_type?: string; event_payload?: { id?: string } } }[]
}

/** What Slack calls it, where it has it. An app without the right to look posts once more rather than not at all. */
async function findPosted(slack: Slack, { recipient, id, createdAt }: OutgoingMessage, root: string | undefined) {
  const oldest = String(Math.floor(createdAt.getTime() / 1000) - 300)
  const args = { channel: recipient, oldest, limit: 200, include_all_metadata: true }
  try {
    const { messages } = root
      ? await slack.call<Posted>('conversations.replies', { ...args, ts: root })
      : await slack.call<Posted>('conversations.history', args)
    return messages.find(({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.id === id)?.ts
  } catch (error) {
    if (['missing_scope', 'thread_not_found'].includes(slackError(error))) return undefined
    throw error
  }
}

/** Who says it and what it is about, then the words. Nothing in them calls people or channels. */
function textOf({ body, headers }: OutgoingMessage, visibility: Visibility): string {
  const { authorName, title, fileNames, threadType } = headers as unknown as ChatHeaders
  // What tasks are called stays inside, also where the channel was inside when it was written down.
  const isUntitled = title === null || (threadType === 'task' && visibility === 'client')
  const head = `*${plain(authorName)}*${isUntitled ? '' : ` · ${plain(title)}`}`
  const files = fileNames.map((name) => `\n:paperclip: ${plain(name)}`).join('')
  const words = escaped(plainTextOf(body))
  const cut = words.length > MAX_CHARACTERS ? `${words.slice(0, MAX_CHARACTERS).toWellFormed()}…` : words
  return `${head}\n${cut}${files}`
}

/** To one person of the agency alone, whom Slack knows by their address. The first try may have come through. */
async function carryToPerson(slack: Slack, message: OutgoingMessage): Promise<string> {
  const { recipient: email, id, attempts, subject, body, headers } = message
  const { user } = await slack.call<{ user: { id: string } }>('users.lookupByEmail', { email })
  const { channel } = await slack.call<{ channel: { id: string } }>('conversations.open', { users: user.id })
  const posted = attempts > 1 ? await findPosted(slack, { ...message, recipient: channel.id }, undefined) : undefined
  if (posted !== undefined) return posted
  const said = body === '' ? '' : `\n${escaped(body)}`
  const { ts } = await slack.call<{ ts: string }>('chat.postMessage', {
    channel: channel.id,
    text: `*${plain(subject)}*${said}\n<${escaped(String(headers.url))}>`,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: EVENT_TYPE, event_payload: { id } },
  })
  return ts
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const plain = (text: string) => escaped(text.replaceAll(/[*_~`\r\n]/g, ' '))
