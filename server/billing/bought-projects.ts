// The project that a purchase leads to: which subscriptions wait for theirs, and how it is made.
import { sql } from 'kysely'
import { PROJECT_TYPES } from '../../domain/project-types.ts'
import type { Tx } from '../platform/transaction.ts'
import { createProject } from '../projects/create-project.ts'
import { updateSubscription } from './subscription-operations.ts'

const MOST_AT_ONCE = 100
const DAY_MS = 24 * 3_600_000

export interface Purchase {
  id: string
  accountId: string
  productName: string
  type: string
  templateId: string | null
  managerId: string | null
}

/**
 * What was bought, runs, and waits for its project, bought within so many days. A type that the organisation does not have
 * is `custom`, a template that is gone is none; who manages the client's latest project manages this one too.
 */
export const purchasesWithoutProject = (
  tx: Tx,
  withinDays: number,
  ids: readonly string[] | undefined,
): Promise<Purchase[]> =>
  tx.rows(sql`
    select s.id, s.account_id as "accountId", s.product_name as "productName",
      case when s.product_type = any(${[...PROJECT_TYPES]}) or o.settings -> 'projectTypes' ? s.product_type
        then s.product_type else 'custom' end as type,
      (select t.id from project_templates t where t.organization_id = w.organization_id and t.id = w.template_id
        and t.deleted_at is null) as "templateId",
      (select m.id from projects p join people m on m.organization_id = p.organization_id and m.id = p.manager_id and m.active
        where p.organization_id = w.organization_id and p.account_id = s.account_id and p.deleted_at is null
        order by p.created_at desc, p.id desc limit 1) as "managerId"
    from purchases w
    join subscriptions s on s.organization_id = w.organization_id and s.id = w.subscription_id
    join accounts a on a.organization_id = s.organization_id and a.id = s.account_id and a.status = 'active'
    join organizations o on o.id = w.organization_id
    where w.organization_id = ${tx.actor.organizationId} and s.status in ('active', 'trialing')
      and w.bought_at >= ${new Date(tx.now.getTime() - withinDays * DAY_MS)}
      and ${ids ? sql`w.subscription_id = any(${ids})` : sql`true`}
    order by w.bought_at, w.subscription_id limit ${MOST_AT_ONCE}`)

/** Makes the project and has the subscription pay for it; what sets new projects up does the rest. */
export async function createBoughtProject(tx: Tx, purchase: Purchase): Promise<void> {
  const { id, accountId, productName: name, type, templateId, managerId } = purchase
  const project = await createProject(tx, {
    name,
    accountId,
    type,
    engagement: 'retainer',
    billingMode: 'subscription',
    ...(templateId !== null && { templateId }),
    ...(managerId !== null && { managerId }),
  })
  await updateSubscription(tx, id, { projectId: project.id })
}
