// How the connection to Stripe stands: what came in last, what waits, what fails. No keys and no addresses.
import { sql } from 'kysely'
import type { StripeConnection } from '../../domain/stripe.ts'
import type { Visit } from '../platform/endpoint.ts'
import { reading, type Actor } from '../platform/transaction.ts'
import { stripeContext } from './stripe-errands.ts'

const MOST_TOLD = 50

export const showConnection = (
  { database, now }: Visit,
  { organizationId, timezone }: Actor,
  connected: boolean,
): Promise<StripeConnection> =>
  reading(database, stripeContext({ organizationId, timezone }, now), async (tx) => {
    const [found, failing] = await Promise.all([
      tx.first<Pick<StripeConnection, 'lastEventAt' | 'waiting'>>(sql`select
        (select instant(max(received_at)) from stripe_events where organization_id = ${organizationId}) as "lastEventAt",
        (select count(*)::int from stripe_errands where organization_id = ${organizationId}) as waiting`),
      tx.rows<StripeConnection['failing'][number]>(sql`select kind, subject, attempts, last_error as error,
          case when next_attempt_at <> 'infinity' then instant(next_attempt_at) end as "nextAttemptAt"
        from stripe_errands where organization_id = ${organizationId} and last_error is not null
        order by asked_at, kind, subject limit ${MOST_TOLD}`),
    ])
    return { connected, lastEventAt: found?.lastEventAt ?? null, waiting: found?.waiting ?? 0, failing }
  })
