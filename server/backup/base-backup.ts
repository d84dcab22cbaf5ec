// A backup of the embedded server's files while it serves: they are copied as they change, and the WAL of that while is kept
// with them; from both, recovery makes what was committed. See docs/decisions/0035-backups.md.
import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { takeProcessLock } from '../platform/process-lock.ts'
import {
  BackupError,
  fingerprint,
  freeName,
  packedPath,
  walFolder,
  writeManifest,
  type Backup,
  type PhysicalManifest,
} from './backup-folder.ts'
import { bytesOf, pack, type ToPack } from './packed.ts'
import { keepWal, segmentAfter, syncFolder, walPath } from './wal-archive.ts'

export interface BaseBackupOptions {
  cluster: string
  connection: pg.ClientConfig
  /** The archive it is a part of. */
  archive: string
  release: string
  dataDir: string
  activityKey: string
  clock: () => Date
  /** Asked between files: whoever ends need not wait for all of them. */
  isStopped?: () => boolean
}

/** Made anew by a server, or of no use to another. */
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'archive',
  'pg_internal.init',
  'backup_label',
  'tablespace_map',
])
const LEFT_EMPTY = /^(pg_wal(\/\w+)?|pg_(replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)|.*pgsql_tmp.*)$/
/** Keys that lie beside the database; those given by the environment are kept where that is. */
export const KEY_FILES = ['postgres-password', 'secret-key', 'activity-key']

/** One at a time for each archive; what an earlier one was cut off at is removed. */
export async function takeBaseBackup(options: BaseBackupOptions): Promise<Backup> {
  const { archive, clock } = options
  await mkdir(archive, { recursive: true, mode: 0o700 })
  const release = takeProcessLock(join(archive, 'backup.lock'))
  const draft = join(archive, 'draft')
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(walFolder(draft), { recursive: true, mode: 0o700 })
    const manifest = await withServer(options, (client) => copyCluster(client, options, draft))
    await keepKeys(options.dataDir, join(draft, 'keys'), KEY_FILES)
    await writeManifest(draft, manifest)
    const folder = freeName(archive, clock())
    await rename(draft, folder)
    await syncFolder(archive)
    return { folder, manifest }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    release()
  }
}

async function withServer<T>({ connection }: BaseBackupOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    // With the session goes what it held: a backup that was begun, and the WAL reserved for it.
    await client.end()
  }
}

async function copyCluster(client: pg.Client, options: BaseBackupOptions, draft: string): Promise<PhysicalManifest> {
  const { cluster, release, activityKey, clock, isStopped } = options
  const startedAt = clock().toISOString()
  await client.query(`select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)`)
  await client.query(`select pg_backup_start('project-operations', true)`)
  const folders: string[] = []
  let end: { label: string; last: string; at: Date; major: number } | undefined
  const files = async function* (): AsyncGenerator<ToPack> {
    for (const file of filesIn(cluster, '', folders)) {
      if (isStopped?.()) throw new BackupError('The backup was given up, since the server ends')
      yield file
    }
    end = await stopBackup(client)
    yield { path: 'backup_label', bytes: [Buffer.from(end.label)] }
  }
  const packed = await pack(packedPath(draft), files())
  if (!end) throw new Error('a backup without its end')
  const startSegment = /\(file ([0-9A-F]{24})\)/.exec(end.label)?.[1] ?? ''
  for (let name = startSegment; name <= end.last; name = segmentAfter(name))
    await keepWal(walFolder(draft), name, await readFile(walPath(cluster, name)))
  const common = { format: 1, release, postgres: end.major, startedAt, endedAt: end.at.toISOString() } as const
  return { ...common, kind: 'physical', packed, activityKey: fingerprint(activityKey), folders, startSegment }
}

async function stopBackup(client: pg.Client) {
  const { rows } = await client.query<{ label: string; last: string; at: Date; major: number }>(`
    select labelfile as label, pg_walfile_name(lsn) as last, clock_timestamp() + interval '1 ms' as at,
      current_setting('server_version_num')::int / 10000 as major from pg_backup_stop(false)`)
  const [end] = rows
  if (!end) throw new Error('a statement without a row')
  return end
}

function* filesIn(cluster: string, below: string, folders: string[]): Generator<ToPack> {
  for (const entry of readdirSync(join(cluster, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (LEFT_OUT.has(entry.name)) continue
    if (entry.isDirectory()) {
      folders.push(path)
      yield* filesIn(cluster, path, folders)
    } else if (entry.isFile() && !LEFT_EMPTY.test(below)) yield { path, bytes: bytesOf(join(cluster, path)) }
  }
}

export async function keepKeys(dataDir: string, folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  for (const name of names) if (existsSync(join(dataDir, name))) await copyFile(join(dataDir, name), join(folder, name))
}
