// Mail on its way out: a row written in the transaction that wants it sent, and the carrier that takes it to a mail server.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'
import type { FileStore } from './file-store.ts'
import { refusal, type Carrier, type OutgoingMessage } from './outgoing-loop.ts'
import { insertRow, json } from './rows.ts'
import type { Tx } from './transaction.ts'

export interface Mail {
  to: string
  subject: string
  text: string
  /** There where somebody speaks through it, rather than the server: then it may be answered. */
  personal?: PersonalMail
}

export interface PersonalMail {
  /** Which message of a thread it tells. */
  communicationId: string
  fromName: string
  /** The line that its answers stand above. */
  answerAbove: string
  /** The secret part of the address that its answers come to. */
  replyToken: string
  /** Where answers go while mail does not come in here. */
  replyTo: string | null
  /** Earlier mails of the same thread, oldest first: a whole Message-ID, or the id of a mail of ours. */
  references: string[]
  files: MailedFile[]
}

/** Of a mail that tells a person of the agency something: the same as HTML, and where it is muted with one click. */
export interface NoticeHeaders {
  html: string
  muteUrl: string
}

export interface MailedFile {
  name: string
  contentType: string
  storageKey: string
}

/** Has a mail sent once this transaction is committed. Returns the message's id. Where a history is told, nothing is sent. */
export function sendMail(tx: Tx, { to, subject, text, personal }: Mail): string {
  const id = tx.newId('msg')
  if (tx.isHistory) return id
  const { communicationId, ...headers } = personal ?? {}
  insertRow(tx, 'outgoing_messages', {
    id,
    recipient: to,
    subject,
    body: text,
    headers: json(headers),
    communicationId,
    nextAttemptAt: tx.now,
    createdAt: tx.now,
  })
  return id
}

/** Who the mail comes from: the mail server's login where that is an address, for most servers take no other sender. */
export function senderOf(smtpUrl: string | undefined, publicUrl: string): string {
  const login = smtpUrl === undefined ? '' : decodeURIComponent(new URL(smtpUrl).username)
  const address = login.includes('@') ? login : `no-reply@${new URL(publicUrl).hostname}`
  return `Project Operations <${address}>`
}

export interface MailOptions {
  /** Unset: messages go to files in `outboxDir`. */
  smtpUrl: string | undefined
  outboxDir: string
  /** The sender; its domain is also that of every Message-ID. */
  from: string
  /** Where answers come in, as `reply@in.agency.example`; unset while they do not. */
  inboundAddress?: string | undefined
  /** Where the files lie that go along. */
  files?: FileStore | undefined
  log: Logger
  clock: () => Date
}

/** Hands mail to the server of `smtpUrl`, or without one to the outbox folder. */
export const mailCarrier = (options: MailOptions): Carrier =>
  options.smtpUrl === undefined ? outbox(options) : smtp(options, options.smtpUrl)

const addressIn = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from
const SEND_TIMEOUT_MS = 60_000

/** A mail as its server is told of it. */
function envelopeOf(message: OutgoingMessage, { from, inboundAddress }: MailOptions) {
  const {
    fromName,
    answerAbove,
    replyToken,
    replyTo,
    references = [],
    files = [],
  } = message.headers as Partial<PersonalMail>
  const { html, muteUrl } = message.headers as Partial<NoticeHeaders>
  const idOf = (id: string) => (id.startsWith('<') ? id : `<${id}@${addressIn(from).split('@').at(-1) ?? 'localhost'}>`)
  const answersTo = inboundAddress && replyToken ? inboundAddress.replace('@', `+${replyToken}@`) : undefined
  return {
    from: fromName === undefined ? from : `"${fromName.replaceAll(/["\\\r\n<>]/g, '')}" <${addressIn(from)}>`,
    to: message.recipient,
    subject: message.subject,
    text: answersTo && answerAbove ? `${answerAbove}\n\n${message.body}` : message.body,
    messageId: idOf(message.id),
    replyTo: answersTo ?? replyTo ?? undefined,
    references: references.map(idOf),
    files,
    html,
    unsubscribe:
      muteUrl === undefined
        ? {}
        : { 'List-Unsubscribe': `<${muteUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }
}

function smtp(options: MailOptions, url: string): Carrier {
  // The URL carries host, port and login; the time limits are ours.
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async carry(message) {
      const { references, files, replyTo, html, unsubscribe, ...envelope } = envelopeOf(message, options)
      const inReplyTo = references.at(-1)
      const mail = {
        ...envelope,
        ...(replyTo !== undefined && { replyTo }),
        ...(html !== undefined && { html }),
        ...(inReplyTo !== undefined && { inReplyTo, references }),
        attachments: await attached(files, options.files),
        // What a program wrote by itself is answered by no other program; what a person wrote is no such thing.
        headers: { ...(message.communicationId === null && { 'Auto-Submitted': 'auto-generated' }), ...unsubscribe },
      }
      await within(SEND_TIMEOUT_MS, transport.sendMail(mail)).catch(sayIfForGood)
      return undefined
    },
    close: () => transport.close(),
  }
}

/** The files as they were when it was said, unless their bytes are gone meanwhile. */
async function attached(files: readonly MailedFile[], store: FileStore | undefined) {
  const found = await Promise.all(
    files.map(async ({ name, contentType, storageKey }) => {
      const content = await store?.read(storageKey)
      return content ? [{ filename: name, contentType, content, contentDisposition: 'attachment' as const }] : []
    }),
  )
  return found.flat()
}

/** The server says that this address, or this message, will never do. */
function sayIfForGood(error: Error & { code?: string; responseCode?: number }): never {
  const { code, responseCode = 0 } = error
  const forGood = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500 && responseCode < 600
  throw forGood ? refusal(error.message, { forGood }) : error
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not sent within ${limitMs} ms`)), limitMs)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** For an installation without a mail server: each message a file that only the owner reads, and a line in the log that says so. */
function outbox(options: MailOptions): Carrier {
  const { outboxDir, log, clock } = options
  return {
    async carry(message) {
      const file = join(outboxDir, `${message.id}.eml`)
      const { from, to, subject, text, messageId, replyTo, references, files, unsubscribe } = envelopeOf(
        message,
        options,
      )
      const head = {
        From: from,
        To: to,
        ...(replyTo !== undefined && { 'Reply-To': replyTo }),
        Subject: subject,
        Date: clock().toUTCString().replace('GMT', '+0000'),
        'Message-ID': messageId,
        ...(references.length > 0 && { 'In-Reply-To': references.at(-1) ?? '', References: references.join(' ') }),
        ...unsubscribe,
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Transfer-Encoding': '8bit',
      }
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`)
      const enclosed = files.map(({ name }) => `\n[attached: ${name}]`).join('')
      await mkdir(outboxDir, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.draft`, `${lines.join('\n')}\n\n${text}\n${enclosed}`, { mode: 0o600 })
      await rename(`${file}.draft`, file)
      log.info({ to, subject, file }, 'mail written to the outbox: no SMTP_URL is set')
      return undefined
    },
    close: () => {},
  }
}
