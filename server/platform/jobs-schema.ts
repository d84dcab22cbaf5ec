// The tables of the job library, in a schema of their own: made and brought up to date by the owner, served by the worker.
import type pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import library from 'pg-boss/package.json' with { type: 'json' }

export const JOBS_SCHEMA = 'jobs'

/** The version of the library's tables, by its own count; 0 where there are none. */
export async function jobsVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('${JOBS_SCHEMA}.version') is not null as there`,
  )
  if (!rows[0]?.there) return 0
  const found = await client.query<{ version: number }>(`select version from ${JOBS_SCHEMA}.version`)
  return found.rows[0]?.version ?? 0
}

/** As the owner. The version is the library's own count; its tables hold work on its way, and are carried over. */
export async function migrateJobs(client: pg.Client): Promise<void> {
  const version = await jobsVersion(client)
  if (version === 0) await client.query(getConstructionPlans(JOBS_SCHEMA, { createSchema: false }))
  else if (version < library.pgboss.schema) await client.query(getMigrationPlans(JOBS_SCHEMA, version))
  await client.query(`
    grant usage on schema ${JOBS_SCHEMA} to operations_worker;
    grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to operations_worker;`)
}
