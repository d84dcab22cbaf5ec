// What people do with signals: raise one by hand, hand it to somebody, and move it until it is settled.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { PERMISSIONS, ROLES } from '../../domain/permissions.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say, sayStatus } from '../../domain/said.ts'
import {
  moveSignal,
  type NewSignal,
  type Signal,
  type SignalChange,
  type SignalLife,
  type SignalStatusChange,
} from '../../domain/signal.ts'
import { isOpenSignal } from '../../domain/signal-life.ts'
import { accountScope, projectScope } from '../access/scopes.ts'
import { changesBetween, checkVersion, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { raiseSignal, signalSubject } from './raise-signal.ts'
import { bookedPeople, lockSignal, showSignal } from './signal-queries.ts'

/** Asks somebody to look at a client, a project or a person; `already_exists` where the same is open. */
export async function createSignal(tx: Tx, input: NewSignal): Promise<Signal> {
  const { note, type = 'other', priority = 'medium', ...fields } = input
  await checkSubject(tx, input)
  if (input.assigneeId !== undefined) await requireAttentive(tx, input.assigneeId)
  const evidence = { raisedBy: { type: tx.actor.type, id: tx.actor.id, name: tx.actor.name }, ...(note && { note }) }
  const { id, raised } = await raiseSignal(tx, { ...fields, type, priority, evidence, dedupeKey: keyOf(type, input) })
  if (!raised) throw new Problem('already_exists', 'The same is open already.', { id })
  return showSignal(tx, id)
}

/** As the rules have it: of a type there is one for each subject; of other matters, one for each title. */
function keyOf(type: string, { accountId, projectId, personId, title }: NewSignal): string {
  const [subject, id] = personId
    ? ['person', personId]
    : projectId
      ? ['project', projectId]
      : ['account', accountId ?? '']
  if (type !== 'other') return `${type}:${subject}:${id}`
  return `${type}:${subject}:${id}:${createHash('sha256').update(title.trim().toLowerCase()).digest('base64url')}`
}

/** Hands a signal to somebody, or says how urgent it is and what it is called; what is settled stays as it is. */
export async function updateSignal(tx: Tx, id: string, change: SignalChange): Promise<Signal> {
  const signal = await lockSignal(tx, id)
  await checkVersion(tx, 'signal', signal, Object.keys(change))
  const changes = changesBetween<Signal>(signal, change as Partial<Signal>)
  if (Object.keys(changes).length === 0) return signal
  if (!isOpenSignal(signal.status))
    throw new Problem('invalid_transition', say`The signal is ${sayStatus(signal.status)}.`, { allowed: [] })
  if (changes.assigneeId && change.assigneeId) await requireAttentive(tx, change.assigneeId)
  // Another title is somebody's own words.
  updateRow(tx, 'pulse_signals', id, { ...change, ...(changes.title && { said: null }) })
  tx.record('signal.updated', signalSubject({ ...signal, version: signal.version + 1 }), changes)
  return showSignal(tx, id)
}

/** Acknowledges, snoozes, completes or dismisses a signal. */
export async function updateSignalStatus(tx: Tx, id: string, change: SignalStatusChange): Promise<Signal> {
  const signal = await lockSignal(tx, id)
  await checkVersion(tx, 'signal', signal, ['status'])
  const moved = moveSignal(signal, change, tx.now)
  const changes = changesBetween<SignalLife>(signal, moved)
  if (Object.keys(changes).length === 0) return signal
  updateRow(tx, 'pulse_signals', id, { ...moved })
  tx.record('signal.status_changed', signalSubject({ ...signal, version: signal.version + 1 }), changes)
  return showSignal(tx, id)
}

/** What it is about is within the caller's reach, and belongs together. */
async function checkSubject(tx: Tx, { accountId, projectId, personId }: NewSignal): Promise<void> {
  const found = await tx.first<{ account: boolean; person: boolean; projectAccount: string | null }>(sql`select
    exists (select 1 from accounts a where a.id = ${accountId ?? null} and ${accountScope(tx)}) as account,
    (select p.account_id from projects p where p.id = ${projectId ?? null} and ${projectScope(tx)}) as "projectAccount",
    ${personInReach(tx, personId)} as person`)
  const missing = (field: string, id: string) =>
    invalidField(`/${field}`, 'reference', say`names ${id}, which is not there`)
  if (projectId !== undefined) {
    if (!found?.projectAccount) throw missing('projectId', projectId)
    if (accountId !== undefined && accountId !== found.projectAccount)
      throw invalidField('/accountId', 'project', 'is the account of the project, or is left out')
  } else if (accountId !== undefined && !found?.account) throw missing('accountId', accountId)
  if (personId !== undefined && !found?.person) throw missing('personId', personId)
}

function personInReach(tx: Tx, personId: string | undefined) {
  const exists = (and: ReturnType<typeof sql>) => sql`exists (select 1 from people x
    where x.organization_id = ${tx.actor.organizationId} and x.id = ${personId ?? null} and ${and})`
  if (tx.scopes.includes('organization')) return exists(sql`true`)
  if (!tx.scopes.includes('assigned')) return sql`false`
  return exists(sql`x.id in (${bookedPeople(tx.as({ scopes: ['assigned'] }))})`)
}

/** Roles that see signals at all. */
const ATTENTIVE = ROLES.filter((role) => role in PERMISSIONS['signal.read'])

/** Fails unless they are active and would find it in their queue. */
async function requireAttentive(tx: Tx, personId: string): Promise<void> {
  const found = await tx.first<{ active: boolean; sees: boolean }>(sql`
    select active, roles && ${ATTENTIVE}::text[] as sees from people
    where organization_id = ${tx.actor.organizationId} and id = ${personId}`)
  if (!found?.active) throw invalidField('/assigneeId', 'reference', say`names ${personId}, which is not there`)
  if (!found.sees) throw invalidField('/assigneeId', 'role', say`names ${personId}, who has no part in signals`)
}
