// Brings entries of the ledger to Stripe as items of the client's next invoice: which ones, and each once, whatever is lost on the way.
import { sql, type RawBuilder } from 'kysely'
import type Stripe from 'stripe'
import type { EntriesToExport, EntryExport } from '../../domain/stripe.ts'
import { MIRRORED_PROVIDER } from '../../domain/subscription.ts'
import type { Database } from '../platform/database.ts'
import { insertRow, requireIds } from '../platform/rows.ts'
import { reading, type Tx } from '../platform/transaction.ts'
import { askErrand, stripeContext, type Errand } from './stripe-errands.ts'

/** What an item says of the entry that it came from: by it, it is found again, and not billed a second time. */
export const ENTRY_KEY = 'billing_entry'
const PAGE = 100

interface Bringing {
  id: string
  accountId: string
  projectId: string | null
  customer: string
  amountMinor: number
  currency: string
  note: string
  postedAt: Date
}

/** Looks first whether an earlier try got through: Stripe remembers an Idempotency-Key for a day only. */
export async function bringEntry(
  { app, stripe, clock }: { app: Database; stripe: Stripe; clock: () => Date },
  errand: Errand,
): Promise<(tx: Tx) => Promise<unknown>> {
  const { subject: entryId } = errand
  const entry = await reading(app, stripeContext(errand, clock()), (tx) => findToBring(tx, entryId))
  // Brought already, or not to be brought any more.
  if (!entry) return async () => undefined
  const found = errand.attempts > 1 || errand.asked > 1 ? await findBrought(stripe, entry, entryId) : undefined
  const externalId = found ?? (await bring(stripe, entry, entryId)).id
  return async (tx) => {
    insertRow(tx, 'billing_exports', { entryId, provider: MIRRORED_PROVIDER, externalId, exportedAt: tx.now })
    tx.record('billing_entry.exported', subjectOf(entry), { externalId: { to: externalId } })
  }
}

const subjectOf = ({ id, accountId, projectId }: Pick<Bringing, 'id' | 'accountId' | 'projectId'>) => ({
  type: 'billing_entry',
  id,
  version: 1,
  accountId,
  projectId,
})

const findToBring = (tx: Tx, entryId: string): Promise<Bringing | undefined> =>
  tx.first(sql`select b.id, b.account_id as "accountId", b.project_id as "projectId", a.stripe_customer_id as customer,
      b.amount_minor as "amountMinor", b.currency, b.posted_at as "postedAt",
      concat_ws(': ', b.project_name, coalesce(nullif(b.note, ''), b.task_title, replace(b.kind, '_', ' '))) as note
    from billing_entries b join accounts a on a.organization_id = b.organization_id and a.id = b.account_id
    where b.organization_id = ${tx.actor.organizationId} and b.id = ${entryId} and ${STANDING} = 'waits'`)

/** How an entry stands, as `b` of an account `a`: gone to Stripe, come from there, of a client who is nobody there, or to go. */
const STANDING = sql`case
  when b.provider = ${sql.lit(MIRRORED_PROVIDER)} then 'fromStripe'
  when exists (select 1 from billing_exports x where x.organization_id = b.organization_id and x.entry_id = b.id) then 'exported'
  when a.stripe_customer_id is null then 'withoutCustomer' else 'waits' end`

/** More than these are asked for in several goes, the oldest first. */
const MOST_AT_ONCE = 500

/** Has entries brought to Stripe; what went before, came from there, or is nobody's there is told and left. */
export async function exportToStripe(tx: Tx, asked: EntriesToExport): Promise<EntryExport> {
  await requireIds(tx, '/entryIds', 'billing_entries', asked.entryIds ?? [])
  const entries = await tx.rows<Bringing & { standing: 'waits' | keyof Omit<EntryExport, 'entries' | 'more'> }>(sql`
    select b.id, b.account_id as "accountId", b.project_id as "projectId", b.amount_minor as "amountMinor", b.currency,
      ${STANDING} as standing
    from billing_entries b join accounts a on a.organization_id = b.organization_id and a.id = b.account_id
    where ${sql.join(askedFor(tx, asked), sql` and `)} order by b.posted_at, b.id`)
  const count = (standing: string) => entries.filter((each) => each.standing === standing).length
  const waiting = entries.filter(({ standing }) => standing === 'waits')
  const going = waiting.slice(0, MOST_AT_ONCE)
  for (const entry of going) {
    askErrand(tx, 'entry', entry.id)
    tx.record('billing_entry.export_requested', subjectOf(entry), { provider: { to: MIRRORED_PROVIDER } })
  }
  return {
    entries: going.map(({ id, accountId, projectId, amountMinor, currency }) => ({
      id,
      accountId,
      projectId,
      amountMinor,
      currency,
    })),
    exported: count('exported'),
    fromStripe: count('fromStripe'),
    withoutCustomer: count('withoutCustomer'),
    more: waiting.length - going.length,
  }
}

function askedFor(tx: Tx, { entryIds, accountId, projectId, from, to }: EntriesToExport): RawBuilder<unknown>[] {
  const where = [sql`b.organization_id = ${tx.actor.organizationId}`]
  if (entryIds) where.push(sql`b.id = any(${entryIds})`)
  if (accountId !== undefined) where.push(sql`b.account_id = ${accountId}`)
  if (projectId !== undefined) where.push(sql`b.project_id = ${projectId}`)
  if (from !== undefined) where.push(sql`b.posted_on >= ${from}::date`)
  if (to !== undefined) where.push(sql`b.posted_on <= ${to}::date`)
  return where
}

const bring = (stripe: Stripe, { customer, amountMinor, currency, note }: Bringing, entryId: string) =>
  stripe.invoiceItems.create(
    {
      customer,
      amount: amountMinor,
      currency: currency.toLowerCase(),
      description: Array.from(note).slice(0, 500).join(''),
      metadata: { [ENTRY_KEY]: entryId },
    },
    { idempotencyKey: `entry-${entryId}` },
  )

async function findBrought(
  stripe: Stripe,
  { customer, postedAt }: Bringing,
  entryId: string,
): Promise<string | undefined> {
  // Their clock may be behind ours.
  const created = { gte: Math.floor(postedAt.getTime() / 1000) - 3_600 }
  for await (const { id, metadata } of stripe.invoiceItems.list({ customer, created, limit: PAGE }))
    if (metadata?.[ENTRY_KEY] === entryId) return id
  return undefined
}
