// Replies that are asked for often, kept in memory for those who may see the same. One is given again only where the database
// has said, since the request came in, that nothing it depends on has changed and that who asks still is who they were.
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { civilDate } from './civil-date.ts'
import type { Database } from './database.ts'
import type { Endpoint } from './endpoint.ts'
import { rightsOf, watched, type Uses } from './reply-uses.ts'
import type { Context } from './transaction.ts'
import { WhatChanged } from './what-changed.ts'

/** A reply as it goes out. */
export interface ReadyReply {
  headers: Record<string, string>
  body: Buffer
}

interface Kept extends ReadyReply {
  /** What this node knew of when it was read. */
  stand: number
  /** The instant it was read at, and the day it was then in the organisation's zone. */
  at: Date
  day: string
  uses: Uses
}

/** What is asked for, by whom. */
export interface Asking {
  request: FastifyRequest
  endpoint: Endpoint
  context: Context
  /** Reads it from the database. */
  read: (context: Context) => Promise<ReadyReply>
}

export interface Keeping {
  database: Database
  /** How much memory kept replies may take; where it is not said, none is kept. */
  keepBytes?: number
  /** Tests have each kept reply held against one read anew; a difference is a fault. */
  checkReplies?: boolean
}

export const keepReplies = (keeping: Keeping): KeptReplies | undefined =>
  keeping.keepBytes ? new KeptReplies(keeping, keeping.keepBytes) : undefined

/** An answer that looks at the clock, as health does, holds this long. */
const MOMENT_MS = 10_000
/** What a reply takes besides its text. */
const OVERHEAD_BYTES = 600

export class KeptReplies {
  readonly #changes: WhatChanged
  readonly #replies: LRUCache<string, Kept>
  readonly #compare: boolean
  readonly #counts = { hits: 0, misses: 0, dropped: 0 }

  constructor({ database, checkReplies = false }: Keeping, maxBytes: number) {
    this.#changes = new WhatChanged(database)
    this.#compare = checkReplies
    this.#replies = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 10),
      sizeCalculation: ({ body }, key) => body.byteLength + 2 * key.length + OVERHEAD_BYTES,
    })
  }

  /** The reply as it is now: kept, or read and then kept. What fails is not kept. */
  async answer(asking: Asking): Promise<ReadyReply> {
    const { request, context } = asking
    const keys = keysOf(request.url, context)
    if (this.#find(keys)) {
      // All rests on this line: what is found after it is as of an instant after the request came in.
      const holds = await this.#changes.look(request.signedIn?.remembered, context.now).catch(() => false)
      const kept = this.#find(keys)
      if (holds && kept && this.#isCurrent(kept, asking)) {
        this.#counts.hits++
        if (this.#compare) await this.#mustBeEqual(kept, asking)
        return kept
      }
      this.#counts.dropped++
    }
    this.#counts.misses++
    return this.#readAnew(keys, asking)
  }

  figures() {
    return { ...this.#counts, bytes: this.#replies.calculatedSize, replies: this.#replies.size }
  }

  #find({ shared, personal }: Keys): Kept | undefined {
    return this.#replies.get(shared) ?? this.#replies.get(personal)
  }

  #isCurrent(kept: Kept, { request, endpoint, context: { actor, now } }: Asking): boolean {
    const { projectId } = request.params as { projectId?: string }
    const { kept: reach = 'everything' } = endpoint
    return (
      isOfNow(kept, now, actor.timezone) &&
      kept.stand >= this.#changes.marks.changedAt(actor.organizationId, reach, projectId)
    )
  }

  async #readAnew({ shared, personal }: Keys, { context, read }: Asking): Promise<ReadyReply> {
    const stand = await this.#changes.stand()
    const uses: Uses = { person: false, today: false, now: false }
    const { actor, now: at } = context
    const reply = await read({ ...context, actor: watched(actor, uses), uses })
    this.#replies.delete(uses.person ? shared : personal)
    this.#replies.set(uses.person ? personal : shared, {
      ...reply,
      stand,
      at,
      day: civilDate(at, actor.timezone),
      uses,
    })
    return reply
  }

  /** Unless something changed meanwhile, what is read now for the same instant is the same, byte for byte. */
  async #mustBeEqual(kept: Kept, asking: Asking): Promise<void> {
    const fresh = await asking.read({ ...asking.context, now: kept.at })
    if (fresh.body.equals(kept.body)) return
    await this.#changes.look(undefined, asking.context.now)
    if (this.#isCurrent(kept, asking))
      throw new Error(`${asking.endpoint.path} is kept as\n${kept.body.toString()}\nand is\n${fresh.body.toString()}`)
  }
}

interface Keys {
  /** For whoever has the same rights: where the answer was made without looking at who asks. */
  shared: string
  personal: string
}

function keysOf(url: string, { actor }: Context): Keys {
  const rights = rightsOf(actor)
  return { shared: `${rights} ${url}`, personal: `${rights} ${actor.id} ${url}` }
}

function isOfNow({ uses, at, day }: Kept, now: Date, timezone: string): boolean {
  if (uses.now && Math.abs(now.getTime() - at.getTime()) >= MOMENT_MS) return false
  return (!uses.today && !uses.now) || day === civilDate(now, timezone)
}
