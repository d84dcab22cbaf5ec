// What people type as a search, as the database looks for it.
import { sql, type RawBuilder } from 'kysely'

/** The table, or of its rows those that a search finds, which the database's function named after it gives: `most` of them. */
export function searched(
  table: 'accounts' | 'projects' | 'tasks' | 'requests',
  q: string | undefined,
  most?: number,
): RawBuilder<unknown> {
  if (q === undefined) return sql.table(table)
  const words = searchWords(q)
  if (words === undefined) return sql`(select * from ${sql.table(table)} where false)`
  const limit = most === undefined ? sql`` : sql`, ${sql.lit(most)}`
  return sql`${sql.ref(`search_${table}`)}(${words}::tsquery${limit})`
}

/** Whether a row has the words, looked at row by row: for what is few by itself, such as a project's tasks. */
export function hasWords(alias: string, q: string): RawBuilder<unknown> {
  const words = searchWords(q)
  return words === undefined ? sql`false` : sql`${sql.ref(`${alias}.search`)} @@ ${words}::tsquery`
}

/**
 * What people type as a search, as a prefix query: every word must begin a word of the text.
 * Undefined where nothing but punctuation was typed.
 */
function searchWords(q: string): string | undefined {
  const words = q
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 10)
  return words?.map((word) => `${word}:*`).join(' & ')
}
