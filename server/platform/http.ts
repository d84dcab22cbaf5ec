// Carries endpoints over HTTP, in the order of checks that everybody gets: 401, 403, 404 by scope, then shape, then the operation.
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { grantsOf, type Scope } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import { deliver, type Delivery } from './deliver.ts'
import { isVisit, type AnyEndpoint } from './endpoint.ts'
import type { Database } from './database.ts'
import { newId } from './ids.ts'
import { readInput } from './input.ts'
import { problemReply, requestProblem } from './problem-reply.ts'
import { makeRateLimit } from './rate-limit.ts'
import { answerOnce } from './answer-once.ts'
import { reading, type Actor, type Context, type Tx } from './transaction.ts'

export interface SignedIn {
  actor: Actor
  sessionId: string | undefined
  /** What the rate is counted by. */
  credentialId: string
}

export interface HttpOptions {
  database: Database
  endpoints: AnyEndpoint[]
  /** Who holds the request's credential; undefined when there is none or it is not good. */
  authenticate(request: FastifyRequest, now: Date): Promise<SignedIn | undefined>
  /** For each id that paths carry: fails with not-found unless the caller may see that thing. */
  visible: Record<string, (tx: Tx, id: string) => Promise<void>>
  clock(): Date
  log: Logger
  rateLimit: number
  trustProxy: boolean | number | string
  /** The page's own origin, which cookies may write from. */
  publicUrl: () => string
  /** Tests have every reply read back through its schema; what does not fit is a 500. */
  checkReplies?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    endpoint?: AnyEndpoint
  }
  interface FastifyRequest {
    signedIn: SignedIn | undefined
    scopes: readonly Scope[]
    arrivedAt: Date
  }
}

/** Everything the pages need comes from here; only the API page's own styles are written inline. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
}
const MAX_BODY_BYTES = 1024 * 1024

export async function makeHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { log, clock } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req', clock()),
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: options.trustProxy as boolean,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
    http: { headersTimeout: 5_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  } as object) as unknown as FastifyInstance
  app.decorateRequest('signedIn', undefined)
  app.decorateRequest('scopes')
  app.decorateRequest('arrivedAt')
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    strictTransportSecurity: options.publicUrl().startsWith('https:') && {},
  })
  takeJson(app)
  const limit = makeRateLimit(options.rateLimit)

  app.addHook('onRequest', async (request, reply) => {
    request.arrivedAt = clock()
    reply.header('x-request-id', request.id)
    await limit(`address ${request.ip}`)
    const endpoint = request.routeOptions.config.endpoint
    if (endpoint) await guard(endpoint, request)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { signedIn } = request
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...(signedIn && { organizationId: signedIn.actor.organizationId, personId: signedIn.actor.id }),
    }
    log.info(line, `${request.method} ${line.route} ${reply.statusCode}`)
  })

  async function guard(endpoint: AnyEndpoint, request: FastifyRequest): Promise<void> {
    if (endpoint.may === 'public') return
    request.signedIn = await options.authenticate(request, request.arrivedAt)
    if (!request.signedIn) throw new Problem('unauthenticated', 'Send a session cookie or an API token that is valid.')
    const { actor, credentialId, sessionId } = request.signedIn
    await limit(credentialId)
    if (sessionId !== undefined && request.method !== 'GET') refuseOtherSites(request, options.publicUrl())
    request.scopes = grantsOf(actor.roles, endpoint.may, actor.tokenScopes)
    if (request.scopes.length === 0) throw new Problem('permission_denied', `This needs the permission ${endpoint.may}.`)
  }

  async function handle(endpoint: AnyEndpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const input = readInput(endpoint, request)
    if (isVisit(endpoint)) {
      const { actor, sessionId } = request.signedIn ?? {}
      const visit = { database: options.database, now: request.arrivedAt, actor, sessionId, address: request.ip, request, reply }
      return deliver(endpoint, request, reply, await endpoint.visit(visit, input), delivery)
    }
    const context = contextOf(request, input.ifMatch)
    if (request.method === 'GET') {
      const result = await reading(options.database, context, (tx) => endpoint.run(tx, input))
      return deliver(endpoint, request, reply, result, delivery)
    }
    return answerOnce(options.database, context, endpoint, input, request, reply, delivery)
  }
  const delivery: Delivery = { checkReplies: options.checkReplies ?? false }

  for (const endpoint of options.endpoints) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { endpoint },
      handler: (request, reply) => handle(endpoint, request, reply),
    })
  }
  refuseOtherMethods(app, options.endpoints)
  app.setNotFoundHandler(() => {
    throw new Problem('route_not_found', 'See /docs for what there is.')
  })
  app.setErrorHandler(async (error, request, reply) => {
    const problem = await hideWhatIsNotTheirs(requestProblem(error), request)
    if (problem.status >= 500) log.error({ requestId: request.id, err: error, cause: (error as Error).cause }, 'request failed')
    return problemReply(reply, problem)
  })

  /** A bad body on a thing that is not the caller's to see is not found, like a good one. */
  async function hideWhatIsNotTheirs(problem: Problem, request: FastifyRequest): Promise<Problem> {
    const hidden = ['validation_error', 'payload_too_large', 'unsupported_media_type'].includes(problem.code)
    if (!hidden || !request.signedIn || !request.scopes) return problem
    try {
      await reading(options.database, contextOf(request, undefined), async (tx) => {
        for (const [name, id] of Object.entries(request.params as Record<string, string>)) await options.visible[name]?.(tx, id)
      })
      return problem
    } catch (error) {
      return requestProblem(error)
    }
  }
  return app
}

function contextOf(request: FastifyRequest, ifMatch: number | undefined): Context {
  const endpoint = request.routeOptions.config.endpoint
  const { actor } = request.signedIn ?? {}
  if (!actor || !endpoint || endpoint.may === 'public') throw new Error('an endpoint that opens a transaction knows who asks')
  return { actor, permission: endpoint.may, scopes: request.scopes, now: request.arrivedAt, ifMatch }
}

/** A cookie travels with requests that other sites start: those may not write. */
function refuseOtherSites(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site, host } = request.headers
  const foreign = origin !== undefined && origin !== publicUrl && origin.replace(/^https?:\/\//, '') !== host
  if (foreign || site === 'cross-site') throw new Problem('permission_denied', 'A signed-in session does not take writes from another site.')
}

function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
}

function refuseOtherMethods(app: FastifyInstance, endpoints: AnyEndpoint[]): void {
  const taken = Map.groupBy(endpoints, (endpoint) => endpoint.path)
  for (const [path, these] of taken) {
    const methods = these.map((endpoint) => endpoint.method)
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !methods.includes(method as never))
    app.route({
      method: others,
      url: path,
      handler: (_request, reply) => {
        reply.header('allow', methods.join(', '))
        throw new Problem('method_not_allowed', `This address takes ${methods.join(', ')}.`)
      },
    })
  }
}
