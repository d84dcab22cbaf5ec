// The whole of some organisations' rows as one line per table, to say that nothing changed.
import pg from 'pg'
import type { TestDatabase } from './database.ts'

/** Kept about requests rather than about the business. */
const NOT_COUNTED = ['idempotency_keys']

/** For each table the number of rows and a hash over all of them, whatever the order they lie in. */
export async function digestOf(db: TestDatabase, organizationIds: readonly string[]): Promise<Record<string, string>> {
  const { rows: tables } = await db.admin.query<{ name: string; of: string }>(
    `select c.relname as name, a.attname as of from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = case when c.relname = 'organizations' then 'id' else 'organization_id' end
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any($1) order by 1`,
    [NOT_COUNTED],
  )
  const each = tables.map(
    ({
      name,
      of,
    }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text collate "C")), '') as line
      from ${name} t where ${of} = any($1)`,
  )
  const { rows } = await db.admin.query<{ name: string; line: string }>(each.join(' union all '), [organizationIds])
  return Object.fromEntries(rows.map(({ name, line }) => [name, line]))
}

interface Asked {
  query(text: string): Promise<{ rows: Record<string, unknown>[] }>
}

/** The same for every table of the product and of the job library, whosever its rows are. */
export async function digestOfAll(client: Asked): Promise<Record<string, string>> {
  const names = await tablesOf(client)
  const each = names.map(
    (name) => `select '${name}' as name,
      count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text collate "C")), '') as line from ${name} t`,
  )
  const { rows } = await client.query(each.join(' union all '))
  return Object.fromEntries(rows.map(({ name, line }) => [name, line as string]))
}

async function tablesOf(client: Asked): Promise<string[]> {
  const { rows } = await client.query(`select c.oid::regclass::text as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'jobs'::regnamespace) and c.relkind in ('r', 'p') and not c.relispartition order by 1`)
  return rows.map(({ name }) => name as string)
}

/** What `look` sees while nobody can write, and an instant of that while. */
export async function heldStill<T>(
  connection: pg.ClientConfig,
  look: (client: pg.Client) => Promise<T>,
): Promise<{ digest: T; at: string }> {
  try {
    return await holdStill(connection, look)
  } catch (error) {
    // Somebody holds one table and waits for the next, as we do; after one of both gave way, it is had.
    if ((error as { code?: string }).code !== '40P01') throw error
    return heldStill(connection, look)
  }
}

async function holdStill<T>(connection: pg.ClientConfig, look: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`lock table ${(await tablesOf(client)).join(', ')} in share mode`)
    const digest = await look(client)
    const { rows } = await client.query<{ at: Date }>(`select clock_timestamp() as at from pg_sleep(0.002)`)
    await client.query('select pg_sleep(0.002)')
    return { digest, at: rows[0]?.at.toISOString() ?? '' }
  } finally {
    // Its commit would be one more transaction.
    await client.query('rollback')
    await client.end()
  }
}
