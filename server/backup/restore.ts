// Restores an installation: chooses the backup, prepares everything aside, and puts it in place in one step.
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import type { FileStore } from '../platform/file-store.ts'
import { takeProcessLock } from '../platform/process-lock.ts'
import type { Settings } from '../platform/settings.ts'
import { BackupError, chooseBackup, filesFolder, fingerprint, type Backup } from './backup-folder.ts'
import { KEY_FILES } from './base-backup.ts'
import { makeFileCopier } from './kept-files.ts'
import { lookInto } from './look-into.ts'
import { absent } from './packed.ts'
import { planBase, restoreBase } from './restore-base.ts'
import { restoreLogical } from './restore-logical.ts'
import { copyThere, isCutOff, makePlace, restoringFolder, swapIn } from './restore-place.ts'

export interface RestoreOptions {
  settings: Settings
  from: string
  /** Up to and with this instant: RFC 3339, to the microsecond. */
  to: string | undefined
  /** Whether what is there may be put aside. */
  replace: boolean
  /** Where files lie, if not in the data directory. */
  bucket?: FileStore | undefined
  say: (progress: string) => void
}

/** Answers what there is to know, line by line. */
export async function restore(options: RestoreOptions): Promise<string[]> {
  const { settings, from, to, replace } = options
  const { dataDir, databaseUrl } = settings
  const backup = await chooseBackup(from, instantOf(to), databaseUrl === undefined ? 'physical' : 'logical')
  const release = takeProcessLock(join(dataDir, 'server.lock'))
  try {
    if (databaseUrl === undefined && existsSync(join(dataDir, 'postgres')) && !replace)
      throw new BackupError(`There is a database in ${dataDir}: with --replace it is put aside`)
    return await leavingNothing(dataDir, () => restoreHere(options, backup))
  } finally {
    release()
  }
}

/** What fails before anything was moved leaves no trace; after that, what keeps a server from starting on nothing stays. */
async function leavingNothing<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const wasCutOff = isCutOff(dataDir)
  const hadDatabase = existsSync(join(dataDir, 'postgres'))
  try {
    return await work()
  } catch (error) {
    const isMoved = wasCutOff || hadDatabase !== existsSync(join(dataDir, 'postgres'))
    if (!isMoved) await rm(restoringFolder(dataDir), { recursive: true, force: true })
    throw error
  }
}

async function restoreHere(options: RestoreOptions, backup: Backup): Promise<string[]> {
  const { dataDir } = options.settings
  const { place, lines, filled } = await fillPlace(options, backup)
  try {
    await makeFileCopier(filesFolder(backupsOf(backup)), join(dataDir, 'files'))()
    lines.push(...(await lookInto(filled.connection, { ...options, place, files: filesFolder(backupsOf(backup)) })))
    lines.push(...(await tellKey(options.settings, place, backup.manifest)))
    await filled.stop()
    const aside = await swapIn(dataDir, new Date())
    return aside === undefined ? lines : [...lines, `What was there before is in ${aside}.`]
  } finally {
    await filled.stop()
  }
}

interface Filled {
  connection: pg.ClientConfig
  stop(): Promise<void>
}

/** The restored database, running; and the place beside it for what goes with it. */
async function fillPlace(
  { settings, to, say }: RestoreOptions,
  { folder, manifest }: Backup,
): Promise<{ place: string; lines: string[]; filled: Filled }> {
  const { dataDir, databaseUrl, secretKey } = settings
  const begin = async (bytes: number) => {
    const place = await makePlace(dataDir, bytes)
    await copyThere(join(folder, 'keys'), place, KEY_FILES)
    return place
  }
  if (manifest.kind === 'physical') {
    const plan = await planBase(folder, manifest, to)
    const place = await begin(plan.bytes)
    return { place, lines: [], filled: await restoreBase(plan, place, say) }
  }
  const place = await begin(manifest.packed.reduce((sum, file) => sum + 3 * file.bytes, ROOM_BYTES))
  const filled: Filled =
    databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: place, say })
      : { connection: { connectionString: databaseUrl }, stop: async () => {} }
  try {
    const lines = await restoreLogical(filled.connection, { folder, manifest }, { secretKey, say })
    return {
      place,
      lines: [`It is as it was at ${manifest.endedAt}: a logical backup is of one instant.`, ...lines],
      filled,
    }
  } catch (error) {
    await filled.stop()
    throw error
  }
}

/** Of a new database with nothing in it. */
const ROOM_BYTES = 200_000_000
const backupsOf = ({ folder }: Backup) => dirname(dirname(folder))

async function tellKey(
  { dataDir, activityKey }: Settings,
  place: string,
  manifest: Backup['manifest'],
): Promise<string[]> {
  const keyIn = (where: string) => readFile(join(where, 'activity-key'), 'utf8').catch(absent)
  const isGiven = (await keyIn(dataDir))?.trim() !== activityKey
  const key = isGiven ? activityKey : ((await keyIn(place))?.trim() ?? activityKey)
  if (fingerprint(key) === manifest.activityKey) return []
  return ['ACTIVITY_KEY is not the one that this log was sealed with: set that one, or nothing of it can be proven.']
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/

function instantOf(to: string | undefined): Date | undefined {
  if (to === undefined) return undefined
  const at = new Date(to)
  if (!INSTANT.test(to) || Number.isNaN(at.getTime()))
    throw new BackupError('--to must be an instant with its offset: 2026-11-27T09:30:00Z, 2026-11-27T10:30:00+01:00')
  if (at.getTime() > Date.now()) throw new BackupError(`${to} has not come yet`)
  return at
}
