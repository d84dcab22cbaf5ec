// What can be done with accounts: take on a client, change what is known of them, archive them.
import { sql } from 'kysely'
import type { Account, AccountChange, NewAccount } from '../../domain/account.ts'
import { OWNED_OUTSIDE } from '../../domain/outside-account.ts'
import { invalid, invalidField, Problem } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'
import { changesBetween, checkVersion, insertRow, replaceLinks, requireIds, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { countInUse, getAccount, lockAccount } from './account-queries.ts'

/** What the account system outside said last, where the change is its own. */
export interface SaidOutside {
  outsideVersion: number
  outsideStatus: Account['status']
  awaitedParent?: string | undefined
  /** Just now, unless it is done later than it was said. */
  lastSyncedAt?: Date
}

/** Takes on a client. */
export async function createAccount(tx: Tx, input: NewAccount, said?: SaidOutside): Promise<Account> {
  const { id = tx.newId('acc'), accountManagerIds = [], contacts, ...fields } = input
  await checkParent(tx, id, input.parentAccountId)
  await requireActivePeople(tx, accountManagerIds)
  const outside = said && { lastSyncedAt: tx.now, ...said }
  insertRow(tx, 'accounts', {
    id,
    ...fields,
    ...outside,
    contacts: textOf(contacts),
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  if (accountManagerIds.length > 0)
    replaceLinks(tx, 'account_managers', 'account_id', 'person_id', [{ id, ids: accountManagerIds }])
  const told = { ...input, id, outsideStatus: said?.outsideStatus }
  tx.record('account.created', subjectOf({ id, version: 1 }), changesBetween({}, told))
  return getAccount(tx, id)
}

/**
 * Changes what is known of a client, or archives them; `in_use` where something of theirs goes on. What the system outside
 * owns is changed by its word alone (`said`); another externalId lets the account go.
 */
export async function updateAccount(tx: Tx, id: string, change: AccountChange, said?: SaidOutside): Promise<Account> {
  const account = await lockAccount(tx, id, change.parentAccountId)
  await checkVersion(tx, 'account', account, Object.keys(change))
  const { accountManagerIds, contacts, ...fields } = change
  const changes = changesBetween<Account>(account, {
    ...change,
    accountManagerIds: accountManagerIds?.toSorted(),
    outsideStatus: said ? said.outsideStatus : change.externalId === account.externalId ? undefined : letGo(change),
  } as Partial<Account>)
  const outside = said ? { lastSyncedAt: tx.now, ...said } : changes.outsideStatus && NOT_IN_STEP
  if (!said) refuseOwnedOutside(account, changes)
  if (Object.keys(changes).length === 0) {
    updateRow(tx, 'accounts', id, { ...outside }, 'derived')
    return account
  }
  if (changes.parentAccountId) await checkParent(tx, id, change.parentAccountId)
  // Somebody suspended since may stay on the list; nobody suspended is put on it.
  await requireActivePeople(
    tx,
    accountManagerIds?.filter((person) => !account.accountManagerIds.includes(person)) ?? [],
  )
  if (changes.status && change.status === 'archived') await refuseInUse(tx, id)
  const awaitedParent = changes.parentAccountId ? null : undefined
  updateRow(tx, 'accounts', id, { ...fields, awaitedParent, contacts: textOf(contacts), ...outside })
  if (accountManagerIds)
    replaceLinks(tx, 'account_managers', 'account_id', 'person_id', [{ id, ids: accountManagerIds }])
  const event = changes.status ? 'account.status_changed' : 'account.updated'
  tx.record(event, subjectOf({ id, version: account.version + 1 }), changes)
  return getAccount(tx, id)
}

const subjectOf = ({ id, version }: { id: string; version: number }) => ({
  type: 'account',
  id,
  version,
  accountId: id,
})

/** Who is called otherwise outside, or nothing, is not the one that the system there speaks of. */
const letGo = ({ externalId }: AccountChange) => (externalId === undefined ? undefined : null)
const NOT_IN_STEP = { outsideVersion: null, outsideStatus: null, lastSyncedAt: null, awaitedParent: null }

function refuseOwnedOutside({ outsideStatus }: Account, changes: Changes): void {
  if (outsideStatus === null || changes.outsideStatus) return
  const message =
    'is the account system’s to say: change it there, or take the externalId away to keep the account here alone'
  const refused = OWNED_OUTSIDE.filter((field) => changes[field])
  if (refused.length > 0)
    throw invalid(refused.map((field) => ({ pointer: `/${field}`, rule: 'owned_outside', message })))
}

const textOf = (contacts: Account['contacts'] | undefined) => contacts && JSON.stringify(contacts)

const requireActivePeople = (tx: Tx, ids: string[]) =>
  requireIds(tx, '/accountManagerIds', 'people', ids, sql`x.active`)

/** One level of parents. The parent's lock is what keeps it without one: whoever would give it one waits here. */
async function checkParent(tx: Tx, id: string, parentId: string | null | undefined): Promise<void> {
  if (parentId === null || parentId === undefined) return
  const refuse = (rule: string, message: string | Said) => invalidField('/parentAccountId', rule, message)
  if (parentId === id) throw refuse('self', 'names the account itself')
  const organization = tx.actor.organizationId
  tx.send(sql`select 1 from accounts where organization_id = ${organization} and id = ${parentId} for no key update`)
  const found = await tx.first<{ status: string | null; hasParent: boolean; hasChildren: boolean }>(sql`
    select max(p.status) as status, coalesce(bool_or(p.parent_account_id is not null), false) as "hasParent",
      exists (select 1 from accounts c where c.organization_id = ${organization} and c.parent_account_id = ${id}) as "hasChildren"
    from accounts p where p.organization_id = ${organization} and p.id = ${parentId}`)
  if (!found?.status) throw refuse('reference', say`names ${parentId}, which is not there`)
  if (found.status === 'archived') throw refuse('archived', say`names ${parentId}, which is archived`)
  if (found.hasParent)
    throw refuse('one_level', say`names ${parentId}, which has a parent itself: there is one level of parents`)
  if (found.hasChildren)
    throw refuse('one_level', 'is not for an account that is a parent itself: there is one level of parents')
}

/** Open projects, active children and live subscriptions each keep an account from being archived. */
async function refuseInUse(tx: Tx, id: string): Promise<void> {
  const counts = await countInUse(tx, id)
  const some = (n: number, one: string, many: string) => (n === 0 ? [] : [n === 1 ? `1 ${one}` : `${n} ${many}`])
  const inUse = [
    ...some(counts.openProjects, 'open project', 'open projects'),
    ...some(counts.activeChildren, 'active child account', 'active child accounts'),
    ...some(counts.liveSubscriptions, 'live subscription', 'live subscriptions'),
  ]
  if (inUse.length > 0) throw new Problem('in_use', say`The account still has ${inUse.join(', ')}.`, { ...counts })
}
