// How the rows of a page are found, at whatever length of the list: in the order of an index, and never past 10,000 of them.
import { sql, type RawBuilder } from 'kysely'
import type { ListPlan, SortKey } from './page.ts'
import type { Tx } from './transaction.ts'

/** No list is gone through, or counted, further than this. */
export const MOST_LOOKED_AT = 10_000

/** A list that grows with the organisation: what is asked of its rows besides must not lead through all of them. */
export interface LongList {
  table: string
  /** What every row is, of the organisation first: what the indexes of the sorts begin with, or have as their condition. */
  base: RawBuilder<unknown>
  /** What the conditions need besides: joins of exactly one row each. */
  beside?: RawBuilder<unknown>
  /**
   * Ways to few rows, each by an index: the ids of all rows that one of the conditions lets pass, and maybe more. An id may come
   * twice, or be null.
   */
  ways: readonly RawBuilder<unknown>[]
  /** How many rows are looked at, where the conditions are dear. */
  most?: number
}

export interface Sort extends SortKey {
  field: string
  descending: boolean
}
/** Where a row is in its list. */
export interface Place {
  key: string
  id: string
}
export interface Asked {
  plan: ListPlan
  sort: Sort
  limit: number
  skipped: number
  cursor: Place | undefined
}
export interface Found {
  /** Those of the page, and one more where there is one. */
  rows: (Place & { json: string })[]
  /** How many there are in all, and whether there may be more; not looked at with a cursor. */
  counted: number
  isMore: boolean
  /** The last row that was looked at, where others come behind it. */
  edge?: Place | undefined
}

const directionOf = ({ descending }: Sort) => sql.raw(descending ? 'desc' : 'asc')
const orderOf = (sort: Sort, id: RawBuilder<unknown>) =>
  sql`${sort.by} ${directionOf(sort)}, ${id} ${directionOf(sort)}`
const behind = ({ sort, cursor, plan }: Asked) =>
  cursor
    ? sql` and (${sort.by}, ${sql.ref(`${plan.alias}.id`)}) ${sort.descending ? sql`<` : sql`>`} (${cursor.key}::${sql.raw(sort.type)}, ${cursor.id})`
    : sql``

/** Rows that pass all conditions, in the order of an index that has them in it; or of which there are few. */
export async function readInOrder(tx: Tx, asked: Asked): Promise<Found> {
  const { plan, sort, limit, skipped, cursor } = asked
  const alias = sql.ref(plan.alias)
  const id = sql.ref(`${plan.alias}.id`)
  const base = plan.long ? [plan.long.base] : []
  const filter = sql.join([...base, ...plan.where, ...(sort.bounds ? [sort.bounds] : [])], sql` and `)
  // One more than is shown, to know whether there are more. The number is part of the text: as a parameter the planner would
  // guess it, and guess badly.
  const ordered = (what: RawBuilder<unknown>) => sql`
    select ${what}, ${sort.by} as sort_key from ${plan.from}
    where ${filter}${behind(asked)} order by ${orderOf(sort, id)} limit ${sql.lit(limit + 1)} offset ${skipped}`
  const wanted =
    skipped === 0 || plan.table === undefined
      ? sql`(${ordered(sql`${alias}.*`)}) ${alias}`
      : sql`(${ordered(id)}) k cross join lateral (
          select ${alias}.*, k.sort_key from ${sql.table(plan.table)} ${alias}
          where ${alias}.organization_id = ${tx.actor.organizationId} and ${id} = k.id) ${alias}`
  const rows = tx.rows<Found['rows'][number]>(sql`
    select row_to_json(r)::text as json, ${alias}.sort_key::text as key, ${id}
    from ${wanted} ${plan.joins ?? sql``} cross join lateral (select ${plan.columns}) r
    order by ${alias}.sort_key ${directionOf(sort)}, ${id} ${directionOf(sort)}`)
  const total = cursor
    ? undefined
    : tx.first<{ counted: number }>(sql`select count(*)::int as counted
        from (select from ${plan.from} where ${filter} limit ${sql.lit(MOST_LOOKED_AT + 1)}) c`)
  const [found, { counted } = { counted: 0 }] = await Promise.all([rows, total])
  return { rows: found, counted: Math.min(counted, MOST_LOOKED_AT), isMore: counted > MOST_LOOKED_AT }
}

interface Row extends Partial<Place> {
  counted: number
  isMore: boolean
  edge: Place | null
  json: string | null
}

/**
 * Rows that pass conditions which no index knows together. Where one of the ways leads to few rows, all of those are looked at;
 * else the first of the list in its order, as many as MOST_LOOKED_AT: what comes behind them is for the cursor.
 */
