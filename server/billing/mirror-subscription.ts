// Takes over what the billing provider says of a subscription: whose it is, what it is now, and whether a project is to be made.
import { sql } from 'kysely'
import { Email } from '../../domain/fields.ts'
import { isLiveSubscription, MIRRORED_PROVIDER, type Subscription } from '../../domain/subscription.ts'
import { createAccount, updateAccount } from '../accounts/account-operations.ts'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createSubscription, updateSubscription } from './subscription-operations.ts'

export interface Customer {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  /** The account that whoever made the customer said it is. */
  accountId: string | null
}

type Saying = Omit<
  Subscription,
  | 'id'
  | 'accountId'
  | 'projectId'
  | 'provider'
  | 'externalId'
  | 'monthlyValueMinor'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
> & { externalId: string }

/** A subscription as its provider says it. */
export interface Mirrored {
  customer: Customer
  boughtAt: string
  /** From which template its project is to be made, where the product says so. */
  templateId: string | null
  /** The project that it was bought for, where whoever bought it said so. */
  projectId: string | null
  fields: Saying
}

/** Makes the subscription what its provider says; a new one waits for its project, unless one is named. */
export async function mirrorSubscription(tx: Tx, { customer, boughtAt, templateId, projectId, fields }: Mirrored) {
  const accountId = await accountOfCustomer(tx, customer)
  const before = await findMirrored(tx, fields.externalId)
  if (before) {
    // A project stays with its client.
    const leaves = before.accountId !== accountId && {
      accountId,
      ...(before.projectId !== null && { projectId: null }),
    }
    return updateSubscription(tx, before.id, { ...fields, ...leaves })
  }
  const paidFor = projectId === null ? null : await findProject(tx, accountId, projectId)
  const provider = MIRRORED_PROVIDER
  const made = await createSubscription(tx, { ...fields, provider, accountId, projectId: paidFor })
  const waits = paidFor === null && (fields.status === 'incomplete' || isLiveSubscription(fields.status))
  if (waits) insertRow(tx, 'purchases', { subscriptionId: made.id, boughtAt, templateId })
  return made
}

export const findMirrored = (
  tx: Tx,
  externalId: string,
): Promise<{ id: string; accountId: string; projectId: string | null } | undefined> =>
  tx.first(sql`select id, account_id as "accountId", project_id as "projectId" from subscriptions
    where organization_id = ${tx.actor.organizationId} and provider = ${MIRRORED_PROVIDER} and external_id = ${externalId}`)

async function findProject(tx: Tx, accountId: string, id: string): Promise<string | null> {
  const found = await tx.first<{
    id: string
  }>(sql`select id from projects where organization_id = ${tx.actor.organizationId}
    and id = ${id} and account_id = ${accountId} and deleted_at is null`)
  return found?.id ?? null
}

/**
 * The account that has this customer; else the one that is said to be it, or the only one that knows their address; else a
 * new one. One after another for each customer: who buys twice at once becomes one account.
 */
export async function accountOfCustomer(tx: Tx, customer: Customer): Promise<string> {
  const organization = tx.actor.organizationId
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`customer ${organization} ${customer.id}`}, 0))`)
  const known = await tx.first<{ id: string }>(sql`select id from accounts
    where organization_id = ${organization} and stripe_customer_id = ${customer.id}`)
  if (known) return known.id
  const meant = await tx.rows<{ id: string }>(sql`select id from accounts a
    where organization_id = ${organization} and status = 'active' and stripe_customer_id is null
      and (id = ${customer.accountId} or exists (select 1 from json_array_elements(contacts) c
        where lower(c ->> 'email') = lower(${customer.email})))
    order by id <> coalesce(${customer.accountId}, '') limit 2`)
  const [first] = meant
  if (first && (meant.length === 1 || first.id === customer.accountId)) {
    await updateAccount(tx, first.id, { stripeCustomerId: customer.id })
    return first.id
  }
  return (await createAccount(tx, newAccount(customer))).id
}

function newAccount({ id, name, email, phone }: Customer) {
  const called = lineOf(name, 200) ?? lineOf(email, 200) ?? id
  const address = Email.safeParse(email)
  const number = lineOf(phone, 50)
  const contact = { name: called, ...(address.success && { email: address.data }), ...(number && { phone: number }) }
  return { name: called, stripeCustomerId: id, ...((address.success || number) && { contacts: [contact] }) }
}

function lineOf(words: string | null, most: number): string | undefined {
  const plain = words
    ?.toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
  return plain ? Array.from(plain).slice(0, most).join('') : undefined
}
