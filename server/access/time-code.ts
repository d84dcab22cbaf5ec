// Codes that follow from a shared secret and the time (TOTP, RFC 6238), as authenticator apps show them: six digits, half a minute each.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_MS = 30_000
/** As long as the hash that is used, as RFC 4226 asks. */
const SECRET_BYTES = 20

export const newTimeSecret = (): Buffer => randomBytes(SECRET_BYTES)

export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS)

/** HMAC-SHA-1 is what the apps speak; of HMAC nothing of SHA-1's weakness is known. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

export const isCodeAt = (secret: Buffer, step: number, code: string): boolean => {
  const right = Buffer.from(codeAt(secret, step))
  const given = Buffer.from(code)
  return given.length === right.length && timingSafeEqual(given, right)
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** RFC 4648, without padding: how such secrets are written for people. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What an app reads from a picture. */
export function appAddress(secret: Buffer, email: string): string {
  const issuer = 'Project Operations'
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
