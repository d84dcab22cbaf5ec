// Keeps what the embedded server wrote (its WAL) in an archive, as it is written. A segment that is full counts once it is
// there whole; of the newest, what was written so far is kept beside it, so that no segment need be closed before it is full.
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { BackupError } from './backup-folder.ts'
import { absent, COMPRESSION } from './packed.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

export const SEGMENT_BYTES = 16 * 1024 * 1024
const SEGMENT = /^[0-9A-F]{24}$/
const whole = (name: string) => `${name}.zst`
const partial = (name: string) => `${name}.partial.zst`

const statusFolder = (cluster: string) => join(cluster, 'pg_wal/archive_status')
export const walPath = (cluster: string, name: string) => join(cluster, 'pg_wal', name)

/** What the server has finished and waits to see archived, oldest first. */
export async function waitingWal(cluster: string): Promise<string[]> {
  const names = await readdir(statusFolder(cluster))
  return names
    .filter((name) => name.endsWith('.ready'))
    .map((name) => name.slice(0, -'.ready'.length))
    .toSorted()
}

/**
 * Archives these, each on the disk before the server hears that it may reuse it (its own protocol: `.ready` becomes
 * `.done`). Killed at any moment, it is done again; by two at once, it is done once.
 */
export async function archiveWal(cluster: string, folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of names) {
    const status = join(statusFolder(cluster), name)
    const bytes = await readFile(walPath(cluster, name)).catch(absent)
    if (bytes) await keepWal(folder, name, bytes)
    // The server forgot it before: nothing is left to be archived.
    await (bytes ? rename(`${status}.ready`, `${status}.done`) : rm(`${status}.ready`)).catch(absent)
    await rm(join(folder, partial(name)), { force: true })
  }
}

/** The same bytes may come twice; others under that name are another database's, and nothing is written over. */
export async function keepWal(folder: string, name: string, bytes: Buffer): Promise<void> {
  const there = await readWal(join(folder, whole(name)))
  if (!there) return writeWal(folder, whole(name), bytes)
  if (!there.equals(bytes))
    throw new BackupError(
      `${join(folder, whole(name))} is there already and is another: does another installation archive here?`,
    )
}

/** What there is of the segment that is being written. */
export async function keepPartialWal(cluster: string, folder: string, name: string, length: number): Promise<void> {
  if (existsSync(join(folder, whole(name)))) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(walPath(cluster, name))
  try {
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, 0)
    await writeWal(folder, partial(name), buffer)
  } finally {
    await file.close()
  }
}

async function writeWal(folder: string, name: string, bytes: Buffer): Promise<void> {
  const draft = join(folder, `.${name}.${process.pid}`)
  const file = await open(draft, 'w', 0o600)
  await file.writeFile(await compress(bytes, COMPRESSION))
  await file.sync()
  await file.close()
  await rename(draft, join(folder, name))
  await syncFolder(folder)
}

/** Makes names last as the files behind them do; where folders can not be synced (Windows), the system does. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

async function readWal(path: string): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch(absent)
  if (!bytes) return undefined
  return decompress(bytes).catch((cause: unknown) => {
    throw new BackupError(`${path} is damaged`, { cause })
  })
}

export interface ArchivedWal {
  name: string
  path: string
}

/** All from `start` on without a gap, of several folders; `gapBefore` is what comes after the first one that is missing. */
export async function walFrom(folders: readonly string[], start: string) {
  const found = new Map<string, string>()
  for (const folder of folders)
    for (const file of await readdir(folder).catch(() => [])) {
      const name = file.replace(/(\.partial)?\.zst$/, '')
      if (!file.endsWith('.zst') || file.startsWith('.') || (SEGMENT.test(name) && name < start)) continue
      if (file === whole(name) || !found.has(name)) found.set(name, join(folder, file))
    }
  const all = [...found]
    .map(([name, path]) => ({ name, path }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const segments = all.filter(({ name }) => SEGMENT.test(name))
  const gap = segments.findIndex(
    ({ name }, i) => name !== (i === 0 ? start : segmentAfter(segments[i - 1]?.name ?? '')),
  )
  const others = all.filter(({ name }) => name.endsWith('.history'))
  return {
    wal: [...others, ...(gap < 0 ? segments : segments.slice(0, gap))],
    gapBefore: gap < 0 ? undefined : segments[gap]?.name,
  }
}

const SEGMENTS_IN_A_FILE = BigInt(2 ** 32 / SEGMENT_BYTES)

/** The name of the segment that follows. */
export function segmentAfter(name: string): string {
  const number = BigInt(`0x${name.slice(8, 16)}`) * SEGMENTS_IN_A_FILE + BigInt(`0x${name.slice(16)}`) + 1n
  const hex = (part: bigint) => part.toString(16).toUpperCase().padStart(8, '0')
  return name.slice(0, 8) + hex(number / SEGMENTS_IN_A_FILE) + hex(number % SEGMENTS_IN_A_FILE)
}

/** Lays archived WAL where a server that recovers will look for it. */
export async function layOutWal(wal: readonly ArchivedWal[], cluster: string): Promise<void> {
  for (const { name, path } of wal) {
    const bytes = await readWal(path)
    if (!bytes) throw new BackupError(`${path} is gone`)
    const file = await open(walPath(cluster, name), 'w', 0o600)
    await file.writeFile(bytes)
    if (SEGMENT.test(name)) await file.truncate(SEGMENT_BYTES)
    await file.close()
  }
}
