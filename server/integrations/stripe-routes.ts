// What an administrator may ask of the connection to Stripe.
import { z } from 'zod'
import { EntriesToExport, EntryExport, StripeConnection, SubscriptionSync } from '../../domain/stripe.ts'
import { Problem } from '../../domain/problems.ts'
import { endpoint, visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import { dryRun } from '../platform/preview.ts'
import type { Actor, Tx } from '../platform/transaction.ts'
import { showConnection } from './stripe-connection.ts'
import { isAnswer, whatStripeSaid, type StripeHouse } from './stripe-api.ts'
import { stripeContext } from './stripe-errands.ts'
import { findOrganization, organizationOf } from './stripe-events.ts'
import { exportToStripe } from './stripe-export.ts'
import { syncSubscriptions } from './stripe-sync.ts'

export const stripeRoutes = (stripe: StripeHouse | undefined): AnyEndpoint[] => [
  visitEndpoint({
    method: 'GET',
    path: '/v1/admin/billing/stripe',
    may: 'subscription.write',
    summary: 'Whether Stripe is connected, what it told last, and what waits to be looked at or done there.',
    reply: StripeConnection,
    visit: async (visit) => showConnection(visit, visit.actor as Actor, await isConnected(visit, stripe)),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/admin/subscriptions/sync',
    may: 'subscription.write',
    summary: 'Holds the subscriptions against all that Stripe has; what differs is then taken over, one by one.',
    query: z.strictObject({ dryRun }),
    reply: SubscriptionSync,
    problems: ['route_not_found', 'unavailable'],
    visit: (visit, { query }) => sync(visit, stripe, query.dryRun ?? false),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/billing/export',
    may: 'billing.write',
    summary:
      'Has entries of the ledger that are not exported yet brought to Stripe, as items of each client’s next invoice.',
    body: EntriesToExport,
    reply: EntryExport,
    preview: true,
    problems: ['route_not_found'],
    async run(tx, { body }) {
      if (!stripe || !(await isStripes(tx, stripe))) throw notConnected()
      return exportToStripe(tx, body)
    },
  }),
]

async function sync(visit: Visit, stripe: StripeHouse | undefined, isRehearsal: boolean): Promise<SubscriptionSync> {
  const { database, now, publicUrl, actor } = visit
  if (!stripe || !(await isConnected(visit, stripe))) throw notConnected()
  const asStripe = stripeContext(actor as Actor, now, publicUrl)
  try {
    return await syncSubscriptions({ database, stripe, asStripe, dryRun: isRehearsal })
  } catch (error) {
    if (isAnswer(error)) throw error
    throw new Problem('unavailable', whatStripeSaid(error))
  }
}

const notConnected = () =>
  new Problem('route_not_found', 'Stripe is not connected: its settings are not there, or name another organisation.')

/** Several organisations may share an installation; a Stripe account is one's. */
async function isConnected(visit: Visit, stripe: StripeHouse | undefined): Promise<boolean> {
  if (!stripe) return false
  return (await findOrganization(visit, stripe))?.organizationId === visit.actor?.organizationId
}

async function isStripes(tx: Tx, stripe: StripeHouse): Promise<boolean> {
  return (await tx.first(organizationOf(stripe)))?.organizationId === tx.actor.organizationId
}
