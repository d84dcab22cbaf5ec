// An import row by row: what becomes of each, and the whole of it as an answer. All of a file is imported, or nothing.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ImportedRow, ImportReport, RowError } from '../../domain/import.ts'
import { Problem, worded, type FieldError } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'
import { fileError, type Columns, type Row, type Table } from './csv.ts'
import type { PlanQuery } from './preview.ts'
import { fieldErrors } from './problem-reply.ts'
import type { Progress } from './reply-in-lines.ts'
import type { Tx } from './transaction.ts'

/** How many errors a refusal names; the rehearsal tells them all. */
const MAX_ERRORS_TOLD = 100
/** How much of a name that is nobody's is told. */
const MAX_NAME_TOLD = 100

/** Whether the caller only tries the import out. */
export const isRehearsal = (query: object): boolean => (query as PlanQuery).dryRun === true

/** One import at a time of each kind in an organisation: what another brings meanwhile is there then, and not brought again. */
export const holdImports = (tx: Tx, kind: string): void =>
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`import of ${kind} ${tx.actor.organizationId}`}, 0))`)

/** What an import knows so far about its rows. */
export class ImportOf<C extends Columns> {
  readonly table: Table<C>
  readonly #outcomes = new Map<number, ImportedRow>()
  readonly #announced = new Set<string>()
  readonly #progress: Progress

  constructor(table: Table<C>, progress: Progress) {
    this.table = table
    this.#progress = progress
    for (const { line, errors } of table.rows) if (errors.length > 0) this.fail(line, errors)
  }

  /** Says that a row is to bring a thing of this id. */
  announce(id: string): void {
    this.#announced.add(id)
  }
  /** Whether a row of the file brings it. */
  isNew(id: string): boolean {
    return this.#announced.has(id)
  }

  hasFailed(line: number): boolean {
    return this.#outcomes.get(line)?.action === 'error'
  }

  fail(line: number, errors: readonly RowError[]): void {
    const earlier = this.#outcomes.get(line)?.errors ?? []
    const told = (error: RowError) => earlier.some(({ column }) => column !== '' && column === error.column)
    // A cell that can not be read is missing too: told once.
    this.#outcomes.set(line, { line, action: 'error', errors: [...earlier, ...errors.filter((error) => !told(error))] })
  }

  /** One cell's error, by our name of its column. */
  refuse(line: number, column: string, rule: string, message: string | Said): void {
    this.fail(line, [{ column: this.table.headingOf(column), rule, ...worded(message) }])
  }

  exists(line: number, id: string): void {
    if (!this.hasFailed(line)) this.#outcomes.set(line, { line, action: 'exists', id })
  }

  create(line: number, id: string): void {
    if (!this.hasFailed(line)) this.#outcomes.set(line, { line, action: 'create', id })
    this.#progress(this.#outcomes.size, this.table.rows.length)
  }

  update(line: number, id: string): void {
    if (!this.hasFailed(line)) this.#outcomes.set(line, { line, action: 'update', id })
    this.#progress(this.#outcomes.size, this.table.rows.length)
  }

  /** The body that a row is, by the contract of its thing; undefined, and told, where it breaks that. */
  bodyOf<T>(line: number, schema: z.ZodType<T>, body: object): T | undefined {
    const read = schema.safeParse(body)
    if (read.success) return read.data
    this.fail(line, this.#byColumn(fieldErrors(read.error)))
    return undefined
  }

  /** What an operation refused is the row's error; what is no answer to its caller is thrown on. */
  refused(line: number, error: unknown): void {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === 'permission_denied') throw error
    const errors = error.extra.errors as FieldError[] | undefined
    this.fail(line, errors ? this.#byColumn(errors) : [{ column: '', rule: error.code, message: error.message }])
  }

  #byColumn(errors: readonly FieldError[]): RowError[] {
    return errors.map(({ pointer, ...error }) => ({
      column: this.table.headingOf(pointer.split('/')[1] ?? ''),
      ...error,
    }))
  }

  /** The whole of it; where a row fails, a problem that names the cells, unless this is a rehearsal. */
  report(rehearsal: boolean): ImportReport {
    const rows = this.table.rows.flatMap(({ line }) => this.#outcomes.get(line) ?? [])
    const count = (action: ImportedRow['action']) => rows.filter((row) => row.action === action).length
    const failed = count('error')
    if (failed > 0 && !rehearsal) throw refusal(rows, failed)
    const { understood, ignored } = this.table
    const counts = { created: count('create'), updated: count('update'), existing: count('exists'), failed }
    return { ...counts, columns: { understood, ignored }, rows }
  }
}

function refusal(rows: readonly ImportedRow[], failed: number): Problem {
  const errors = rows.flatMap(({ line, errors: of = [] }) =>
    of.map(({ column, rule, message, said }) => fileError(line, column, rule, said ?? message)),
  )
  const first = errors[0]
  const told = first ? `; the first at ${first.pointer}: ${first.message}` : ''
  return new Problem('validation_error', say`${failed} of ${rows.length} rows can not be imported${told}.`, {
    errors: errors.slice(0, MAX_ERRORS_TOLD),
    rows: rows.filter(({ action }) => action === 'error').slice(0, MAX_ERRORS_TOLD),
  })
}

/** Things that a cell may name: by id, or by a name that only one of them has. */
export class Directory {
  readonly #thing: string
  readonly #ids = new Set<string>()
  readonly #named = new Map<string, string[]>()

  /** `thing` is what they are called in messages. */
  constructor(thing: string, things: Iterable<{ id: string; name: string }> = []) {
    this.#thing = thing
    for (const { id, name } of things) this.add(id, name)
  }

  add(id: string, name: string): void {
    this.#ids.add(id)
    const sameName = this.#named.get(nameKey(name))
    if (sameName) sameName.push(id)
    else this.#named.set(nameKey(name), [id])
  }

  hasId = (id: string): boolean => this.#ids.has(id)
  /** Those of that name, in the order they were added. */
  named = (name: string): readonly string[] => this.#named.get(nameKey(name)) ?? []

  /** The id of what is said; or why that is nobody's. */
  find(said: string): { id: string } | { missing: Said } {
    if (this.#ids.has(said)) return { id: said }
    const [id, ...others] = this.named(said)
    const told = said.slice(0, MAX_NAME_TOLD).toWellFormed()
    if (id === undefined) return { missing: say`names ${told}, and there is no such ${this.#thing}` }
    return others.length === 0
      ? { id }
      : { missing: say`names ${told}, and ${others.length + 1} have that name: use the id` }
  }
}

const nameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase()

/** The ids of what a cell says, each looked up; what is not there is told at the cell. */
export function lookUp<C extends Columns>(
  rows: ImportOf<C>,
  { line, cells }: Row<C>,
  column: keyof C & string,
  directory: Pick<Directory, 'find'>,
): string[] | undefined {
  const said = cells[column] as string | readonly string[] | undefined
  if (said === undefined) return undefined
  const ids = new Set<string>()
  for (const each of typeof said === 'string' ? [said] : said) {
    const found = directory.find(each)
    if ('id' in found) ids.add(found.id)
    else rows.refuse(line, column, 'reference', found.missing)
  }
  return [...ids]
}
