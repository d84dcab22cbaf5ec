// Carries endpoints over HTTP, in the order of checks that everybody gets: 401, 403, 404 by scope, then shape, then the operation.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { answerOnce } from './answer-once.ts'
import { isOutdated } from './database-errors.ts'
import type { Database } from './database.ts'
import { deliver, readyOf, send, sendReady, type Delivery } from './deliver.ts'
import { isVisit, type AnyEndpoint, type VisitEndpoint } from './endpoint.ts'
import type { KeptReplies } from './kept-replies.ts'
import { makeGuard, type Authenticate, type Guard } from './guard.ts'
import { checkId, readInput, type Input } from './input.ts'
import type { SeenProjects } from './preview.ts'
import { problemReply, requestProblem } from './problem-reply.ts'
import { acceptsLines, replyInLines, type Progress } from './reply-in-lines.ts'
import { reading, type Context, type Tx } from './transaction.ts'
import { makeWebServer, takeBytes, takeFile } from './web-server.ts'

export interface HttpOptions {
  database: Database
  endpoints: AnyEndpoint[]
  authenticate: Authenticate
  /** For each id that paths carry: fails with not-found unless the caller may see that thing. */
  visible: Record<string, (tx: Tx, id: string, params: Record<string, string>) => Promise<unknown>>
  /** Which of these projects the caller's permission reaches: what a change leads to elsewhere is counted, not told. */
  seenProjects: SeenProjects
  clock: () => Date
  log: Logger
  rateLimit: number
  trustProxy: boolean | number | string
  /** Where people reach the server: the origin that cookies may write from, and the start of links. */
  publicUrl: () => string
  /** Replies that are asked for often; without it, all are read anew. */
  kept?: KeptReplies | undefined
  /** Tests have every reply read back through its schema; what does not fit is a 500. */
  checkReplies?: boolean
}

export async function makeHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { endpoints, clock } = options
  const app = await makeWebServer({ ...options, secure: options.publicUrl().startsWith('https:') })
  app.decorateRequest('signedIn', undefined)
  app.decorateRequest('scopes')
  app.decorateRequest('arrivedAt')
  app.decorateRequest('isReadable', false)
  app.decorateRequest('refusedWith', undefined)
  const guard = makeGuard(options)
  app.addHook('onRequest', async (request, reply) => {
    request.arrivedAt = clock()
    reply.header('x-request-id', request.id)
    await guard.admit(request)
  })
  for (const endpoint of endpoints) {
    const handler = (request: FastifyRequest, reply: FastifyReply) => handle(options, guard, endpoint, request, reply)
    const route = { method: endpoint.method, url: endpoint.path, config: { endpoint }, handler }
    if (endpoint.consumes && endpoint.bytes) takeBytes(app, endpoint.consumes, endpoint.bytes, route)
    else if (endpoint.consumes) takeFile(app, endpoint.consumes, route)
    else app.route(route)
  }
  refuseOtherMethods(app, endpoints)
  app.setNotFoundHandler(() => {
    throw new Problem('route_not_found', 'See /docs for what there is.')
  })
  app.setErrorHandler(async (error, request, reply) => {
    const read = requestProblem(error, request.routeOptions.config.endpoint?.consumes)
    const problem = await hideWhatIsNotTheirs(options, guard, read, request)
    return problemReply(reply, refusalOf(options, problem, error, request))
  })
  return app
}

/** A problem without a cause is an answer; one with a cause, or what is no problem at all, is a fault to look into. */
function refusalOf({ log }: HttpOptions, problem: Problem, error: unknown, request: FastifyRequest): Problem {
  if (problem.status >= 500 && (problem !== error || (error as Error).cause !== undefined))
    log.error({ requestId: request.id, err: error, cause: (error as Error).cause }, 'request failed')
  request.refusedWith = problem.code
  return problem
}

