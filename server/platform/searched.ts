// What people type as a search, as the database looks for it.
import { sql, type RawBuilder } from 'kysely'
import { MOST_LOOKED_AT } from './page-rows.ts'
import type { Tx } from './transaction.ts'

export type Searched = 'accounts' | 'projects' | 'tasks' | 'requests'

/** The ids, as `id`, that a search finds in a table: `most` of them, of those made last. The database's function finds them. */
export function searched(tx: Tx, table: Searched, q: string, most: number = MOST_LOOKED_AT + 1): RawBuilder<unknown> {
  const words = searchWords(q)
  if (words.length === 0) return sql`(select null::text as id where false)`
  return sql`(select id from ${sql.ref(`search_${table}`)}(${words}::text[], ${tx.now}, ${sql.lit(most)}) id)`
}

/** Whether a row has the words, looked at row by row: for what is few by itself, such as a project's tasks. */
export function hasWords(alias: string, q: string): RawBuilder<unknown> {
  const words = searchWords(q)
  if (words.length === 0) return sql`false`
  return sql`${sql.ref(`${alias}.search`)} @@ ${words.map((word) => `${word}:*`).join(' & ')}::tsquery`
}

/** Every one of them must begin a word of the text. None where nothing but punctuation was typed. */
const searchWords = (q: string): string[] =>
  q
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 10) ?? []
