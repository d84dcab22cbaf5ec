// Live updates over Socket.IO, on the server's own port. Only WebSocket: a long poll would have to find the same node again.
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import { ASKED, Since, type Asked } from '../../domain/live.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { invalid, notFound, Problem } from '../../domain/problems.ts'
import { credentialOf, lookUpAll } from '../access/authenticate.ts'
import { seenProjects } from '../access/scopes.ts'
import type { Database } from '../platform/database.ts'
import { isFromElsewhere, type SignedIn } from '../platform/guard.ts'
import { problemBody, requestProblem } from '../platform/problem-reply.ts'
import { makeRateLimit, placeOf } from '../platform/rate-limit.ts'
import { reading } from '../platform/transaction.ts'
import { makeCallerAddress } from './caller-address.ts'
import { makeMeter, MESSAGES_PER_SECOND, MOST_MESSAGE_BYTES } from './connection-limits.ts'
import type { Follower } from './follower.ts'
import type { Live } from './live.ts'
import { lineOf } from './socket-line.ts'

export const NAMESPACE = '/v1/admin/projects'
/** So long a connection may stand without saying who it is. */
const CONNECT_TIMEOUT_MS = 5_000
/** What is said on parting has so long to get out. */
const PARTING_MS = 100

export interface DoorOptions {
  database: Database
  log: Logger
  clock: () => Date
  rateLimit: number
  trustProxy: boolean | number | string
  publicUrl: () => string
  live: Live
  parseCookie: (header: string) => Record<string, string | undefined>
}

/** What a client brings at the handshake, besides its cookie or Authorization header. */
const Handshake = z.strictObject({
  token: z.string().max(200).optional(),
  since: Since.optional(),
  projectId: Id.optional(),
})
type Handshake = z.output<typeof Handshake>

/** Opens the door on the server that the app listens with; it closes with the app. */
export function openSocketDoor(app: FastifyInstance, given: Omit<DoorOptions, 'parseCookie'>): void {
  const options: DoorOptions = { ...given, parseCookie: (header) => app.parseCookie(header) }
  const addressOf = makeCallerAddress(options.trustProxy)
  const { live } = options
  const letIn = makeEntrance(options, addressOf)
  const io = new Server(app.server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MOST_MESSAGE_BYTES,
    connectTimeout: CONNECT_TIMEOUT_MS,
    allowRequest: (request, decide) => {
      letIn(request).then(
        () => decide(null, true),
        (error: unknown) => decide(requestProblem(error).code, false),
      )
    },
  })
  io.use((_socket, next) => next(new Error(`Live updates are at ${NAMESPACE}.`)))
  const door = io.of(NAMESPACE)
  const asked = new WeakSet<Socket['conn']>()
  door.use((socket, next) => {
    // A connection asks to come in once: asking again and again over the same one would get round what limits connections.
    if (asked.has(socket.conn)) return socket.conn.close(true)
    asked.add(socket.conn)
    admit(options, socket, addressOf(socket.request)).then(
      () => next(),
      (error: unknown) => next(Object.assign(new Error('refused'), { data: problemBody(requestProblem(error)) })),
    )
  })
  door.on('connection', (socket) => serve(options, socket))
  closeWith(app, io, live)
}

/** Before a socket is one: from our own pages or from programs, and not too often. */
function makeEntrance(options: DoorOptions, addressOf: (request: IncomingMessage) => string) {
  const limit = makeRateLimit(options.rateLimit)
  return async (request: IncomingMessage): Promise<void> => {
    await limit(placeOf(addressOf(request)))
    if (isFromElsewhere(request.headers, options.publicUrl()))
      throw new Problem('permission_denied', 'Live updates are not for pages of other sites.')
  }
}

interface Admitted {
  signedIn: SignedIn
  credential: string
  given: Handshake
  letGo: () => void
}

