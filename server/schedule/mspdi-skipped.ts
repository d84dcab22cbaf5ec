// What a plan from elsewhere holds that is not understood, or is kept otherwise: told with its row, in bounded words.
import { inEnglish, sayCount, type Said } from '../../domain/said.ts'

const MAX_SKIPPED = 1000
const MAX_WORDS = 200

/** What could not be understood. The row is the task's number in Microsoft Project, null where it is no task's. */
export interface Skipped {
  row: number | null
  element: string
  reason: string
  said: Said
}

/** Tells of one thing where the row, or the calendar, is clear. */
export type Skip = (element: string, reason: Said) => void

export type SkipInRow = (row: number | null, element: string, reason: Said) => void

/** Collects them: beyond a thousand they are counted. */
export function skippedList(): { skip: SkipInRow; all: () => Skipped[] } {
  const told: Skipped[] = []
  let more = 0
  const of = (row: number | null, element: string, said: Said): Skipped => ({
    row,
    element: brief(element),
    reason: brief(inEnglish(said)),
    said,
  })
  return {
    skip(row, element, reason) {
      if (told.length === MAX_SKIPPED) more++
      else told.push(of(row, element, reason))
    },
    all: (): Skipped[] =>
      more === 0 ? told : [...told, of(null, '', sayCount(more, 'and {count} more', 'and {count} more'))],
  }
}

const brief = (words: string): string => words.slice(0, MAX_WORDS).toWellFormed()
