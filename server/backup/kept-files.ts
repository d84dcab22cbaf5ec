// Attached files in a folder of backups: each once, for all backups, for as long as one of them may name it. Their keys say
// nothing and their bytes never change, so what is there needs no second look.
import { constants, createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { checkKey, spool, type FileStore } from '../platform/file-store.ts'
import { absent } from './packed.ts'

const GROUP = /^[0-9a-f]{2}$/
const KEY = /^[0-9a-f]{32}$/
/** What was put there a moment ago may have a neighbour that the folder's time does not tell. */
const SETTLED_MS = 2_000

const groupsOf = async (store: string) => (await readdir(store).catch(() => [])).filter((name) => GROUP.test(name))
const keysOf = async (folder: string) => (await readdir(folder).catch(() => [])).filter((name) => KEY.test(name))

/** A round that copies what is not there yet; the next looks only where something came or went since. */
export function makeFileCopier(store: string, target: string): () => Promise<void> {
  const seen = new Map<string, number>()
  return async () => {
    for (const group of await groupsOf(store)) {
      const [from, to] = [join(store, group), join(target, group)]
      const { mtimeMs } = await stat(from)
      if (seen.get(group) === mtimeMs) continue
      const there = new Set(await keysOf(to))
      for (const key of await keysOf(from)) if (!there.has(key)) await copyWhole(join(from, key), to, key)
      if (Date.now() - mtimeMs > SETTLED_MS) seen.set(group, mtimeMs)
    }
  }
}

async function copyWhole(from: string, folder: string, key: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${key}.${process.pid}`)
  try {
    await copyFile(from, draft, constants.COPYFILE_FICLONE)
    const file = await open(draft, 'r+')
    await file.sync()
    await file.close()
    await rename(draft, join(folder, key))
  } catch (error) {
    await rm(draft, { force: true })
    // It was removed while it was copied: whoever names it is gone, too.
    absent(error as NodeJS.ErrnoException)
  }
}

export const pathOf = (target: string, key: string): string => join(target, key.slice(0, 2), checkKey(key))

/** Those of a bucket that are not there yet. */
export async function fetchFiles(bucket: FileStore, keys: readonly string[], target: string): Promise<void> {
  for (const key of keys) {
    const path = pathOf(target, key)
    const bytes = existsSync(path) ? undefined : await bucket.stream(key)
    if (bytes) await spool(`${path}.draft`, bytes, { maxBytes: Infinity }).then((draft) => rename(draft.path, path))
  }
}

/** And back, where the bucket has them no more. */
export async function giveFiles(bucket: FileStore, keys: readonly string[], source: string): Promise<void> {
  for (const key of keys) {
    const path = pathOf(source, key)
    const there = existsSync(path) ? await bucket.stream(key) : undefined
    there?.destroy()
    if (existsSync(path) && !there) await bucket.keep(key, createReadStream(path), { maxBytes: Infinity })
  }
}

/** Says of each file that is in use that it is, and removes what has not been for so long. */
export async function pruneFiles(store: string, target: string, keepDays: number, now: Date): Promise<void> {
  for (const group of await groupsOf(target)) {
    const live = new Set(await keysOf(join(store, group)))
    for (const key of await keysOf(join(target, group))) {
      const path = join(target, group, key)
      if (live.has(key)) await utimes(path, now, now)
      else if ((await stat(path)).mtimeMs < now.getTime() - (keepDays + 2) * 24 * 3_600_000)
        await rm(path, { force: true })
    }
  }
}