/** The same who, may and how much as over HTTP; then the socket is let in. */
async function admit(options: DoorOptions, socket: Socket, address: string): Promise<void> {
  const { database, clock, live } = options
  const read = Handshake.safeParse(socket.handshake.auth)
  if (!read.success) throw invalid([{ pointer: '/auth', rule: 'shape', message: z.prettifyError(read.error) }], 400)
  const given = read.data
  const credential = credentialIn(options, socket.request, given)
  const signedIn = credential && (await lookUpAll(database, [credential], clock())).get(credential)
  if (!signedIn) throw new Problem('unauthenticated', 'Send a session cookie or an API token that is valid.')
  const { actor } = signedIn
  if (grantsOf(actor.roles, 'live.follow', actor.tokenScopes).length === 0)
    throw new Problem('permission_denied', 'This needs the permission live.follow.')
  live.requireHearing()
  if (given.projectId !== undefined) await requireProject(database, signedIn, given.projectId, clock())
  const gone = [live.limits.address(address)]
  try {
    gone.push(live.limits.person(actor.organizationId, actor.id))
  } finally {
    if (gone.length < 2) gone[0]?.()
  }
  const letGo = () => gone.forEach((each) => each())
  socket.conn.once('close', letGo)
  socket.data = { signedIn, credential, given, letGo } satisfies Admitted
}

function credentialIn({ publicUrl, parseCookie }: DoorOptions, { headers }: IncomingMessage, { token }: Handshake) {
  const authorization = token === undefined ? headers.authorization : `Bearer ${token}`
  return credentialOf(
    { headers: { authorization }, cookies: parseCookie(headers.cookie ?? '') },
    publicUrl(),
  )?.toString('hex')
}

/** Not found where it is not among those that one has to do with. */
export async function requireProject(
  database: Database,
  { actor }: SignedIn,
  projectId: string,
  now: Date,
): Promise<void> {
  const scopes = grantsOf(actor.roles, 'me.projects', actor.tokenScopes)
  const context = { actor, permission: 'me.projects' as const, scopes, now }
  const seen = await reading(database, context, (tx) => seenProjects(tx, [projectId]))
  if (!seen.has(projectId)) throw notFound('project')
}

function serve(options: DoorOptions, socket: Socket): void {
  const { live } = options
  const { signedIn, credential, given, letGo } = socket.data as Admitted
  const line = lineOf(socket)
  const mayAsk = makeMeter(MESSAGES_PER_SECOND)
  const follower = live.join({ signedIn, credential, since: given.since, only: given.projectId, line })
  socket.use(([name, body, reply]: unknown[], next) => {
    if (!mayAsk()) return follower.close('too_many_messages')
    next()
    const answer = [body, reply].find((each) => typeof each === 'function') as ((answer: object) => void) | undefined
    answerTo(options, follower, name, typeof body === 'function' ? {} : body).then(
      (done) => answer?.({ ok: true, ...done }),
      (error: unknown) => {
        const problem = problemBody(requestProblem(error))
        if (answer) answer({ ok: false, problem })
        else socket.emit('refused', problem)
      },
    )
  })
  socket.once('disconnect', () => {
    letGo()
    live.leave(follower)
  })
}

/** What a client asks for, done; fails with a problem. */
async function answerTo(
  { database, clock, live }: DoorOptions,
  follower: Follower,
  name: unknown,
  body: unknown,
): Promise<object> {
  if (typeof name !== 'string' || !Object.hasOwn(ASKED, name))
    throw invalid([{ pointer: '', rule: 'event', message: `is none of ${Object.keys(ASKED).join(', ')}` }], 400)
  const read = ASKED[name as Asked].safeParse(body ?? {})
  if (!read.success) throw invalid([{ pointer: '', rule: 'shape', message: z.prettifyError(read.error) }], 400)
  const { projectId = '' } = read.data as { projectId?: string }
  if (name === 'follow' || name === 'look') await requireProject(database, follower.signedIn, projectId, clock())
  // Gone while it asked: what is written down of it would stay.
  if (follower.isClosed) return {}
  if (name === 'look') live.presence.look(follower, projectId)
  else if (name === 'leave') live.presence.leave(follower, projectId)
  else follower.only = name === 'follow' ? projectId : undefined
  return { seq: follower.cursor }
}

/** An end does not wait for clients to agree to it. */
function closeWith(app: FastifyInstance, io: Server, live: Live): void {
  const sockets = new Set<Duplex>()
  const server: HttpServer = app.server
  server.on('upgrade', (_request, socket: Duplex) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  app.addHook('preClose', async () => {
    await live.stop()
    io.disconnectSockets(true)
    setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, PARTING_MS)
  })
}
