// What can be known about subscriptions: every SELECT, with the caller's scope in it.
import { sql } from 'kysely'
import { z } from 'zod'
import { Id, line, Slug } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { Subscription, SUBSCRIPTION_STATUSES } from '../../domain/subscription.ts'
import { accountScope, waysToAccounts } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { inOrder, narrow, waysOver } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const SubscriptionFilters = z.strictObject({
  accountId: commaList(Id).optional(),
  projectId: commaList(Id).optional(),
  status: commaList(z.enum(SUBSCRIPTION_STATUSES)).optional(),
  productType: commaList(Slug).optional(),
  provider: line(50).optional(),
  ...pageQuery(['createdAt', 'updatedAt', 'status']),
})
export type SubscriptionFilters = z.output<typeof SubscriptionFilters>
export const SubscriptionPage = pageOf(Subscription)

/** A project that is deleted is not named; restored, it is again. */
const columns = sql`
  s.id, s.account_id as "accountId",
  (select p.id from projects p where p.organization_id = s.organization_id and p.id = s.project_id and p.deleted_at is null) as "projectId",
  s.product_type as "productType", s.product_name as "productName", s.tier, s.status, s.amount_minor as "amountMinor",
  s.currency, s.interval, s.interval_count as "intervalCount", s.discounts,
  instant(s.current_period_start) as "currentPeriodStart", instant(s.current_period_end) as "currentPeriodEnd",
  s.cancel_at_period_end as "cancelAtPeriodEnd", instant(s.canceled_at) as "canceledAt", s.provider,
  s.external_id as "externalId", s.monthly_value_minor as "monthlyValueMinor",
  s.version, instant(s.created_at) as "createdAt", instant(s.updated_at) as "updatedAt"`

const scope = (tx: Tx) => sql`s.organization_id = ${tx.actor.organizationId}
  and s.account_id in (select a.id from accounts a where ${accountScope(tx)})`

/** One subscription of an account within the caller's scope; not found otherwise. */
export async function getSubscription(tx: Tx, id: string): Promise<Subscription> {
  const found = await tx.first<{ json: Subscription }>(sql`
    select row_to_json(r) as json from subscriptions s cross join lateral (select ${columns}) r where s.id = ${id} and ${scope(tx)}`)
  if (!found) throw notFound('subscription')
  return found.json
}

/** The same, held to the end of the transaction. */
export function lockSubscription(tx: Tx, id: string): Promise<Subscription> {
  tx.send(sql`select 1 from subscriptions where organization_id = ${tx.actor.organizationId} and id = ${id} for update`)
  return getSubscription(tx, id)
}

export function listSubscriptions(tx: Tx, filters: SubscriptionFilters): Promise<JsonText<Page<Subscription>>> {
  const { where, long, ids, asks, among, amongWords } = narrow(tx, 'subscriptions', 's')
  if (!tx.scopes.includes('organization'))
    asks(scope(tx), ...waysToAccounts(tx).map((accounts) => waysOver(accounts, (id) => ids(sql`s.account_id = ${id}`))))
  among(sql`s.account_id`, filters.accountId)
  among(sql`s.project_id`, filters.projectId)
  amongWords(SUBSCRIPTION_STATUSES, sql`s.status`, filters.status)
  if (filters.productType) asks(sql`s.product_type = any(${filters.productType})`)
  if (filters.provider !== undefined) asks(sql`s.provider = ${filters.provider}`)
  return listPage<Subscription>(tx, filters, {
    from: sql`subscriptions s`,
    alias: 's',
    table: 'subscriptions',
    where,
    long,
    sorts: {
      createdAt: { by: sql`s.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`s.updated_at`, type: 'timestamptz' },
      status: inOrder(SUBSCRIPTION_STATUSES, sql`s.status`, filters.status),
    },
    defaultSort: '-createdAt',
    columns,
  })
}
