// One database transaction on behalf of one actor: what it may touch, when it happens, what it did, and whether to run it again.
import { sql, type RawBuilder } from 'kysely'
import type { Permission, Role, Scope } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import type { Connection, Database } from './database.ts'
import { abandon, connect } from './borrow-connection.ts'
import { isAborted, isLost, isTransient, problemOf } from './database-errors.ts'
import { gotThrough, pause } from './commit-outcome.ts'
import { insertActivity, type Entry } from './activity-entries.ts'
import { makeTx } from './make-tx.ts'
import type { Progress } from './reply-in-lines.ts'
import { tellRecorded } from './recorded.ts'
import type { Uses } from './reply-uses.ts'
import { isRead, resultOf, type Outcome, type Work } from './outcome.ts'

export interface Actor {
  type: 'person' | 'rule' | 'client' | 'integration'
  id: string
  name: string
  organizationId: string
  roles: readonly Role[]
  /** What an API token was narrowed to; `*` for everything its person may do. */
  tokenScopes: readonly string[]
  /** The organisation's IANA zone: civil dates are dates there. */
  timezone: string
  /** When the API token they ask with ends; undefined for a session, and for a token that does not end. */
  tokenExpiresAt?: Date | undefined
}

/** What a change is about: its `version` is the one after the change. */
export interface Subject {
  type: string
  id: string
  version?: number
  projectId?: string | null
  accountId?: string | null
}

export interface Tx {
  readonly actor: Actor
  readonly now: Date
  /** Today in the organisation's zone, `YYYY-MM-DD`. */
  readonly today: string
  /** How far the operation's permission reaches for this actor: every query of ours carries it. */
  readonly scopes: readonly Scope[]
  /** The version the caller last saw, from If-Match. */
  readonly ifMatch: number | undefined
  /** Where people reach the server, for links in mail; empty where the transaction was opened without one. */
  readonly publicUrl: string
  /** What is done here happened earlier and is only told: nothing of it goes out to anybody. */
  readonly isHistory: boolean
  /** Tells who waits for it how far the operation is, where they asked for that. */
  readonly progress: Progress
  rows<T>(query: RawBuilder<T>): Promise<T[]>
  first<T>(query: RawBuilder<T>): Promise<T | undefined>
  /** Sends a statement whose rows nobody needs; its failure surfaces at the next read or at the commit. */
  send(query: RawBuilder<unknown>): void
  /**
   * Writes down what happened, in this transaction, after the change it tells of; `causeId` is the entry that led to it
   * (default: the one that a rule answers). Returns the entry's id.
   */
  record(event: string, subject: Subject, changes: Changes, causeId?: string): string
  /** What was recorded so far, in order: what this transaction changes. */
  readonly recorded: readonly Entry[]
  newId(prefix: string): string
  /** Ids that this transaction made up. */
  readonly newIds: readonly string[]
  /** Work that may be refused without the rest: what it did and recorded is then taken back, and its Problem thrown on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** The same, where the database's own refusal too is the work's and not the whole transaction's. */
  tried<T>(work: () => Promise<T>): Promise<T>
  /**
   * The same transaction in another's name or at another time (how a history is made that happened earlier), for part of what
   * the actor reaches, or for a part of the work that If-Match is not about.
   */
  as(other: Partial<Pick<Context, 'actor' | 'scopes' | 'now' | 'ifMatch'>>): Tx
}

/** Field by field, what it was and what it is. */
export type Changes = Record<string, { from?: unknown; to?: unknown }>

/** An entry of the activity as the cause of others, and how many rules in a row led to it. */
export interface Cause {
  id: string
  depth: number
}

export interface Context {
  actor: Actor
  permission: Permission
  scopes: readonly Scope[]
  now: Date
  ifMatch?: number | undefined
  publicUrl?: string
  isHistory?: boolean
  /** The entry that a rule answers: what is done follows from it. */
  cause?: Cause | undefined
  /** Everything happens up to the commit, and is then taken back: how a change is previewed. */
  dryRun?: boolean
  /** Fails in the database unless the actor still is who was remembered; none where they were looked up just now. */
  confirm?: RawBuilder<unknown> | undefined
  progress?: Progress | undefined
  /** Told what of the clock an answer is made of. */
  uses?: Uses | undefined
}

const MAX_RUNS = 4

/**
 * Runs `work` in a read-write transaction and commits it; all of it happens, or nothing.
 * Runs it again on serialisation failure, deadlock, or a connection lost before COMMIT was sent; where the answer to
 * COMMIT was lost, asks the database whether it got through. `work` must therefore do nothing outside the transaction.
 */
