// Hands this node's followers what the log brings, organisation by organisation: rights first, then what they may see.
import type { Logger } from 'pino'
import { type BatchProgress, changesReach, type Reach } from '../../domain/live.ts'
import type { LogEntry } from '../activity/log-entries.ts'
import type { Database } from '../platform/database.ts'
import { reading } from '../platform/transaction.ts'
import type { Follower, Source } from './follower.ts'
import { entriesOf, headOf, withTraits } from './read-log.ts'
import { contextIn, loadReaches } from './viewers.ts'

interface Room {
  followers: Set<Follower>
  waiting: LogEntry[]
  isBusy: boolean
}

export class StreamHub {
  readonly source: Source
  #database: Database
  #log: Logger
  #rooms = new Map<string, Room>()

  constructor({ database, log }: { database: Database; log: Logger }) {
    this.#database = database
    this.#log = log
    this.source = {
      headOf: (organizationId) => headOf(database, organizationId),
      entriesOf: (organizationId, seq, limit) => entriesOf(database, organizationId, seq, limit),
      look: (follower) => this.lookAll(follower.organizationId, [follower]),
      failed: (error) => log.warn({ err: error }, 'a live connection could not read what happened; it tries again'),
    }
  }

  *followers(): Iterable<Follower> {
    for (const { followers } of this.#rooms.values()) yield* followers
  }

  /** From here on it is offered whatever comes. */
  add(follower: Follower): void {
    const room = this.#rooms.get(follower.organizationId) ?? { followers: new Set(), waiting: [], isBusy: false }
    this.#rooms.set(follower.organizationId, room)
    room.followers.add(follower)
  }

  remove(follower: Follower): void {
    const room = this.#rooms.get(follower.organizationId)
    room?.followers.delete(follower)
    if (room?.followers.size === 0) this.#rooms.delete(follower.organizationId)
  }

  /** Tells somebody's own connections. */
  tellOwn({ organizationId, id }: { organizationId: string; id: string }, told: BatchProgress): void {
    for (const follower of this.#rooms.get(organizationId)?.followers ?? [])
      if (follower.viewer.personId === id) follower.tell('batch', told)
  }

  take(entries: readonly LogEntry[]): void {
    for (const [organizationId, those] of Map.groupBy(entries, (entry) => entry.organizationId)) {
      const room = this.#rooms.get(organizationId)
      if (!room) continue
      room.waiting.push(...those)
      void this.#work(organizationId, room)
    }
  }

  /** Looks up anew what these reach; tells those for whom that changed. */
  async lookAll(organizationId: string, followers: readonly Follower[]): Promise<void> {
    const personIds = [...new Set(followers.map(({ viewer }) => viewer.personId))]
    const reaches = await loadReaches(this.#database, organizationId, personIds)
    for (const follower of followers) {
      const reach = reaches.get(follower.viewer.personId)
      if (!reach) continue
      const changed = !isSame(follower.viewer.reach, reach)
      follower.viewer = { ...follower.viewer, reach }
      if (changed && follower.isLive) follower.tell('reach', { seq: follower.cursor })
    }
  }

  async #work(organizationId: string, room: Room): Promise<void> {
    if (room.isBusy) return
    room.isBusy = true
    while (room.waiting.length > 0) await this.#judge(organizationId, room, room.waiting.splice(0))
    room.isBusy = false
  }

  /** Rights before all that came with what changed them: nobody is told by what they could see earlier. */
  async #judge(organizationId: string, room: Room, entries: readonly LogEntry[]): Promise<void> {
    try {
      if (entries.some(changesReach)) await this.lookAll(organizationId, [...room.followers])
      const told = await reading(this.#database, contextIn(organizationId), (tx) => withTraits(tx, entries))
      for (const follower of room.followers) follower.offer(told)
    } catch (error) {
      this.#log.warn({ err: error }, 'what happened could not be told at once: each connection reads it for itself')
      for (const follower of room.followers) follower.fallBehind(entries.at(-1)?.seq ?? 0)
    }
  }
}

const isSame = (a: Reach, b: Reach): boolean =>
  (['assigned', 'team', 'accounts', 'managed', 'deleted'] as const).every(
    (way) => a[way].size === b[way].size && [...a[way]].every((id) => b[way].has(id)),
  )
