// Where files lie, by keys that say nothing: the one way to keep, read and remove their bytes; not what they are called or who may see them.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'

export interface Kept {
  sizeBytes: number
  sha256: Buffer
}

export interface Keeping {
  maxBytes: number
  /** Sees the first bytes before any is kept for good; what it throws ends the keeping. */
  check?: (head: Buffer) => void
}

export interface FileStore {
  /** Keeps the bytes under the key, all of them or none. */
  keep(key: string, bytes: AsyncIterable<Uint8Array>, keeping: Keeping): Promise<Kept>
  /** The bytes as they come; undefined where there are none. */
  stream(key: string): Promise<Readable | undefined>
  /** All of the bytes at once; undefined where there are none. */
  read(key: string): Promise<Buffer | undefined>
  /** Removes them; fine where they are gone already. */
  remove(key: string): Promise<void>
}

/** A key nobody can guess, which tells nothing of what it is for. */
export const newStorageKey = (): string => randomBytes(16).toString('hex')
const KEY = /^[0-9a-f]{32}$/
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error('no key of the file store')
  return key
}

const HEAD_BYTES = 4096
const HOUR_MS = 3_600_000

/** Where a file lies while it is not whole. */
export const incomingPath = (folder: string, key: string) => join(folder, 'incoming', checkKey(key))

/** Removes what a crash left on its way in, and answers how many files that were. */
export async function clearIncoming(folder: string, now: Date): Promise<number> {
  let count = 0
  for (const name of await readdir(join(folder, 'incoming')).catch(() => [])) {
    const path = join(folder, 'incoming', name)
    const found = await stat(path).catch(() => undefined)
    if (!found || found.mtimeMs > now.getTime() - HOUR_MS) continue
    await rm(path, { force: true })
    count++
  }
  return count
}

export interface Spooled extends Kept {
  path: string
}

/**
 * Writes bytes as they come to a file only its owner may read, counting and hashing them. Whatever goes wrong, too many
 * bytes included, nothing is left of it.
 */
export async function spool(path: string, bytes: AsyncIterable<Uint8Array>, keeping: Keeping): Promise<Spooled> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'wx', 0o600)
  try {
    const kept = await copy(bytes, keeping, (chunk) => file.write(chunk))
    await file.sync()
    await file.close()
    return { ...kept, path }
  } catch (error) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

async function copy(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, check }: Keeping,
  write: (chunk: Uint8Array) => Promise<unknown>,
): Promise<Kept> {
  const hash = createHash('sha256')
  let head: Buffer | undefined = Buffer.alloc(0)
  let sizeBytes = 0
  const checkHead = () => {
    if (head && head.length > 0) check?.(head)
    head = undefined
  }
  for await (const chunk of bytes) {
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes)
      throw new Problem('payload_too_large', say`A file holds at most ${Math.floor(maxBytes / 1024 / 1024)} MiB.`)
    if (head) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
    if (head?.length === HEAD_BYTES) checkHead()
    hash.update(chunk)
    await write(chunk)
  }
  checkHead()
  return { sizeBytes, sha256: hash.digest() }
}

/** Files in a folder of one's own. */
export function diskStore(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, checkKey(key).slice(0, 2), key)
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false
        throw error
      },
    )
  return {
    async keep(key, bytes, keeping) {
      const path = pathOf(key)
      const { path: draft, ...kept } = await spool(incomingPath(folder, key), bytes, keeping)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await rename(draft, path)
      return kept
    },
    stream: async (key) => ((await isThere(pathOf(key))) ? createReadStream(pathOf(key)) : undefined),
    read: async (key) => ((await isThere(pathOf(key))) ? readFile(pathOf(key)) : undefined),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

export const storeUnavailable = (cause: unknown): Problem =>
  Object.assign(new Problem('unavailable', 'The place for files is busy or gone; try again in a moment.'), { cause })

/** An installation that was given no place for files. */
export const noStore: FileStore = {
  keep: () => Promise.reject(new Problem('unavailable', 'No place for files is set up.')),
  stream: async () => undefined,
  read: async () => undefined,
  remove: async () => {},
}
