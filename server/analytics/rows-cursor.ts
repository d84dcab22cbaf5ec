// Where a walk over the rows of a figure stands: the day and the ids of the last row that was shown, the latest day first.
import { z } from 'zod'
import { isDate } from '../../domain/fields.ts'
import { invalid } from '../../domain/problems.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(isDate)
const Place = z.tuple([
  z.string().max(60),
  day,
  z
    .array(
      z
        .string()
        .max(64)
        .regex(/^[^\0]*$/),
    )
    .min(1)
    .max(3),
])

/** The last row that was shown: its day, then what orders the rows of one day. */
export interface RowPlace {
  on: string
  ids: string[]
}

export const writePlace = (figure: string, { on, ids }: RowPlace): string =>
  Buffer.from(JSON.stringify([figure, on, ids])).toString('base64url')

/** A cursor belongs to its figure; used with another it is refused. */
export function readPlace(cursor: string | undefined, figure: string, ids: number): RowPlace | undefined {
  if (cursor === undefined) return undefined
  try {
    const [of, on, found] = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (of === figure && found.length === ids) return { on, ids: found }
  } catch {
    // Told below.
  }
  throw invalid([{ pointer: '?cursor', rule: 'cursor', message: 'is not a cursor of this figure' }], 400)
}

/** A page of rows of which one more than is shown was found. */
export function pageOfRows<T>(figure: string, limit: number, found: readonly T[], placeOf: (row: T) => RowPlace) {
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return { shown, pagination: { limit, nextCursor: last ? writePlace(figure, placeOf(last)) : null } }
}
