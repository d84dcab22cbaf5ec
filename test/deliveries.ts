// What mail services, Slack and Stripe deliver, signed as they sign it.
import { Stripe } from 'stripe'
import { createHmac, randomBytes } from 'node:crypto'

export const MAIL_SECRET = 'a key that a mail service signs with'
export const ACCOUNTS_SECRET = 'a key that an account system signs with'
export const SLACK_SECRET = 'a key that Slack signs with'
export const STRIPE_SECRET = 'whsec_a_key_that_Stripe_signs_with'

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text)

/** Mailgun's three fields. */
export function formSignature(at: Date, token = randomBytes(25).toString('hex')) {
  const timestamp = seconds(at)
  return { timestamp, token, signature: hmac(MAIL_SECRET, timestamp + token).digest('hex') }
}

/** The headers of Standard Webhooks for a body. */
export function webhookHeaders(
  body: string,
  at: Date,
  id = `evt_${randomBytes(8).toString('hex')}`,
  secret = MAIL_SECRET,
): Record<string, string> {
  const signature = hmac(secret, `${id}.${seconds(at)}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': `v1,${signature}` }
}

/** Slack's headers for a body. */
export function slackHeaders(body: string, at: Date): Record<string, string> {
  const signature = `v0=${hmac(SLACK_SECRET, `v0:${seconds(at)}:${body}`).digest('hex')}`
  return { 'x-slack-request-timestamp': seconds(at), 'x-slack-signature': signature }
}

/** Stripe's header for a body, made by its own library. */
export function stripeHeaders(body: string, at: Date, secret = STRIPE_SECRET): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
  return { 'content-type': 'application/json', 'stripe-signature': signature }
}
