// What is live on this node: its followers, watched so that nobody is told what they may no longer know. How they connect is
// in socket-door.ts and event-stream.ts.
import type { Logger } from 'pino'
import type { BatchProgress } from '../../domain/live.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import { lookUpAll } from '../access/authenticate.ts'
import type { LogTail } from '../activity/log-tail.ts'
import type { Database } from '../platform/database.ts'
import type { SignedIn } from '../platform/guard.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { Actor } from '../platform/transaction.ts'
import { makeLimits, type Limits } from './connection-limits.ts'
import { Follower, type Line } from './follower.ts'
import { PresenceWatch } from './presence.ts'
import { StreamHub } from './stream-hub.ts'
import { NOWHERE } from './viewers.ts'

/** All credentials in use are looked at again this often. */
const CREDENTIALS_EVERY_MS = 300
const BEHIND_EVERY_MS = 200
/** Without hearing from the relay for so long, what is told may be old. */
const BEHIND_AFTER_MS = 1_000
const GIVE_UP_AFTER_MS = 10_000
/** Without having been able to look at credentials for so long, nobody is told anything. */
const UNSURE_AFTER_MS = 3_000
export const HEAD_EVERY_MS = 15_000

export interface LiveOptions {
  database: Database
  log: Logger
  clock: () => Date
}

export interface Joining {
  signedIn: SignedIn
  credential: string
  since: number | undefined
  only?: string | undefined
  line: Line
}

export interface Live {
  limits: Limits
  presence: PresenceWatch
  /** Whether it hears what happens, or only tells what was missed. */
  isFollowing(): boolean
  /** Fails with `unavailable` where it follows and hears nothing. */
  requireHearing(): void
  /** Has a connection told what happens; `leave` when it is gone. */
  join(joining: Joining): Follower
  leave(follower: Follower): void
  /** Tells somebody’s own connections to this node how far a long work of theirs is. */
  tellProgress: (actor: Pick<Actor, 'organizationId' | 'id'>, told: BatchProgress) => void
  /** From now on it hears what happens. */
  follow(tail: LogTail): void
  /** Ends every connection, and says why. */
  stop(): Promise<void>
}

interface State {
  tail: LogTail | undefined
  unsubscribe: () => void
  behind: boolean
  sureAt: number
}

export function makeLive({ database, log, clock }: LiveOptions): Live {
  const hub = new StreamHub({ database, log })
  const presence = new PresenceWatch(database, hub)
  const state: State = { tail: undefined, unsubscribe: () => {}, behind: false, sureAt: performance.now() }
  let loops: Loop[] = []
  const leave = (follower: Follower): void => {
    follower.end()
    hub.remove(follower)
    presence.forget(follower)
  }
  return {
    limits: makeLimits(),
    presence,
    isFollowing: () => state.tail !== undefined,
    requireHearing() {
      if (!state.tail || state.tail.silentMs() > BEHIND_AFTER_MS)
        throw new Problem('unavailable', 'Nothing is heard of what happens just now; try again in a moment.')
    },
    join(joining) {
      const follower = followerOf(hub, joining)
      hub.add(follower)
      follower.begun = follower.begin().catch(() => follower.close('unavailable'))
      return follower
    },
    leave,
    tellProgress: (actor, told) => hub.tellOwn(actor, told),
    follow(tail) {
      state.tail = tail
      loops = startLoops({ hub, presence, state }, { database, log, clock })
      state.unsubscribe = tail.subscribe((entries) => hub.take(entries))
    },
    async stop() {
      state.unsubscribe()
      for (const follower of hub.followers()) follower.close('stopping')
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

function followerOf(hub: StreamHub, { only, ...joining }: Joining): Follower {
  const { id: personId, roles, tokenScopes } = joining.signedIn.actor
  const viewer = { personId, roles, tokenScopes, reach: NOWHERE }
  const follower = new Follower({ ...joining, source: hub.source, viewer })
  follower.only = only
  return follower
}

interface Watched {
  hub: StreamHub
  presence: PresenceWatch
  state: State
}

function startLoops({ hub, presence, state }: Watched, { database, log, clock }: LiveOptions): Loop[] {
  const watching = { log, failure: 'live connections could not be looked after' }
  const lookAtAll = () => lookAtCredentials(hub, database, clock, state)
  return [
    startLoop({ ...watching, everyMs: CREDENTIALS_EVERY_MS, round: lookAtAll }),
    startLoop({ ...watching, everyMs: BEHIND_EVERY_MS, round: async () => lookAtRelay(hub, state) }),
    startLoop({ ...watching, everyMs: HEAD_EVERY_MS, round: async () => tellHeads(hub) }),
    presence.startLoop(log),
  ]
}

/** One query for all: who is signed out is cut off, whose rights are others is judged by those. */
async function lookAtCredentials(hub: StreamHub, database: Database, clock: () => Date, state: State): Promise<void> {
  const followers = [...hub.followers()]
  if (followers.length === 0) return void (state.sureAt = performance.now())
  try {
    const found = await lookUpAll(database, [...new Set(followers.map(({ credential }) => credential))], clock())
    state.sureAt = performance.now()
    const changed = followers.filter((follower) => take(follower, found.get(follower.credential)))
    for (const [organizationId, those] of Map.groupBy(changed, (follower) => follower.organizationId))
      await hub.lookAll(organizationId, those)
  } catch (error) {
    if (performance.now() - state.sureAt > UNSURE_AFTER_MS) for (const each of followers) each.close('unavailable')
    throw error
  }
}

/** Whether the holder's rights are others than they were. */
function take(follower: Follower, found: SignedIn | undefined): boolean {
  if (!found || grantsOf(found.actor.roles, 'live.follow', found.actor.tokenScopes).length === 0) {
    follower.close('signed_out')
    return false
  }
  if (found.stamp === follower.signedIn.stamp) return false
  const { roles, tokenScopes } = found.actor
  follower.signedIn = found
  follower.viewer = { ...follower.viewer, roles, tokenScopes }
  follower.tell('reach', { seq: follower.cursor })
  return true
}

function lookAtRelay(hub: StreamHub, state: State): void {
  const silentMs = state.tail?.silentMs() ?? 0
  const isBehind = silentMs > BEHIND_AFTER_MS
  if (silentMs > GIVE_UP_AFTER_MS) for (const follower of hub.followers()) follower.close('behind')
  if (isBehind === state.behind) return
  state.behind = isBehind
  for (const follower of hub.followers())
    if (isBehind) follower.tell('behind', {})
    else follower.tell('caught_up', { seq: follower.cursor })
}

const tellHeads = (hub: StreamHub): void => {
  for (const follower of hub.followers()) follower.tellHead()
}
