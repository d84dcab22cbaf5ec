// Nodes that tell what happens as it happens, and those who listen to them over real sockets and streams.
import { io, type Socket } from 'socket.io-client'
import pino from 'pino'
import { startLogTail, type LogTail } from '../server/activity/log-tail.ts'
import { startRelay, type Relay } from '../server/activity/relay.ts'
import { makeApp } from '../server/app.ts'
import { makeLive, type Live } from '../server/live/live.ts'
import { openDatabase } from '../server/platform/database.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import type { LiveChange } from '../domain/live.ts'
import { theHouse, type Agency } from './agency.ts'

export interface LiveNode {
  baseUrl: string
  live: Live
  tail: LogTail
  stop(): Promise<void>
}
export interface LiveHouse {
  nodes: [LiveNode, LiveNode]
  relay: Relay
}

const log = pino({ level: 'silent' })

/** Two nodes on the house's database and one relay, for as long as the work takes. */
export async function withNodes<T>(work: (house: LiveHouse) => Promise<T>): Promise<T> {
  const { db } = await theHouse()
  const database = openDatabase(db.workerConnection, { max: 2 })
  const nodes = [await startNode(), await startNode()] as [LiveNode, LiveNode]
  const kickAll = () => nodes.forEach(({ tail }) => void tail.kick())
  const relay = startRelay({ database, log, onPlaced: kickAll })
  const forget = whenRecorded(db.app, () => relay.kick())
  try {
    while (nodes.some(({ tail }) => tail.position() < 0)) await Promise.all(nodes.map(({ tail }) => tail.kick()))
    return await work({ nodes, relay })
  } finally {
    forget()
    await Promise.all(nodes.map((node) => node.stop()))
    await relay.stop()
    await database.close()
  }
}

async function startNode(): Promise<LiveNode> {
  const { db, clock } = await theHouse()
  let baseUrl = ''
  const live = makeLive({ database: db.app, log, clock: clock.tick })
  const app = await makeApp({
    database: db.app,
    log,
    clock: clock.tick,
    rateLimit: 1_000_000,
    trustProxy: false,
    publicUrl: () => baseUrl,
    live,
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  const tail = startLogTail({ worker: db.worker, log })
  live.follow(tail)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await live.stop()
    await app.close()
    await tail.stop()
  }
  return { baseUrl, live, tail, stop: () => (stopped ??= stop()) }
}

export interface Told {
  what: string
  body: Record<string, unknown>
}

/** What somebody was told, and how to wait for more of it. */
export class Heard {
  readonly told: Told[] = []
  #waiting = new Set<() => void>()

  hear(what: string, body: Record<string, unknown>): void {
    this.told.push({ what, body })
    for (const look of this.#waiting) look()
  }
  /** Resolves as soon as it is so; fails after a while. */
  until(isSo: () => boolean, says: string): Promise<void> {
    if (isSo()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        reject(new Error(`never ${says}; told: ${JSON.stringify(this.told.slice(-8))}`))
      }, 15_000)
      const look = () => {
        if (!isSo()) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
    })
  }
  untilTold = async (what: string, isIt: (body: Record<string, unknown>) => boolean = () => true): Promise<Told> => {
    const find = () => this.told.find((each) => each.what === what && isIt(each.body))
    await this.until(() => find() !== undefined, `told ${what}`)
    return find() as Told
  }
  get changes(): LiveChange[] {
    return this.told.filter(({ what }) => what === 'change').map(({ body }) => body as unknown as LiveChange)
  }
  /** The place to come back from. */
  get place(): number {
    const places = this.told.filter(({ what }) => ['change', 'head', 'reload'].includes(what))
    return Math.max(0, ...places.map(({ body }) => Number(body.seq)))
  }
}

export interface Listening extends Heard {
  socket: Socket
  /** Asks for something; what it is answered. */
  asks(name: string, body?: unknown): Promise<{ ok: boolean; problem?: { code: string }; seq?: number }>
}

interface Bring {
  token?: string
  since?: unknown
  projectId?: string
  headers?: Record<string, string>
  auth?: Record<string, unknown>
}

/** Listens over a socket, into what was heard before where that is given. */
export function listens({ baseUrl }: { baseUrl: string }, bring: Bring, heard = new Heard()): Listening {
  const { headers, auth, ...given } = bring
  const socket = io(`${baseUrl}/v1/admin/projects`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: auth ?? given,
    ...(headers && { extraHeaders: headers }),
  })
  socket.onAny((what: string, body: Record<string, unknown>) => heard.hear(what, body))
  socket.on('connect_error', (error) =>
    heard.hear('connect_error', { message: error.message, ...(error as { data?: object }).data }),
  )
  socket.on('disconnect', (reason) => heard.hear('disconnect', { reason }))
  const asks = (name: string, body: unknown = {}) => socket.timeout(10_000).emitWithAck(name, body)
  return Object.assign(heard, { socket, asks })
}

/** Listens to the stream of server-sent events; `stop` hangs up. */
export async function streams(
  { baseUrl }: { baseUrl: string },
  { token }: { token: string },
  query = '',
  headers: Record<string, string> = {},
) {
  const heard = new Heard()
  const hangUp = new AbortController()
  const response = await fetch(`${baseUrl}/v1/admin/live${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: hangUp.signal,
  })
  const read = async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
        const what = field('event')
        if (what !== undefined) heard.hear(what, { ...JSON.parse(field('data') ?? '{}'), eventId: field('id') })
      }
    }
  }
  const ended = read()
    .catch(() => {})
    .then(() => heard.hear('ended', {}))
  return { heard, response, ended, stop: () => hangUp.abort() }
}

/** How far the log has come, once all that happened by now has its place. */
export async function markOf({ db, organizationId }: Agency): Promise<number> {
  for (;;) {
    const { rows } = await db.admin.query<{ left: number; seq: number }>(
      `select (select count(*) from activity where organization_id = $1 and position is null)::int as left,
        coalesce((select seq from activity_heads where organization_id = $1), 0)::int as seq`,
      [organizationId],
    )
    if (rows[0]?.left === 0) return rows[0].seq
  }
}
