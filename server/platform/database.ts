// The connection to PostgreSQL: one pool per database role, and the only place that hands a statement to the driver.
import { createHash } from 'node:crypto'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely'
import pg from 'pg'

/** Dates stay the text PostgreSQL sends (`2026-11-22`): a JavaScript Date would move them over a time zone. */
const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.DATE
      ? (value: string) => value
      : oid === pg.types.builtins.INT8
        ? Number
        : pg.types.getTypeParser(oid, format),
}

// A hung database must answer 503 within 10 s: at most one wait for a connection and one for a statement.
const CONNECTION_TIMEOUT_MS = 3_000
const QUERY_TIMEOUT_MS = 6_000
const SERVER_LIMITS = {
  statement_timeout: 5_000,
  lock_timeout: 4_000,
  idle_in_transaction_session_timeout: 10_000,
}

/** Statements with a name are planned once per connection; beyond this many texts the rest go unnamed. */
const MAX_NAMED_STATEMENTS = 1_000

export interface Connection {
  /** Sends one statement; several sent without waiting travel in one round trip and run in order. */
  query<T>(query: RawBuilder<T>): Promise<T[]>
  /** Gives the connection back; `broken` closes it instead. */
  release(broken?: boolean): void
}

export interface Database {
  connect(): Promise<Connection>
  /** One statement on its own, outside any transaction of ours. */
  query<T>(query: RawBuilder<T>): Promise<T[]>
  /** Statements sent since the start, for tests and figures. */
  statementCount(): number
  close(): Promise<void>
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MAX_NAMED_STATEMENTS) return undefined
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

export function openDatabase(connection: pg.ClientConfig, options: { max?: number } = {}): Database {
  const settings: pg.PoolConfig & { pipeline: boolean } = {
    ...connection,
    ...SERVER_LIMITS,
    max: options.max ?? 16,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    types: TYPES,
    options: '-c timezone=UTC -c jit=off',
  }
  const pool = new pg.Pool(settings)
  // A connection lost while idle is replaced at the next use; whoever needs one then hears of a database that is gone.
  pool.on('error', () => {})
  let statements = 0
  const connect = async (): Promise<Connection> => {
    const client = await pool.connect()
    return lend(client, () => statements++)
  }
  return {
    connect,
    async query(query) {
      const lent = await connect()
      try {
        return await lent.query(query)
      } finally {
        lent.release()
      }
    },
    statementCount: () => statements,
    close: () => pool.end(),
  }
}

function lend(client: pg.PoolClient, count: () => void): Connection {
  // A connection that breaks while it is lent fails what was asked of it; that is where it is told.
  const ignore = () => {}
  client.on('error', ignore)
  return {
    async query<T>(query: RawBuilder<T>) {
      count()
      const { sql, parameters } = query.compile(compiler)
      const name = parameters.length > 0 ? nameOf(sql) : undefined
      const result = await client.query({ text: sql, values: [...parameters], ...(name && { name }) })
      return result.rows as T[]
    },
    release(broken = false) {
      client.off('error', ignore)
      client.release(broken)
    },
  }
}
