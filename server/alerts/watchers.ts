// What is watched in the installation itself: each looks once and says what is the matter, or nothing. Not who is told.
import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { AlertSeverity } from '../../domain/alert.ts'
import { say, type Said } from '../../domain/said.ts'
import type { Database } from '../platform/database.ts'

export interface Finding {
  severity: AlertSeverity
  title: Said
  detail: Record<string, unknown>
}

export interface Watcher {
  /** What it watches, for the whole installation or, with the node in it, for this node. */
  name: string
  /** What is the matter now. Fails where it can not tell: then what it said before stays. */
  look(): Promise<Finding | undefined>
}

export interface Watched {
  worker: Database
  dataDir: string
  node: string
  clock: () => Date
  /** How far the archive of backups is; where this node keeps one. */
  archived?: (() => Archived) | undefined
  /** How much room there is; asked of the system unless a test says. */
  room?: (folder: string) => Promise<{ freeBytes: number; totalBytes: number }>
}

/** Of the archive that backups are restored from. */
export interface Archived {
  /** Everything committed by then is in it. */
  archivedAt: Date
  /** What keeps it, or a backup, from being made. */
  failure: string | undefined
}

export const watchersOf = (watched: Watched): Watcher[] => [
  databaseUnreachable(watched),
  relayBehind(watched),
  sealingBroken(watched),
  diskNearlyFull(watched),
  mailGivenUp(watched),
  ...(watched.archived ? [archiveBehind(watched, watched.archived)] : []),
]

/** One probe that fails may be a restart. */
const FAILED_PROBES = 3

function databaseUnreachable({ worker }: Watched): Watcher {
  let failed = 0
  return {
    name: 'database_unreachable',
    async look() {
      try {
        await worker.query(sql`select 1`)
        failed = 0
        return undefined
      } catch (error) {
        failed++
        if (failed < FAILED_PROBES) return undefined
        const { code = 'none', name } = error as Error & { code?: string }
        return { severity: 'critical', title: say`The database does not answer`, detail: { code, error: name } }
      }
    },
  }
}

const BEHIND_MS = 10_000
const MOST_SEEN = 60

interface Seen {
  at: number
  /** The entry written last of those without a place. */
  last: number
}

/**
 * Entries carry the instant of what they tell, which may be long ago, and none of their writing: how long one waits is
 * known from having seen it before.
 */
function relayBehind({ worker, clock }: Watched): Watcher {
  let seen: Seen[] = []
  let heard: { beat: string; at: number } | undefined
  return {
    name: 'relay_behind',
    async look() {
      const [found] = await worker.query<{ first: number | null; last: number; waiting: number; beat: string }>(sql`
        select min(u.written) as first, max(u.written) as last, count(*)::int as waiting,
          (select to_jsonb(r)::text from activity_relay r) as beat
        from (select written from activity where position is null order by written limit 10000) u`)
      const now = clock().getTime()
      if (!found) return undefined
      if (heard?.beat !== found.beat) heard = { beat: found.beat, at: now }
      if (found.first === null) {
        seen = []
        return undefined
      }
      const { first } = found
      const since = seen.find(({ last }) => last >= first)?.at ?? now
      // The oldest that still counts, and those of the last minutes: enough to know since when.
      seen = [...seen.filter(({ last }) => last >= first), { at: now, last: found.last }]
      if (seen.length > MOST_SEEN) seen.splice(1, 1)
      if (now - since <= BEHIND_MS) return undefined
      return {
        severity: 'critical',
        title: say`The activity log is behind: what follows from changes waits`,
        detail: { waiting: found.waiting, behindMs: now - since, silentMs: now - heard.at },
      }
    },
  }
}

const UNSEALED_MS = 30_000

/** Sealing comes a second after; where an organisation's seals stand still though there is more, something keeps them from it. */
function sealingBroken({ worker, clock }: Watched): Watcher {
  let seen = new Map<string, { sealed: number; at: number }>()
  return {
    name: 'sealing_broken',
    async look() {
      const open = await worker.query<{ id: string; sealed: number }>(sql`
        select h.organization_id as id, coalesce(s.last_seq, 0) as sealed
        from activity_heads h left join lateral (select last_seq from activity_seals s
          where s.organization_id = h.organization_id order by batch desc limit 1) s on true
        where h.seq > coalesce(s.last_seq, 0)`)
      const now = clock().getTime()
      const since = ({ id, sealed }: { id: string; sealed: number }) => {
        const before = seen.get(id)
        return before?.sealed === sealed ? before.at : now
      }
      seen = new Map(open.map((each) => [each.id, { sealed: each.sealed, at: since(each) }]))
      const longest = Math.max(0, ...[...seen.values()].map(({ at }) => now - at))
      if (longest <= UNSEALED_MS) return undefined
      return {
        severity: 'critical',
        title: say`The activity log is not sealed any more: what was written since can not be proven`,
        detail: { logs: [...seen.values()].filter(({ at }) => now - at > UNSEALED_MS).length, standsStillMs: longest },
      }
    },
  }
}

const LEAST_BYTES = 1024 ** 3
const LEAST_PERCENT = 5

function diskNearlyFull({ dataDir, node, room = roomOf }: Watched): Watcher {
  return {
    name: `disk_nearly_full:${node}`,
    async look() {
      const { freeBytes, totalBytes } = await room(dataDir)
      const freePercent = Math.round((1000 * freeBytes) / Math.max(1, totalBytes)) / 10
      if (freeBytes >= LEAST_BYTES && freePercent >= LEAST_PERCENT) return undefined
      return {
        severity: freeBytes < LEAST_BYTES ? 'critical' : 'warning',
        title: say`The disk of ${node} is nearly full`,
        detail: { freeBytes, totalBytes, freePercent },
      }
    },
  }
}

async function roomOf(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

const UNARCHIVED_MS = 120_000

function archiveBehind({ node, clock }: Watched, archived: () => Archived): Watcher {
  return {
    name: `archive_behind:${node}`,
    async look() {
      const { archivedAt, failure } = archived()
      const behindMs = clock().getTime() - archivedAt.getTime()
      if (behindMs <= UNARCHIVED_MS && failure === undefined) return undefined
      const detail = { behindMs, failure: failure ?? 'none' }
      if (behindMs <= UNARCHIVED_MS) return { severity: 'warning', title: say`A backup could not be made`, detail }
      return {
        severity: 'critical',
        title: say`What is written is not archived: no backup would bring it back`,
        detail,
      }
    },
  }
}

/** Single addresses are wrong every day; so many mean that mail itself does not go. */
const GIVEN_UP = 10

function mailGivenUp({ worker, clock }: Watched): Watcher {
  return {
    name: 'messages_given_up',
    async look() {
      const since = new Date(clock().getTime() - 2 * 24 * 3_600_000)
      const [found] = await worker.query<{ count: number }>(sql`
        select count(*)::int as count from (select from outgoing_messages
          where sent_at is null and next_attempt_at = 'infinity' and created_at > ${since} limit 10000) m`)
      if (!found || found.count < GIVEN_UP) return undefined
      return {
        severity: 'warning',
        title: say`Mail or chat messages were given up in numbers`,
        detail: { givenUp: found.count, days: 2 },
      }
    },
  }
}
