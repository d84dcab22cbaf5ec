// A project's ledger as the law needs it: what decides on its bill, and what was posted.
import { sql } from 'kysely'
import type { BilledMilestone, BilledProject, Ledger, Posted } from '../../domain/billing.ts'
import type { Tx } from '../platform/transaction.ts'

export interface FoundLedger extends Ledger {
  project: BilledProject & { accountId: string; currency: string }
  entries: (Posted & { accountId: string })[]
  /** Something that decides has changed since it was brought in step. */
  isBehind: boolean
}
type FoundProject = FoundLedger['project'] & { isBehind: boolean }

/** In the project's currency, without what a provider said; undefined where there is no such project. */
export async function readLedger(tx: Tx, id: string): Promise<FoundLedger | undefined> {
  const organization = tx.actor.organizationId
  const [project, milestones, entries] = await Promise.all([
    tx.first<FoundProject>(sql`
      select p.id, p.account_id as "accountId", p.currency, p.status, p.billing_mode as "billingMode",
        p.contract_minor as "contractMinor", p.accepted_progress as "acceptedProgress", p.held_progress as "heldProgress",
        instant(p.closed_at) as "closedAt", p.ledger_is_behind and p.status <> 'draft' as "isBehind"
      from projects p where p.organization_id = ${organization} and p.id = ${id}`),
    tx.rows<BilledMilestone>(sql`
      select t.id, t.title, coalesce(t.billable_minor, 0) as "billableMinor", t.reached from tasks t
      where t.organization_id = ${organization} and t.project_id = ${id} and t.deleted_at is null and t.kind = 'milestone'
        and (t.billable_minor is not null or t.reached)
      order by t.due_on, t.id`),
    tx.rows<FoundLedger['entries'][number]>(sql`
      select b.id, b.key, b.kind, b.amount_minor as "amountMinor", b.task_id as "taskId", b.reverses_id as "reversesId",
        b.beyond_cancellation as "beyondCancellation", b.account_id as "accountId"
      from billing_entries b
      join projects p on p.organization_id = b.organization_id and p.id = b.project_id and p.currency = b.currency
      left join billing_entries v on b.kind = 'void' and v.organization_id = b.organization_id and v.id = b.reverses_id
      where b.organization_id = ${organization} and b.project_id = ${id}
        and coalesce(v.kind, b.kind) not in ('invoice', 'refund')
      order by b.posted_at, b.id`),
  ])
  return project && { project, milestones, entries, isBehind: project.isBehind }
}
