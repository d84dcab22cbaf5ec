// Live updates as server-sent events: the same as over the socket, for who can not or need not speak.
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Since, type ClosingReason, type Told } from '../../domain/live.ts'
import { invalid, Problem } from '../../domain/problems.ts'
import { credentialOf, lookUpAll } from '../access/authenticate.ts'
import { FileAnswer } from '../platform/deliver.ts'
import type { Visit } from '../platform/endpoint.ts'
import { isFromElsewhere } from '../platform/guard.ts'
import { newId } from '../platform/ids.ts'
import type { Line } from './follower.ts'
import type { Live } from './live.ts'
import { requireProject } from './socket-door.ts'

/** Proxies end what is silent; a comment is no event. */
const HEARTBEAT_MS = 10_000
/** How soon a browser comes back when the stream ends. */
const RETRY_MS = 1_000
export const EVENT_STREAM = 'text/event-stream'

interface Wanted {
  since?: number | undefined
  projectId?: string | undefined
}

/** Opens the stream. Where nothing is followed on this node it tells what was missed, and ends. */
export async function openEventStream(live: Live, visit: Visit, wanted: Wanted): Promise<FileAnswer> {
  const { database, now, request, publicUrl, address } = visit
  if (isFromElsewhere(request.headers, publicUrl))
    throw new Problem('permission_denied', 'Live updates are not for pages of other sites.')
  const since = sinceOf(request, wanted)
  const hash = credentialOf(request, publicUrl)?.toString('hex')
  const signedIn = hash && (await lookUpAll(database, [hash], now)).get(hash)
  if (!signedIn) throw new Problem('unauthenticated', 'Send a session cookie or an API token that is valid.')
  const isFollowing = live.isFollowing()
  if (isFollowing) live.requireHearing()
  if (wanted.projectId !== undefined) await requireProject(database, signedIn, wanted.projectId, now)
  const { organizationId, id } = signedIn.actor
  const letGoOfPerson = live.limits.person(organizationId, id)
  let letGoOfAddress = () => {}
  try {
    letGoOfAddress = live.limits.address(address)
  } catch (error) {
    letGoOfPerson()
    throw error
  }
  const { stream, line } = makeLine()
  const follower = live.join({ signedIn, credential: hash, since, only: wanted.projectId, line })
  const heartbeat = setInterval(() => line.beat(), HEARTBEAT_MS).unref()
  stream.once('close', () => {
    clearInterval(heartbeat)
    letGoOfPerson()
    letGoOfAddress()
    live.leave(follower)
  })
  // Before the reply has begun the stream is not read from, and would not hear that nobody is there any more.
  request.raw.once('close', () => stream.destroy())
  if (!isFollowing) void follower.begun.then(() => stream.push(null))
  const headers = { 'content-type': EVENT_STREAM, 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
  return new FileAnswer({ ...headers, etag: `"${newId('str', now)}"` }, async () => stream)
}

/** What a browser says when it comes back counts for more than what it was sent out with. */
function sinceOf({ headers }: FastifyRequest, { since }: Wanted): number | undefined {
  const last = headers['last-event-id']
  if (last === undefined || last === '') return since
  const read = Since.safeParse(last)
  if (!read.success || Array.isArray(last))
    throw invalid([{ pointer: '/Last-Event-ID', rule: 'shape', message: 'is no number that was told' }], 400)
  return read.data
}

/** Whatever has a place in the log carries it as the event's id: from there a browser goes on. */
function makeLine(): { stream: Readable; line: Line & { beat(): void } } {
  const stream = new Readable({ read: () => {} })
  const write = (text: string) => void (stream.destroyed || stream.readableEnded || stream.push(text))
  write(`retry: ${RETRY_MS}\n\n`)
  const line = {
    tell: (what: Told, told: object) => {
      const id = WITH_PLACE.has(what) && 'seq' in told ? `id: ${String(told.seq)}\n` : ''
      write(`${id}event: ${what}\ndata: ${JSON.stringify(told)}\n\n`)
    },
    waiting: () => stream.readableLength,
    close: (reason: ClosingReason) => {
      write(`event: closing\ndata: ${JSON.stringify({ reason })}\n\n`)
      if (reason === 'too_slow') stream.destroy()
      else stream.push(null)
    },
    beat: () => write(':\n\n'),
  }
  return { stream, line }
}
/** Not where it only tells how far the log has come: what is missed before that is still to be told. */
const WITH_PLACE = new Set<Told>(['change', 'head', 'reload'])
