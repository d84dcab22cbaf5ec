// What is asked of the rows of a long list, and by which indexes those that have it are found where they are few.
import { sql, type RawBuilder } from 'kysely'
import { MOST_LOOKED_AT, type LongList } from './page-rows.ts'
import type { SortKey } from './page.ts'
import { hasWords, searched, type Searched } from './searched.ts'
import type { Tx } from './transaction.ts'

export interface Narrow {
  where: RawBuilder<unknown>[]
  ways: RawBuilder<unknown>[]
  long: LongList
  /** The ids of rows with something that an index knows: a way. */
  ids: (which: RawBuilder<unknown>) => RawBuilder<unknown>
  asks: (which: RawBuilder<unknown>, ...ways: RawBuilder<unknown>[]) => void
  /** One of these values, by the column's index. */
  among: (column: RawBuilder<unknown>, values: readonly string[] | undefined) => void
  /** The same for words in the order of a sort by them. */
  amongWords: (words: readonly string[], column: RawBuilder<unknown>, values: readonly string[] | undefined) => void
  has: (q: string | undefined) => void
}

/** `which` is what every row of the list is besides of the organisation, see `LongList`. */
export function narrow(tx: Tx, table: string, alias: string, which?: RawBuilder<unknown>): Narrow {
  const ours = sql`${sql.ref(`${alias}.organization_id`)} = ${tx.actor.organizationId}`
  const base = which ? sql`${ours} and ${which}` : ours
  const where: RawBuilder<unknown>[] = []
  const ways: RawBuilder<unknown>[] = []
  const ids = (which: RawBuilder<unknown>) =>
    sql`select ${sql.ref(`${alias}.id`)} from ${sql.table(table)} ${sql.ref(alias)} where ${base} and ${which}`
  const asks = (which: RawBuilder<unknown>, ...by: RawBuilder<unknown>[]) => {
    where.push(which)
    ways.push(...by)
  }
  return {
    where,
    ways,
    long: { table, base, ways },
    ids,
    asks,
    among: (column, values) =>
      values && asks(sql`${column} = any(${values})`, waysFrom(values, ids(sql`${column} = v.value`))),
    amongWords: (words, column, values) =>
      values &&
      asks(
        sql`${column} = any(${values})`,
        waysFrom(placesIn(words, values), ids(sql`${inOrder(words, column).by} = v.value::int`)),
      ),
    has: (q) =>
      q !== undefined && asks(hasWords(alias, q), sql`select id from ${searched(tx, table as Searched, q)} s`),
  }
}

/** A way from some values to the rows of each, `of` one called `v.value`. */
export const waysFrom = (values: readonly string[], of: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select w.id from unnest(${values}::text[]) v (value) cross join lateral (${of} limit ${sql.lit(MOST_LOOKED_AT + 1)}) w`

/**
 * A way over some things to the rows of each: one that has none counts too, as null, so that what is many things is never taken for
 * few rows.
 */
export const waysOver = (
  things: RawBuilder<unknown>,
  of: (id: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`select w.id from (${things}) o (id) left join lateral (${of(sql`o.id`)} limit ${sql.lit(MOST_LOOKED_AT + 1)}) w on true`

const placesIn = (words: readonly string[], some: readonly string[]): string[] =>
  some.map((word) => String(words.indexOf(word) + 1))

/**
 * The column, or a value where it has none. A CASE, because the database uses no index for what a function makes of a row that row
 * security guards, and takes COALESCE for one.
 */
export const orElse = (column: RawBuilder<unknown>, value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(case when ${column} is null then ${value} else ${column} end)`

/** A sort by one of some words, in their order; `among` are those that are asked for. A CASE as well. */
export function inOrder(words: readonly string[], column: RawBuilder<unknown>, among?: readonly string[]): SortKey {
  const cases = words.map((word, n) => sql`when ${sql.lit(word)} then ${sql.lit(n + 1)}`)
  const by = sql`(case ${column} ${sql.join(cases, sql` `)} end)`
  const places = placesIn(words, among ?? []).map(Number)
  const bounds = sql`${by} between ${Math.min(...places)} and ${Math.max(...places)}`
  return { by, type: 'integer', ...(among && { bounds }) }
}
