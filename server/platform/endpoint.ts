// What an endpoint is: a line of the contract (who, what goes in, what comes out) and the operation it runs.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Reach } from './change-marks.ts'
import { previewable } from './preview.ts'
import type { Permission } from '../../domain/permissions.ts'
import type { ProblemCode } from '../../domain/problems.ts'
import type { Database } from './database.ts'
import type { FileAnswer } from './deliver.ts'
import type { JsonText } from './json.ts'
import type { BytesTaken } from './web-server.ts'
import type { Outcome } from './outcome.ts'
import type { Actor, Tx } from './transaction.ts'

/** The ids in a path: `/tasks/:taskId/status` has `{ taskId: string }`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & PathParams<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : unknown

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Contract {
  method: Method
  path: string
  /** One sentence for the API's page. */
  summary: string
  query?: z.ZodObject
  body?: z.ZodType
  /** Content types of a file that is the body; its text is what `body` describes. JSON unless said otherwise. */
  consumes?: readonly [string, ...string[]]
  /** The file is bytes rather than text: `whole` in memory, or a `stream` to be read once. */
  bytes?: BytesTaken
  reply: z.ZodType
  /** The content type of a reply that is text as it is, with an ETag over it. JSON unless said otherwise. */
  produces?: string
  /** The content type of text that it answers instead where it is asked to: a `FileAnswer`. */
  alsoProduces?: string
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 202 | 204
  /** The problems that are this endpoint's own, beyond those that any endpoint of its kind can answer. */
  problems?: ProblemCode[]
  /** Field names that hold secrets: left out of the answer kept for a repeated Idempotency-Key. */
  secrets?: string[]
  /** Fails with not-found unless its thing is there for the caller; needed only where the path's ids alone do not tell. */
  visible?: (tx: Tx, params: Record<string, string>) => Promise<unknown>
  /** Takes `dryRun` and `planHash`, and tells in its reply all that it changed: for what moves more than was asked. */
  preview?: true
  /** Takes long: for who accepts lines it tells how far it is (`tx.progress`). */
  tellsProgress?: true
  /** Whatever it does is taken back before its answer goes out: it is there to be looked at. */
  takenBack?: true
  /** Read so often that its replies are kept in memory; what their truth depends on. */
  kept?: Reach
  /** The address of the thing just created. */
  location?: (reply: { id: string }) => string
}

export interface Endpoint extends Contract {
  may: Permission
  run(tx: Tx, input: { params: Record<string, string>; query: unknown; body: unknown }): Promise<unknown>
}

/** A request that does more than one transaction, or has nobody signed in yet: signing in, passwords, probes. */
export interface VisitEndpoint extends Contract {
  may: Permission | 'public'
  visit(visit: Visit, input: { params: Record<string, string>; query: unknown; body: unknown }): Promise<unknown>
}

export interface Visit {
  database: Database
  now: Date
  /** The one who is signed in; a public endpoint has none. */
  actor: Actor | undefined
  sessionId: string | undefined
  address: string
  /** Where people reach the server, for links and cookies. */
  publicUrl: string
  request: FastifyRequest
  reply: FastifyReply
}

export type AnyEndpoint = Endpoint | VisitEndpoint

interface Typed<Path extends string, Query extends z.ZodObject, Body extends z.ZodType, Reply extends z.ZodType> {
  path: Path
  query?: Query
  body?: Body
  reply: Reply
}
interface Input<Path extends string, Query extends z.ZodObject, Body extends z.ZodType> {
  params: PathParams<Path>
  query: z.output<Query>
  body: z.output<Body>
}
type Result<Reply extends z.ZodType> = Promise<Outcome<z.output<Reply> | JsonText<z.output<Reply>> | FileAnswer>>

/** Declares an endpoint whose `run` line names one operation, in one transaction (read-only for GET). */
export function endpoint<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  contract: Omit<Contract, 'path' | 'query' | 'body' | 'reply'> &
    Typed<Path, Query, Body, Reply> & {
      may: Permission
      run(tx: Tx, input: Input<Path, Query, Body>): Result<Reply>
    },
): Endpoint {
  return (contract.preview ? previewable(contract) : contract) as unknown as Endpoint
}

/** Declares an endpoint that opens its own transactions. */
export function visitEndpoint<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  contract: Omit<Contract, 'path' | 'query' | 'body' | 'reply'> &
    Typed<Path, Query, Body, Reply> & {
      may: Permission | 'public'
      visit(visit: Visit, input: Input<Path, Query, Body>): Result<Reply>
    },
): VisitEndpoint {
  return contract as unknown as VisitEndpoint
}

export const isVisit = (endpoint: AnyEndpoint): endpoint is VisitEndpoint => 'visit' in endpoint
