// A week as somebody may see it now: each section by its own right, all in one round trip.
import { dayNumber, DAY_MINUTES, dateOf } from '../../domain/calendar.ts'
import { LINES_SHOWN, type Digest } from '../../domain/digest.ts'
import { CHANGED, NEEDS, type DigestKind } from '../../domain/digest-words.ts'
import { inEnglish } from '../../domain/said.ts'
import { instantMsOf } from '../../domain/zone.ts'
import type { Tx } from '../platform/transaction.ts'
import { billedInWeek, changedHealth, changedSubscriptions, movedProjects, movedRequests } from './digest-changes.ts'
import type { Asked, Told } from './digest-lines.ts'
import { lateRequests, lateWorkOf, openSignals, overCapacity, payments } from './digest-needs.ts'

const SECTIONS: Record<DigestKind, (tx: Tx, asked: Asked) => Promise<Told>> = {
  late_requests: lateRequests,
  signals: openSignals,
  work: lateWorkOf,
  capacity: overCapacity,
  payments,
  health: changedHealth,
  projects: movedProjects,
  requests: movedRequests,
  subscriptions: changedSubscriptions,
  billed: billedInWeek,
}

/** The seven days to this one, in the organisation's zone; nothing is told of the muted projects. */
export async function getDigest(tx: Tx, to: string = tx.today, muted: readonly string[] = []): Promise<Digest> {
  const zone = tx.actor.timezone
  const last = dayNumber(to)
  const midnight = (day: number) => new Date(instantMsOf(zone, day * DAY_MINUTES))
  const asked = { from: dateOf(last - 6), to, since: midnight(last - 6), until: midnight(last + 1), zone, muted }
  const some = async <K extends DigestKind>(kinds: readonly K[]) => {
    const told = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await SECTIONS[kind](tx, asked)) })))
    return told
      .filter(({ total }) => total > 0)
      .map(({ kind, summary, lines, total }) => {
        const shown = lines.slice(0, LINES_SHOWN)
        const inAll = { summary: summary ? inEnglish(summary) : null, said: summary ?? null }
        return { kind, ...inAll, lines: shown, more: total - shown.length }
      })
  }
  const [needs, changed] = await Promise.all([some(NEEDS), some(CHANGED)])
  return { from: asked.from, to, needs, changed }
}
