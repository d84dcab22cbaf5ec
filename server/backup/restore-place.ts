// The place in a data directory where a restore is prepared, and the one step in which it takes the place of what was there.
// What was there is put aside, never removed. Cut off at any moment, the restore is run again; no server starts in between.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { endLeftOver } from '../platform/embedded-postgres.ts'
import { BackupError, nameOf } from './backup-folder.ts'
import { KEY_FILES } from './base-backup.ts'
import { syncFolder } from './wal-archive.ts'

export const restoringFolder = (dataDir: string): string => join(dataDir, 'restoring')
/** Nothing is there to start on, though something is to be. */
export const isCutOff = (dataDir: string): boolean =>
  existsSync(restoringFolder(dataDir)) && !existsSync(join(dataDir, 'postgres'))

/** An empty place to prepare in; what an earlier try left is removed. */
export async function makePlace(dataDir: string, bytes: number): Promise<string> {
  const place = restoringFolder(dataDir)
  await endLeftOver(join(place, 'postgres'))
  await rm(place, { recursive: true, force: true })
  await mkdir(place, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize > bytes) return place
  await rm(place, { recursive: true, force: true })
  const megabytes = (count: number) => `${Math.ceil(count / 1024 / 1024)} MB`
  throw new BackupError(`${megabytes(bytes)} are needed in ${dataDir}, and ${megabytes(bavail * bsize)} are free`)
}

/** What of an installation is of one database, and goes and comes with it. */
const OF_THE_DATABASE = ['postgres', 'activity-heads', ...KEY_FILES]

/** Answers where what was there is now. The database's files go first and come last: in between nothing starts. */
export async function swapIn(dataDir: string, now: Date): Promise<string | undefined> {
  const place = restoringFolder(dataDir)
  const aside = join(dataDir, `replaced-${nameOf(now)}`)
  const hadDatabase = existsSync(join(dataDir, 'postgres'))
  for (const name of OF_THE_DATABASE) {
    if (!existsSync(join(dataDir, name)) || !existsSync(join(place, name))) continue
    await mkdir(aside, { recursive: true, mode: 0o700 })
    await rename(join(dataDir, name), join(aside, name))
  }
  for (const name of OF_THE_DATABASE.toReversed())
    if (existsSync(join(place, name))) await rename(join(place, name), join(dataDir, name))
  await syncFolder(dataDir)
  await rm(place, { recursive: true, force: true })
  return hadDatabase ? aside : undefined
}

/** Copies a folder's files that are there, by name. */
export async function copyThere(from: string, to: string, names: readonly string[]): Promise<void> {
  const there = new Set(await readdir(from).catch(() => []))
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of names) if (there.has(name)) await copyFile(join(from, name), join(to, name))
}
