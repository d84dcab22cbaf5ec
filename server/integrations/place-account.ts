// What becomes here of what was said of one account: taken on, known again, changed, or left as it is and told why. Every
// adapter's words come through here, a file's as those of a system.
import type { SyncedAccount, SyncOutcome } from '../../domain/account-sync.ts'
import type { AccountChange, NewAccount } from '../../domain/account.ts'
import { worthOf, type Said } from '../../domain/outside-account.ts'
import { Problem } from '../../domain/problems.ts'
import { createAccount, type SaidOutside } from '../accounts/account-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { changeAccount } from '../portfolio/archive-account.ts'
import { raiseSignal, resolveSignal } from '../signals/raise-signal.ts'
import { keep, spokenOf, type AccountHere, type AccountsHere } from './accounts-here.ts'

/** What of a new account is ours to say, where whoever brings it says it. */
export type Ours = Pick<NewAccount, 'id' | 'accountManagerIds' | 'parentAccountId'>

/** Fails with what the account can not be here; whoever goes on with others gives it a savepoint. */
export async function placeAccount(tx: Tx, here: AccountsHere, said: Said, ours: Ours = {}): Promise<SyncedAccount> {
  const found = (ours.id !== undefined && here.byId.get(ours.id)) || spokenOf(here, said)
  if (found === 'several')
    return placed(said, 'refused', {
      reason: 'Several accounts here have this name: give one of them this externalId.',
    })
  if (!found) return takeOn(tx, here, said, ours)
  const { order } = said
  if (order === undefined) return placed(said, 'unchanged', { accountId: found.id })
  if (found.outsideVersion === null || found.outsideStatus === null)
    return hear(tx, here, found, { ...said, order }, 'linked')
  const heard = { ...found, outsideVersion: found.outsideVersion, outsideStatus: found.outsideStatus }
  const worth = worthOf(heard, { ...said, order })
  if (worth === 'newer') return hear(tx, here, found, { ...said, order }, 'updated')
  if (worth === 'conflict') return placed(said, 'conflict', { accountId: found.id, reason: CONFLICT })
  if (worth === 'same') here.confirmed.push(found.id)
  const waits = found.outsideStatus === 'archived' && found.status === 'active'
  return placed(said, waits ? 'waiting' : 'unchanged', { accountId: found.id, reason: waits ? WAITING : null })
}

const CONFLICT =
  'It says something else under a version that was heard already: nothing is taken until the version grows.'
const WAITING = 'It is archived there, and something of theirs goes on here: it is archived here once that has ended.'

export const placed = (
  { externalId = null, name }: { externalId?: string | null | undefined; name: string | null },
  outcome: SyncOutcome,
  more: Partial<Omit<SyncedAccount, 'outcome'>> = {},
): SyncedAccount => ({ outcome, externalId, name, accountId: null, changes: {}, reason: null, ...more })

async function takeOn(tx: Tx, here: AccountsHere, said: Said, ours: Ours): Promise<SyncedAccount> {
  const { order, parentExternalId, name, status = 'active', contacts, timezone, externalId } = said
  const parent = parentExternalId === undefined ? undefined : here.byExternalId.get(parentExternalId)
  const awaitedParent = parent ? undefined : parentExternalId
  const { id = tx.newId('acc') } = ours
  const body = { name, status, contacts, timezone, externalId, parentAccountId: parent?.id, ...ours, id }
  const input = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as NewAccount
  const outside: SaidOutside | undefined =
    order === undefined ? undefined : { outsideVersion: order, outsideStatus: status, awaitedParent }
  const reason = await createWithParent(tx, input, outside, ours.parentAccountId === undefined)
  const account = { id, name, status, externalId: externalId ?? null, contacts: contacts ?? [] }
  const heard = { outsideVersion: order ?? null, outsideStatus: outside?.outsideStatus ?? null }
  keep(here, { ...account, ...heard, awaitedParent: awaitedParent ?? null })
  const changes = changesOf(tx, id)
  if (externalId !== undefined) await adopt(tx, here, { id, externalId })
  return placed(said, 'created', { accountId: id, changes, reason })
}

/** Under the parent it has outside; where that can not be its parent here, by itself, and that is told. */
async function createWithParent(tx: Tx, input: NewAccount, outside: SaidOutside | undefined, isTheirs: boolean) {
  try {
    await tx.savepoint(() => createAccount(tx, input, outside))
    return null
  } catch (error) {
    const { parentAccountId: _, ...alone } = input
    if (!isTheirs || !isAbout(error, '/parentAccountId')) throw error
    await createAccount(tx, alone, outside)
    return `It has no parent here: ${(error as Error).message}`
  }
}

/** Those that waited for this one as their parent. */
async function adopt(tx: Tx, here: AccountsHere, parent: { id: string; externalId: string }): Promise<void> {
  for (const child of here.byId.values()) {
    if (child.awaitedParent !== parent.externalId || child.id === parent.id) continue
    child.awaitedParent = null
    await whereItFits(tx, () => changeAccount(tx, child.id, { parentAccountId: parent.id }))
  }
}

/** Changes what is the system's to say. What can not be archived yet waits, and somebody is told. */
async function hear(
  tx: Tx,
  here: AccountsHere,
  known: AccountHere,
  said: Said & { order: number },
  outcome: 'linked' | 'updated',
): Promise<SyncedAccount> {
  const { name, contacts, externalId = known.externalId, status = known.outsideStatus ?? known.status } = said
  const outside = { outsideVersion: said.order, outsideStatus: status }
  const change: AccountChange = { name, status, externalId, ...(contacts && { contacts }) }
  const waits = !(await whereItFits(tx, () => changeAccount(tx, known.id, change, outside)))
  const { status: _, ...rest } = change
  if (waits) await changeAccount(tx, known.id, rest, outside)
  keep(here, {
    ...known,
    ...outside,
    name,
    externalId,
    contacts: contacts ?? known.contacts,
    status: waits ? known.status : status,
  })
  const changes = changesOf(tx, known.id)
  await tellThatItWaits(tx, known.id, name, waits)
  if (externalId !== null && outcome === 'linked') await adopt(tx, here, { id: known.id, externalId })
  return placed({ externalId, name }, waits ? 'waiting' : outcome, {
    accountId: known.id,
    changes,
    reason: waits ? WAITING : null,
  })
}

async function tellThatItWaits(tx: Tx, accountId: string, name: string, waits: boolean): Promise<void> {
  const dedupeKey = `archived_outside:account:${accountId}`
  if (!waits) return void (await resolveSignal(tx, dedupeKey, 'It is in step with the account system again.'))
  const title = `${name} is archived in the account system, and something of theirs goes on here`
  await raiseSignal(tx, { type: 'other', priority: 'high', title, accountId, dedupeKey, evidence: {} })
}

/** Whether it went through; what is refused because of the state of things here is taken back. */
async function whereItFits(tx: Tx, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await tx.savepoint(work)
    return true
  } catch (error) {
    if (error instanceof Problem && (error.code === 'in_use' || isAbout(error, '/parentAccountId'))) return false
    throw error
  }
}

const isAbout = (error: unknown, pointer: string): boolean =>
  error instanceof Problem &&
  ((error.extra.errors ?? []) as { pointer: string }[]).some((each) => each.pointer === pointer)

/** What was recorded of the account last. */
const changesOf = (tx: Tx, id: string): SyncedAccount['changes'] =>
  tx.recorded.findLast(({ type, entityId }) => type === 'account' && entityId === id)?.changes ?? {}
