// A backup of what is in the tables, whichever server they are in: of one instant, for another server, another major version,
// or a database that is run by somebody else. What was between two of them is not in it.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { jobsVersion } from '../platform/jobs-schema.ts'
import { takeProcessLock } from '../platform/process-lock.ts'
import { fingerprint, freeName, packedPath, writeManifest, type Backup, type LogicalManifest } from './backup-folder.ts'
import { keepKeys } from './base-backup.ts'
import { monthsOf, sequencesOf, tablesOf } from './logical-tables.ts'
import { pack, type ToPack } from './packed.ts'
import { syncFolder } from './wal-archive.ts'

export interface LogicalBackupOptions {
  connection: pg.ClientConfig
  /** The folder that these lie in, one beside the other. */
  archive: string
  release: string
  dataDir: string
  activityKey: string
  clock: () => Date
}

export async function takeLogicalBackup(options: LogicalBackupOptions): Promise<Backup> {
  const { connection, archive, dataDir, clock } = options
  await mkdir(archive, { recursive: true, mode: 0o700 })
  const release = takeProcessLock(join(archive, 'backup.lock'))
  const draft = join(archive, 'draft')
  const client = new pg.Client(connection)
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { mode: 0o700 })
    await client.connect()
    const manifest = await copyTables(client, options, draft)
    await keepKeys(dataDir, join(draft, 'keys'), ['secret-key', 'activity-key'])
    await writeManifest(draft, manifest)
    const folder = freeName(archive, clock())
    await rename(draft, folder)
    await syncFolder(archive)
    return { folder, manifest }
  } finally {
    await client.end()
    if (existsSync(draft)) await rm(draft, { recursive: true, force: true })
    release()
  }
}

/** All in one snapshot. Whoever owns the tables reads every row; values are written the same everywhere. */
async function copyTables(client: pg.Client, options: LogicalBackupOptions, draft: string): Promise<LogicalManifest> {
  const { release, activityKey, clock } = options
  const startedAt = clock().toISOString()
  await client.query(`begin isolation level repeatable read read only;
    set local role operations_owner; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
    set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0`)
  const tables = await tablesOf(client)
  const { rows } = await client.query<{ at: Date; major: number }>(
    `select clock_timestamp() as at, current_setting('server_version_num')::int / 10000 as major`,
  )
  const migrations = await client.query<{ name: string; hash: string }>(
    'select name, hash from public.migrations order by name',
  )
  const database = {
    migrations: migrations.rows,
    jobs: await jobsVersion(client),
    months: await monthsOf(client),
    sequences: await sequencesOf(client),
  }
  const counts = new Map<string, number>()
  const packed = await pack(packedPath(draft), contents(client, tables, counts))
  await client.query('commit')
  const [{ at, major } = { at: new Date(), major: 0 }] = rows
  const common = { format: 1, release, postgres: major, startedAt, endedAt: at.toISOString(), packed } as const
  const filled = tables.map((table) => ({ ...table, rows: counts.get(table.name) ?? 0 }))
  return { ...common, kind: 'logical', activityKey: fingerprint(activityKey), ...database, tables: filled }
}

async function* contents(
  client: pg.Client,
  tables: Awaited<ReturnType<typeof tablesOf>>,
  counts: Map<string, number>,
): AsyncGenerator<ToPack> {
  for (const { name, columns } of tables) {
    const rows = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`))
    yield { path: name, bytes: rows }
    counts.set(name, rows.rowCount)
  }
}