export async function lookThrough(tx: Tx, long: LongList, asked: Asked): Promise<Found> {
  const { plan, sort, limit, skipped, cursor } = asked
  const { ways, most = MOST_LOOKED_AT } = long
  const alias = sql.ref(plan.alias)
  const id = sql.ref(`${plan.alias}.id`)
  const direction = directionOf(sort)
  const found = ways.map((_, n) => fewBy(n, asked, long))
  const rows = await tx.rows<Row>(sql`
    with ${sql.join([...ways.map((ids, n) => sql`${wayOf(n)} (id) as materialized (select * from (${ids}) w limit ${sql.lit(most + 1)})`), smallestOf(ways, most)])},
    found as materialized (${sql.join([...found, firstOfMany(asked, long, most)], sql` union all `)}),
    page as (select id, sort_key from found where passes
      order by sort_key ${direction}, id ${direction} limit ${sql.lit(limit + 1)} offset ${skipped})
    select s.counted, s.edge is not null and s.more as "isMore", s.edge, r.json, r.key, r.id
    from (select count(*) filter (where passes)::int as counted, coalesce(bool_or(place > ${sql.lit(most)}), false) as more,
        min(json_build_object('key', sort_key::text, 'id', id)::text) filter (where place = ${sql.lit(most)})::json as edge from found) s
    left join lateral (
      select row_to_json(r)::text as json, page.sort_key::text as key, page.id from page
      cross join lateral (select * from ${sql.table(long.table)} ${alias}
        where ${alias}.organization_id = ${tx.actor.organizationId} and ${id} = page.id) ${alias}
      ${plan.joins ?? sql``} cross join lateral (select ${plan.columns}) r
      order by page.sort_key ${direction}, page.id ${direction}) r on true`)
  const [first] = rows
  const shown = rows.flatMap(({ json, key, id: of }) =>
    json === null || key === undefined || of === undefined ? [] : { json, key, id: of },
  )
  const isMore = first?.isMore ?? false
  return {
    rows: shown,
    counted: cursor ? 0 : (first?.counted ?? 0),
    isMore,
    edge: isMore ? (first?.edge ?? undefined) : undefined,
  }
}

const wayOf = (n: number) => sql.ref(`way_${n}`)

/** The number of the way that leads to the fewest, if to few. */
const smallestOf = (ways: readonly unknown[], most: number) => {
  const sizes = ways.map((_, n) => sql`(${sql.lit(n)}, (select count(*) from ${wayOf(n)}))`)
  const all = sql.join([...sizes, sql`(-1, ${sql.lit(most + 1)})`])
  return sql`smallest as materialized (select n from (values ${all}) w (n, size) where size <= ${sql.lit(most)} order by size, n limit 1)`
}

function fewBy(n: number, asked: Asked, { table, base, beside = sql`` }: LongList): RawBuilder<unknown> {
  const { plan, sort } = asked
  const alias = sql.ref(plan.alias)
  const id = sql.ref(`${plan.alias}.id`)
  // One by one, whatever the planner thinks of how many they are.
  return sql`select ${id}, ${sort.by} as sort_key, 0 as place, true as passes
    from (select distinct id from ${wayOf(n)} where (select n from smallest) = ${sql.lit(n)} and id is not null) few
    cross join lateral (select * from ${sql.table(table)} ${alias} where ${base} and ${id} = few.id offset 0) ${alias} ${beside}
    where ${sql.join(plan.where, sql` and `)}${behind(asked)}`
}

function firstOfMany(asked: Asked, { table, base, beside = sql`` }: LongList, most: number): RawBuilder<unknown> {
  const { plan, sort, limit, cursor } = asked
  const alias = sql.ref(plan.alias)
  const id = sql.ref(`${plan.alias}.id`)
  const passes = sql.join(plan.where, sql` and `)
  const order = orderOf(sort, id)
  const bounds = sort.bounds ? sql` and ${sort.bounds}` : sql``
  // Where nobody counts, enough is enough. The last that is looked at, and the one behind it, are told whether or not they pass.
  return sql`(select ${id}, ${sort.by} as sort_key, place, case when place < ${sql.lit(most)} then true when place > ${sql.lit(most)} then false else ${passes} end as passes
    from (select ${alias}.*, row_number() over (order by ${order}) as place from ${sql.table(table)} ${alias}
      where ${base}${bounds}${behind(asked)} and not exists (select from smallest)
      order by ${order} limit ${sql.lit(most + 1)}) ${alias} ${beside}
    where place >= ${sql.lit(most)} or (${passes}) order by ${order}${cursor ? sql` limit ${sql.lit(limit + 2)}` : sql``})`
}
