// Reads what came in: path ids, query, body and the headers that steer a write, each refused by name where it breaks a rule.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isId } from '../../domain/fields.ts'
import { invalid, notFound } from '../../domain/problems.ts'
import type { AnyEndpoint } from './endpoint.ts'
import { fieldErrors } from './problem-reply.ts'
import { columnOf } from './rows.ts'

export interface Input {
  params: Record<string, string>
  query: unknown
  body: unknown
  ifMatch: number | undefined
  idempotencyKey: string | undefined
}

const NO_QUERY = z.strictObject({})
const NO_BODY = z.strictObject({}).optional()
/** Path parameters that are secrets or names rather than ids. */
const NOT_IDS = new Set(['token', 'name'])

export function readInput(endpoint: AnyEndpoint, request: FastifyRequest): Input {
  const params = request.params as Record<string, string>
  for (const [name, value] of Object.entries(params)) checkId(name, value)
  const query = (endpoint.query ?? NO_QUERY).safeParse(request.query)
  if (!query.success)
    throw invalid(
      fieldErrors(query.error, (path) => `?${String(path[0] ?? '')}`),
      400,
    )
  // A GET has no body, and its answer is the same however often it is asked.
  if (endpoint.method === 'GET')
    return { params, query: query.data, body: undefined, ifMatch: undefined, idempotencyKey: undefined }
  const body = readBody(endpoint, request.body)
  return { params, query: query.data, body, ifMatch: readIfMatch(request), idempotencyKey: readIdempotencyKey(request) }
}

/** An id that breaks the pattern names nothing: not found, like any that is unknown. */
export function checkId(name: string, value: string): void {
  if (!NOT_IDS.has(name) && !isId(value)) throw notFound(thingOf(name))
}

/** `taskId` names a task, `entryId` a time entry. */
const thingOf = (name: string) =>
  (name === 'entryId' ? 'time_entry' : columnOf(name.slice(0, -'Id'.length))) as Parameters<typeof notFound>[0]

function readBody(endpoint: AnyEndpoint, sent: unknown): unknown {
  const body = (endpoint.body ?? NO_BODY).safeParse(sent)
  if (body.success) return body.data
  throw invalid(fieldErrors(body.error))
}

function readIfMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,9})-[\w-]*"$/.exec(header)?.[1]
  if (version === undefined)
    throw invalid([{ pointer: 'If-Match', rule: 'etag', message: 'is an ETag that a reply carried' }], 400)
  return Number(version)
}

function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header))
    throw invalid([{ pointer: 'Idempotency-Key', rule: 'key', message: 'is 1 to 255 visible ASCII characters' }], 400)
  return header
}
