// What the conditions of signals have to know of clients and of what they pay for, as the tables have it.
import { sql, type RawBuilder } from 'kysely'
import type { churnRisk, clientSilent, paymentPastDue, quarterlyCheckIn } from '../../domain/signal-conditions.ts'

/** Projects, as alias `p`, in which work goes on: what is held, closed, a draft or deleted is left alone. */
export const goesOn = sql`p.deleted_at is null and p.status in ('onboarding', 'active')`

export type AccountFacts = Parameters<typeof churnRisk>[0] &
  Parameters<typeof clientSilent>[0] &
  Parameters<typeof quarterlyCheckIn>[0]

/** Of active clients, as alias `a`. */
export const accountFacts = (
  organizationId: string,
  which: RawBuilder<unknown>,
): RawBuilder<AccountFacts> => sql<AccountFacts>`
  select json_build_object('id', a.id, 'name', a.name) as account, s.subscriptions,
    (select count(*)::int from projects p where p.organization_id = a.organization_id and p.account_id = a.id and ${goesOn}) as "openProjects",
    instant(greatest(a.created_at, c.heard, (select max(q.created_at) from requests q
      where q.organization_id = a.organization_id and q.account_id = a.id))) as "lastHeardAt",
    instant(greatest(a.created_at, c.called)) as "lastCheckInAt"
  from accounts a
  cross join lateral (select max(m.said_at) filter (where m.direction = 'incoming') as heard,
      max(m.said_at) filter (where m.channel = 'phone') as called
    from communications m where m.organization_id = a.organization_id and m.account_id = a.id) c
  cross join lateral (
    select coalesce(json_agg(json_build_object('id', b.id, 'status', b.status, 'monthlyValueMinor', b.monthly_value_minor,
      'currency', b.currency, 'canceledAt', instant(b.canceled_at)) order by b.id), '[]') as subscriptions
    from subscriptions b where b.organization_id = a.organization_id and b.account_id = a.id) s
  where a.organization_id = ${organizationId} and a.status = 'active' and ${which} order by a.id`

export type PaymentFacts = Parameters<typeof paymentPastDue>[0]

/** Of subscriptions, as alias `b`, that were not paid. */
export const paymentFacts = (
  organizationId: string,
  which: RawBuilder<unknown>,
): RawBuilder<PaymentFacts> => sql<PaymentFacts>`
  select json_build_object('id', a.id, 'name', a.name) as account,
    json_build_object('id', b.id, 'status', b.status, 'productName', b.product_name, 'amountMinor', b.amount_minor,
      'currency', b.currency, 'currentPeriodStart', instant(b.current_period_start), 'projectId', b.project_id) as subscription
  from subscriptions b join accounts a on a.organization_id = b.organization_id and a.id = b.account_id and a.status = 'active'
  where b.organization_id = ${organizationId} and b.status in ('past_due', 'unpaid') and ${which} order by a.id, b.id`
