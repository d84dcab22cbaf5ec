// What other systems may deliver: mail that comes in, what is said in chat, what was bought and paid. Closed until a secret is agreed with them.
import { z } from 'zod'
import { invalid, Problem } from '../../domain/problems.ts'
import { visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import type { FileStore } from '../platform/file-store.ts'
import { readForm, readMime, unreadable, type DeliveredMail } from './read-mail.ts'
import { isFormSigned, isSlackSigned, isWebhookSigned, refuseUnsigned } from './signatures.ts'
import type { Slack } from './slack-api.ts'
import { SlackEvent, takeSlackEvent } from './slack-events.ts'
import type { StripeHouse } from './stripe-api.ts'
import { takeStripeEvent, verifiedEvent } from './stripe-events.ts'
import { takeMail, type Outcome } from './take-mail.ts'
import { makeUsedTokens } from './used-tokens.ts'

export interface Inbound {
  files: FileStore
  /** What mail services sign with. */
  mailSecret?: string | undefined
  slack?: { signingSecret: string; api: Slack } | undefined
  stripe?: StripeHouse | undefined
}

const Bytes = z.custom<Buffer>((body) => Buffer.isBuffer(body), 'is there').meta({ type: 'string', format: 'binary' })
const Taken = z.strictObject({
  outcome: z
    .enum(['taken', 'known', 'ignored'])
    .meta({ description: 'known: delivered before. ignored: nothing to keep.' }),
})
const MAX_MAIL_BYTES = 25 * 1024 * 1024
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const

export const inboundRoutes = (inbound: Inbound): AnyEndpoint[] => [
  visitEndpoint({
    method: 'POST',
    path: '/v1/hooks/mail',
    may: 'public',
    summary: 'Takes a mail that came in: as Mailgun’s routes post it, or as it is with a Standard Webhooks signature.',
    consumes: [...FORMS, 'message/rfc822'],
    bytes: { as: 'whole', maxBytes: MAX_MAIL_BYTES, inHandBytes: 4 * MAX_MAIL_BYTES },
    body: Bytes,
    reply: Taken,
    problems: ['unauthenticated', 'route_not_found'],
    visit: mailDoor(inbound),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/hooks/slack',
    may: 'public',
    summary: 'Takes what is said in connected Slack channels (Events API, signed).',
    consumes: ['application/json'],
    bytes: { as: 'whole', maxBytes: 1024 * 1024, inHandBytes: MAX_MAIL_BYTES },
    body: Bytes,
    reply: z.union([z.strictObject({ challenge: z.string() }), Taken]),
    problems: ['unauthenticated', 'route_not_found'],
    visit: (visit, { body }) => slackDoor(visit, inbound, body),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/hooks/stripe',
    may: 'public',
    summary: 'Takes what Stripe says has changed (events, signed): it is then looked up there.',
    consumes: ['application/json'],
    bytes: { as: 'whole', maxBytes: 1024 * 1024, inHandBytes: MAX_MAIL_BYTES },
    body: Bytes,
    reply: Taken,
    problems: ['unauthenticated', 'route_not_found', 'unavailable'],
    visit: (visit, { body }) => stripeDoor(visit, inbound, body),
  }),
]

const closed = () => new Problem('route_not_found', 'See /docs for what there is.')

function mailDoor({ files, mailSecret }: Inbound) {
  const used = makeUsedTokens()
  return async (visit: Visit, { body }: { body: Buffer }): Promise<{ outcome: Outcome }> => {
    if (mailSecret === undefined) throw closed()
    const { headers } = visit.request
    const type = headers['content-type'] ?? ''
    if (!FORMS.some((form) => type.toLowerCase().startsWith(form))) {
      if (!isWebhookSigned(mailSecret, headers, body, visit.now)) throw refuseUnsigned()
      return { outcome: await takeMail(visit, files, await readMime(body)) }
    }
    const form = await readFormData(type, body)
    const fields = Object.fromEntries(['timestamp', 'token', 'signature'].map((name) => [name, textIn(form, name)]))
    if (!isFormSigned(mailSecret, fields, visit.now)) throw refuseUnsigned()
    const mail: DeliveredMail = await readForm(form)
    // The signature does not cover the mail: whoever has seen one delivery must not sign another with it.
    if (!used.allows(fields.token ?? '', mail, visit.now)) throw refuseUnsigned()
    return { outcome: await takeMail(visit, files, mail) }
  }
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

async function readFormData(type: string, body: Buffer): Promise<FormData> {
  try {
    // It lies in memory whole already, at most 25 MiB of it.
    // oxlint-disable-next-line typescript/no-deprecated
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch (error) {
    throw unreadable(error)
  }
}

const Delivery = z.union([
  z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) }),
  z.object({ type: z.literal('event_callback'), team_id: z.string().max(100).optional(), event: SlackEvent }),
  z.object({ type: z.string() }),
])

async function slackDoor(visit: Visit, { slack }: Inbound, body: Buffer) {
  if (!slack) throw closed()
  if (!isSlackSigned(slack.signingSecret, visit.request.headers, body, visit.now)) throw refuseUnsigned()
  const delivery = Delivery.safeParse(parsed(body))
  if (!delivery.success) throw invalid([{ pointer: '', rule: 'event', message: 'is no event' }], 400)
  if ('challenge' in delivery.data) return { challenge: delivery.data.challenge }
  if (!('event' in delivery.data)) return { outcome: 'ignored' as const }
  return { outcome: await takeSlackEvent(visit, slack.api, delivery.data.event, delivery.data.team_id) }
}

async function stripeDoor(visit: Visit, { stripe }: Inbound, body: Buffer) {
  if (!stripe) throw closed()
  const event = verifiedEvent(stripe.webhookSecret, body, visit.request.headers['stripe-signature'], visit.now)
  return { outcome: await takeStripeEvent(visit, stripe, event) }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
