// Many files as one compressed stream, one after the other: written and read once through, each checked by its hash.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { BackupError, type Packed } from './backup-folder.ts'

export const COMPRESSION = {
  params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
}
const CHUNK_BYTES = 256 * 1024

export interface ToPack {
  path: string
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Packs what comes, as it comes, and answers what it was. On the disk when it resolves. */
export async function pack(target: string, files: AsyncIterable<ToPack>): Promise<Packed[]> {
  const packed: Packed[] = []
  const all = async function* () {
    for await (const { path, bytes } of files) {
      const hash = createHash('sha256')
      let count = 0
      for await (const chunk of bytes) {
        hash.update(chunk)
        count += chunk.length
        yield chunk
      }
      packed.push({ path, bytes: count, sha256: hash.digest('hex') })
    }
  }
  const out = createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true })
  await pipeline(Readable.from(all()), createZstdCompress(COMPRESSION), out)
  return packed
}

/**
 * The bytes of a file as they are now; nothing where it went meanwhile. Most of a database's files are small: those are read
 * at once, since each turn of the event loop of a server at work may be long.
 */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await openSmall(path)
  if (file === undefined) return
  if (Buffer.isBuffer(file)) return yield file
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES))
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function openSmall(path: string): Promise<Buffer | FileHandle | undefined> {
  try {
    return statSync(path).size <= CHUNK_BYTES ? readFileSync(path) : await open(path)
  } catch (error) {
    return absent(error as NodeJS.ErrnoException)
  }
}

export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** Gives each file's bytes to whoever takes them, in order; fails where anything is not what was packed. */
export async function unpack(
  source: string,
  packed: readonly Packed[],
  take: (file: Packed) => Promise<Taker>,
): Promise<void> {
  const damaged = (cause?: unknown) => new BackupError(`${source} is damaged: restore another backup`, { cause })
  const stream = createReadStream(source, { highWaterMark: CHUNK_BYTES }).pipe(createZstdDecompress())
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  for (const file of packed) {
    const taker = await take(file)
    const hash = createHash('sha256')
    for (let left = file.bytes; left > 0;) {
      if (rest.length === 0) rest = await nextOf(chunks, damaged)
      const part = rest.subarray(0, left)
      await give(taker, hash, part)
      rest = rest.subarray(part.length)
      left -= part.length
    }
    await taker.end()
    if (hash.digest('hex') !== file.sha256) throw damaged()
  }
  stream.destroy()
}

export interface Taker {
  write(bytes: Buffer): Promise<unknown>
  end(): Promise<unknown>
}

async function give(taker: Taker, hash: Hash, bytes: Buffer): Promise<void> {
  hash.update(bytes)
  await taker.write(bytes)
}

async function nextOf(chunks: AsyncIterator<unknown>, damaged: (cause?: unknown) => Error): Promise<Buffer> {
  const { value, done } = await chunks.next().catch((error: unknown) => {
    throw damaged(error)
  })
  if (done === true) throw damaged()
  return value as Buffer
}

/** A new file that takes bytes. */
export async function fileTaker(path: string): Promise<Taker> {
  const file: FileHandle = await open(path, 'wx', 0o600)
  return { write: (bytes) => file.write(bytes), end: () => file.close() }
}
