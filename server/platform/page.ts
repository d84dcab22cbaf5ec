// Lists: how a page is asked for (page, limit, sort, cursor), and the one shape of query that answers it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { isDate } from '../../domain/fields.ts'
import { invalid } from '../../domain/problems.ts'
import { jsonText, type JsonText } from './json.ts'
import type { Tx } from './transaction.ts'

const MAX_EXACT_TOTAL = 10_000

/** A whole number in a query string. */
export const queryInt = (min: number, max: number) =>
  z
    .codec(z.string().regex(/^\d{1,9}$/, 'is a whole number'), z.int().min(min).max(max), {
      decode: Number,
      encode: String,
    })
    .meta({ type: 'integer', minimum: min, maximum: max })
export const queryBoolean = z
  .codec(z.enum(['true', 'false']), z.boolean(), {
    decode: (text) => text === 'true',
    encode: (flag) => (flag ? 'true' : 'false'),
  })
  .meta({ type: 'boolean', enum: [true, false] })
/** Several values with commas between. */
export const commaList = <T extends z.ZodType<string>>(item: T) =>
  z
    .codec(z.string().min(1).max(2000), z.array(item).min(1).max(50), {
      decode: (text) => text.split(',') as z.input<T>[],
      encode: (items) => items.join(','),
    })
    .meta({ description: 'Several values with commas between.' })

/** The paging part of a list's query: `sort=-updatedAt` or `sort[updatedAt]=-1`, `page` or `cursor`, `limit`. */
export function pageQuery<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  const signed = fields.flatMap((field) => [field, `-${field}`])
  const bracketed = Object.fromEntries(
    fields.map((field) => [`sort[${field}]`, z.enum(['1', '-1', 'asc', 'desc']).optional()]),
  )
  return {
    page: queryInt(1, 1_000_000).optional(),
    limit: queryInt(1, 100).optional(),
    cursor: z.string().min(1).max(1000).optional(),
    sort: z.enum(signed).optional(),
    ...(bracketed as Record<never, never>),
  }
}

export interface PageRequest {
  page?: number | undefined
  limit?: number | undefined
  cursor?: string | undefined
  sort?: string | undefined
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    data: z.array(item),
    pagination: z.strictObject({
      page: z.int().optional(),
      limit: z.int(),
      total: z.int().optional(),
      pages: z.int().optional(),
      totalIsAtLeast: z
        .literal(true)
        .optional()
        .meta({ description: 'There are more than `total`, which stops counting.' }),
      nextCursor: z.string().nullable(),
    }),
  })
export interface Page<T> {
  data: T[]
  pagination: {
    page?: number
    limit: number
    total?: number
    pages?: number
    totalIsAtLeast?: true
    nextCursor: string | null
  }
}

export interface ListPlan {
  /** The table, as `alias`, with what the conditions need. */
  from: RawBuilder<unknown>
  alias: string
  /** The table that `alias` is, for lists that grow long: what is skipped or only counted is then not read as whole rows. */
  table?: string
  /** Few rows pass, as with a search: they are counted as they are found, not once more. */
  narrow?: boolean
  where: RawBuilder<unknown>[]
  /** Each sort: an expression without nulls that an index orders by, and its type. */
  sorts: Record<string, { by: RawBuilder<unknown>; type: 'text' | 'timestamptz' | 'date' | 'integer' }>
  defaultSort: string
  /** The columns of one reply row, and the joins they need, computed for the page's rows only. */
  columns: RawBuilder<unknown>
  joins?: RawBuilder<unknown>
}

/**
 * Answers one page in one statement (a second one, sent along, counts to 10,000).
 * Ties are broken by id, so walking the cursors meets every row that does not change exactly once.
 */
