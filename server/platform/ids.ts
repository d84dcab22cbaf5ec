// New ids: a prefix that tells the kind, then the instant, a counter and randomness, so that they sort by time.
import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
let counter = 0

// Random bytes are fetched by the page: asking for a dozen costs as much.
let page = randomBytes(4096)
let used = 0
function randomByte(): number {
  if (used === page.length) {
    page = randomBytes(page.length)
    used = 0
  }
  return page[used++] as number
}

function base32(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text
  return text
}

/** Sorts before every id of its kind that is made at this instant or later, and after those made before. */
export const firstId = (prefix: string, at: Date): string => `${prefix}_${base32(at.getTime(), 10)}`

/** `prj_06e…`: 48 bits of milliseconds, a counter that keeps one process's ids of one millisecond in order, 60 random bits. */
export function newId(prefix: string, at: Date): string {
  counter = (counter + 1) % 32 ** 4
  let tail = ''
  for (let i = 0; i < 12; i++) tail += ALPHABET[randomByte() % 32]
  return `${prefix}_${base32(at.getTime(), 10)}${base32(counter, 4)}${tail}`
}

/** What the first id of an instant begins with: ids with this prefix that are not smaller are not older. */
export const firstIdAt = (prefix: string, at: Date): string => `${prefix}_${base32(Math.max(0, at.getTime()), 10)}`
