// The connection to PostgreSQL: one pool per database role, and the only place that hands a statement to the driver.
import { createHash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import { isTransient } from './database-errors.ts'
import { RoundTrip, type KnownFields } from './round-trip.ts'
import { textOf } from './statement-text.ts'

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
const PATIENCE = { connectionMs: 3_000, queryMs: 6_000 }
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
  /** Sends one statement; those of one turn of the event loop travel in one round trip and run in order. */
  query<T>(query: RawBuilder<T>): Promise<T[]>
  wasAsked(): boolean
  /** Resolves when what was sent last is answered, one way or the other. */
  settled(): Promise<void>
  /** Gives the connection back; `broken` closes it instead. */
  release(broken?: boolean): void
}

export interface Database {
  /** `before` goes ahead of the statements of every round trip. */
  connect(before?: RawBuilder<unknown>): Promise<Connection>
  /** One statement on its own. It is sent again where its connection turns out to be lost: it must be safe to run twice. */
  query<T>(query: RawBuilder<T>): Promise<T[]>
  /** A statement as a library wrote it, which may be several in one text where it takes no values. */
  run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Statements sent since the start, for tests and figures. */
  statementCount(): number
  /** Connections there are, those of them that nobody uses, and who waits for one. */
  connections(): { open: number; idle: number; waiting: number }
  close(): Promise<void>
}

const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MAX_NAMED_STATEMENTS) return undefined
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

export interface DatabaseOptions {
  /** Connections at most. */
  max?: number
  /** How long is waited for a connection, and for the answer to a statement. */
  patience?: typeof PATIENCE
}

export function openDatabase(connection: pg.ClientConfig, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool(poolOf(connection, options))
  // A connection lost while idle is replaced at the next use; whoever needs one then hears of a database that is gone.
  pool.on('error', () => {})
  let statements = 0
  const connect = async (before?: RawBuilder<unknown>): Promise<Connection> => {
    const client = await pool.connect()
    return lend(client, () => statements++, before)
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
    run: (text, values) => runAsIs(pool, text, values),
    statementCount: () => statements,
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

function poolOf(connection: pg.ClientConfig, { max = 16, patience = PATIENCE }: DatabaseOptions): pg.PoolConfig {
  return {
    ...connection,
    ...SERVER_LIMITS,
    max,
    connectionTimeoutMillis: patience.connectionMs,
    query_timeout: patience.queryMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: TYPES,
    // Our look-ups go by key and find their pages in memory or on a disk that does not turn: the default cost of a page out of
    // turn has the planner read small tables through for every row.
    options: '-c timezone=UTC -c jit=off -c random_page_cost=1.1',
  }
}

async function runAsIs(pool: pg.Pool, text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
  const client = await pool.connect()
  client.on('error', ignore)
  try {
    const result = await client.query(text, values)
    giveBack(client)
    return result
  } catch (error) {
    // Of several statements the first may have opened a transaction; and what the database ended is of no use to the next.
    giveBack(client, values === undefined || isTransient(error))
    throw error
  }
}

/** A connection that breaks while it is lent fails what was asked of it; that is where it is told. Unheard it ends the process. */
const ignore = () => {}

function giveBack(client: pg.PoolClient, broken = false): void {
  client.off('error', ignore)
  client.release(broken)
}

const fieldsKnownBy = new WeakMap<pg.PoolClient, KnownFields>()

/** What is asked in one turn of the event loop leaves as one round trip. */
function lend(client: pg.PoolClient, count: () => void, before: RawBuilder<unknown> | undefined): Connection {
  client.on('error', ignore)
  const known: KnownFields = fieldsKnownBy.get(client) ?? new Map()
  fieldsKnownBy.set(client, known)
  let trip: RoundTrip | undefined
  let last: Promise<unknown> | undefined
  const add = <T>(query: RawBuilder<T>) => {
    count()
    const { text, values } = textOf(query)
    return trip?.add({ name: values.length > 0 ? nameOf(text) : undefined, text, values }) as Promise<T[]>
  }
  const setOut = () => {
    const next = new RoundTrip(known, parserFor)
    trip = next
    if (before) add(before).catch(ignore)
    process.nextTick(() => {
      trip = undefined
      client.query(next as unknown as pg.Query)
    })
  }
  return {
    query(query) {
      if (!trip) setOut()
      const rows = add(query)
      last = rows
      return rows
    },
    wasAsked: () => last !== undefined,
    settled: async () => last?.then(ignore, ignore),
    release: (broken) => giveBack(client, broken),
  }
}

const parserFor = (oid: number) => TYPES.getTypeParser(oid) as (text: string) => unknown