export async function transaction<T>(database: Database, context: Context, work: Work<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await attempt(database, context, work)
    } catch (error) {
      if (error instanceof Problem) throw error
      if (run === MAX_RUNS || !isTransient(error)) throw problemOf(error)
      await pause(run)
    }
  }
}

/** Runs `work` read-only: what it asks in one turn is one transaction, and each of those says for whom it reads. */
export async function reading<T>(database: Database, context: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    const confirmed = context.confirm ? sql`, ${context.confirm}` : sql``
    const forWhom = tenant(context, sql`set_config('transaction_read_only', 'on', true)${confirmed}`)
    const connection = await connect(database, forWhom)
    const open = opened(connection, context)
    try {
      const result = await work(open.tx)
      // Whoever got by without the database has not been confirmed by it either.
      if (context.confirm && !connection.wasAsked()) await connection.query(sql`select`)
      connection.release()
      return result
    } catch (error) {
      await connection.settled()
      connection.release()
      const cause = open.causeOf(error)
      if (cause instanceof Problem) throw cause
      if (run === MAX_RUNS || !isTransient(cause)) throw problemOf(cause)
      await pause(run)
    }
  }
}

/** For whom the statements behind it are; generic plans, since planning ours anew for each value costs more than it gains. */
const tenant = <T>({ actor }: Context, more: RawBuilder<unknown>) => sql<T>`select ${more},
  set_config('app.organization', ${actor.organizationId}, true), set_config('plan_cache_mode', 'force_generic_plan', true)`

async function attempt<T>(database: Database, context: Context, work: Work<T>): Promise<T> {
  const connection = await connect(database)
  const open = opened(connection, context)
  open.send(sql`begin`)
  const ticket = connection.query(tenant<{ xid: string }>(context, sql`pg_current_xact_id()::text as xid`))
  ticket.catch(open.failed)
  let outcome: Outcome<T>
  let xid: string | undefined
  try {
    outcome = await work(open.tx)
    xid = (await ticket)[0]?.xid
  } catch (error) {
    await abandon(connection)
    throw open.causeOf(error)
  }
  try {
    const result = await open.commit(outcome)
    connection.release()
    if (open.tx.recorded.length > 0 && !context.dryRun) tellRecorded(database)
    return result
  } catch (error) {
    if (isLost(error)) {
      connection.release(true)
      if (await gotThrough(database, xid))
        return isRead(outcome) ? reading(database, { ...context, confirm: undefined }, outcome) : outcome
    } else await abandon(connection)
    throw error
  }
}

/** Notes what first failed of what is read: whoever reads may not await that first. */
function noting(connection: Connection) {
  let first: unknown
  const query: Connection['query'] = (asked) => {
    const rows = connection.query(asked)
    rows.catch((error: unknown) => (first ??= error))
    return rows
  }
  return { noted: { ...connection, query }, firstFailure: () => first }
}

/** A transaction's life after its connection is there: nothing here waits until the first read. */
function opened(connection: Connection, context: Context) {
  const sent: Promise<unknown>[] = []
  const entries: Entry[] = []
  let failure: unknown
  const failed = (error: unknown) => (failure ??= error)
  const { noted, firstFailure } = noting(connection)
  const send = (query: RawBuilder<unknown>) => {
    const result = connection.query(query)
    sent.push(result)
    result.catch(failed)
  }
  const takeFailure = () => {
    const taken = failure
    failure = undefined
    return taken
  }
  /** A statement that failed fails all behind it with "transaction is aborted": the first failure is the cause. */
  const causeOf = (error: unknown) => {
    if (error instanceof Problem) return error
    const cause = failure ?? error
    return isAborted(cause) ? (firstFailure() ?? cause) : cause
  }
  const tx = makeTx({ connection: noted, entries, newIds: [], send, takeFailure }, context)
  return {
    tx,
    send,
    failed,
    causeOf,
    /**
     * Writes what was recorded, however much, in one statement, and commits. The COMMIT of a transaction in which a
     * statement failed answers without an error: what counts is that all that was sent succeeded.
     */
    async commit<T>(outcome: Outcome<T>): Promise<T> {
      const result = resultOf(tx, outcome)
      if (entries.length > 0) send(insertActivity(context.actor.organizationId, entries))
      // As late as can be: where it fails, the COMMIT behind it is not run.
      if (context.confirm) send(sql`select ${context.confirm}`)
      send(context.dryRun ? sql`rollback` : sql`commit`)
      await Promise.allSettled([...sent, result])
      // oxlint-disable-next-line typescript/only-throw-error -- it is what the driver rejected with
      if (failure !== undefined) throw causeOf(failure)
      return result
    },
  }
}
