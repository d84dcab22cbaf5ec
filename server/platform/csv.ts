// Reads a table from CSV: which of its columns are known, and each cell as a value, or what is wrong with it and where.
import { CsvError, parse } from 'csv-parse/sync'
import { MAX_IMPORT_ROWS, type RowError } from '../../domain/import.ts'
import { invalid, worded, type FieldError } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'

/** So many columns, cells and lines are more than any list of work has, and as much as is read in no time. */
const MAX_COLUMNS = 500
const MAX_CELLS = 2_000_000
const MAX_LINES = 200_000
const MAX_ITEMS = 1000
/** A heading beyond that is no name of a column. */
const MAX_HEADING = 200

/** How a cell's text becomes a value; what it should be is said where it does not. */
const CELLS = {
  text: (cell: string) => cell,
  /** `In progress` is in_progress. */
  word: (cell: string) => wordOf(cell),
  words: (cell: string) => listOf(cell).map(wordOf),
  list: (cell: string) => listOf(cell),
  integer: (cell: string) => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : refuse('is a whole number')),
  number: (cell: string) =>
    /^-?\d{1,9}([.,]\d{1,9})?$/.test(cell) ? Number(cell.replace(',', '.')) : refuse('is a number such as 0.8'),
  boolean: (cell: string) => BOOLEANS.get(cell.toLowerCase()) ?? refuse('is yes or no'),
  date: (cell: string) => dateOf(cell) ?? refuse('is a date written YYYY-MM-DD or DD.MM.YYYY'),
} satisfies Record<string, (cell: string) => unknown>
type CellKind = keyof typeof CELLS

const BOOLEANS = new Map(
  Object.entries({ true: true, yes: true, y: true, 1: true, false: false, no: false, n: false, 0: false }),
)
const wordOf = (cell: string) =>
  cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
function listOf(cell: string): string[] {
  const items = cell.split(/[,;|\n]/).flatMap((item) => item.trim() || [])
  return items.length > MAX_ITEMS ? refuse(say`has more than ${MAX_ITEMS} entries`) : items
}

function dateOf(cell: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell) ?? []
  if (year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // Whether the calendar has the day is the field's own rule.
  return /^\d{4}-\d\d-\d\d$/.test(cell) ? cell : undefined
}

class Unreadable extends Error {
  readonly told: string | Said
  constructor(told: string | Said) {
    super(worded(told).message)
    this.told = told
  }
}
function refuse(message: string | Said): never {
  throw new Unreadable(message)
}

export interface Column {
  as: CellKind
  /** The field of the thing's own contract that it fills, where that has another name. */
  field?: string
  /** Other names that it goes by. Case, spaces and signs between words count for nothing. */
  also?: readonly string[]
  required?: true
}
export type Columns = Record<string, Column>

export interface Row<C extends Columns> {
  line: number
  /** Empty cells are left out, and so are those that can not be read. */
  cells: { readonly [K in keyof C]?: ReturnType<(typeof CELLS)[C[K]['as']]> }
  errors: readonly RowError[]
}
export interface Table<C extends Columns> {
  rows: Row<C>[]
  understood: string[]
  ignored: string[]
  /** What the file calls a column, by our name of it or that of its field. */
  headingOf(columnOrField: string): string
}

/**
 * Comma or semicolon between cells, quotes around those that hold one; whichever the first row has more of. A file that
 * is no such table, has a heading twice, lacks a column that is needed or is too long fails with `validation_error`.
 */
export function readTable<C extends Columns>(text: string, columns: C): Table<C> {
  const [header, ...records] = recordsOf(text)
  if (!header) throw invalid([fileError(1, '', 'empty', 'has no first row that names the columns')])
  const headings = header.cells.map((heading) => heading.trim().slice(0, MAX_HEADING).toWellFormed())
  const known = headings.map((heading) => columnNamed(columns, heading))
  checkHeadings(columns, headings, known)
  if (records.length > MAX_IMPORT_ROWS)
    throw invalid([fileError(1, '', 'too_long', say`has ${records.length} rows, and ${MAX_IMPORT_ROWS} are the most`)])
  const heading = new Map(known.flatMap((name, i) => (name === undefined ? [] : [[name, headings[i] ?? '']])))
  for (const [name, { field }] of Object.entries(columns))
    if (field !== undefined && !heading.has(field)) heading.set(field, heading.get(name) ?? name)
  return {
    rows: records.map((record) => rowOf(record, columns, headings, known)),
    understood: headings.filter((_, i) => known[i] !== undefined),
    ignored: headings.filter((name, i) => known[i] === undefined && name !== ''),
    headingOf: (name) => heading.get(name) ?? name,
  }
}

/** Whether the file's first row has this column, under any of its names. */
export function hasColumn(text: string, names: readonly string[]): boolean {
  const [header] = recordsOf(text, 1)
  const wanted = names.map(plain)
  return header?.cells.some((heading) => wanted.includes(headingKey(heading))) ?? false
}

