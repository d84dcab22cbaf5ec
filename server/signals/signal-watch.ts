// Keeps a signal as its condition is: raised while it holds, more urgent where it worsens, settled when it clears.
import type { RawBuilder } from 'kysely'
import { PRIORITIES } from '../../domain/fields.ts'
import type { Raising } from '../../domain/signal-conditions.ts'
import type { SignalType } from '../../domain/signal.ts'
import type { Tx } from '../platform/transaction.ts'
import { raiseSignal, resolveSignal } from './raise-signal.ts'
import {
  dueIds,
  forget,
  isSameState,
  nextCheck,
  saveStates,
  statesOf,
  type StateToSave,
  type WatchState,
} from './watching.ts'

/** One thing as it is now. */
export interface Judged {
  id: string
  about: { accountId?: string; projectId?: string; personId?: string }
  raising: Raising | undefined
  /** Which time of its being so: what was raised in it and settled by a person is not raised again for a while. */
  episode: string
  /** When it becomes so, or worse, by time alone. */
  ripensAt?: Date | null
}

export interface SignalWatch {
  type: SignalType
  subject: 'account' | 'project' | 'person' | 'request' | 'subscription'
  /** Rows with the column `id`: all that it may come to hold for. */
  subjects(tx: Tx): RawBuilder<unknown>
  /** Those of them that it may hold for; whatever is not among them, it does not. */
  judge(tx: Tx, ids: readonly string[]): Promise<Judged[]>
  /** Why it is settled, in a sentence. */
  cleared: string
  /** So many days after it was raised it is raised again, where somebody settled it and it is still so. */
  coolDownDays: number
}

export interface WatchFound {
  id: string
  before: WatchState | undefined
  /** Undefined where there is nothing left to watch. */
  judged: Judged | undefined
}

const DAY_MS = 24 * 3_600_000

/** What differs from what was seen last: of these ids, or of all that is due. */
export async function findWatched(tx: Tx, watch: SignalWatch, ids?: readonly string[]): Promise<WatchFound[]> {
  const asked = ids ?? (await dueIds(tx, watch.type, watch.subjects(tx)))
  if (asked.length === 0) return []
  const [states, judged] = await Promise.all([statesOf(tx, watch.type, asked), watch.judge(tx, asked)])
  const now = new Map(judged.map((each) => [each.id, each]))
  return [...new Set(asked)]
    .map((id) => ({ id, before: states.get(id), judged: now.get(id) }))
    .filter(({ before, judged: is }) => {
      if (!is) return before !== undefined
      return isToRaise(tx, watch, before, is) || !isSameState(before, stateOf(tx, before, is))
    })
}

/** Raises it, makes it more urgent, or settles it, and notes where it stands. */
export async function actOnWatched(tx: Tx, watch: SignalWatch, { id, before, judged }: WatchFound): Promise<void> {
  if (judged?.raising && isToRaise(tx, watch, before, judged))
    await raiseSignal(tx, { ...judged.raising, ...judged.about })
  if (!judged?.raising && before?.raised) await resolveSignal(tx, `${watch.type}:${watch.subject}:${id}`, watch.cleared)
  if (judged) saveStates(tx, watch.type, [rowOf(tx, watch, before, judged)])
  else forget(tx, watch.type, id)
}

/** Takes everything as it is: what holds was raised by whoever noticed it, and only what comes newly is from now on. */
export async function takeAsItIs(tx: Tx, watch: SignalWatch): Promise<void> {
  const subjects = await tx.rows<{ id: string }>(watch.subjects(tx) as RawBuilder<{ id: string }>)
  const judged = await watch.judge(
    tx,
    subjects.map(({ id }) => id),
  )
  saveStates(
    tx,
    watch.type,
    judged.map((each) => rowOf(tx, watch, undefined, each)),
  )
}

const rankOf = ({ raising }: Judged): number => (raising ? PRIORITIES.indexOf(raising.priority) + 1 : 0)

function isToRaise(tx: Tx, { coolDownDays }: SignalWatch, before: WatchState | undefined, judged: Judged): boolean {
  if (!judged.raising) return false
  if (!before?.raised || before.episode !== judged.episode || rankOf(judged) > before.step) return true
  return before.actedAt !== null && tx.now.getTime() >= Date.parse(before.actedAt) + coolDownDays * DAY_MS
}

function stateOf(tx: Tx, before: WatchState | undefined, judged: Judged): WatchState {
  const raised = judged.raising !== undefined
  const goesOn = raised && before?.raised === true && before.episode === judged.episode
  return {
    episode: judged.episode,
    step: goesOn ? Math.max(before.step, rankOf(judged)) : rankOf(judged),
    raised,
    actedAt: before?.actedAt ?? null,
    nextCheckAt: nextCheck(tx.now, judged.ripensAt ?? null, raised, before?.nextCheckAt),
  }
}

function rowOf(tx: Tx, watch: SignalWatch, before: WatchState | undefined, judged: Judged): StateToSave {
  const state = stateOf(tx, before, judged)
  const actedAt = isToRaise(tx, watch, before, judged) ? tx.now.toISOString() : state.actedAt
  return { ...state, actedAt, id: judged.id, projectId: judged.about.projectId ?? null }
}