export async function listPage<T>(tx: Tx, request: PageRequest, plan: ListPlan): Promise<JsonText<Page<T>>> {
  refusePageWithCursor(request)
  const { field, sort, descending } = sortOf(request, plan)
  const { limit = 20, page = 1 } = request
  const alias = sql.ref(plan.alias)
  const id = sql.ref(`${plan.alias}.id`)
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const cursor = request.cursor === undefined ? undefined : readCursor(request.cursor, field, descending, sort.type)
  const filter = sql.join(plan.where, sql` and `)
  const after = cursor
    ? sql` and (${sort.by}, ${id}) ${descending ? sql`<` : sql`>`} (${cursor.key}::${sql.raw(sort.type)}, ${cursor.id})`
    : sql``
  const countsAlong = plan.narrow === true && !cursor && page === 1
  const skipped = cursor ? 0 : (page - 1) * limit
  const total = sql.raw(countsAlong ? ', total' : '')
  // One more than is shown, to know whether there are more, unless the total tells. The number is part of the text: as a
  // parameter the planner would guess it, and guess badly.
  const ordered = (what: RawBuilder<unknown>) => sql`
    select ${what}, ${sort.by} as sort_key${countsAlong ? sql`, count(*) over () as total` : sql``} from ${plan.from}
    where ${filter}${after} order by ${sort.by} ${direction}, ${id} ${direction} limit ${sql.lit(countsAlong ? limit : limit + 1)}`
  const wanted =
    (skipped === 0 && !plan.narrow) || plan.table === undefined
      ? sql`(${ordered(sql`${alias}.*`)} offset ${skipped}) ${alias}`
      : sql`(${ordered(id)} offset ${skipped}) k cross join lateral (
          select ${alias}.*, k.sort_key${total} from ${sql.table(plan.table)} ${alias}
          where ${alias}.organization_id = ${tx.actor.organizationId} and ${id} = k.id) ${alias}`
  const rows = tx.rows<FoundRow>(sql`
    select row_to_json(r)::text as json, ${alias}.sort_key::text as key, ${id}${countsAlong ? sql`, ${alias}.total::int as total` : sql``}
    from ${wanted} ${plan.joins ?? sql``} cross join lateral (select ${plan.columns}) r
    order by ${alias}.sort_key ${direction}, ${id} ${direction}`)
  const [found, counts] = await Promise.all([rows, cursor || countsAlong ? undefined : countRows(tx, plan, filter)])
  const shown = found.slice(0, limit)
  const last = (countsAlong ? (found[0]?.total ?? 0) : found.length) > limit ? shown.at(-1) : undefined
  const nextCursor = last ? writeCursor(field, descending, last) : null
  const pagination = cursor
    ? { limit, nextCursor }
    : { page, limit, ...totals((counts ?? found[0])?.total ?? 0, limit), nextCursor }
  return jsonText(`{"data":[${shown.map((row) => row.json).join(',')}],"pagination":${JSON.stringify(pagination)}}`)
}

const countRows = (tx: Tx, plan: ListPlan, filter: RawBuilder<unknown>) =>
  tx.first<{ total: number }>(
    sql`select count(*)::int as total from (select from ${plan.from} where ${filter} limit ${sql.lit(MAX_EXACT_TOTAL + 1)}) c`,
  )

interface FoundRow {
  json: string
  key: string
  id: string
  total?: number
}

function totals(counted: number, limit: number) {
  const total = Math.min(counted, MAX_EXACT_TOTAL)
  return { total, pages: Math.ceil(total / limit), ...(counted > MAX_EXACT_TOTAL && { totalIsAtLeast: true as const }) }
}

/** A cursor knows where it is: with a page beside it one of the two would be ignored. */
function refusePageWithCursor({ page, cursor }: PageRequest): void {
  if (page !== undefined && cursor !== undefined)
    throw invalid([{ pointer: '?page', rule: 'cursor', message: 'does not go with a cursor' }], 400)
}

interface Sort {
  field: string
  sort: ListPlan['sorts'][string]
  descending: boolean
}

function sortOf(request: PageRequest, plan: ListPlan): Sort {
  const given = Object.entries(request).filter(([name, value]) => name.startsWith('sort') && value !== undefined)
  if (given.length > 1) throw invalid([{ pointer: '?sort', rule: 'one', message: 'sorts by one field at a time' }], 400)
  const [name, value] = (given[0] ?? ['sort', plan.defaultSort]) as [string, string]
  const bracketed = name !== 'sort'
  const field = bracketed ? name.slice('sort['.length, -1) : value.replace(/^-/, '')
  const sort = plan.sorts[field]
  if (!sort) throw new Error(`a list that can not be sorted by ${field}`)
  return { field, sort, descending: bracketed ? value === '-1' || value === 'desc' : value.startsWith('-') }
}

const writeCursor = (field: string, descending: boolean, last: { key: string; id: string }) =>
  Buffer.from(JSON.stringify([field, descending ? -1 : 1, last.key, last.id])).toString('base64url')

const CursorParts = z.tuple([
  z.string(),
  z.union([z.literal(1), z.literal(-1)]),
  z.string().max(1000),
  z.string().max(64),
])
const KEY_PATTERN = {
  text: /^[^\0]*$/,
  integer: /^-?\d{1,9}$/,
  date: /^(\d{4}-\d\d-\d\d|infinity)$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
}

/** A cursor belongs to one order: used with another it would skip rows in silence, so it is refused. */
function readCursor(cursor: string, field: string, descending: boolean, type: keyof typeof KEY_PATTERN) {
  const refusal = () =>
    invalid([{ pointer: '?cursor', rule: 'cursor', message: 'is not a cursor of this list in this order' }], 400)
  let parts: z.infer<typeof CursorParts>
  try {
    parts = CursorParts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw refusal()
  }
  const [cursorField, direction, key, id] = parts
  if (cursorField !== field || (direction === -1) !== descending || !KEY_PATTERN[type].test(key) || id.includes('\0'))
    throw refusal()
  const isDay = key === 'infinity' || isDate(key.slice(0, 10))
  if (
    (type === 'date' || type === 'timestamptz') &&
    (!isDay || (type === 'timestamptz' && Number.isNaN(Date.parse(key.replace('+00', 'Z')))))
  )
    throw refusal()
  return { key, id }
}