async function handle(
  options: HttpOptions,
  guard: Guard,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  try {
    if (endpoint.tellsProgress && acceptsLines(request)) await guard.isSureOf(request)
    return await perform(options, endpoint, request, reply)
  } catch (error) {
    const outdated = isOutdated(error)
    if (!outdated && requestProblem(error).status >= 500) throw error
    // What is refused is refused to who they are now, not to who they were when they were looked up.
    const sure = await guard.isSureOf(request)
    if (sure && !outdated) throw error
    return perform(options, endpoint, request, reply)
  }
}

async function perform(
  options: HttpOptions,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { database, checkReplies = false } = options
  const delivery: Delivery = { checkReplies }
  if (options.kept && !isVisit(endpoint) && endpoint.kept) {
    const read = async (context: Context) => {
      const input = readInput(endpoint, request)
      request.isReadable = true
      return readyOf(endpoint, await reading(database, context, (tx) => endpoint.run(tx, input)), delivery)
    }
    const context = contextOf(request, undefined, options.publicUrl())
    return sendReady(request, reply, await options.kept.answer({ request, endpoint, context, read }))
  }
  const input = readInput(endpoint, request)
  request.isReadable = true
  if (isVisit(endpoint))
    return deliver(endpoint, request, reply, await visit(options, endpoint, input, request, reply), delivery)
  const context = contextOf(request, input.ifMatch, options.publicUrl())
  if (endpoint.method !== 'GET') {
    const answer = (progress?: Progress) =>
      answerOnce(database, { ...context, progress }, endpoint, input, request, delivery, options.seenProjects)
    return endpoint.tellsProgress && acceptsLines(request)
      ? replyInLines(reply, answer, (error) => refusalOf(options, requestProblem(error), error, request))
      : send(reply, await answer())
  }
  const result = await reading(database, context, (tx) => endpoint.run(tx, input))
  return deliver(endpoint, request, reply, result, delivery)
}

function visit(
  options: HttpOptions,
  endpoint: VisitEndpoint,
  input: Input,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { actor, sessionId } = request.signedIn ?? {}
  const { database } = options
  return endpoint.visit(
    {
      database,
      now: request.arrivedAt,
      actor,
      sessionId,
      address: request.ip,
      publicUrl: options.publicUrl(),
      request,
      reply,
    },
    input,
  )
}

function contextOf(request: FastifyRequest, ifMatch: number | undefined, publicUrl: string): Context {
  const endpoint = request.routeOptions.config.endpoint
  const { actor, confirm } = request.signedIn ?? {}
  if (!actor || !endpoint || endpoint.may === 'public')
    throw new Error('an endpoint that opens a transaction knows who asks')
  return {
    actor,
    permission: endpoint.may,
    scopes: request.scopes,
    now: request.arrivedAt,
    ifMatch,
    publicUrl,
    confirm,
  }
}

/** A body or query that can not be read, on a thing that is not the caller's to see, is not found like a good one. */
async function hideWhatIsNotTheirs(
  { database, visible, publicUrl }: HttpOptions,
  guard: Guard,
  problem: Problem,
  request: FastifyRequest,
): Promise<Problem> {
  if (request.isReadable || problem.status >= 500 || !request.signedIn || !request.scopes?.length) return problem
  try {
    await guard.isSureOf(request)
    await reading(database, contextOf(request, undefined, publicUrl()), async (tx) => {
      const params = request.params as Record<string, string>
      const own = request.routeOptions.config.endpoint?.visible
      // In the path's order, so that the answer is about the first thing that is not theirs.
      for (const [name, id] of Object.entries(params)) {
        checkId(name, id)
        if (own) await own(tx, params)
        else await visible[name]?.(tx, id, params)
      }
    })
    return problem
  } catch (error) {
    return requestProblem(error)
  }
}

function refuseOtherMethods(app: FastifyInstance, endpoints: AnyEndpoint[]): void {
  const taken = Map.groupBy(endpoints, (endpoint) => endpoint.path)
  for (const [path, these] of taken) {
    const methods = these.map((endpoint) => endpoint.method)
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
      (method) => !methods.includes(method as never),
    )
    app.route({
      method: others,
      url: path,
      handler: (_request, reply) => {
        reply.header('allow', methods.join(', '))
        throw new Problem('method_not_allowed', say`This address takes ${methods.join(', ')}.`)
      },
    })
  }
}
