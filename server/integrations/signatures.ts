// Whether what another system delivers is from it and was not changed or kept back: the three ways in which they sign.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '../../domain/problems.ts'

/** A signed delivery is taken for so long; clocks may differ a little the other way too. */
const TOLERANCE_SECONDS = 300
/** Mail services try again with the same signature for a while. */
const FORM_TOLERANCE_SECONDS = 900

export const refuseUnsigned = (): Problem =>
  new Problem('unauthenticated', 'The delivery is not signed with the secret that was agreed, or too late.')

const hmac = (key: string | Buffer, ...parts: (string | Buffer)[]) => {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

function isSame(given: Buffer, right: Buffer): boolean {
  return given.length === right.length && timingSafeEqual(given, right)
}

function isRecent(seconds: string, now: Date, tolerance = TOLERANCE_SECONDS): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(now.getTime() / 1000 - Number(seconds)) <= tolerance
}

/** Mailgun’s: timestamp and token, in hexadecimal. It does not cover what is delivered: a token counts once. */
export const isFormSigned = (
  secret: string,
  { timestamp = '', token = '', signature = '' }: Record<string, string>,
  now: Date,
) =>
  token !== '' &&
  isRecent(timestamp, now, FORM_TOLERANCE_SECONDS) &&
  isSame(Buffer.from(signature, 'hex'), hmac(secret, timestamp, token))

type Headers = Record<string, string | string[] | undefined>
const one = (headers: Headers, name: string) => (typeof headers[name] === 'string' ? headers[name] : '')

/** https://www.standardwebhooks.com: id, timestamp and body, in base64; several where the secret is being changed. */
export function isWebhookSigned(secret: string, headers: Headers, body: Buffer, now: Date): boolean {
  const [id, timestamp] = [one(headers, 'webhook-id'), one(headers, 'webhook-timestamp')]
  if (id === '' || !isRecent(timestamp, now)) return false
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret
  const right = hmac(key, `${id}.${timestamp}.`, body)
  const given = one(headers, 'webhook-signature').split(' ').slice(0, 10)
  return given.some((each) => each.startsWith('v1,') && isSame(Buffer.from(each.slice(3), 'base64'), right))
}

/** Slack’s v0: timestamp and body, in hexadecimal. */
export function isSlackSigned(secret: string, headers: Headers, body: Buffer, now: Date): boolean {
  const timestamp = one(headers, 'x-slack-request-timestamp')
  if (!isRecent(timestamp, now)) return false
  const right = `v0=${hmac(secret, `v0:${timestamp}:`, body).toString('hex')}`
  return isSame(Buffer.from(one(headers, 'x-slack-signature')), Buffer.from(right))
}
