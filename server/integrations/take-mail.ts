// What happens with a mail that came in: into the thread that its address belongs to, once, with its files.
import { sql } from 'kysely'
import { MAX_BODY_BYTES } from '../../domain/communication.ts'
import { Email } from '../../domain/fields.ts'
import { Problem } from '../../domain/problems.ts'
import { answerIn } from '../../domain/quoted-mail.ts'
import { allSpeeches } from '../platform/speech.ts'
import { hashSecret } from '../access/authenticate.ts'
import {
  discardFile,
  insertAttachments,
  storeFile,
  type Filing,
  type StoredFile,
} from '../files/attachment-operations.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import type { FileStore } from '../platform/file-store.ts'
import { reading, transaction, type Context } from '../platform/transaction.ts'
import { takeClientMessage } from '../requests/client-message.ts'
import type { DeliveredMail } from './read-mail.ts'

/** What became of a delivery: it is in its thread, it was there already, or it is none of ours to keep. */
export type Outcome = 'taken' | 'known' | 'ignored'

interface ReplyAddress {
  organizationId: string
  timezone: string
  threadType: 'project' | 'task' | 'request' | 'signal'
  threadId: string
  projectId: string | null
  accountId: string | null
  name: string
  email: string
  saidAt: Date
}

/** Takes a mail whose signature is right. Whatever it is, the service need not send it again. */
export async function takeMail(visit: Visit, files: FileStore, mail: DeliveredMail): Promise<Outcome> {
  const address = mail.replyToken === undefined ? undefined : await findReplyAddress(visit, mail.replyToken)
  if (!address || mail.isAutomatic) {
    visit.request.log.info(
      { requestId: visit.request.id },
      address ? 'a mail that a program wrote was left out' : 'a mail came to an address that belongs to no thread',
    )
    return 'ignored'
  }
  const filing: Filing = { files, database: visit.database, context: contextOf(address, visit) }
  if (await isKnown(filing, mail.messageId)) return 'known'
  const { stored, refused } = await storeAll(filing, mail, address.projectId !== null)
  try {
    return await addMail(filing, address, mail, stored, refused)
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || stored.length === 0) throw error
    // The project holds no more files: what was said is kept all the same, and which files are missing.
    await discardAll(filing, stored)
    return addMail(filing, address, mail, [], [...refused, ...stored.map(({ name }) => `${name}: no room for it`)])
  }
}

async function findReplyAddress({ database }: Visit, token: string): Promise<ReplyAddress | undefined> {
  const [found] = await database
    .query<ReplyAddress>(
      sql`select organization_id as "organizationId", timezone, thread_type as "threadType", thread_id as "threadId",
        project_id as "projectId", account_id as "accountId", name, email, said_at as "saidAt"
      from find_reply_address(${hashSecret(token)})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  return found
}

const contextOf = ({ organizationId, timezone }: ReplyAddress, { now, publicUrl }: Visit): Context => ({
  actor: { type: 'integration', id: 'mail', name: 'Mail', organizationId, roles: [], tokenScopes: ['*'], timezone },
  permission: 'communication.write',
  scopes: ['organization'],
  now,
  publicUrl,
})

const isKnown = ({ database, context }: Filing, messageId: string) =>
  reading(database, context, async (tx) => {
    const found = await tx.first(sql`select 1 from communications
      where organization_id = ${context.actor.organizationId} and source = 'mail' and external_message_id = ${messageId}`)
    return found !== undefined
  })

async function addMail(
  filing: Filing,
  address: ReplyAddress,
  mail: DeliveredMail,
  stored: readonly StoredFile[],
  refused: readonly string[],
): Promise<Outcome> {
  const { threadType, threadId, projectId, accountId } = address
  const author = authorOf(mail, address)
  const said = await transaction(filing.database, filing.context, async (tx) => {
    const { id, known } = await takeClientMessage(tx, {
      thread: { type: threadType, id: threadId },
      projectId,
      accountId,
      channel: 'email',
      body: bodyOf(mail, refused, stored.length),
      author,
      saidAt: saidAt(mail.date, address.saidAt, tx.now),
      external: { source: 'mail', messageId: mail.messageId },
    })
    if (!known && projectId !== null)
      await insertAttachments(tx, stored, {
        projectId,
        accountId,
        subject: { type: 'communication', id },
        visibility: 'client',
        uploader: author,
      })
    return { known }
  })
  if (said.known) await discardAll(filing, stored)
  return said.known ? 'known' : 'taken'
}

const discardAll = async (filing: Filing, stored: readonly StoredFile[]): Promise<void> => {
  for (const { storageKey } of stored) await discardFile(filing, storageKey)
}

/** Each file by itself: one that is not taken does not keep the others out. A thread without a project keeps none. */
async function storeAll(filing: Filing, mail: DeliveredMail, hasProject: boolean) {
  const stored: StoredFile[] = []
  const refused: string[] = []
  const whole = Buffer.byteLength(answerIn(mail.text, allSpeeches())) > WORDS_BYTES
  const all = whole
    ? [...mail.files, { name: 'whole message.txt', type: 'text/plain', bytes: Buffer.from(mail.text) }]
    : mail.files
  for (const { name, type, bytes } of all)
    try {
      if (!hasProject) throw new Problem('validation_error', 'it is in no project')
      stored.push(await storeFile(filing, { name, type, bytes: chunksOf(bytes) }))
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      refused.push(`${name.slice(0, 200)}: ${error.message.trim()}`)
    }
  return { stored, refused }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const clipped = (text: string, max: number) => Array.from(text).slice(0, max).join('')

function authorOf({ from }: DeliveredMail, address: ReplyAddress) {
  const email = Email.safeParse(from.email).success ? from.email : address.email
  const plain = from.name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
  const name = plain || (email.toLowerCase() === address.email.toLowerCase() ? address.name : email)
  return { type: 'client' as const, id: email.toLowerCase(), name: clipped(name, 200), email }
}

/** When it was said: not before the message that it answers, and not in the future, whatever its clock says. */
function saidAt(date: Date | undefined, answered: Date, now: Date): Date {
  const earliest = answered.getTime() + 1
  return new Date(Math.min(Math.max(date?.getTime() ?? now.getTime(), earliest), now.getTime()))
}

/** Room for the names of what is missing stays. */
const WORDS_BYTES = MAX_BODY_BYTES - 12_000

/** The answer without what it quotes, and which of its files could not be kept. */
function bodyOf({ text }: DeliveredMail, refused: readonly string[], files: number): string {
  // oxlint-disable-next-line no-control-regex -- what the database can not keep
  const words = answerIn(text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ''), allSpeeches())
  const cut = Buffer.byteLength(words) > WORDS_BYTES
  const kept = cut
    ? `${Buffer.from(words)
        .subarray(0, WORDS_BYTES)
        .toString()
        .replace(/\uFFFD+$/, '')}…`
    : words
  const missing = refused.slice(0, 30).map((line) => `- ${line}`)
  const parts = [
    kept || (files > 0 ? '(a file without words)' : '(an empty mail)'),
    ...(cut ? ['(The rest is in the attached file.)'] : []),
    ...(missing.length > 0 ? [`Files that were not taken:\n${missing.join('\n')}`] : []),
  ]
  return parts.join('\n\n')
}
