// Passwords as they are kept: argon2id (19 MiB, two passes), a few at a time so that sign-ins do not starve everything else.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from '../../domain/problems.ts'

interface Cost {
  memory: number
  passes: number
  parallelism: number
}
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32

/** One hash keeps a core busy for some 50 ms; two leave the other requests their thread pool. */
const MAX_AT_ONCE = 2
/** About two and a half seconds' worth: whoever would wait longer is told to come back. */
const MAX_WAITING = 100

const derive = promisify(argon2)
const waiting: (() => void)[] = []
let running = 0
let hashes = 0

/** Hashes made since the start: what a test counts to see that every refusal costs the same. */
export const hashCount = (): number => hashes

/** The hash of a password in PHC string format. Fails with `unavailable` when too many are waiting. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await tagOf(password, salt, COST)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

/**
 * Whether the password is the one of this hash. Without a hash the same work is done for the answer no, so that the time
 * it takes does not tell who has a password here.
 */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const kept = hash ? read(hash) : undefined
  const { salt, tag, cost } = kept ?? { salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES), cost: COST }
  const same = timingSafeEqual(await tagOf(password, salt, cost, tag.length), tag)
  return same && kept !== undefined
}

function read(hash: string): { salt: Buffer; tag: Buffer; cost: Cost } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash)
  if (!parts) throw new Error('a kept password hash is not argon2id in PHC format')
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number]
  const [salt, tag] = parts.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer]
  return { salt, tag, cost: { memory, passes, parallelism } }
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/(?<!=)=+$/, '')

/** NFKC: the same letters typed on another keyboard are the same password. */
async function tagOf(password: string, nonce: Buffer, cost: Cost, tagLength = TAG_BYTES): Promise<Buffer> {
  await enter()
  try {
    hashes++
    return await derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost })
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (running < MAX_AT_ONCE) {
    running++
    return
  }
  if (waiting.length >= MAX_WAITING) throw new Problem('unavailable', 'Too many people are signing in at this moment.')
  await new Promise<void>((resolve) => waiting.push(resolve))
}

/** The place of one who leaves goes straight to the next. */
function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running--
}
