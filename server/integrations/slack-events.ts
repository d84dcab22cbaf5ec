// What Slack tells us was said in a channel: into the project that the channel belongs to, once, in the order in which it was said.
import { sql } from 'kysely'
import { z } from 'zod'
import { MAX_BODY_BYTES, type Author, type Thread } from '../../domain/communication.ts'
import { addCommunication, type Saying } from '../communications/add-communication.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import { transaction, type Context, type Tx } from '../platform/transaction.ts'
import { takeClientMessage } from '../requests/client-message.ts'
import type { Slack, SlackPerson } from './slack-api.ts'
import type { Outcome } from './take-mail.ts'

const Ts = z.string().regex(/^\d{9,11}\.\d{6}$/)

/** A message event, as far as it counts for us; Slack adds fields as it likes. */
export const SlackEvent = z.object({
  type: z.string().max(100),
  subtype: z.string().max(100).optional(),
  channel: z.string().max(100).optional(),
  user: z.string().max(100).optional(),
  /** Of which workspace its author is, in channels that several share. */
  user_team: z.string().max(100).optional(),
  bot_id: z.string().optional(),
  text: z.string().max(200_000).optional(),
  ts: Ts.optional(),
  thread_ts: Ts.optional(),
  files: z
    .array(z.object({ name: z.string().nullish(), permalink: z.string().nullish() }))
    .max(100)
    .optional(),
})
export type SlackEvent = z.infer<typeof SlackEvent>

interface FoundChannel {
  organizationId: string
  timezone: string
  projectId: string
  accountId: string
  visibility: 'internal' | 'client'
}

/** Messages that somebody typed. What is edited or deleted later was said all the same, and stays as it was said. */
const SAID = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

/** Takes an event whose signature is right. What programs say, our own messages among it, is left where it is. */
export async function takeSlackEvent(
  visit: Visit,
  slack: Slack,
  event: SlackEvent,
  workspace: string | undefined,
): Promise<Outcome> {
  const { type, subtype, channel, user, ts, bot_id: bot } = event
  if (type !== 'message' || !SAID.has(subtype) || bot !== undefined || !channel || !user || !ts) return 'ignored'
  const place = await findChannel(visit, channel)
  if (!place) return 'ignored'
  const [person, words] = await Promise.all([slack.person(user), wordsOf(slack, event)])
  if (words === '') return 'ignored'
  const said = await transaction(visit.database, contextOf(place, visit), async (tx) => {
    const thread = await threadOf(tx, place, event.thread_ts)
    const known = isOfWorkspace(workspace, event, person) ? person : { ...person, email: null }
    return say(tx, place, await authorOf(tx, user, known), {
      thread,
      projectId: place.projectId,
      accountId: place.accountId,
      channel: 'chat',
      body: words,
      saidAt: new Date(Number(ts) * 1000),
      external: { source: 'slack', messageId: `${channel} ${ts}` },
    })
  })
  return said.known ? 'known' : 'taken'
}

/** In a channel of the agency’s own all is internal. In one with the client, who is no person of the agency is the client. */
function say(tx: Tx, { visibility }: FoundChannel, author: Author, saying: Omit<Saying, 'direction' | 'author'>) {
  if (visibility === 'internal') return addCommunication(tx, { ...saying, author, direction: 'internal' })
  if (author.type === 'person') return addCommunication(tx, { ...saying, author, direction: 'outgoing' })
  return takeClientMessage(tx, { ...saying, author: { ...author, type: 'client' } })
}

async function findChannel({ database }: Visit, channel: string): Promise<FoundChannel | undefined> {
  const [found] = await database
    .query<FoundChannel>(
      sql`select organization_id as "organizationId", timezone, project_id as "projectId", account_id as "accountId", visibility
      from find_channel('slack', ${channel})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  return found
}

const contextOf = ({ organizationId, timezone }: FoundChannel, { now, publicUrl }: Visit): Context => ({
  actor: { type: 'integration', id: 'slack', name: 'Slack', organizationId, roles: [], tokenScopes: ['*'], timezone },
  permission: 'communication.write',
  scopes: ['organization'],
  now,
  publicUrl,
})

/** What the Slack thread is about, where it began with a message of ours; else it is about the project. */
async function threadOf(tx: Tx, { projectId }: FoundChannel, root: string | undefined): Promise<Thread> {
  const found =
    root === undefined
      ? undefined
      : await tx.first<Thread>(sql`
          select c.thread_type as type, c.thread_id as id from outgoing_messages o
          join communications c on c.organization_id = o.organization_id and c.id = o.communication_id
          where o.organization_id = ${tx.actor.organizationId} and o.carrier = 'slack' and o.external_id = ${root}
            and c.project_id = ${projectId}`)
  return found ?? { type: 'project', id: projectId }
}

/** In a channel that workspaces share, each says itself what its people's addresses are: only our own is believed. */
const isOfWorkspace = (
  workspace: string | undefined,
  { user_team: team }: SlackEvent,
  { teamId }: SlackPerson,
): boolean => workspace === undefined || [team, teamId].every((each) => each === undefined || each === workspace)

/** Somebody of the agency by their e-mail address, or whoever Slack says it is. */
async function authorOf(tx: Tx, user: string, { name, email }: SlackPerson): Promise<Author> {
  const found =
    email === null
      ? undefined
      : await tx.first<{ id: string; name: string }>(sql`select id, name from people
          where organization_id = ${tx.actor.organizationId} and lower(email) = lower(${email}) and active`)
  if (found) return { type: 'person', id: found.id, name: found.name, email: null }
  return { type: 'integration', id: `slack:${user}`, name, email }
}

/** Slack’s way of writing as ours: links, people, channels; the files by name, since they stay in Slack. */
async function wordsOf(slack: Slack, { text = '', files = [] }: SlackEvent): Promise<string> {
  const mentioned = [...new Set([...text.matchAll(/<@([A-Z0-9]{3,20})>/g)].map(([, id = '']) => id))].slice(0, 5)
  const names = new Map(await Promise.all(mentioned.map(async (id) => [id, (await slack.person(id)).name] as const)))
  const words = text
    .replaceAll(
      /<@([A-Z0-9]{3,20})(?:\|([^<>]{1,200}))?>/g,
      (_, id: string, shown?: string) => `@${shown ?? names.get(id) ?? id}`,
    )
    .replaceAll(/<#[A-Z0-9]{3,20}\|([^<>]{0,200})>/g, '#$1')
    .replaceAll(/<!(\w+)(?:[^\w<>][^<>]{0,200})?>/g, '@$1')
    .replaceAll(/<((?:https?|mailto):[^<>|\s]{1,3000})\|([^<>]{1,500})>/g, '[$2]($1)')
    .replaceAll(/<((?:https?|mailto):[^<>|\s]{1,3000})>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  const named = files.map(
    ({ name, permalink }) => `(file in Slack: ${name ?? 'without a name'}${permalink ? ` ${permalink}` : ''})`,
  )
  return bounded([words.trim(), ...named].filter(Boolean).join('\n'))
}

function bounded(words: string): string {
  // oxlint-disable-next-line no-control-regex -- what the database can not keep
  const plain = words.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  if (Buffer.byteLength(plain) <= MAX_BODY_BYTES) return plain
  return `${Buffer.from(plain)
    .subarray(0, MAX_BODY_BYTES - 3)
    .toString()
    .replace(/(?<!\uFFFD)\uFFFD+$/, '')}…`
}
