// A text that would be a script wherever somebody forgot to treat it as text, in every field of the database that takes it.
import type { TestDatabase } from './database.ts'

/** After 0xSobky's "ultimate XSS polyglot", shortened; it sets a mark and opens a dialog where it runs. */
export const HOSTILE =
  `jaVasCript:/*-/*\`/*\\\`/*'/*"/**/(/* */oNcliCk=alert(1) )//</stYle/</titLe/</teXtarEa/</scRipt/--!>` +
  `<sVg/<sVg/oNloAd=globalThis.broken=alert(1)//>"><img src=x onerror=globalThis.broken=alert(2)>{{7*7}}[a](javascript:alert(3))`

const NOT_TEXTS = /^(id|.*_id|kind|type|event|code|email|timezone|currency|secret_hash|hash|digest|fingerprint|locale)$/

/**
 * Fills every text column that takes it, row by row made distinct where it must be; answers how many columns do.
 * What only takes certain words (a status, an id, a zone) refuses, and stays.
 */
export async function fillTextsWith({ admin }: TestDatabase, text: string = HOSTILE): Promise<number> {
  const { rows } = await admin.query<{ table: string; column: string; type: string }>(`
    select c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'character varying', 'jsonb')
      and c.is_generated = 'NEVER' and c.table_name not like 'activity%'
    order by 1, 2`)
  let filled = 0
  const client = await admin.connect()
  // What names other things by their texts stays whole without the triggers that would refuse it.
  await client.query('set session_replication_role = replica')
  for (const { table, column, type } of rows) {
    if (NOT_TEXTS.test(column) || type === 'jsonb') continue
    // A column of codes (a reason, a source) is none of texts, though nothing but the law says so.
    const { rows: words } = await client.query(
      `select 1 from "${table}" where "${column}" !~ '^[a-z][a-z0-9_]*$' limit 1`,
    )
    if (words.length === 0) continue
    const { rowCount } = await client
      .query(
        `update "${table}" set "${column}" = $1 || ' ' || left(md5("${column}"), 6) where "${column}" is not null`,
        [text],
      )
      .catch(() => ({ rowCount: 0 }))
    if ((rowCount ?? 0) > 0) filled++
  }
  await client.query('set session_replication_role = default')
  client.release()
  return filled
}
