// What every section of a digest is asked with, and what it answers.
import { sql, type RawBuilder } from 'kysely'
import { LINES_SHOWN, type DigestLine } from '../../domain/digest.ts'
import { inEnglish, type Said } from '../../domain/said.ts'

export interface Asked {
  /** The first instant of the week, and the first after it. */
  since: Date
  until: Date
  /** Its days. */
  from: string
  to: string
  zone: string
  /** Projects that nothing is told of. */
  muted: readonly string[]
}

/** The most pressing lines, and how many there are in all. */
export interface Told {
  summary?: Said
  lines: DigestLine[]
  total: number
}

export const linesOf = sql.lit(LINES_SHOWN)
/** Of projects, as alias `p`. */
export const notMuted = (muted: readonly string[]): RawBuilder<unknown> => sql`p.id <> all(${muted})`

/** What is said of a thing, with where it is looked at. */
export const lineOf = (said: Said, entity: DigestLine['entity'], projectId: string | null): DigestLine => ({
  text: inEnglish(said),
  said,
  entity,
  projectId,
})
