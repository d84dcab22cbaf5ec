// How signals come to be and go by themselves: raised once while they are open, whoever notices, resolved when their condition clears.
import { sql } from 'kysely'
import type { Said } from '../../domain/said.ts'
import { Problem } from '../../domain/problems.ts'
import { autoResolved, isMoreUrgent, type Signal, type SignalLife } from '../../domain/signal.ts'
import { changesBetween, json, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

export interface Raise extends Pick<Signal, 'type' | 'priority' | 'title' | 'evidence'> {
  /** The title, where it can be said in other languages. */
  said?: Said
  id?: string | undefined
  accountId?: string | null | undefined
  /** Its account is taken from the project. */
  projectId?: string | null | undefined
  personId?: string | null | undefined
  assigneeId?: string | null | undefined
  /** What it is about: there is one open signal of each at most. */
  dedupeKey: string
}

export interface Raised {
  id: string
  /** False where it was open already. */
  raised: boolean
}

interface OpenSignal extends Pick<Signal, 'id' | 'priority' | 'version' | 'accountId' | 'projectId'> {
  life: SignalLife
}

const MAX_TRIES = 10

/**
 * Asks somebody to look. Where the same is open already nothing is added, and what is known of it stays as it was; only its
 * priority goes up where this one is more urgent. However many raise it at once, there is one.
 */
export async function raiseSignal(tx: Tx, raise: Raise): Promise<Raised> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const id = await inserted(tx, raise)
    if (id !== undefined) return { id, raised: true }
    const open = await lockOpen(tx, raise.dedupeKey)
    // Settled between the two looks: then it is raised anew.
    if (!open) continue
    if (isMoreUrgent(raise.priority, open.priority)) {
      updateRow(tx, 'pulse_signals', open.id, { priority: raise.priority })
      const subject = signalSubject({ ...open, version: open.version + 1 })
      tx.record('signal.updated', subject, { priority: { from: open.priority, to: raise.priority } })
    }
    return { id: open.id, raised: false }
  }
  throw new Problem('unavailable', 'It is raised and settled over and over again just now.')
}

/** Waits for whoever is raising the same just now. */
async function inserted(tx: Tx, raise: Raise): Promise<string | undefined> {
  const { id = tx.newId('sig'), dedupeKey, evidence, ...fields } = raise
  const {
    type,
    priority,
    title,
    said = null,
    projectId = null,
    accountId = null,
    personId = null,
    assigneeId = null,
  } = fields
  const organization = tx.actor.organizationId
  // Held first, as everywhere: a project that goes to another client just now takes the signal along.
  if (projectId !== null)
    tx.send(sql`select 1 from projects where organization_id = ${organization} and id = ${projectId} for share`)
  const found = await tx.first<{ accountId: string | null }>(sql`
    insert into pulse_signals (organization_id, id, type, priority, title, said, account_id, project_id, person_id, evidence, dedupe_key,
      assignee_id, created_at, updated_at)
    values (${organization}, ${id}, ${type}, ${priority}, ${title}, ${said && JSON.stringify(said)}::jsonb,
      coalesce((select p.account_id from projects p where p.organization_id = ${organization} and p.id = ${projectId}), ${accountId}),
      ${projectId}, ${personId}, ${json(evidence)}, ${dedupeKey}, ${assigneeId}, ${tx.now}, ${tx.now})
    on conflict (organization_id, dedupe_key) where closed_at is null do nothing returning account_id as "accountId"`)
  if (!found) return undefined
  const about = { accountId: found.accountId, projectId, personId }
  tx.record(
    'signal.raised',
    signalSubject({ id, version: 1, ...about }),
    changesBetween({}, { id, type, priority, status: 'pending', title, ...about, assigneeId, evidence }),
  )
  return id
}

/** The condition has cleared: what is open about it is settled. Answers which, if any was. */
export async function resolveSignal(
  tx: Tx,
  dedupeKey: string,
  why: string,
  causeId?: string,
): Promise<string | undefined> {
  const open = await lockOpen(tx, dedupeKey)
  if (!open) return undefined
  resolve(tx, open, why, causeId)
  return open.id
}

/** All that is open of an account, and of its projects, is settled; answers how many. */
export async function resolveSignalsOf(tx: Tx, accountId: string, why: string, causeId?: string): Promise<number> {
  const open = await openSignals(tx, sql`s.account_id = ${accountId}`)
  for (const signal of open) resolve(tx, signal, why, causeId)
  return open.length
}

function resolve(tx: Tx, signal: OpenSignal, why: string, causeId?: string): void {
  const life = autoResolved(why, tx.now)
  updateRow(tx, 'pulse_signals', signal.id, { ...life })
  const subject = signalSubject({ ...signal, version: signal.version + 1 })
  tx.record('signal.status_changed', subject, changesBetween(signal.life, life), causeId)
}

const lockOpen = async (tx: Tx, dedupeKey: string): Promise<OpenSignal | undefined> =>
  (await openSignals(tx, sql`s.dedupe_key = ${dedupeKey}`))[0]

/** Open signals, held in the order of ids. */
const openSignals = (tx: Tx, which: ReturnType<typeof sql>): Promise<OpenSignal[]> =>
  tx.rows<OpenSignal>(sql`
    select s.id, s.priority, s.version, s.account_id as "accountId", s.project_id as "projectId",
      json_build_object('status', s.status, 'snoozedUntil', instant(s.snoozed_until), 'resolution', s.resolution, 'closedAt', null) as life
    from pulse_signals s where s.organization_id = ${tx.actor.organizationId} and s.closed_at is null and ${which}
    order by s.id for update`)

/** What the activity says a signal's change is about. */
export const signalSubject = (signal: Pick<Signal, 'id' | 'version' | 'accountId' | 'projectId'>) => ({
  type: 'signal',
  id: signal.id,
  version: signal.version,
  projectId: signal.projectId,
  accountId: signal.accountId,
})
