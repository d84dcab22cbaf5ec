// `npm run admin -- backup` and `restore`.
import { dirname, join, resolve } from 'node:path'
import { sql } from 'kysely'
import { VERSION } from './app.ts'
import { archiveNow, archiveOf } from './backup/archiving.ts'
import { filesFolder, LOGICAL, pruneBackups, type Backup } from './backup/backup-folder.ts'
import { takeBaseBackup } from './backup/base-backup.ts'
import { fetchFiles, makeFileCopier } from './backup/kept-files.ts'
import { takeLogicalBackup } from './backup/logical-backup.ts'
import { restore } from './backup/restore.ts'
import type { FileStore } from './platform/file-store.ts'
import { s3AddressOf, s3Store } from './platform/s3-store.ts'
import type { Settings } from './platform/settings.ts'
import type { RunningDatabase } from './start-database.ts'

const clock = () => new Date()

interface Place {
  database: RunningDatabase
  settings: Settings
}

const bucketOf = ({ s3Url, dataDir }: Settings): FileStore | undefined =>
  s3Url === undefined ? undefined : s3Store(s3AddressOf(s3Url), join(dataDir, 'files'), clock)

/** Answers what was made, in a line. */
export async function backUp(place: Place, options: { into: string | undefined; logical: boolean }): Promise<string> {
  const { database, settings } = place
  const backups = options.into === undefined ? settings.backupDir : resolve(options.into)
  const { embedded } = database
  const made =
    embedded && !options.logical ? await physically(place, embedded, backups) : await logically(place, backups)
  await makeFileCopier(join(settings.dataDir, 'files'), filesFolder(backups))()
  const later = made.manifest.kind === 'physical' && backups === settings.backupDir && settings.backupKeepDays > 0
  return `${made.folder} can be restored, to ${made.manifest.endedAt}${later ? ' and later' : ''}.`
}

async function physically(
  { settings }: Place,
  { cluster, connection }: NonNullable<RunningDatabase['embedded']>,
  backups: string,
): Promise<Backup> {
  const { dataDir, backupDir, backupKeepDays, activityKey } = settings
  const archive = join(backups, archiveOf(cluster, clock()))
  const made = await takeBaseBackup({ cluster, connection, archive, release: VERSION, dataDir, activityKey, clock })
  if (backupKeepDays > 0 && backups === backupDir) await archiveNow({ cluster, connection, dataDir, backupDir, clock })
  return made
}

async function logically({ database, settings }: Place, backups: string): Promise<Backup> {
  const { dataDir, databaseUrl, activityKey, backupDir, backupKeepDays } = settings
  const connection = database.embedded?.connection ?? { connectionString: databaseUrl }
  const archive = join(backups, LOGICAL)
  const made = await takeLogicalBackup({ connection, archive, release: VERSION, dataDir, activityKey, clock })
  const bucket = bucketOf(settings)
  if (bucket) {
    const rows = await database.worker.query<{ key: string }>(sql`select storage_key as key from attachments`)
    await fetchFiles(
      bucket,
      rows.map(({ key }) => key),
      filesFolder(backups),
    )
  }
  if (backups === backupDir && backupKeepDays > 0)
    await pruneBackups(backups, dirname(made.folder), backupKeepDays, clock())
  return made
}

/** Answers what there is to know of what was restored, line by line. */
export const bringBack = (
  settings: Settings,
  options: { from?: string | undefined; to?: string | undefined; replace: boolean },
  say: (progress: string) => void,
): Promise<string[]> => {
  const { from, to, replace } = options
  const bucket = bucketOf(settings)
  return restore({ settings, from: from === undefined ? settings.backupDir : resolve(from), to, replace, bucket, say })
}
