// Mail both ways for tests: a mail server on loopback that keeps what it is given, the loop that sends, and a client who answers.
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import pino from 'pino'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { composeNotice } from '../server/notifications/compose-notice.ts'
import { diskStore } from '../server/platform/file-store.ts'
import { mailCarrier } from '../server/platform/mail.ts'
import { startOutgoingLoop, type Carriers } from '../server/platform/outgoing-loop.ts'
import { ask, theHouse, type Agency } from './agency.ts'
import { formSignature, webhookHeaders } from './deliveries.ts'

/** The bakery's contact, who can be written to. */
export const NINA = 'nina@bakery.example'
export const withNina = ({ ada }: Agency) =>
  ada.put('/v1/admin/accounts/bakery', {
    contacts: [
      { name: 'Paul', phone: '030 1' },
      { name: 'Nina Brot', email: NINA },
    ],
  })

export interface Arrived extends Email {
  /** As it travelled. */
  raw: string
  /** The envelope's. */
  recipients: string[]
}

/** A mail server that takes everything. */
export async function mailReceiver(
  t: { after(close: () => Promise<unknown>): unknown },
  take: (raw: string, recipients: string[]) => void,
) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        take(
          Buffer.concat(chunks).toString(),
          session.envelope.rcptTo.map(({ address }) => address),
        )
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  return { smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}

/** A mail server, and the loop that sends to it all that waits; `send` answers what arrived since. */
export async function mailHouse(t: TestContext, more: Carriers = {}) {
  const { db, clock, filesDir, baseUrl } = await theHouse()
  await db.admin.query('delete from outgoing_messages')
  const arrived: { raw: string; recipients: string[] }[] = []
  const { smtpUrl } = await mailReceiver(t, (raw, recipients) => void arrived.push({ raw, recipients }))
  const log = pino({ level: 'silent' })
  const email = mailCarrier({
    smtpUrl,
    outboxDir: '',
    from: 'Project Operations <no-reply@ops.example>',
    inboundAddress: 'reply@in.agency.example',
    files: diskStore(filesDir),
    log,
    clock: clock.now,
  })
  const compose = composeNotice({ worker: db.worker, app: db.app, clock: clock.tick, publicUrl: baseUrl })
  const loop = startOutgoingLoop({ database: db.worker, carriers: { email, ...more }, compose, log, clock: clock.now })
  t.after(() => loop.stop())
  const send = async (): Promise<Arrived[]> => {
    await loop.kick()
    const parsed = arrived.splice(0).map(async (one) => ({ ...(await PostalMime.parse(one.raw)), ...one }))
    return Promise.all(parsed)
  }
  return { send, loop }
}

export const addressIn = (mail: Arrived | undefined): string => mail?.replyTo?.[0]?.address ?? ''

export interface Answer {
  to: string
  text?: string
  messageId?: string
  date?: Date
  headers?: string[]
}

/** An answer as a mail program writes it. */
export function mimeOf({ to, text = 'Fine with us.', messageId, date, headers = [] }: Answer): string {
  const head = [
    `From: Nina Brot <${NINA}>`,
    `To: ${to}`,
    'Subject: Re: Website redesign',
    ...(messageId === undefined ? [] : [`Message-ID: ${messageId}`]),
    ...(date === undefined ? [] : [`Date: ${date.toUTCString()}`]),
    ...(headers.some((each) => /^content-type/i.test(each)) ? [] : ['Content-Type: text/plain; charset=utf-8']),
    ...headers,
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

/** Delivers a mail as it is, signed. */
export async function delivers(mime: string, headers?: Record<string, string>) {
  const { baseUrl, clock } = await theHouse()
  const signed = headers ?? webhookHeaders(mime, clock.now())
  return ask(baseUrl, 'POST', '/v1/hooks/mail', mime, { 'content-type': 'message/rfc822', ...signed })
}

/** Delivers a mail as Mailgun's routes do, with files where there are some. */
export async function posts(fields: Record<string, string>, files: File[] = []) {
  const { baseUrl, clock } = await theHouse()
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...formSignature(clock.now()), ...fields })) form.set(name, value)
  files.forEach((file, i) => form.set(`attachment-${i + 1}`, file))
  const response = await fetch(`${baseUrl}/v1/hooks/mail`, { method: 'POST', body: form })
  return { status: response.status, body: (await response.json()) as { outcome: string; code?: string } }
}
