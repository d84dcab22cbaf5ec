// Brings a backup of the embedded server's files back, to the last transaction of an instant: the files as they were copied,
// then what was written since, replayed by the server itself.
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { embeddedPrograms } from '../platform/postgres-binaries.ts'
import { BackupError, packedPath, walFolder, type PhysicalManifest } from './backup-folder.ts'
import { fileTaker, unpack } from './packed.ts'
import { layOutWal, SEGMENT_BYTES, walFrom, type ArchivedWal } from './wal-archive.ts'

export interface BaseRestore {
  folder: string
  manifest: PhysicalManifest
  wal: ArchivedWal[]
  /** Up to and with this instant, as it was given; up to the end where none was. */
  to: string | undefined
}

/** What is to be replayed after the backup; refused where something of it is missing. */
export async function planBase(
  folder: string,
  manifest: PhysicalManifest,
  to: string | undefined,
): Promise<BaseRestore & { bytes: number }> {
  const { majorVersion } = embeddedPrograms(undefined)
  if (manifest.postgres !== majorVersion)
    throw new BackupError(
      `${folder} was made by PostgreSQL ${manifest.postgres}, this release brings PostgreSQL ${majorVersion}: ` +
        'restore it with the release that made it, make a backup there with --logical, and restore that one here',
    )
  const archived = walFolder(dirname(folder))
  const { wal, gapBefore } = await walFrom([walFolder(folder), archived], manifest.startSegment)
  if (!wal.some(({ name }) => name === manifest.startSegment))
    throw new BackupError(`${folder} is damaged: the WAL that makes it whole is missing`)
  if (gapBefore !== undefined && to === undefined)
    throw new BackupError(
      `Something of ${archived} is missing before ${gapBefore}: name an instant before that with --to`,
    )
  const bytes = manifest.packed.reduce((sum, file) => sum + file.bytes, wal.length * SEGMENT_BYTES)
  return { folder, manifest, wal, to, bytes }
}

/** Answers the server on the restored files, which is to be stopped. `place` becomes a data directory. */
export async function restoreBase(
  { folder, manifest, wal, to }: BaseRestore,
  place: string,
  say: (progress: string) => void,
): Promise<EmbeddedPostgres> {
  const cluster = join(place, 'postgres')
  say(`Restoring the files of ${folder}`)
  await mkdir(cluster, { mode: 0o700 })
  for (const path of manifest.folders) await mkdir(join(cluster, path), { recursive: true, mode: 0o700 })
  await unpack(packedPath(folder), manifest.packed, ({ path }) => fileTaker(join(cluster, path)))
  await layOutWal(wal, cluster)
  const signal = await fileTaker(join(cluster, 'recovery.signal'))
  await signal.end()
  say(`Replaying what was written ${to === undefined ? 'since then' : `until ${to}`}`)
  return startEmbeddedPostgres({ dataDir: place, say, settings: recovery(to) }).catch((error: unknown) => {
    throw notReached(error as Error, to)
  })
}

const recovery = (to: string | undefined) => ({
  // What is to be replayed lies there already; and nobody is let in before all of it is.
  restore_command: 'exit 1',
  hot_standby: 'off',
  recovery_target_action: 'promote',
  ...(to !== undefined && { recovery_target_time: asTheServerReads(to) }),
})

/** Before it serves it knows no names of zones, not even Z. */
const asTheServerReads = (instant: string) => instant.replace('T', ' ').replace(/Z$/, '+00:00')

function notReached(error: Error, to: string | undefined): Error {
  if (!error.message.includes('recovery ended before configured recovery target was reached')) return error
  const last = /last completed transaction was at log time ([^|]+)/.exec(error.message)?.[1]?.trim()
  const until =
    last === undefined ? 'nothing after the backup was archived' : `the last that was archived is of ${last}`
  return new BackupError(`${to} can not be reached: ${until}`, { cause: error })
}
