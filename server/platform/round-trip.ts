// Statements that travel together: written as one packet with one Sync at its end, and answered as one. It speaks the
// extended query protocol through the driver's connection; what a statement says is not its business.
import { prepareValue } from 'pg/lib/utils.js'

type Parse = (text: string) => unknown
interface Field {
  name: string
  parse: Parse
}
interface FieldDescription {
  name: string
  dataTypeID: number
}
export interface Statement {
  /** Undefined where it is planned anew each time. */
  name: string | undefined
  text: string
  values: readonly unknown[]
}
interface Asked extends Statement {
  fields: Field[] | undefined
  rows: Record<string, unknown>[]
  resolve(rows: Record<string, unknown>[]): void
  reject(error: unknown): void
}
interface Wire {
  /** Names that the server has, and names under way: kept by the driver, which reads our name and text as they are parsed. */
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
  stream: { cork(): void; uncork(): void; destroy(): void }
  parse(message: { text: string; name: string }): void
  bind(message: {
    portal: string
    statement: string
    values: readonly unknown[]
    valueMapper: typeof prepareValue
  }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string }): void
  sync(): void
}

/** The rows each prepared statement gives, by its name, on one connection. */
export type KnownFields = Map<string, Field[]>

/**
 * One query to the driver, several to the server. Without an explicit transaction they are one of their own, since
 * nothing before a Sync is committed. Where one fails, those behind it are skipped and fail with the same error.
 */
export class RoundTrip {
  callback: (error: unknown) => void = () => {}
  readonly #asked: Asked[] = []
  readonly #known: KnownFields
  readonly #parserFor: (oid: number) => Parse
  #at = 0

  constructor(known: KnownFields, parserFor: (oid: number) => Parse) {
    this.#known = known
    this.#parserFor = parserFor
  }

  get name(): string | undefined {
    return this.#asked[this.#at]?.name
  }

  get text(): string | undefined {
    return this.#asked[this.#at]?.text
  }

  add(statement: Statement): Promise<Record<string, unknown>[]> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ ...statement, fields: undefined, rows: [], resolve, reject })
    })
  }

  /** Called by the driver when the connection is free. A value that can not be written fails the whole trip before it left. */
  submit(connection: Wire): Error | null {
    connection.stream.cork()
    try {
      for (const asked of this.#asked) this.#write(connection, asked)
      return null
    } catch (error) {
      return error as Error
    } finally {
      connection.sync()
      connection.stream.uncork()
    }
  }

  #write(connection: Wire, asked: Asked): void {
    const { name = '', text, values } = asked
    if (name === '' || (!connection.parsedStatements[name] && !connection.submittedNamedStatements[name])) {
      connection.parse({ text, name })
      if (name !== '') connection.submittedNamedStatements[name] = text
    } else asked.fields = this.#known.get(name)
    connection.bind({ portal: '', statement: name, values, valueMapper: prepareValue })
    if (!asked.fields) connection.describe({ type: 'P', name: '' })
    connection.execute({ portal: '' })
  }

  handleRowDescription({ fields }: { fields: FieldDescription[] }): void {
    const asked = this.#asked[this.#at]
    if (asked) asked.fields = fields.map(({ name, dataTypeID }) => ({ name, parse: this.#parserFor(dataTypeID) }))
  }

  handleDataRow({ fields: values }: { fields: (string | null)[] }): void {
    const asked = this.#asked[this.#at]
    const row: Record<string, unknown> = {}
    asked?.fields?.forEach(({ name, parse }, index) => {
      const value = values[index] ?? null
      row[name] = value === null ? null : parse(value)
    })
    asked?.rows.push(row)
  }

  handleCommandComplete(): void {
    const asked = this.#asked[this.#at++]
    if (asked?.name !== undefined) this.#known.set(asked.name, asked.fields ?? [])
  }

  handleEmptyQuery(): void {
    this.#at++
  }

  handlePortalSuspended(): void {}

  /** The statement that failed, and those behind it, which the server then skips. */
  handleError(error: unknown, connection: Wire): void {
    this.callback(error)
    if (error instanceof Error && error.message === 'Query read timeout') connection.stream.destroy()
    for (const asked of this.#asked.slice(this.#at)) {
      if (asked.name !== undefined) delete connection.submittedNamedStatements[asked.name]
      asked.reject(error)
    }
    for (const asked of this.#asked.slice(0, this.#at)) asked.resolve(asked.rows)
  }

  handleReadyForQuery(): void {
    this.callback(null)
    for (const asked of this.#asked) asked.resolve(asked.rows)
  }
}
