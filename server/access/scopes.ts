// Each role's reach as a condition in SQL: what a person may not see is not loaded.
import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../../domain/permissions.ts'
import type { Tx } from '../platform/transaction.ts'

/** Projects, as alias `p`, that the operation's permission reaches. Deleted ones are out of everybody's reach. */
export const projectScope = (
  tx: Tx,
): RawBuilder<unknown> => sql`p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null
  and ${anyOf(tx, (scope) => projectReach(tx, scope))}`

/** Tasks, as alias `t` of a project `p`. Own tasks are those one is assigned to. */
export const taskScope = (
  tx: Tx,
): RawBuilder<unknown> => sql`t.organization_id = ${tx.actor.organizationId} and t.deleted_at is null
  and p.deleted_at is null
  and ${anyOf(tx, (scope) => (scope === 'own' ? isAssigned(tx) : projectReach(tx, scope)))}`

/** Accounts, as alias `a`. */
export const accountScope = (tx: Tx): RawBuilder<unknown> => sql`a.organization_id = ${tx.actor.organizationId}
  and ${anyOf(tx, (scope) => (scope === 'organization' ? sql`true` : scope === 'accounts' ? sql`a.id in (${managedAccounts(tx)})` : sql`false`))}`

function anyOf(tx: Tx, reach: (scope: Scope) => RawBuilder<unknown>): RawBuilder<unknown> {
  if (tx.scopes.length === 0) return sql`false`
  return sql`(${sql.join(tx.scopes.map(reach), sql` or `)})`
}

function projectReach(tx: Tx, scope: Scope): RawBuilder<unknown> {
  const { id, organizationId } = tx.actor
  switch (scope) {
    case 'organization':
      return sql`true`
    case 'assigned':
      return sql`p.manager_id = ${id} or p.id in
        (select m.project_id from project_members m where m.organization_id = ${organizationId} and m.person_id = ${id})`
    case 'team':
      return sql`p.team_id in (select l.id from teams l where l.organization_id = ${organizationId} and l.lead_id = ${id})`
    case 'accounts':
      return sql`p.account_id in (${managedAccounts(tx)})`
    case 'own':
      return sql`false`
  }
}

const isAssigned = (tx: Tx) => sql`exists (select 1 from task_assignees x
  where x.organization_id = t.organization_id and x.task_id = t.id and x.person_id = ${tx.actor.id})`

/** Accounts one manages, and the children of those. */
const managedAccounts = (tx: Tx) => sql`
  select c.id from account_managers m
  join accounts c on c.organization_id = m.organization_id and (c.id = m.account_id or c.parent_account_id = m.account_id)
  where m.organization_id = ${tx.actor.organizationId} and m.person_id = ${tx.actor.id}`
