// Lists: how a page is asked for (page, limit, sort, cursor), and the one shape of query that answers it.
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import { isDate } from '../../domain/fields.ts'
import { invalid } from '../../domain/problems.ts'
import { jsonText, type JsonText } from './json.ts'
import {
  lookThrough,
  readInOrder,
  MOST_LOOKED_AT,
  type Asked,
  type LongList,
  type Place,
  type Sort,
} from './page-rows.ts'
import type { Tx } from './transaction.ts'

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
        .meta({ description: 'There are more than `total`: a list is looked through no further than 10,000 rows.' }),
      nextCursor: z.string().nullable().meta({
        description: 'Goes on behind this page, also where it is not full because so much had been looked through.',
      }),
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
  where: readonly RawBuilder<unknown>[]
  /** Of a list that grows with the organisation: it is gone through no further than MOST_LOOKED_AT. */
  long?: LongList
  /** Each sort: an expression without nulls that an index orders by, and its type. */
  sorts: Record<string, SortKey>
  defaultSort: string
  /** The columns of one reply row, and the joins they need, computed for the page's rows only. */
  columns: RawBuilder<unknown>
  joins?: RawBuilder<unknown>
}
export interface SortKey {
  by: RawBuilder<unknown>
  type: 'text' | 'timestamptz' | 'date' | 'integer'
  /** What is asked of this very key: the walk begins and ends there. */
  bounds?: RawBuilder<unknown> | undefined
}

/**
 * Answers one page in one statement (a second one, sent along, counts to 10,000, where no condition has to be looked at row by row).
 * Ties are broken by id, so walking the cursors meets every row that does not change exactly once.
 */
export async function listPage<T>(tx: Tx, request: PageRequest, plan: ListPlan): Promise<JsonText<Page<T>>> {
  refusePageWithCursor(request)
  const sort = sortOf(request, plan)
  const { limit = 20, page = 1 } = request
  refuseFarPage(page, limit)
  const cursor = request.cursor === undefined ? undefined : readCursor(request.cursor, sort)
  const asked: Asked = { plan, sort, limit, cursor, skipped: cursor ? 0 : (page - 1) * limit }
  const { rows, counted, isMore, edge } = await (plan.long && plan.where.length > 0
    ? lookThrough(tx, plan.long, asked)
    : readInOrder(tx, asked))
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : edge
  const nextCursor = last ? writeCursor(sort, last) : null
  const pagination = cursor
    ? { limit, nextCursor }
    : {
        page,
        limit,
        total: counted,
        pages: Math.ceil(counted / limit),
        ...(isMore && { totalIsAtLeast: true }),
        nextCursor,
      }
  return jsonText(`{"data":[${shown.map((row) => row.json).join(',')}],"pagination":${JSON.stringify(pagination)}}`)
}

/** A cursor knows where it is: with a page beside it one of the two would be ignored. */
function refusePageWithCursor({ page, cursor }: PageRequest): void {
  if (page !== undefined && cursor !== undefined)
    throw invalid([{ pointer: '?page', rule: 'cursor', message: 'does not go with a cursor' }], 400)
}

/** Further on, whoever skips rows by their number has the database pass over them all. */
function refuseFarPage(page: number, limit: number): void {
  if (page > 1 && page * limit > MOST_LOOKED_AT)
    throw invalid(
      [
        {
          pointer: '?page',
          rule: 'far',
          message: `is beyond the first ${MOST_LOOKED_AT} rows: go on with the cursor of a page before it`,
        },
      ],
      400,
    )
}

function sortOf(request: PageRequest, plan: ListPlan): Sort {
  const given = Object.entries(request).filter(([name, value]) => name.startsWith('sort') && value !== undefined)
  if (given.length > 1) throw invalid([{ pointer: '?sort', rule: 'one', message: 'sorts by one field at a time' }], 400)
  const [name, value] = (given[0] ?? ['sort', plan.defaultSort]) as [string, string]
  const bracketed = name !== 'sort'
  const field = bracketed ? name.slice('sort['.length, -1) : value.replace(/^-/, '')
  const sort = plan.sorts[field]
  if (!sort) throw new Error(`a list that can not be sorted by ${field}`)
  const descending = bracketed ? value === '-1' || value === 'desc' : value.startsWith('-')
  return { ...sort, field, descending }
}

const writeCursor = ({ field, descending }: Sort, last: Place) =>
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
function readCursor(cursor: string, { field, descending, type }: Sort): Place {
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
