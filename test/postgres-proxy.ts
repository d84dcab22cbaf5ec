// A way to PostgreSQL that knows what is said on it, and does at any statement what networks and servers do at times: break,
// fall silent, lose an answer, refuse. It can also be shut and opened again.
import net from 'node:net'
import pg from 'pg'
import {
  errorResponse,
  failingBind,
  failingQuery,
  flush,
  isThatRefusal,
  messageReader,
  readBind,
  readParse,
  readQuery,
  type Message,
} from './postgres-wire.ts'

/** What can happen at a statement. A number is what the server answers instead of doing it. */
export const FAULTS = ['dropped before', 'dropped after', 'hangs', '40001', '40P01', '53300', '57P01', '57014'] as const
export type Fault = (typeof FAULTS)[number]

export interface Statement {
  text: string
  /** Which of the proxy's connections it came on. */
  line: number
}
type Which = (statement: Statement, n: number) => boolean

export interface PostgresProxy {
  /** For whoever is to go this way. */
  connection: pg.ClientConfig
  /** What was said since the proxy listened anew. */
  seen: readonly Statement[]
  listenAnew(): void
  /** Happens once, at the first statement that it is about; the number is that in `seen`. */
  strike(fault: Fault, which: Which): void
  /** Which it happened at; undefined while it has not. */
  struck(): Statement | undefined
  /** Nothing passes any more, in either direction; connections stay open. With a word: from where a client first says it. */
  fallSilent(word?: string): void
  speakAgain(): void
  /** Nobody answers, and who was connected is cut off; until it is opened. */
  shut(): Promise<void>
  open(): Promise<void>
}

export async function postgresProxy(given: pg.ClientConfig): Promise<PostgresProxy> {
  const { host, port, user, password, database } = new pg.Client(given)
  const upstream = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const shared = new Shared()
  const server = net.createServer((client) => new Line(shared, client, net.connect(upstream)))
  const listen = (at: number) => new Promise<void>((listening) => server.listen(at, '127.0.0.1', listening))
  await listen(0)
  const own = (server.address() as net.AddressInfo).port
  return {
    connection: { host: '127.0.0.1', port: own, user: user ?? '', password: password ?? '', database: database ?? '' },
    seen: shared.seen,
    listenAnew() {
      shared.seen.length = 0
      shared.planned = undefined
      shared.struck = undefined
    },
    strike: (fault, which) => void (shared.planned = { fault, which }),
    struck: () => shared.struck,
    fallSilent(word) {
      shared.silentFrom = word
      if (word === undefined) shared.fallSilent()
    },
    speakAgain: () => shared.speakAgain(),
    async shut() {
      const closed = new Promise((done) => server.close(done))
      for (const socket of shared.sockets) socket.destroy()
      await closed
    },
    open: () => listen(own),
  }
}

/** What all connections through one proxy have in common. */
class Shared {
  readonly seen: Statement[] = []
  readonly sockets = new Set<net.Socket>()
  planned: { fault: Fault; which: Which } | undefined
  struck: Statement | undefined
  silentFrom: string | undefined
  silent = false
  lines = 0

  fallSilent(): void {
    this.silent = true
    for (const socket of this.sockets) socket.pause()
  }
  speakAgain(): void {
    this.silent = false
    this.silentFrom = undefined
    for (const socket of this.sockets) socket.resume()
  }

  /** Notes a statement, and says what is to happen at it. */
  note(statement: Statement): Fault | undefined {
    const n = this.seen.push(statement) - 1
    if (this.silentFrom !== undefined && statement.text.includes(this.silentFrom)) this.fallSilent()
    const { planned } = this
    if (!planned?.which(statement, n)) return undefined
    this.planned = undefined
    this.struck = statement
    return planned.fault
  }
}

/** One connection. Answers come in the order of what was asked, so that counting both tells what has been done. */
class Line {
  readonly #shared: Shared
  readonly #client: net.Socket
  readonly #server: net.Socket
  readonly #number: number
  readonly #texts = new Map<string, string>()
  /** `losing`, `lost`: it is passed on, then all of it is, and its answer is waited for. `over`: nothing passes any more. */
  #state: 'open' | 'losing' | 'passed' | 'lost' | 'over' = 'open'
  /** What the server is to have refused with. */
  #code: string | undefined
  #statements = { asked: 0, done: 0 }
  /** The first turn is the server's own: when it is ready. */
  #turns = { asked: 1, done: 0 }
  /** What is no part of a transaction counts only when its turn ends. */
  #isLastOfTurn = true
  #toServer: Buffer[] = []
  #toClient: Buffer[] = []

