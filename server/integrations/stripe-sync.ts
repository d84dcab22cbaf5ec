// Holds what is here against all that Stripe has, for what no event told: what differs is looked at again, like after an event.
import { sql } from 'kysely'
import type { SubscriptionSync } from '../../domain/stripe.ts'
import { MIRRORED_PROVIDER } from '../../domain/subscription.ts'
import { mirrorSubscription } from '../billing/mirror-subscription.ts'
import type { Entry } from '../platform/activity-entries.ts'
import type { Database } from '../platform/database.ts'
import { whatFailed } from '../platform/run-jobs.ts'
import { reading, transaction, type Context, type Tx } from '../platform/transaction.ts'
import type { StripeHouse } from './stripe-api.ts'
import { askErrand } from './stripe-errands.ts'
import { notInLedger, paidSince } from './stripe-invoices.ts'
import { fetchSubscriptions, type SaidSubscription } from './stripe-subscriptions.ts'
import { mirroredOf } from './stripe-terms.ts'

/** What was paid earlier is not looked for any more. */
const INVOICES_MS = 30 * 24 * 3_600_000

interface SyncOptions {
  database: Database
  stripe: StripeHouse
  /** Each is taken over in Stripe's name, as a rehearsal. */
  asStripe: Context
  dryRun: boolean
}

export async function syncSubscriptions({
  database,
  stripe,
  asStripe,
  dryRun,
}: SyncOptions): Promise<SubscriptionSync> {
  const report: SubscriptionSync = { created: [], updated: [], unchanged: 0, missing: [], failed: [], invoices: 0 }
  const seen: string[] = []
  for await (const said of fetchSubscriptions(stripe.api)) {
    seen.push(said.id)
    await compare(database, { ...asStripe, dryRun: true }, said, report)
  }
  const paid = await paidSince(stripe.api, new Date(asStripe.now.getTime() - INVOICES_MS))
  const invoices = await reading(database, asStripe, async (tx) => {
    report.missing = await missingAmong(tx, seen)
    return notInLedger(tx, paid)
  })
  report.invoices = invoices.length
  if (dryRun) return report
  await transaction(database, asStripe, async (tx) => {
    for (const { externalId } of [...report.created, ...report.updated, ...report.failed])
      askErrand(tx, 'subscription', externalId)
    for (const id of invoices) askErrand(tx, 'invoice', id)
  })
  return report
}

/** What taking it over would record is how it differs. */
async function compare(database: Database, rehearsal: Context, said: SaidSubscription, report: SubscriptionSync) {
  const { id: externalId, customer, products } = said
  const [product] = products.values()
  const customerName = customer.name ?? customer.email ?? customer.id
  const named = { externalId, productName: product?.name ?? externalId, customerName }
  try {
    const entry = await transaction<Entry | undefined>(database, rehearsal, async (tx) => {
      await mirrorSubscription(tx, mirroredOf(said, tx.now))
      return tx.recorded.find(({ type }) => type === 'subscription')
    })
    if (!entry) report.unchanged++
    else if (entry.event === 'subscription.created') report.created.push(named)
    else report.updated.push({ ...named, id: entry.entityId, fields: Object.keys(entry.changes) })
  } catch (error) {
    report.failed.push({ ...named, error: whatFailed(error) })
  }
}

const missingAmong = (tx: Tx, seen: readonly string[]): Promise<SubscriptionSync['missing']> =>
  tx.rows(sql`select id, external_id as "externalId", product_name as "productName" from subscriptions
    where organization_id = ${tx.actor.organizationId} and provider = ${MIRRORED_PROVIDER} and not external_id = any(${seen})
    order by created_at, id`)
