// What a folder of backups looks like, and which of them serve an instant. Nothing here knows a database.
//   <archive>/           one life of a database: from its making or restoring until another is restored in its place
//     wal/               all that was written, in the order it was: segments, and what there is of the newest
//     <instant>/         a backup: manifest.json, what it holds, the WAL it needs to be whole, keys
//   files/               attached files by their keys, whichever backups they belong to
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'

/** What is wrong with a backup or with what was asked of one, in words for the person at the keyboard. */
export class BackupError extends Error {
  override name = 'BackupError'
}

const Packed = z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })
export type Packed = z.infer<typeof Packed>

const common = {
  format: z.literal(1),
  /** Of the product. */
  release: z.string(),
  /** The server's major version. */
  postgres: z.int(),
  startedAt: z.iso.datetime(),
  /** The first instant that it can be restored to. */
  endedAt: z.iso.datetime(),
  packed: z.array(Packed),
  /** Which ACTIVITY_KEY proves its log, without telling the key. */
  activityKey: z.string(),
}
const Physical = z.strictObject({
  ...common,
  kind: z.literal('physical'),
  folders: z.array(z.string()),
  /** Segments of WAL from here on are needed. */
  startSegment: z.string(),
})
export type PhysicalManifest = z.infer<typeof Physical>
const Logical = z.strictObject({
  ...common,
  kind: z.literal('logical'),
  /** How its tables were made. */
  migrations: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
  jobs: z.int(),
  /** That the log has parts for. */
  months: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()), rows: z.int() })),
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string(), called: z.boolean() })),
})
export type LogicalManifest = z.infer<typeof Logical>
const Manifest = z.discriminatedUnion('kind', [Physical, Logical])
export type Manifest = z.infer<typeof Manifest>

export interface Backup {
  folder: string
  manifest: Manifest
}

export const packedPath = (folder: string) => join(folder, 'database.zst')
export const walFolder = (archive: string) => join(archive, 'wal')
export const filesFolder = (backups: string) => join(backups, 'files')

const INSTANT = /^\d{8}T\d{6}Z/
/** An instant as the name of a folder, for every file system. */
export const nameOf = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
export const newArchiveName = (at: Date): string => `${nameOf(at)}-${randomBytes(4).toString('hex')}`

const checksum = (text: string) => createHash('sha256').update(text).digest('hex')
/** Tells keys apart and gives none away. */
export const fingerprint = (key: string): string => checksum(`a key of this kind: ${key}`).slice(0, 16)

/** The last thing that is written of a backup: without it there is none. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest)
  const file = join(folder, 'manifest.json')
  await writeFile(`${file}.draft`, `${checksum(text)}\n${text}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.draft`, file)
}

async function readManifest(folder: string): Promise<Manifest> {
  const [said, text = ''] = (await readFile(join(folder, 'manifest.json'), 'utf8')).split('\n')
  if (said !== checksum(text)) throw new BackupError(`${folder} is damaged: its manifest.json is not what was written`)
  const checked = Manifest.safeParse(JSON.parse(text))
  if (!checked.success)
    throw new BackupError(`${folder} was made by another release, in a form that this one can not read`)
  return checked.data
}

/** A name for a backup that is whole now. */
export function freeName(archive: string, at: Date): string {
  const name = join(archive, nameOf(at))
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}-${n}`
    if (!existsSync(free)) return free
  }
}

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory() && INSTANT.test(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted()

/** Where logical backups lie, beside the archives. */
export const LOGICAL = 'logical'
export const archivesIn = async (backups: string): Promise<string[]> => [
  ...(await foldersIn(backups)),
  ...(existsSync(join(backups, LOGICAL)) ? [join(backups, LOGICAL)] : []),
]

const isWhole = (folder: string) => existsSync(join(folder, 'manifest.json'))

/** The backups of one archive, oldest first; what was cut off is none. */
export async function backupsIn(archive: string): Promise<Backup[]> {
  const folders = (await foldersIn(archive)).filter(isWhole)
  const all = await Promise.all(folders.map(async (folder) => ({ folder, manifest: await readManifest(folder) })))
  return all.toSorted((one, other) => endOf(one) - endOf(other))
}

export const endOf = ({ manifest }: Backup): number => Date.parse(manifest.endedAt)

/**
 * The backup to begin from: the newest, or the newest that was whole by that instant. `from` is a folder of backups, one of
 * their archives, or a single backup. Where there is a backup of the `wanted` kind, it is one of those.
 */
export async function chooseBackup(from: string, to: Date | undefined, wanted: Manifest['kind']): Promise<Backup> {
  if (!existsSync(from)) throw new BackupError(`There is no folder ${from}`)
  const archives = [from, ...(await archivesIn(from))]
  const all = isWhole(from)
    ? [{ folder: from, manifest: await readManifest(from) }]
    : (await Promise.all(archives.map(backupsIn))).flat()
  const ofKind = all.filter(({ manifest }) => manifest.kind === wanted)
  const among = ofKind.length > 0 || wanted === 'logical' ? ofKind : all
  const [oldest] = among.toSorted((one, other) => endOf(one) - endOf(other))
  if (!oldest && all.length > 0)
    throw new BackupError(`${from} has no logical backup, which DATABASE_URL needs: make one with backup --logical`)
  if (!oldest) throw new BackupError(`There is no backup in ${from}`)
  const by = to?.getTime() ?? Infinity
  const chosen = among.filter((each) => endOf(each) <= by).reduce<Backup | undefined>(newer, undefined)
  if (chosen) return chosen
  throw new BackupError(`The first instant that ${from} can be restored to is ${oldest.manifest.endedAt}`)
}

const newer = (one: Backup | undefined, other: Backup): Backup => (one && endOf(one) >= endOf(other) ? one : other)

/** Removes what nobody can want any more: every instant of the last `keepDays` days stays within reach. */
export async function pruneBackups(backups: string, current: string, keepDays: number, now: Date): Promise<void> {
  const horizon = now.getTime() - keepDays * 24 * 3_600_000
  for (const archive of await archivesIn(backups)) {
    const all = await backupsIn(archive)
    const needed = all.findLast((each) => endOf(each) <= horizon) ?? all[0]
    for (const each of all) if (needed && endOf(each) < endOf(needed)) await removeWhole(each.folder)
    if (needed?.manifest.kind === 'physical') await pruneWal(archive, needed.manifest.startSegment)
    if (archive !== current && basename(archive) !== LOGICAL && (await lastWritten(archive)) < horizon)
      await removeWhole(archive)
  }
}

async function pruneWal(archive: string, startSegment: string): Promise<void> {
  for (const name of await readdir(walFolder(archive)).catch(() => []))
    if (/^[0-9A-F]{24}\b/.test(name) && name.slice(0, startSegment.length) < startSegment)
      await rm(join(walFolder(archive), name), { force: true })
}

async function lastWritten(archive: string): Promise<number> {
  const newest = (await readdir(walFolder(archive)).catch(() => [])).reduce(
    (one, other) => (other > one ? other : one),
    '',
  )
  const wal = newest === '' ? 0 : (await stat(join(walFolder(archive), newest))).mtimeMs
  const last = (await backupsIn(archive)).at(-1)
  return Math.max(wal, last ? endOf(last) : 0, (await stat(archive)).birthtimeMs)
}

/** Cut off on its way it is no backup any more, rather than half of one. */
async function removeWhole(folder: string): Promise<void> {
  await rm(join(folder, 'manifest.json'), { force: true })
  await rm(folder, { recursive: true, force: true })
}