  constructor(shared: Shared, client: net.Socket, server: net.Socket) {
    this.#shared = shared
    this.#client = client
    this.#server = server
    this.#number = shared.lines++
    for (const socket of [client, server]) {
      shared.sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => shared.sockets.delete(socket))
      if (shared.silent) socket.pause()
    }
    this.#reads(client, 'client', (message) => this.#says(message))
    this.#reads(server, 'server', (message) => this.#answers(message))
    client.on('close', () => server.end())
    server.on('close', () => client.destroy())
  }

  #reads(socket: net.Socket, side: 'client' | 'server', take: (message: Message) => void): void {
    const messagesIn = messageReader(side)
    socket.on('data', (chunk) => {
      for (const message of messagesIn(chunk)) take(message)
      this.#pass()
    })
  }

  #pass(): void {
    const [toServer, toClient] = [this.#toServer.splice(0), this.#toClient.splice(0)]
    if (toServer.length > 0 && this.#server.writable) this.#server.write(Buffer.concat(toServer))
    if (toClient.length > 0 && this.#client.writable) this.#client.write(Buffer.concat(toClient))
  }

  #says(message: Message): void {
    const { type, bytes } = message
    if (this.#state === 'over' || this.#state === 'lost') return
    if (type === 'P') this.#texts.set(readParse(message).name, readParse(message).text)
    const fault =
      type === 'B'
        ? this.#notes(this.#texts.get(readBind(message)) ?? '')
        : type === 'Q'
          ? this.#notes(readQuery(message))
          : undefined
    if (fault === undefined || fault === 'dropped after') this.#passOn(type, bytes, fault !== undefined)
    else this.#strike(fault, type)
  }

  #notes(text: string): Fault | undefined {
    return this.#shared.note({ text, line: this.#number })
  }

  #passOn(type: string, bytes: Buffer, isStruck: boolean): void {
    if (isStruck) this.#state = 'losing'
    const wasPassed = this.#state === 'passed'
    if (wasPassed) {
      this.#state = 'lost'
      this.#isLastOfTurn = type === 'S'
      // What comes behind it does not arrive; then its answer has to be asked for.
      if (type !== 'S') return void this.#toServer.push(flush)
    }
    this.#toServer.push(bytes)
    if (type === 'E') this.#statements.asked++
    if (type === 'S' || type === 'Q') this.#turns.asked++
    if (this.#state === 'losing' && type === 'E') this.#state = 'passed'
    if (this.#state === 'losing' && type === 'Q') this.#state = 'lost'
  }

  #strike(fault: Exclude<Fault, 'dropped after'>, type: string): void {
    if (fault === 'hangs') this.#state = 'over'
    else if (fault === 'dropped before') this.#break()
    else if (fault === '57P01') {
      this.#toClient.push(errorResponse(fault, 'FATAL'))
      this.#break()
    } else {
      // The server has to be where it says it is: it refuses something else, and that refusal gets this code.
      this.#code = fault
      if (type === 'Q') this.#turns.asked++
      this.#toServer.push(type === 'Q' ? failingQuery : failingBind)
    }
  }

  #answers(message: Message): void {
    if (this.#state === 'over') return
    const { type, bytes } = message
    if ('CIs'.includes(type)) this.#statements.done++
    if (type === 'Z') {
      this.#turns.done++
      this.#statements = { asked: 0, done: 0 }
    }
    if (this.#code !== undefined && isThatRefusal(message)) {
      this.#toClient.push(errorResponse(this.#code, 'ERROR'))
      this.#code = undefined
    } else if (this.#state === 'open') this.#toClient.push(bytes)
    else if (this.#state === 'lost' && (this.#isAllDone() || type === 'E')) this.#break()
  }

  #isAllDone(): boolean {
    const { asked, done } = this.#isLastOfTurn ? this.#turns : this.#statements
    return asked === done
  }

  #break(): void {
    this.#pass()
    this.#state = 'over'
    this.#client.destroySoon()
    this.#server.end()
  }
}
