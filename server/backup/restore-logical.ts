// Fills an empty database from a logical backup: the tables as they were made then, with what was in them. The next start
// brings them up to date.
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { JOBS_SCHEMA, jobsVersion } from '../platform/jobs-schema.ts'
import { migrationHash, prepareDatabase } from '../platform/migrate.ts'
import { BackupError, packedPath, type LogicalManifest } from './backup-folder.ts'
import { obstacles, type TableColumns } from './logical-tables.ts'
import { unpack, type Taker } from './packed.ts'

/** Fails where the database has anything in it. Cut off, it has nothing in it, and is run again. */
export async function restoreLogical(
  connection: pg.ClientConfig,
  { folder, manifest }: { folder: string; manifest: LogicalManifest },
  { secretKey, say }: { secretKey: string; say: (progress: string) => void },
): Promise<string[]> {
  await requireOurMigrations(folder, manifest)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await requireEmpty(client, manifest)
    await prepareDatabase(connection, { secretKey, only: manifest.migrations.map(({ name }) => name) })
    say(`Filling the tables from ${folder}`)
    const withJobs = (await jobsVersion(client)) === manifest.jobs
    await fill(client, folder, manifest, withJobs)
    return withJobs
      ? []
      : ['Jobs on their way were another release’s and are left out: rules find again what was missed.']
  } finally {
    await client.end()
  }
}

async function requireOurMigrations(folder: string, { migrations, release }: LogicalManifest): Promise<void> {
  for (const { name, hash } of migrations)
    if ((await migrationHash(name)) !== hash)
      throw new BackupError(
        `${folder} was made by release ${release}, whose migration ${name} is not one of this release`,
      )
}

async function requireEmpty(client: pg.Client, { migrations }: LogicalManifest): Promise<void> {
  const asks = async (question: string) =>
    (await client.query<{ there: boolean }>(`select ${question} as there`)).rows[0]?.there
  const isOurs = await asks(
    `to_regclass('public.migrations') is not null and to_regclass('public.organizations') is not null`,
  )
  if (!isOurs) return
  const names = migrations.map(({ name }) => `'${name}'`).join(', ')
  if (
    await asks(
      `exists (select from public.organizations) or exists (select from public.migrations where name not in (${names}))`,
    )
  )
    throw new BackupError('The database is not empty: make a new one, and name it in DATABASE_URL')
}

/** One transaction: all of it is there, or nothing. */
async function fill(client: pg.Client, folder: string, manifest: LogicalManifest, withJobs: boolean): Promise<void> {
  const isWanted = ({ name }: { name: string }) => withJobs || !name.startsWith(`${JOBS_SCHEMA}.`)
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  await client.query(
    `begin; set local role operations_owner; set local statement_timeout = 0; set local maintenance_work_mem = '256MB'`,
  )
  const { away, back } = await obstacles(client)
  for (const statement of away) await client.query(statement)
  await client.query(
    `truncate ${manifest.tables
      .filter(isWanted)
      .map(({ name }) => name)
      .join(', ')}`,
  )
  for (const month of manifest.months) await client.query('select keep_activity_months($1)', [`${month}T00:00:00Z`])
  await unpack(packedPath(folder), manifest.packed, async ({ path }) => {
    const table = tables.get(path)
    if (!table) throw new BackupError(`${folder} says nothing of the table ${path}`)
    return isWanted(table) ? tableTaker(client, table) : nobody
  })
  for (const { name, last, called } of manifest.sequences.filter(isWanted))
    await client.query('select setval($1::regclass, $2, $3)', [name, last, called])
  for (const statement of back) await client.query(statement)
  await client.query('commit')
  await client.query('select public.analyze_tables()')
}

const nobody: Taker = { write: async () => {}, end: async () => {} }

function tableTaker(client: pg.Client, { name, columns, rows }: TableColumns & { rows: number }): Taker {
  const into = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`))
  const done = finished(into)
  // Told by whoever writes next, or by the end.
  done.catch(() => {})
  return {
    write: (bytes) =>
      new Promise<void>((resolve, reject) => void into.write(bytes, (error) => (error ? reject(error) : resolve()))),
    async end() {
      into.end()
      await done
      if (into.rowCount !== rows) throw new BackupError(`${name} has ${into.rowCount} rows and had ${rows}`)
    },
  }
}
