// What is watched for one reason, and how far each of it has come: what is due, by an index, and what nobody watches yet.
import { sql, type RawBuilder } from 'kysely'
import type { SignalType } from '../../domain/signal.ts'
import type { Tx } from '../platform/transaction.ts'

/** Where one thing stands, as it was seen last. */
export interface WatchState {
  episode: string
  step: number
  raised: boolean
  actedAt: string | null
  nextCheckAt: string | null
}

/** More than these wait for the next look. */
const MOST_AT_ONCE = 200
const DAY_MS = 24 * 3_600_000
/** What is so is looked at once a day, what may become so once a week: for what was changed and not told. */
const NET_MS = { raised: DAY_MS, quiet: 7 * DAY_MS }

/**
 * What is due by now, and of what `unwatched` selects (as `id`) what nobody looks at yet, or any more. One set less the other:
 * asked of each row, with a limit in sight, the planner goes through all of them one by one to find that there is none.
 */
export async function dueIds(tx: Tx, kind: SignalType, unwatched: RawBuilder<unknown>): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    (select subject_id as id from escalations where organization_id = ${tx.actor.organizationId} and kind = ${kind}
      and next_check_at <= ${tx.now} order by next_check_at limit ${MOST_AT_ONCE})
    union (select x.id from ((${unwatched}) except select subject_id from escalations
      where organization_id = ${tx.actor.organizationId} and kind = ${kind} and next_check_at is not null) x limit ${MOST_AT_ONCE})`)
  return rows.map(({ id }) => id)
}

export async function statesOf(tx: Tx, kind: SignalType, ids: readonly string[]): Promise<Map<string, WatchState>> {
  const rows = await tx.rows<WatchState & { id: string }>(sql`
    select subject_id as id, episode, step, raised, instant(acted_at) as "actedAt", instant(next_check_at) as "nextCheckAt"
    from escalations where organization_id = ${tx.actor.organizationId} and kind = ${kind} and subject_id = any(${ids})`)
  return new Map(rows.map(({ id, ...state }) => [id, state]))
}

/** What is watched for this in a project; in all of the organisation, where none is named. */
export async function watchedIn(tx: Tx, kind: SignalType, projectId?: string | null): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select subject_id as id from escalations
    where organization_id = ${tx.actor.organizationId} and kind = ${kind}
      and ${projectId ? sql`project_id = ${projectId}` : sql`true`} order by subject_id`)
  return rows.map(({ id }) => id)
}

/** When it is looked at again: when it changes by time alone, and otherwise once in a while. */
export function nextCheck(
  now: Date,
  ripensAt: Date | null,
  raised: boolean,
  before: string | null | undefined,
): string {
  const net = now.getTime() + (raised ? NET_MS.raised : NET_MS.quiet)
  const kept = before ? Date.parse(before) : 0
  const casual = kept > now.getTime() && kept < net ? kept : net
  const ripens = ripensAt?.getTime() ?? Infinity
  return new Date(ripens > now.getTime() ? Math.min(ripens, casual) : casual).toISOString()
}

export const isSameState = (one: WatchState | undefined, other: WatchState): boolean =>
  one !== undefined &&
  one.episode === other.episode &&
  one.step === other.step &&
  one.raised === other.raised &&
  one.nextCheckAt === other.nextCheckAt

export interface StateToSave extends WatchState {
  id: string
  projectId: string | null
}

/** One statement, however many. */
export function saveStates(tx: Tx, kind: SignalType, states: readonly StateToSave[]): void {
  if (states.length === 0) return
  tx.send(sql`
    insert into escalations (organization_id, kind, subject_id, project_id, episode, step, raised, acted_at, next_check_at)
    select ${tx.actor.organizationId}, ${kind}, s.id, s."projectId", s.episode, s.step, s.raised, s."actedAt", s."nextCheckAt"
    from json_to_recordset(${JSON.stringify(states)}) as s(id text, "projectId" text, episode text, step smallint, raised boolean,
      "actedAt" timestamptz, "nextCheckAt" timestamptz)
    on conflict (organization_id, kind, subject_id) do update set project_id = coalesce(excluded.project_id, escalations.project_id), episode = excluded.episode,
      step = excluded.step, raised = excluded.raised, acted_at = excluded.acted_at, next_check_at = excluded.next_check_at`)
}

export const forget = (tx: Tx, kind: SignalType, id: string): void =>
  tx.send(sql`delete from escalations
    where organization_id = ${tx.actor.organizationId} and kind = ${kind} and subject_id = ${id}`)
