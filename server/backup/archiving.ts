// What keeps an installation's backups while its own server runs: every few seconds what was written, a backup a day, and
// what nobody can want any more goes. That it fails is told by its state; not by whom.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import pg from 'pg'
import { startLoop, type Loop } from '../platform/loop.ts'
import { AlreadyRunning } from '../platform/process-lock.ts'
import { backupsIn, endOf, filesFolder, newArchiveName, pruneBackups, walFolder } from './backup-folder.ts'
import { takeBaseBackup } from './base-backup.ts'
import { makeFileCopier, pruneFiles } from './kept-files.ts'
import { archiveWal, keepPartialWal, SEGMENT_BYTES, waitingWal } from './wal-archive.ts'

/** What is written is in the archive after so long. */
export const EVERY_MS = 10_000
const BACKUP_EVERY_MS = 24 * 3_600_000
/** A backup that failed is tried again after so long. */
const TRIED_AGAIN_MS = 10 * 60_000

export interface ArchivingOptions {
  cluster: string
  connection: pg.ClientConfig
  dataDir: string
  backupDir: string
  keepDays: number
  activityKey: string
  release: string
  log: Logger
  clock: () => Date
}

export interface ArchivingState {
  /** Everything committed by then is in the archive. */
  archivedAt: Date
  /** When the newest backup was whole; undefined before the first. */
  backedUpAt: Date | undefined
  /** What kept the last try from it. */
  failure: string | undefined
}

export type Archiving = Loop & { state(): ArchivingState }

export function startArchiving(options: ArchivingOptions): Archiving {
  const { clock, log } = options
  const state: ArchivingState = { archivedAt: clock(), backedUpAt: undefined, failure: undefined }
  const place = placeOf(options)
  const round = async (isStopped: () => boolean) => {
    state.archivedAt = await archiveOnce(options, place)
    state.backedUpAt ??= await newestIn(place.archive)
    if (isDue(state.backedUpAt, clock())) {
      // What failed is told until it is done.
      if (clock().getTime() < place.tryAgainAt) return
      place.tryAgainAt = clock().getTime() + TRIED_AGAIN_MS
      state.backedUpAt = (await backUp(options, place, isStopped)) ?? state.backedUpAt
    }
    state.failure = undefined
  }
  const loop = startLoop({
    everyMs: EVERY_MS,
    log,
    failure: 'what was written could not be archived',
    async round(isStopped) {
      try {
        await round(isStopped)
      } catch (error) {
        state.failure = (error as NodeJS.ErrnoException).code ?? (error as Error).name
        throw error
      }
    },
  })
  void loop.kick()
  return {
    kick: () => loop.kick(),
    state: () => state,
    async stop() {
      await loop.stop()
      // What was written last does not wait for the next start.
      await archiveOnce(options, place).catch((err: unknown) => log.warn({ err }, 'the last is not archived yet'))
    },
  }
}

interface Place {
  archive: string
  copyFiles: () => Promise<void>
  tryAgainAt: number
}

const placeOf = ({ cluster, backupDir, dataDir, clock }: Archived): Place => ({
  archive: join(backupDir, archiveOf(cluster, clock())),
  copyFiles: makeFileCopier(join(dataDir, 'files'), filesFolder(backupDir)),
  tryAgainAt: -Infinity,
})

const isDue = (last: Date | undefined, now: Date) => !last || now.getTime() - last.getTime() >= BACKUP_EVERY_MS

async function newestIn(archive: string): Promise<Date | undefined> {
  const last = (await backupsIn(archive)).at(-1)
  return last && new Date(endOf(last))
}

type Archived = Pick<ArchivingOptions, 'cluster' | 'connection' | 'dataDir' | 'backupDir' | 'clock'>

/** The same once, for a command. */
export const archiveNow = (options: Archived): Promise<Date> => archiveOnce(options, placeOf(options))

/**
 * Archives what was written by now, and answers which instant that is. A file is stored before the change that names it
 * is written, and is kept before that change: whatever the archive knows of has its file.
 */
async function archiveOnce({ cluster, connection, clock }: Archived, { archive, copyFiles }: Place): Promise<Date> {
  const now = clock()
  const waiting = await waitingWal(cluster)
  const { segment, bytes } = await positionOf(connection)
  await copyFiles()
  await archiveWal(cluster, walFolder(archive), waiting)
  if (bytes > 0) await keepPartialWal(cluster, walFolder(archive), segment, bytes)
  return now
}

async function positionOf(connection: pg.ClientConfig): Promise<{ segment: string; bytes: number }> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ segment: string; bytes: number; mode: string }>(`
      select pg_walfile_name(lsn) as segment, ((lsn - '0/0'::pg_lsn) % ${SEGMENT_BYTES})::int as bytes,
        current_setting('archive_mode') as mode from pg_current_wal_flush_lsn() lsn`)
    const [found] = rows
    if (found?.mode !== 'on') throw new Error('The database server runs without archiving: it has to be started anew')
    return found
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Undefined where somebody else is at it. */
async function backUp(
  options: ArchivingOptions,
  { archive }: Place,
  isStopped: () => boolean,
): Promise<Date | undefined> {
  const { backupDir, dataDir, keepDays, log, clock } = options
  try {
    const made = await takeBaseBackup({ ...options, archive, isStopped })
    await pruneBackups(backupDir, archive, keepDays, clock())
    await pruneFiles(join(dataDir, 'files'), filesFolder(backupDir), keepDays, clock())
    log.info({ folder: made.folder }, 'a backup was made')
    return new Date(endOf(made))
  } catch (error) {
    if (error instanceof AlreadyRunning || isStopped()) return undefined
    throw error
  }
}

/**
 * The name of the archive that these files go on in, given the first time. A restored database has none yet: it begins
 * an archive of its own, so that what is archived of one never mixes with the other's.
 */
export function archiveOf(cluster: string, now: Date): string {
  const file = join(cluster, 'archive')
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, newArchiveName(now), { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}

/** While nothing was archived there is a gap: what is archived after it begins an archive of its own. */
export const leaveArchive = (cluster: string): void => rmSync(join(cluster, 'archive'), { force: true })
