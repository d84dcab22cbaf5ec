// The connection to PostgreSQL: one pool per database role, and the only place that hands a statement to the driver.
import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely'
import pg from 'pg'
import { isTransient } from './database-errors.ts'

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

/** A restart of the database leaves every idle connection dead; each run meets one of them at most. */
const MAX_RUNS = 4

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
  /** One statement on its own. It is sent again where its connection turns out to be lost: it must be safe to run twice. */
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
      for (let run = 1; ; run++) {
        const lent = await connect()
        try {
          return await lent.query(query)
        } catch (error) {
          if (run === MAX_RUNS || !isTransient(error)) throw error
        } finally {
          lent.release()
        }
      }
    },
    statementCount: () => statements,
    close: () => pool.end(),
  }
}

/** What is asked in one go of the event loop leaves in one packet: each one less saves a call into the kernel. */
function sendTogether(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let corked = false
  return () => {
    if (corked) return
    corked = true
    stream.cork()
    process.nextTick(() => {
      corked = false
      stream.uncork()
    })
  }
}

function lend(client: pg.PoolClient, count: () => void): Connection {
  // A connection that breaks while it is lent fails what was asked of it; that is where it is told.
  const ignore = () => {}
  client.on('error', ignore)
  const together = sendTogether(client)
  return {
    async query<T>(query: RawBuilder<T>) {
      count()
      together()
      const { sql, parameters } = query.compile(compiler)
      const name = parameters.length > 0 ? nameOf(sql) : undefined
      // Without parameters it goes as a simple query, which may hold several statements: the rows are the last one's.
      const result = (await client.query(name ? { name, text: sql, values: parameters as unknown[] } : { text: sql, values: parameters as unknown[] })) as
        | pg.QueryResult
        | pg.QueryResult[]
      return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) as T[]
    },
    release(broken = false) {
      client.off('error', ignore)
      client.release(broken)
    },
  }
}
