// The bare web server under the endpoints: its limits, headers, parsing, log lines, and how it closes.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type RouteOptions } from 'fastify'
import type { Logger } from 'pino'
import { invalid, Problem } from '../../domain/problems.ts'
import { newId } from './ids.ts'
import { placeOf } from './rate-limit.ts'
import { problemBody, problemHeaders, problemReply } from './problem-reply.ts'

/** Everything the pages need comes from here; only the API page's own styles are written inline. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;base-uri 'none';form-action 'self';" +
  "frame-ancestors 'none';object-src 'none'"
/** What every reply says to browsers: the headers that helmet advises, with our policy. */
const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
const MAX_BODY_BYTES = 1024 * 1024
const MAX_FILE_BYTES = 5 * 1024 * 1024
/** A body that comes slowly holds its connection no longer than this; a file of 25 MiB may come from a phone. */
const BODY_TIMEOUT_MS = 15_000
const FILE_TIMEOUT_MS = 120_000
/** A connection over which nothing moves, because its client does not read what it asked for, is let go. Live streams beat more often. */
const IDLE_TIMEOUT_MS = 180_000
// Node's own defaults let slow clients hold a connection for minutes.
const HTTP_LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: FILE_TIMEOUT_MS,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
}

export interface WebServerOptions {
  log: Logger
  clock: () => Date
  trustProxy: boolean | number | string
  secure: boolean
  bodyTimeoutMs?: number
  headersTimeoutMs?: number
  idleTimeoutMs?: number
}

export async function makeWebServer(given: WebServerOptions): Promise<FastifyInstance> {
  const { log, clock, trustProxy, secure, bodyTimeoutMs = BODY_TIMEOUT_MS } = given
  const { headersTimeoutMs = HTTP_LIMITS.headersTimeout, idleTimeoutMs = IDLE_TIMEOUT_MS } = given
  const options = {
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req', clock()),
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: trustProxy as boolean,
    routerOptions: { maxParamLength: 500 },
    http: {
      ...HTTP_LIMITS,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: Math.min(HTTP_LIMITS.connectionsCheckingInterval, headersTimeoutMs),
    },
    connectionTimeout: idleTimeoutMs,
    forceCloseConnections: 'idle' as const,
    clientErrorHandler: refuseUnreadable,
    // What the router itself can not take: an address that can not be decoded, or longer than any of ours.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      problemReply(reply, new Problem('route_not_found', 'See /docs for what there is.')),
    return503OnClosing: false,
  }
  const app = Fastify(options) as unknown as FastifyInstance
  await app.register(cookie)
  const headers = secure ? { ...SECURITY_HEADERS, ...HTTPS_ONLY } : SECURITY_HEADERS
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  takeJson(app)
  endSlowBodies(app, bodyTimeoutMs)
  // A connection whose request was in flight when closing began goes idle later: it must not hold the stop up.
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), 20)
    app.server.once('close', () => clearInterval(sweep))
  })
  logRequests(app, log)
  return app
}

function logRequests(app: FastifyInstance, log: Logger): void {
  // These lines hold nothing that could be a secret: looking for one in each would cost more than writing it.
  const lines = log.child({}, { redact: [] })
  app.addHook('onResponse', async (request, reply) => {
    const { signedIn } = request
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      // Where it came from, of what was refused only: to see who tries.
      ...(request.refusedWith && { code: request.refusedWith, address: request.ip }),
      ...(signedIn && {
        organizationId: signedIn.actor.organizationId,
        personId: signedIn.actor.id,
        credential: signedIn.credentialId,
      }),
    }
    lines.info(line, `${request.method} ${line.route} ${reply.statusCode}`)
  })
}

/** What Node's parser could not take never became a request: answered on the socket itself. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('headers_too_large', 'Address and headers together hold at most 16 KiB.')
      : invalid([{ pointer: '', rule: 'http', message: 'is no HTTP request' }], 400)
  const body = JSON.stringify(problemBody(problem))
  const head = Object.entries({
    ...problemHeaders(problem),
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  })
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  )
}

/** Whoever has not sent the body in time is cut off, except where it is a file. */
function endSlowBodies(app: FastifyInstance, timeoutMs: number): void {
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    const { raw, routeOptions } = request
    done()
    if (raw.complete || raw.method === 'GET' || routeOptions.config.endpoint?.bytes) return
    const timer = setTimeout(() => {
      if (!raw.complete && raw.socket.writable)
        raw.socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n')
    }, timeoutMs).unref()
    raw.once('close', () => clearTimeout(timer))
  })
}

function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
}

/** A route whose body is a file of one of these content types, and nothing else: handed on as its text. */
export function takeFile(app: FastifyInstance, types: readonly string[], route: RouteOptions): void {
  void app.register(async (files) => {
    files.removeAllContentTypeParsers()
    files.addContentTypeParser([...types], { parseAs: 'buffer' }, async (_request: unknown, bytes: Buffer) =>
      textOf(bytes),
    )
    files.route({ ...route, bodyLimit: MAX_FILE_BYTES })
  })
}

export interface BytesTaken {
  as: 'whole' | 'stream'
  maxBytes: number
  /** What may be on its way in at the same time, half of it from one place; beyond that, requests are sent away for the moment. */
  inHandBytes: number
}

/** A route whose body is bytes as they come: a whole buffer of at most so many, or the stream, whose reader counts them. */
export function takeBytes(
  app: FastifyInstance,
  types: readonly string[],
  taken: BytesTaken,
  route: RouteOptions,
): void {
  const inHand = makeHand(taken.inHandBytes)
  void app.register(async (files) => {
    files.removeAllContentTypeParsers()
    if (taken.as === 'stream')
      files.addContentTypeParser([...types], async (_request: unknown, bytes: Readable) => bytes)
    else
      files.addContentTypeParser([...types], { parseAs: 'buffer' }, async (_request: unknown, bytes: Buffer) => bytes)
    files.addHook('preParsing', async (request, reply) => {
      // Who does not say how much comes may bring as much as there may be, and nobody brings more.
      const bytes = Math.min(Number(request.headers['content-length'] ?? taken.maxBytes), taken.maxBytes)
      const letGo = inHand(placeOf(request.ip), bytes)
      reply.raw.once('close', letGo)
    })
    files.route({ ...route, bodyLimit: taken.maxBytes })
  })
}

/** Counts what is on its way in, of all and of each place: slow bodies from one place do not keep out those from others. */
function makeHand(mostBytes: number): (place: string, bytes: number) => () => void {
  const places = new Map<string, number>()
  let all = 0
  const add = (place: string, bytes: number) => {
    const now = (places.get(place) ?? 0) + bytes
    all += bytes
    if (now === 0) places.delete(place)
    else places.set(place, now)
  }
  return (place, bytes) => {
    const here = places.get(place) ?? 0
    if ((all > 0 && all + bytes > mostBytes) || (here > 0 && here + bytes > mostBytes / 2))
      throw new Problem('unavailable', 'Too much is arriving at once; send it again in a moment.')
    add(place, bytes)
    return () => add(place, -bytes)
  }
}

/** Without the mark that some programs put before the first character. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid([{ pointer: '', rule: 'encoding', message: 'is no UTF-8 text: save the file as UTF-8' }], 400)
  }
}
