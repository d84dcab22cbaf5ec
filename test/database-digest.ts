// The whole of some organisations' rows as one line per table, to say that nothing changed.
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
