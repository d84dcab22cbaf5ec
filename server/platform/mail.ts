// Mail on its way out: a row written in the transaction that wants it sent, and the loop that sends such rows; not the words in it.
import { randomInt } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'
import type { Database } from './database.ts'
import { insertRow } from './rows.ts'
import type { Tx } from './transaction.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

/** Has a mail sent once this transaction is committed. Returns the message's id. */
export function sendMail(tx: Tx, { to, subject, text }: Mail): string {
  const id = tx.newId('msg')
  insertRow(tx, 'outgoing_messages', {
    id,
    recipient: to,
    subject,
    body: text,
    nextAttemptAt: tx.now,
    createdAt: tx.now,
  })
  return id
}

/** The last try comes about a day after the first. */
export const MAX_ATTEMPTS = 12
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 4 * 3_600_000
/** Longer than one sending can take: when it is over, whoever held the message is gone. */
const LEASE_MS = 120_000
const SEND_TIMEOUT_MS = 60_000
const POLL_MS = 1_000

export interface MailLoopOptions {
  database: Database
  /** Unset: messages go to files in `outboxDir`. */
  smtpUrl: string | undefined
  outboxDir: string
  /** The sender; its domain is also that of every Message-ID. */
  from: string
  log: Logger
  clock: () => Date
}

/** Who the mail comes from: the mail server's login where that is an address, for most servers take no other sender. */
export function senderOf(smtpUrl: string | undefined, publicUrl: string): string {
  const login = smtpUrl === undefined ? '' : decodeURIComponent(new URL(smtpUrl).username)
  const address = login.includes('@') ? login : `no-reply@${new URL(publicUrl).hostname}`
  return `Project Operations <${address}>`
}

export interface MailLoop {
  /** Sends what is due now; resolves when that is tried. */
  kick(): Promise<void>
  stop(): Promise<void>
}

interface Message {
  organizationId: string
  id: string
  recipient: string
  subject: string
  body: string
  attempts: number
}

/**
 * Sends outgoing messages, each to be had by one node at a time: claiming moves its next attempt ahead, so a node that
 * dies holding one leaves it to the others. A message may go out twice where a node dies between sending and saying so;
 * its Message-ID is then the same.
 */
export function startMailLoop(options: MailLoopOptions): MailLoop {
  const { log } = options
  const carrier = options.smtpUrl === undefined ? outbox(options) : smtp(options, options.smtpUrl)
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const round = async () => {
    for (let message; !stopped && (message = await claim(options));) await attempt(options, carrier, message)
  }
  const kick = () =>
    (running = running
      .then(round)
      .catch((error: unknown) => log.error({ err: error }, 'the mail loop could not reach its messages')))
  let timer = setTimeout(function poll() {
    void kick().then(() => (timer = stopped ? timer : setTimeout(poll, POLL_MS).unref()))
  }, POLL_MS).unref()
  return {
    kick,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      carrier.close()
    },
  }
}

async function claim({ database, clock }: MailLoopOptions): Promise<Message | undefined> {
  const now = clock()
  const [message] = await database.query<Message>(sql`
    update outgoing_messages m set attempts = m.attempts + 1, next_attempt_at = ${new Date(now.getTime() + LEASE_MS)}
    from (select organization_id, id from outgoing_messages
      where sent_at is null and next_attempt_at <= ${now} and attempts < ${MAX_ATTEMPTS}
      order by next_attempt_at limit 1 for update skip locked) due
    where m.organization_id = due.organization_id and m.id = due.id
    returning m.organization_id as "organizationId", m.id, m.recipient, m.subject, m.body, m.attempts`)
  return message
}

/** One try, outside any transaction; its outcome is written down afterwards. */
async function attempt(options: MailLoopOptions, carrier: Carrier, message: Message): Promise<void> {
  const { database, log, clock } = options
  const mine = sql`organization_id = ${message.organizationId} and id = ${message.id}`
  const { id, recipient, attempts } = message
  try {
    await carrier.carry(message)
  } catch (error) {
    const givenUp = attempts >= MAX_ATTEMPTS || isForGood(error)
    const next = givenUp ? sql`'infinity'` : sql`${new Date(clock().getTime() + pauseMs(attempts))}`
    await database.query(sql`update outgoing_messages set last_error = ${(error as Error).message.slice(0, 500)}, next_attempt_at = ${next},
      body = ${givenUp ? '' : message.body} where ${mine}`)
    log[givenUp ? 'error' : 'warn'](
      { messageId: id, to: recipient, attempts, err: error },
      givenUp ? 'mail given up' : 'mail not sent, will be tried again',
    )
    return
  }
  await database.query(
    sql`update outgoing_messages set sent_at = ${clock()}, last_error = null, body = '' where ${mine}`,
  )
}

/** Doubling, and up to half as long again by chance, so that a server coming back is not met by all at once. */
const pauseMs = (attempts: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) * (1 + randomInt(500) / 1000)

/** The server says that this address, or this message, will never do. */
function isForGood(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500 && responseCode < 600
}

interface Carrier {
  carry(message: Message): Promise<void>
  close(): void
}

const messageIdOf = (message: Message, from: string) => `<${message.id}@${/@([^>]+)/.exec(from)?.[1] ?? 'localhost'}>`

function smtp({ from }: MailLoopOptions, url: string): Carrier {
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
      const { recipient: to, subject, body: text } = message
      const sent = transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: messageIdOf(message, from),
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await within(SEND_TIMEOUT_MS, sent)
    },
    close: () => transport.close(),
  }
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
function outbox({ from, outboxDir, log, clock }: MailLoopOptions): Carrier {
  return {
    async carry(message) {
      const file = join(outboxDir, `${message.id}.eml`)
      const head = {
        From: from,
        To: message.recipient,
        Subject: message.subject,
        Date: clock().toUTCString().replace('GMT', '+0000'),
        'Message-ID': messageIdOf(message, from),
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Transfer-Encoding': '8bit',
      }
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`)
      await mkdir(outboxDir, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.draft`, `${lines.join('\n')}\n\n${message.body}\n`, { mode: 0o600 })
      await rename(`${file}.draft`, file)
      log.info(
        { to: message.recipient, subject: message.subject, file },
        'mail written to the outbox: no SMTP_URL is set',
      )
    },
    close: () => {},
  }
}
