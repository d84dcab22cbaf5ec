// Sends a result: the status of the contract, ETag and Location where it is one thing, 304 where the caller has it.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnyEndpoint } from './endpoint.ts'
import type { Answer } from './idempotency.ts'
import { isJsonText } from './json.ts'
import type { ReadyReply } from './kept-replies.ts'

export interface Delivery {
  checkReplies: boolean
  /** What was only tried out is nowhere: no Location, and 200 where the real thing would be 201. */
  dryRun?: boolean
}

/** A file as the answer, with headers of its own, `etag` among them; its bytes are fetched only where they are wanted. */
export class FileAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly open: () => Promise<Readable>
  constructor(headers: Readonly<Record<string, string>>, open: () => Promise<Readable>) {
    this.headers = headers
    this.open = open
  }
}

/** Text that was just written, as a file to be saved under a plain name of ours. */
export const textAnswer = (type: string, name: string, text: string): FileAnswer =>
  new FileAnswer(
    {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag: `"${hashOf(text)}"`,
    },
    async () => Readable.from([text]),
  )

export async function deliver(
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  result: unknown,
  delivery: Delivery,
): Promise<FastifyReply> {
  if (result instanceof FileAnswer) {
    const { etag = '' } = result.headers
    if (wants(request, etag)) return reply.code(304).header('etag', etag).send()
    return reply
      .code(200)
      .headers(result.headers)
      .send(await result.open())
  }
  const answer = answerOf(endpoint, result, delivery)
  if (endpoint.method === 'GET' && answer.headers.etag !== undefined && wants(request, answer.headers.etag)) {
    return reply.code(304).header('etag', answer.headers.etag).send()
  }
  return send(reply, answer)
}

/** What may be kept, as it goes out. */
export function readyOf(endpoint: AnyEndpoint, result: unknown, delivery: Delivery): ReadyReply {
  const { headers, text } = answerOf(endpoint, result, delivery)
  return { headers, body: Buffer.from(text) }
}

export function sendReady(request: FastifyRequest, reply: FastifyReply, { headers, body }: ReadyReply): FastifyReply {
  reply.headers(headers)
  if (!wants(request, headers.etag ?? '')) return reply.code(200).send(body)
  return reply.code(304).removeHeader('content-type').send()
}

export const send = (reply: FastifyReply, answer: Answer) =>
  answer.text === ''
    ? reply.code(answer.status).headers(answer.headers).send()
    : reply.code(answer.status).headers(answer.headers).send(answer.text)

export function answerOf(endpoint: AnyEndpoint, result: unknown, { checkReplies, dryRun = false }: Delivery): Answer {
  const status = dryRun ? 200 : (endpoint.status ?? 200)
  if (status === 204) return { status, headers: {}, text: '' }
  if (endpoint.produces !== undefined) return fileOf(endpoint.produces, result as string)
  const text = isJsonText(result) ? result.text : JSON.stringify(result)
  if (checkReplies) endpoint.reply.parse(JSON.parse(text))
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  }
  const version = dryRun ? undefined : versionOf(result)
  // Private and always asked again: the ETag saves the bytes, never the check of who may see them.
  if (version !== undefined) {
    headers.etag = `"${version}-${hashOf(text)}"`
    headers['cache-control'] = 'private, no-cache'
  }
  // No version: If-Match does not take it.
  else if (endpoint.kept) {
    headers.etag = `"all-${hashOf(text)}"`
    headers['cache-control'] = 'private, no-cache'
  }
  if (endpoint.kept) headers.vary = 'Authorization, Cookie'
  if (endpoint.location && !dryRun) headers.location = endpoint.location(result as { id: string })
  return { status, headers, text }
}

const hashOf = (text: string) => createHash('sha1').update(text).digest('base64url').slice(0, 12)

function fileOf(type: string, text: string): Answer {
  const headers = { 'content-type': type, etag: `"${hashOf(text)}"`, 'cache-control': 'private, no-cache' }
  return { status: 200, headers, text }
}

const versionOf = (result: unknown) =>
  typeof result === 'object' && result !== null && 'version' in result ? (result.version as number) : undefined

const wants = (request: FastifyRequest, etag: string) =>
  (request.headers['if-none-match'] ?? '').split(',').some((part) => part.trim().replace(/^W\//, '') === etag)