export const fileError = (line: number, column: string, rule: string, message: string | Said): FieldError => ({
  pointer: `/${line}/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  rule,
  ...worded(message),
})

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
const headingKey = (heading: string) => plain(heading.slice(0, MAX_HEADING))
function columnNamed(columns: Columns, heading: string): string | undefined {
  const wanted = headingKey(heading)
  return Object.keys(columns).find((name) =>
    [name, ...(columns[name]?.also ?? [])].some((each) => plain(each) === wanted),
  )
}

function checkHeadings(columns: Columns, headings: readonly string[], known: readonly (string | undefined)[]): void {
  const errors = known.flatMap((name, i) =>
    name !== undefined && known.indexOf(name) !== i
      ? [fileError(1, headings[i] ?? '', 'twice', say`is the same column as ${headings[known.indexOf(name)] ?? ''}`)]
      : [],
  )
  for (const [name, { required }] of Object.entries(columns))
    if (required && !known.includes(name)) errors.push(fileError(1, name, 'required', 'is a column that is needed'))
  if (errors.length > 0) throw invalid(errors)
}

interface Record_ {
  line: number
  cells: string[]
}

/** Rows that hold nothing are left out. */
function recordsOf(text: string, limit?: number): Record_[] {
  const parsed = parsedRecords(text, limit)
  let line = 1
  return parsed.flatMap(({ info, record: cells }) => {
    const begins = line
    line = info.lines + 1
    return cells.some((cell) => cell.trim() !== '') ? [{ line: begins, cells }] : []
  })
}

function parsedRecords(text: string, limit: number | undefined): { info: { lines: number }; record: string[] }[] {
  const options = { ...signsOf(text), info: true, relax_column_count: true, ...(limit && { to: limit }) }
  try {
    return parse(text, options) as unknown as { info: { lines: number }; record: string[] }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines = 1 } = error as { lines?: number }
    throw invalid([fileError(lines, '', 'csv', QUOTES[error.code] ?? 'can not be read as CSV')], 400)
  }
}
const QUOTES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'ends within a quoted cell: a quote opens and does not close',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quote; a quote within a cell is written twice',
  INVALID_OPENING_QUOTE: 'has a quote within a cell that is not quoted',
}

/**
 * What ends a cell, whichever of the two stands more often in the first row, and what ends a row. Refuses what is too
 * large before any of it is read.
 */
function signsOf(text: string): { delimiter: ',' | ';'; record_delimiter: string } {
  const { first, end, commas, semicolons, lines } = countsOf(text)
  const delimiter = first.semicolons > first.commas ? ';' : ','
  const tooMany =
    (Math.max(first.commas, first.semicolons) >= MAX_COLUMNS && `${MAX_COLUMNS} columns`) ||
    ((delimiter === ';' ? semicolons : commas) > MAX_CELLS && `${MAX_CELLS} cells`) ||
    (lines > MAX_LINES && `${MAX_LINES} lines`)
  if (tooMany) throw invalid([fileError(1, '', 'too_long', say`has more than ${tooMany}`)])
  return { delimiter, record_delimiter: end }
}

function countsOf(text: string) {
  const counts = { commas: 0, semicolons: 0, lines: 0 }
  const first = { commas: 0, semicolons: 0 }
  let end: string | undefined
  let quoted = false
  for (let i = text.length - text.trimStart().length; i < text.length; i++) {
    const character = text[i]
    if (character === '"') quoted = !quoted
    else if (character === ',' || character === ';') {
      const name = character === ',' ? 'commas' : 'semicolons'
      counts[name]++
      if (!quoted && end === undefined) first[name]++
    } else if (character === '\n' || (character === '\r' && text[i + 1] !== '\n')) {
      counts.lines++
      if (!quoted) end ??= character === '\n' && text[i - 1] === '\r' ? '\r\n' : character
    }
  }
  return { ...counts, first, end: end ?? '\n' }
}

function rowOf<C extends Columns>(
  { line, cells }: Record_,
  columns: C,
  headings: readonly string[],
  known: readonly (string | undefined)[],
): Row<C> {
  const errors: RowError[] = []
  const values: Record<string, unknown> = {}
  for (const [i, cell] of cells.entries()) {
    const text = cell.trim()
    const name = known[i]
    if (text === '') continue
    if (i >= headings.length)
      errors.push({ column: '', rule: 'cells', message: `has more cells than there are columns` })
    if (i >= headings.length) break
    if (name === undefined) continue
    try {
      // PostgreSQL's text can not hold it, and some cells are looked up before anything else is asked of them.
      if (text.includes('\0')) refuse('holds a character that can not be stored')
      values[name] = CELLS[columns[name]?.as ?? 'text'](text)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      errors.push({ column: headings[i] ?? name, rule: 'format', ...worded(error.told) })
    }
  }
  return { line, cells: values as Row<C>['cells'], errors }
}
