// What can be known about accounts: every SELECT, with the caller's scope in it.
import { sql } from 'kysely'
import { z } from 'zod'
import { Account } from '../../domain/account.ts'
import { Id, line } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { LIVE_STATUSES } from '../../domain/subscription.ts'
import { accountScope, waysToAccounts } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { inOrder, narrow, waysFrom } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

const STATUSES = ['active', 'archived'] as const

export const AccountFilters = z.strictObject({
  id: commaList(Id).optional(),
  status: commaList(z.enum(STATUSES)).optional(),
  parentAccountId: commaList(Id).optional(),
  accountManagerId: commaList(Id).optional(),
  externalId: line(200).optional(),
  q: z.string().min(1).max(200).optional(),
  ...pageQuery(['name', 'createdAt', 'updatedAt', 'status']),
})
export type AccountFilters = z.output<typeof AccountFilters>
export const AccountPage = pageOf(Account)

const columns = sql`
  a.id, a.name, a.status, a.parent_account_id as "parentAccountId", a.external_id as "externalId",
  a.stripe_customer_id as "stripeCustomerId", a.timezone, a.locale, a.contacts,
  array(select m.person_id from account_managers m
    where m.organization_id = a.organization_id and m.account_id = a.id order by 1) as "accountManagerIds",
  a.outside_status as "outsideStatus", instant(a.last_synced_at) as "lastSyncedAt",
  a.version, instant(a.created_at) as "createdAt", instant(a.updated_at) as "updatedAt"`

/** One account within the caller's scope; not found otherwise. */
export async function getAccount(tx: Tx, id: string): Promise<Account> {
  const found = await tx.first<{ json: Account }>(sql`
    select row_to_json(r) as json from accounts a cross join lateral (select ${columns}) r where a.id = ${id} and ${accountScope(tx)}`)
  if (!found) throw notFound('account')
  return found.json
}

/** Holds an account, and the parent it is to get, to the end of the transaction; not found where it is out of scope. */
export async function lockAccount(tx: Tx, id: string, parentId?: string | null): Promise<Account> {
  // Ordered by id: two accounts that are to become each other's parent then wait for each other instead of deadlocking.
  // FOR UPDATE: a project that names the account holds its key, so an archive waits for it and then counts it.
  tx.send(sql`select 1 from accounts where organization_id = ${tx.actor.organizationId}
    and id = any(${[id, ...(parentId ? [parentId] : [])]}) order by id for update`)
  return getAccount(tx, id)
}

export interface InUse {
  openProjects: number
  activeChildren: number
  liveSubscriptions: number
}

/** What of an account goes on. */
export async function countInUse(tx: Tx, id: string): Promise<InUse> {
  const organization = tx.actor.organizationId
  const found = await tx.first<InUse>(sql`select
    (select count(*)::int from projects p where p.organization_id = ${organization} and p.account_id = ${id}
      and p.deleted_at is null and p.status not in ('completed', 'cancelled')) as "openProjects",
    (select count(*)::int from accounts c where c.organization_id = ${organization} and c.parent_account_id = ${id}
      and c.status = 'active') as "activeChildren",
    (select count(*)::int from subscriptions s where s.organization_id = ${organization} and s.account_id = ${id}
      and s.status = any(${LIVE_STATUSES})) as "liveSubscriptions"`)
  return found ?? { openProjects: 0, activeChildren: 0, liveSubscriptions: 0 }
}

export function listAccounts(tx: Tx, filters: AccountFilters): Promise<JsonText<Page<Account>>> {
  const organization = tx.actor.organizationId
  const { where, long, asks, among, has } = narrow(tx, 'accounts', 'a')
  if (!tx.scopes.includes('organization')) asks(accountScope(tx), ...waysToAccounts(tx))
  among(sql`a.id`, filters.id)
  among(sql`a.parent_account_id`, filters.parentAccountId)
  among(sql`a.external_id`, filters.externalId === undefined ? undefined : [filters.externalId])
  has(filters.q)
  if (filters.status) asks(sql`a.status = any(${filters.status})`)
  if (filters.accountManagerId) {
    const theirs = sql`select m.account_id as id from account_managers m where m.organization_id = ${organization} and m.person_id`
    asks(
      sql`a.id in (${theirs} = any(${filters.accountManagerId}))`,
      waysFrom(filters.accountManagerId, sql`${theirs} = v.value`),
    )
  }
  return listPage<Account>(tx, filters, {
    from: sql`accounts a`,
    alias: 'a',
    table: 'accounts',
    where,
    long,
    sorts: {
      name: { by: sql`lower(a.name)`, type: 'text' },
      createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`a.updated_at`, type: 'timestamptz' },
      status: inOrder(STATUSES, sql`a.status`, filters.status),
    },
    defaultSort: 'name',
    columns,
  })
}
