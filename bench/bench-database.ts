// The database of one run of the bench: on its own embedded server, or on the one that BENCH_DATABASE_URL names.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'

export interface BenchDatabase {
  /** An administrator's connection string; the database is empty. */
  url: string
  version: string
  /** For the keys that the product makes itself. */
  dataDir: string
  /** One more, empty, on the same server: an administrator's connection string. */
  another(suffix: string): Promise<string>
  stop(): Promise<void>
}

const NAME = `bench_${process.pid}`

export async function openBenchDatabase(say: (progress: string) => void): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const embedded = process.env.BENCH_DATABASE_URL ? undefined : await startEmbeddedPostgres({ dataDir, say })
  const server = process.env.BENCH_DATABASE_URL ?? urlOf(embedded?.connection)
  const version = await onServer(server, async (client) => {
    await client.query(`create database ${NAME}`)
    return (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? ''
  })
  const names = [NAME]
  const urlTo = (name: string) => {
    const url = new URL(server)
    url.pathname = `/${name}`
    return url.href
  }
  return {
    url: urlTo(NAME),
    version,
    dataDir,
    async another(suffix) {
      const name = `${NAME}_${suffix}`
      names.push(name)
      await onServer(server, (client) => client.query(`create database ${name}`))
      return urlTo(name)
    },
    async stop() {
      if (embedded) await embedded.stop()
      else await onServer(server, (client) => dropEverything(client, names))
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function dropEverything(client: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await client.query(`drop database ${name} with (force)`)
    for (const login of ['app', 'worker']) await client.query(`drop role if exists ${name}_${login}`)
  }
}

async function onServer<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(connection: pg.ClientConfig | undefined): string {
  const { user, password, host, port, database } = connection ?? {}
  if (!host?.startsWith('/')) return `postgresql://${user}:${String(password)}@${host}:${port}/${database}`
  return `postgresql://${user}:${String(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
