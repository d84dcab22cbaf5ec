// What can be done with subscriptions: they are kept as the provider, or whoever keeps them by hand, says.
import { sql } from 'kysely'
import { invalid, invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import {
  checkedSubscription,
  MIRRORED_PROVIDER,
  monthlyValueMinor,
  type NewSubscription,
  type Subscription,
  type SubscriptionChange,
} from '../../domain/subscription.ts'
import { changesBetween, checkVersion, insertRow, json, requireIds, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { getSubscription, lockSubscription } from './subscription-queries.ts'

const UNSAID = {
  projectId: null,
  tier: null,
  intervalCount: 1,
  discounts: [],
  currentPeriodStart: null,
  currentPeriodEnd: null,
  cancelAtPeriodEnd: false,
  canceledAt: null,
  provider: null,
  externalId: null,
} as const

type Derived = 'monthlyValueMinor' | 'createdAt' | 'updatedAt'

/** Adds a subscription; in the organisation's currency unless it says another. */
export async function createSubscription(tx: Tx, input: NewSubscription): Promise<Subscription> {
  const { id = tx.newId('sub'), ...given } = inUtc(input)
  if (input.provider === MIRRORED_PROVIDER) refuseByHand(tx, ['provider'])
  await requireClient(tx, input.accountId)
  await checkProject(tx, input.accountId, input.projectId)
  const currency = input.currency ?? (await ownCurrency(tx))
  const said = { ...UNSAID, discounts: [], ...given, currency } as Omit<Subscription, 'id' | 'version' | Derived>
  const fields = checkedSubscription(undefined, said, tx.now)
  const saved = { ...fields, monthlyValueMinor: monthlyValueMinor(fields) }
  insertRow(tx, 'subscriptions', {
    id,
    ...saved,
    discounts: json(saved.discounts),
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  record(tx, 'subscription.created', { id, version: 1, ...saved }, changesBetween({}, { id, ...saved }))
  return getSubscription(tx, id)
}

/** Changes what is known of a subscription, its status too. */
export async function updateSubscription(tx: Tx, id: string, input: SubscriptionChange): Promise<Subscription> {
  await holdProjects(tx, id, input.projectId)
  const before = await lockSubscription(tx, id)
  await checkVersion(tx, 'subscription', before, Object.keys(input))
  const given = inUtc(input)
  const after = checkedSubscription(before, { ...before, ...given } as Subscription, tx.now)
  after.monthlyValueMinor = monthlyValueMinor(after)
  const changes = changesBetween<Subscription>(before, after)
  if (Object.keys(changes).length === 0) return before
  if ([before.provider, after.provider].includes(MIRRORED_PROVIDER))
    refuseByHand(
      tx,
      Object.keys(changes).filter((field) => field in input && field !== 'projectId'),
    )
  if (changes.accountId) await requireClient(tx, after.accountId)
  if (changes.accountId ?? changes.projectId) await checkProject(tx, after.accountId, after.projectId)
  const fields = Object.fromEntries(Object.keys(changes).map((field) => [field, after[field as keyof Subscription]]))
  // A project that is deleted is not seen, and does not come along to another client.
  const kept = { ...(changes.accountId && { projectId: after.projectId }), ...fields }
  updateRow(tx, 'subscriptions', id, { ...kept, ...(changes.discounts && { discounts: json(after.discounts) }) })
  // Whoever says what it pays for has decided about its project.
  if (input.projectId !== undefined) forgetPurchase(tx, id)
  recordUpdate(tx, before, after, changes)
  return getSubscription(tx, id)
}

/** Takes a subscription away that should not be there; one that ended is canceled instead. */
export async function deleteSubscription(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  const before = await lockSubscription(tx, id)
  if (before.provider === MIRRORED_PROVIDER && !isProvider(tx))
    throw new Problem('in_use', 'It is what Stripe says, and stays: cancel it there.')
  await checkVersion(tx, 'subscription', before, 'all')
  tx.send(sql`delete from subscriptions where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { version, createdAt: _, updatedAt: __, ...fields } = before
  const changes = Object.fromEntries(Object.entries(fields).map(([field, from]) => [field, { from, to: null }]))
  record(tx, 'subscription.deleted', { ...before, version: version + 1 }, changes)
  return { id, deletedAt: tx.now.toISOString() }
}

const isProvider = ({ actor }: Tx): boolean => actor.type === 'integration' && actor.id === MIRRORED_PROVIDER

/** What the provider says is not said by anybody else: it would be undone with the next that comes from there. */
function refuseByHand(tx: Tx, fields: readonly string[]): void {
  if (isProvider(tx) || fields.length === 0) return
  const message = 'is what Stripe says: only the project that it pays for is changed here'
  throw invalid(fields.map((field) => ({ pointer: `/${field}`, rule: 'mirrored', message })))
}

function forgetPurchase(tx: Tx, id: string): void {
  tx.send(sql`delete from purchases where organization_id = ${tx.actor.organizationId} and subscription_id = ${id}`)
}

type Told = Pick<Subscription, 'id' | 'version' | 'accountId' | 'projectId'>

/** Everything that changed, from what to what: how a project was paid for at any time is read from this. */
const record = (
  tx: Tx,
  event: string,
  { id, version, accountId, projectId }: Told,
  changes: Changes,
  causeId?: string,
): string => tx.record(event, { type: 'subscription', id, version, accountId, projectId }, changes, causeId)

/** A project that it paid for until now is told as well. */
function recordUpdate(tx: Tx, before: Subscription, after: Subscription, changes: Changes): void {
  const version = before.version + 1
  const about = { ...after, version, projectId: after.projectId ?? before.projectId }
  const cause = record(tx, 'subscription.updated', about, changes)
  if (changes.projectId && before.projectId !== null && after.projectId !== null)
    record(
      tx,
      'subscription.updated',
      { ...after, version, projectId: before.projectId },
      { projectId: changes.projectId },
      cause,
    )
}

/** Instants in the one form that they are kept and compared in. */
function inUtc<T extends SubscriptionChange>(input: T): T {
  const given = { ...input }
  for (const field of ['currentPeriodStart', 'currentPeriodEnd', 'canceledAt'] as const) {
    const at = given[field]
    if (at !== undefined && at !== null) given[field] = new Date(at).toISOString()
  }
  return given
}

/** Projects first, as everywhere: whoever moves one to another client holds it and then its subscriptions. */
function holdProjects(tx: Tx, id: string, projectId: string | null | undefined): Promise<unknown> {
  return tx.rows(sql`select 1 from projects p where p.organization_id = ${tx.actor.organizationId} and p.id = any(array(
      select s.project_id from subscriptions s where s.organization_id = ${tx.actor.organizationId} and s.id = ${id}
      union all select ${projectId ?? null}::text)) order by p.id for share`)
}

/** Held, so that an account can not be archived between this look and the commit. */
function requireClient(tx: Tx, id: string): Promise<void> {
  tx.send(sql`select 1 from accounts where organization_id = ${tx.actor.organizationId} and id = ${id} for key share`)
  return requireIds(tx, '/accountId', 'accounts', [id], sql`x.status = 'active'`)
}

/** The project is one of the account, and stays so until the commit. */
async function checkProject(tx: Tx, accountId: string, projectId: string | null | undefined): Promise<void> {
  if (projectId === null || projectId === undefined) return
  const found = await tx.first<{ accountId: string }>(sql`
    select account_id as "accountId" from projects
    where organization_id = ${tx.actor.organizationId} and id = ${projectId} and deleted_at is null for share`)
  if (!found) throw invalidField('/projectId', 'reference', say`names ${projectId}, which is not there`)
  if (found.accountId !== accountId)
    throw invalidField('/projectId', 'account', say`names ${projectId}, which is not a project of the account`)
}

async function ownCurrency(tx: Tx): Promise<string> {
  const found = await tx.first<{ currency: string }>(
    sql`select currency from organizations where id = ${tx.actor.organizationId}`,
  )
  return found?.currency ?? 'EUR'
}
