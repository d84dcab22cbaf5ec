// One connection's place in the log: it is told what it missed, then what happens, each once and in order.
import { maySee, type ClosingReason, type LiveChange, type Told, type Viewer } from '../../domain/live.ts'
import type { SignedIn } from '../platform/guard.ts'
import type { Entry } from './read-log.ts'

/** More than this is not told one by one: reading anew is less work for both. */
export const MOST_MISSED = 5_000
const PAGE = 1_000
const RETRY_MS = 300
/** What may wait to be taken by a client; one that takes nothing for so long is cut off. */
export const MOST_WAITING_BYTES = 512 * 1024
const PATIENCE_MS = 10_000
const LOOK_AGAIN_MS = 25

/** How a connection carries what it is told. */
export interface Line {
  tell(what: Told, told: object): void
  /** Bytes, about, that wait to be taken. */
  waiting(): number
  close(reason: ClosingReason): void
}

export interface Source {
  headOf(organizationId: string): Promise<number>
  entriesOf(organizationId: string, seq: number, limit: number): Promise<Entry[]>
  /** Has looked up anew what the person reaches. */
  look(follower: Follower): Promise<void>
  /** Reading came to nothing; it is tried again. */
  failed(error: unknown): void
}

export interface FollowerOptions {
  line: Line
  source: Source
  signedIn: SignedIn
  /** The credential's hash, in hex. */
  credential: string
  viewer: Viewer
  since: number | undefined
}

export class Follower {
  readonly line: Line
  readonly organizationId: string
  readonly credential: string
  signedIn: SignedIn
  viewer: Viewer
  /** Only of this project; of all that may be seen where there is none. */
  only: string | undefined
  isClosed = false
  /** Resolves when all that was missed has been told. */
  begun: Promise<void> = Promise.resolve()
  #source: Source
  #since: number | undefined
  /** Up to here everything was judged, and told where it may be seen. */
  #cursor = 0
  /** The newest that was offered while it still caught up. */
  #offered = 0
  #head = 0
  #isLive = false
  #timers = new Set<NodeJS.Timeout>()

  constructor({ line, source, signedIn, credential, viewer, since }: FollowerOptions) {
    this.line = line
    this.#source = source
    this.signedIn = signedIn
    this.credential = credential
    this.viewer = viewer
    this.#since = since
    this.organizationId = signedIn.actor.organizationId
  }

  get cursor(): number {
    return this.#cursor
  }
  get isLive(): boolean {
    return this.#isLive
  }

  /** Tells where the log stands, and all since then; resolves when it is live, or closed. Must be among those offered to by then. */
  async begin(): Promise<void> {
    const head = await this.#source.headOf(this.organizationId)
    await this.#source.look(this)
    this.#head = head
    const since = this.#since ?? head
    this.tell('ready', { seq: head })
    if (since > head) this.#reload('ahead', head)
    else if (head - since > MOST_MISSED) this.#reload('too_much', head)
    else this.#cursor = since
    // Whoever is cut off before anything happens comes back from here.
    if (this.#since === undefined) this.tell('head', { seq: head })
    await this.#catchUp()
  }

  tell(what: Told, told: object): void {
    if (!this.isClosed) this.line.tell(what, told)
  }

  close(reason: ClosingReason): void {
    if (this.isClosed) return
    this.end()
    this.line.close(reason)
  }

  /** It is gone: nothing is told any more. */
  end(): void {
    this.isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /** The next entries, in order; those that it had already are passed over. */
  offer(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (this.isClosed) return
      if (!this.#isLive) this.#offered = Math.max(this.#offered, entry.seq)
      else if (entry.seq > this.#cursor + 1) this.fallBehind(entry.seq)
      else if (entry.seq > this.#cursor) this.#judge(entry)
    }
    if (this.#isLive && this.line.waiting() > MOST_WAITING_BYTES) this.close('too_slow')
  }

  /** What there is up to here could not be offered: it reads it itself. */
  fallBehind(seq: number): void {
    this.#offered = Math.max(this.#offered, seq)
    if (!this.#isLive) return
    this.#isLive = false
    void this.#catchUp()
  }

  /** Lets a client that sees little know how far it has come. */
  tellHead(): void {
    if (this.#isLive) this.tell('head', { seq: this.#cursor })
  }

  async #catchUp(): Promise<void> {
    while (!this.isClosed) {
      try {
        const count = await this.#readOn()
        // Nothing may come between having read all that was offered and being live.
        if (count < PAGE && this.#offered <= this.#cursor) {
          this.#isLive = true
          return
        }
        if (count === 0) await this.#wait(RETRY_MS)
        await this.#untilTaken()
      } catch (error) {
        this.#source.failed(error)
        await this.#wait(RETRY_MS)
      }
    }
  }

  /** What is read is judged by what the person reaches afterwards: rights that were lost meanwhile are lost for it. */
  async #readOn(): Promise<number> {
    const entries = await this.#source.entriesOf(this.organizationId, this.#cursor, PAGE)
    if (entries.length > 0) await this.#source.look(this)
    const [first] = entries
    if (first ? first.seq > this.#cursor + 1 && this.#since !== undefined : this.#cursor < this.#head)
      this.#reload('not_kept', await this.#source.headOf(this.organizationId))
    for (const entry of entries) if (!this.isClosed && entry.seq > this.#cursor) this.#judge(entry)
    return entries.length
  }

  #judge(entry: Entry): void {
    this.#cursor = entry.seq
    if (this.only !== undefined && entry.projectId !== this.only) return
    if (maySee(this.viewer, entry)) this.tell('change', changeOf(entry))
  }

  #reload(reason: string, seq: number): void {
    this.#cursor = seq
    this.tell('reload', { reason, seq })
  }

  /** A long story is told as fast as it is listened to. */
  async #untilTaken(): Promise<void> {
    const until = performance.now() + PATIENCE_MS
    while (!this.isClosed && this.line.waiting() > MOST_WAITING_BYTES / 2) {
      if (performance.now() > until) return this.close('too_slow')
      await this.#wait(LOOK_AGAIN_MS)
    }
  }

  #wait(ms: number): Promise<void> {
    if (this.isClosed) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        resolve()
      }, ms).unref()
      this.#timers.add(timer)
    })
  }
}

const changeOf = (entry: Entry): LiveChange => ({
  seq: entry.seq,
  id: entry.id,
  event: entry.event,
  entity: { type: entry.entityType, id: entry.entityId, version: entry.version },
  projectId: entry.projectId,
  accountId: entry.accountId,
  actor: { type: entry.actorType, id: entry.actorId },
  at: entry.at.toISOString(),
  causeId: entry.causeId,
})
