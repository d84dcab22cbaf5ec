// Each role's reach as a condition in SQL: what a person may not see is not loaded.
import { sql, type RawBuilder } from 'kysely'
import { grantsOf, type Permission, type Scope } from '../../domain/permissions.ts'
import { MOST_LOOKED_AT } from '../platform/page-rows.ts'
import type { Tx } from '../platform/transaction.ts'

/** The same transaction with the reach of other rights, as far as the caller's token has them: for what shows several kinds. */
export const reaching = (tx: Tx, ...permissions: Permission[]): Tx =>
  tx.as({ scopes: permissions.flatMap((name) => grantsOf(tx.actor.roles, name, tx.actor.tokenScopes)) })

/** Projects, as alias `p`, that the operation's permission reaches. Deleted ones are out of everybody's reach. */
export const projectScope = (
  tx: Tx,
): RawBuilder<unknown> => sql`p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null
  and ${anyOf(tx, (scope) => projectReach(tx, scope))}`

/** The ways to the projects that the permission reaches, as ids, each by an index; none where it reaches all. */
export function waysToProjects(tx: Tx): RawBuilder<unknown>[] {
  const { organizationId } = tx.actor
  if (tx.scopes.includes('organization')) return []
  const those = (by: RawBuilder<unknown>) => sql`cross join lateral (
    select p.id from projects p where p.organization_id = ${organizationId} and p.deleted_at is null and ${by}
    limit ${sql.lit(MOST_LOOKED_AT + 1)}) p`
  const ways = tx.scopes.flatMap((scope) => {
    if (scope === 'assigned')
      return [
        sql`select p.id from (select) me ${those(sql`p.manager_id = ${tx.actor.id}`)}`,
        sql`select m.project_id from project_members m where m.organization_id = ${organizationId} and m.person_id = ${tx.actor.id}`,
      ]
    if (scope === 'team')
      return [
        sql`select p.id from teams l ${those(sql`p.team_id = l.id`)} where l.organization_id = ${organizationId} and l.lead_id = ${tx.actor.id}`,
      ]
    return scope === 'accounts'
      ? [sql`select p.id from (${managedAccounts(tx)}) a ${those(sql`p.account_id = a.id`)}`]
      : []
  })
  return [ways.length === 0 ? sql`select null where false` : sql.join(ways, sql` union all `)]
}

/** The same for accounts. */
export const waysToAccounts = (tx: Tx): RawBuilder<unknown>[] =>
  tx.scopes.includes('organization')
    ? []
    : [tx.scopes.includes('accounts') ? managedAccounts(tx) : sql`select null where false`]

/** By which of their ways the caller comes to project `p`: what they may do there follows from these, whatever was asked. */
export const waysTo = (tx: Tx): RawBuilder<unknown> => {
  const ways = grantsOf(tx.actor.roles, 'me.projects')
  const taken = ways.map((way) => sql`case when ${projectReach(tx, way)} then ${sql.lit(way)} end`)
  return sql`array_remove(array[${sql.join(taken)}]::text[], null)`
}

/** Which of these projects the operation's permission reaches. */
export async function seenProjects(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    sql`select p.id from projects p where p.id = any(${ids}) and ${projectScope(tx)}`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Tasks, as alias `t` of a project `p`. Own tasks are those one is assigned to. */
export const taskScope = (
  tx: Tx,
): RawBuilder<unknown> => sql`t.organization_id = ${tx.actor.organizationId} and t.deleted_at is null
  and p.deleted_at is null
  and ${anyOf(tx, (scope) => (scope === 'own' ? isAssigned(tx) : projectReach(tx, scope)))}`

/** Accounts, as alias `a`. */
export const accountScope = (tx: Tx): RawBuilder<unknown> => sql`a.organization_id = ${tx.actor.organizationId}
  and ${anyOf(tx, (scope) => (scope === 'organization' ? sql`true` : scope === 'accounts' ? sql`a.id in (${managedAccounts(tx)})` : sql`false`))}`

/** People, as alias `x`: everybody, or those on teams that one leads. */
export const personScope = (tx: Tx): RawBuilder<unknown> => sql`x.organization_id = ${tx.actor.organizationId}
  and ${anyOf(tx, (scope) => (scope === 'organization' ? sql`true` : scope === 'team' ? isLed(tx) : sql`false`))}`

const isLed = (tx: Tx) => sql`x.id in (select m.person_id from teams l
  join team_members m on m.organization_id = l.organization_id and m.team_id = l.id
  where l.organization_id = ${tx.actor.organizationId} and l.lead_id = ${tx.actor.id})`

function anyOf(tx: Tx, reach: (scope: Scope) => RawBuilder<unknown>): RawBuilder<unknown> {
  if (tx.scopes.length === 0) return sql`false`
  return sql`(${sql.join(tx.scopes.map(reach), sql` or `)})`
}

/** Looks at who asks only where that decides: what all of the organisation may see is kept for all of them (`kept`). */
function projectReach(tx: Tx, scope: Scope): RawBuilder<unknown> {
  const { organizationId } = tx.actor
  switch (scope) {
    case 'organization':
      return sql`true`
    case 'assigned':
      return sql`p.manager_id = ${tx.actor.id} or p.id in
        (select m.project_id from project_members m where m.organization_id = ${organizationId} and m.person_id = ${tx.actor.id})`
    case 'team':
      return sql`(p.team_id in (select l.id from teams l where l.organization_id = ${organizationId} and l.lead_id = ${tx.actor.id})) is true`
    case 'accounts':
      // Said so, they are found once and known by heart: as a join they would be found anew for every row that is looked at.
      return sql`(p.account_id in (${managedAccounts(tx)})) is true`
    case 'own':
      return sql`false`
  }
}

const isAssigned = (tx: Tx) => sql`exists (select 1 from task_assignees x
  where x.organization_id = t.organization_id and x.task_id = t.id and x.person_id = ${tx.actor.id})`

/** Accounts one manages, and the children of those. */
const managedAccounts = (tx: Tx) => {
  const { organizationId, id } = tx.actor
  // Two ways to an account, each by an index: with one condition for both, every account would be held against every other.
  return sql`
  select m.account_id as id from account_managers m where m.organization_id = ${organizationId} and m.person_id = ${id}
  union all
  select c.id from account_managers m cross join lateral (
    select c.id from accounts c where c.organization_id = m.organization_id and c.parent_account_id = m.account_id offset 0) c
  where m.organization_id = ${organizationId} and m.person_id = ${id}`
}

/** What somebody reaches, way by way, with what of it is deleted: for who has to tell it without asking each time. */
export const reachOf = (
  tx: Tx,
): RawBuilder<{ way: 'assigned' | 'team' | 'accounts' | 'managed'; id: string; deleted: boolean }> => {
  const projects = (way: 'assigned' | 'team' | 'accounts') => sql`
    select ${sql.lit(way)} as way, p.id, p.deleted_at is not null as deleted from projects p
    where p.organization_id = ${tx.actor.organizationId} and (${projectReach(tx, way)})`
  return sql`${projects('assigned')} union all ${projects('team')} union all ${projects('accounts')}
    union all select 'managed', m.id, false from (${managedAccounts(tx)}) m`
}
