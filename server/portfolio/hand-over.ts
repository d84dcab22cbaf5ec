// Somebody hands on, or leaves: the clients, requests and signals they look after go to another, in one transaction.
import { sql } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import type { HandedOver, LeftPerson } from '../../domain/portfolio.ts'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { getPerson } from '../people/person-queries.ts'
import { counted, suspend } from '../planning/suspend-person.ts'
import type { Tx } from '../platform/transaction.ts'

/** Hands on what somebody looks after, who stays. Fails with not-found, or where the other can not look after it. */
export async function handOver(tx: Tx, personId: string, to: string): Promise<HandedOver> {
  await getPerson(tx, personId)
  return handedOver(tx, personId, to, '/to')
}

/**
 * Shuts a person out, and hands on to whom they name. Without one, what is left with them is told: clients whom nobody
 * looks after any more, and requests and signals that are still theirs.
 */
export async function leave(tx: Tx, personId: string, to: string | undefined): Promise<LeftPerson> {
  const person = await suspend(tx, personId)
  const over = to === undefined ? null : await handedOver(tx, personId, to, '/handOverTo')
  const organization = tx.actor.organizationId
  const assigned = (
    table: string,
  ) => sql`select x.id, row_number() over (order by x.created_at, x.id) as n from ${sql.table(table)} x
    where x.organization_id = ${organization} and x.assignee_id = ${personId} and x.closed_at is null`
  const [accountsWithoutManager, openRequests, openSignals] = await Promise.all([
    counted(
      tx,
      sql`select a.id, row_number() over (order by lower(a.name), a.id) as n from account_managers m
        join accounts a on a.organization_id = m.organization_id and a.id = m.account_id and a.status = 'active'
        where m.organization_id = ${organization} and m.person_id = ${personId} and not exists (
          select 1 from account_managers o join people x on x.organization_id = o.organization_id and x.id = o.person_id
          where o.organization_id = a.organization_id and o.account_id = a.id and x.active)`,
    ),
    counted(tx, assigned('requests')),
    counted(tx, assigned('pulse_signals')),
  ])
  return { ...person, handedOver: over, accountsWithoutManager, openRequests, openSignals }
}

async function handedOver(tx: Tx, personId: string, to: string, pointer: string): Promise<HandedOver> {
  if (to === personId) throw invalidField(pointer, 'self', 'is somebody else')
  const accounts = await lockAccountsOf(tx, personId)
  await requireSuccessor(tx, to, pointer, accounts.length > 0)
  const suspended = tx.recorded.findLast(({ event, entityId }) => event === 'person.suspended' && entityId === personId)
  const about = { type: 'person', id: personId }
  const cause = tx.record('person.handed_over', about, { handedOverTo: { to } }, suspended?.id)
  saveManagers(tx, accounts, personId, to, cause)
  const [requests, signals] = [
    await reassign(tx, { table: 'requests', type: 'request' }, personId, to, cause),
    await reassign(tx, { table: 'pulse_signals', type: 'signal' }, personId, to, cause),
  ]
  return { personId, to, accounts: some(accounts), requests: some(requests), signals: some(signals) }
}

const MOST_TOLD = 100
const some = (rows: readonly { id: string }[]) => ({
  count: rows.length,
  ids: rows.slice(0, MOST_TOLD).map(({ id }) => id),
})

/** Roles that look after requests and signals, and those that look after clients. */
const LOOKING_AFTER: readonly Role[] = ['project_admin', 'project_manager', 'account_manager']
const WITH_CLIENTS: readonly Role[] = ['project_admin', 'account_manager']

/** Held, so that they can not leave at the same time. */
async function requireSuccessor(tx: Tx, id: string, pointer: string, withClients: boolean): Promise<void> {
  const found = await tx.first<{ active: boolean; roles: Role[] }>(sql`
    select active, roles from people where organization_id = ${tx.actor.organizationId} and id = ${id} for share`)
  if (!found?.active) throw invalidField(pointer, 'reference', say`names ${id}, which is not there`)
  const suitable = withClients ? WITH_CLIENTS : LOOKING_AFTER
  if (!found.roles.some((role) => suitable.includes(role)))
    throw invalidField(pointer, 'role', say`names ${id}, whose roles are none of ${suitable.join(', ')}`)
}

interface ManagedAccount {
  id: string
  version: number
  managers: string[]
}

const lockAccountsOf = (tx: Tx, personId: string): Promise<ManagedAccount[]> =>
  tx.rows<ManagedAccount>(sql`
    select a.id, a.version, array(select o.person_id from account_managers o
      where o.organization_id = a.organization_id and o.account_id = a.id order by 1) as managers
    from accounts a where a.organization_id = ${tx.actor.organizationId} and a.id in (select m.account_id from account_managers m
      where m.organization_id = ${tx.actor.organizationId} and m.person_id = ${personId}) order by a.id for no key update of a`)

function saveManagers(tx: Tx, accounts: readonly ManagedAccount[], from: string, to: string, cause: string): void {
  if (accounts.length === 0) return
  const organization = tx.actor.organizationId
  const ids = accounts.map(({ id }) => id)
  tx.send(sql`delete from account_managers where organization_id = ${organization} and person_id = ${from}
    and account_id = any(${ids})`)
  tx.send(sql`insert into account_managers (organization_id, account_id, person_id)
    select ${organization}, id, ${to} from unnest(${ids}::text[]) id on conflict do nothing`)
  tx.send(sql`update accounts set version = version + 1, updated_at = greatest(updated_at, ${tx.now})
    where organization_id = ${organization} and id = any(${ids})`)
  for (const { id, version, managers } of accounts) {
    const after = [...new Set([...managers.filter((manager) => manager !== from), to])].toSorted()
    const subject = { type: 'account', id, version: version + 1, accountId: id }
    tx.record('account.updated', subject, { accountManagerIds: { from: managers, to: after } }, cause)
  }
}

interface Reassigned {
  id: string
  version: number
  projectId: string | null
  accountId: string | null
}

async function reassign(
  tx: Tx,
  { table, type }: { table: 'requests' | 'pulse_signals'; type: string },
  from: string,
  to: string,
  cause: string,
): Promise<Reassigned[]> {
  const organization = tx.actor.organizationId
  const rows = await tx.rows<Reassigned>(sql`
    with held as (select id from ${sql.table(table)} where organization_id = ${organization} and assignee_id = ${from}
      and closed_at is null order by id for update)
    update ${sql.table(table)} x set assignee_id = ${to}, version = x.version + 1, updated_at = greatest(x.updated_at, ${tx.now})
    from held where x.organization_id = ${organization} and x.id = held.id
    returning x.id, x.version, x.project_id as "projectId", x.account_id as "accountId"`)
  const inOrder = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const row of inOrder) tx.record(`${type}.updated`, { type, ...row }, { assigneeId: { from, to } }, cause)
  return inOrder
}
