// Counts what is due, some at a time, each in a transaction with the mark it takes away: any number of nodes may, and what one
// was at when it ended another finds as it was.
import { sql } from 'kysely'
import { transaction, type Actor, type Tx } from '../platform/transaction.ts'
import type { Database } from '../platform/database.ts'
import { countPeople } from './count-people.ts'
import { countProjects } from './count-projects.ts'
import type { Difference } from './rollup-rows.ts'

type Kind = 'project' | 'person'
/** So many are counted in one transaction. */
const AT_ONCE: Record<Kind, number> = { project: 25, person: 10 }

export interface Due {
  organizationId: string
  timezone: string
  kind: Kind
  ids: string[]
}

/** What is due next of each kind in each of some organisations: what waits longest first. Those named in `but` wait. */
export const someDue = (worker: Database, but: readonly string[] = [], organizationId?: string): Promise<Due[]> =>
  worker.query(sql`
    select d.organization_id as "organizationId", o.timezone, d.kind, array_agg(d.id) as ids
    from (select organization_id, kind, id, row_number() over (partition by organization_id, kind order by since_seq, id) as n
      from (select * from rollups_due where not (organization_id || ' ' || kind || ' ' || id = any(${but}))
        and (${organizationId === undefined} or organization_id = ${organizationId ?? null})
        order by since_seq limit 500) x) d
    join organizations o on o.id = d.organization_id
    where d.n <= case d.kind when 'project' then ${AT_ONCE.project}::int else ${AT_ONCE.person}::int end
    group by 1, 2, 3`)

/** The keys of what is due, as `but` names them. */
export const keysOf = ({ organizationId, kind, ids }: Due): string[] =>
  ids.map((id) => `${organizationId} ${kind} ${id}`)

/** Counts them, but for those that another node is at, and answers what was not as it is counted. */
export async function countDue(app: Database, due: Due, now: Date): Promise<Difference[]> {
  const { kind, ids } = due
  const context = { actor: countingRule(due), permission: 'analytics.read', scopes: ['organization'], now } as const
  return transaction(app, context, async (tx) => {
    const taken = await take(tx, kind, ids)
    if (taken.length === 0) return []
    return kind === 'project' ? countProjects(tx, taken) : countPeople(tx, taken)
  })
}

/** Takes their marks away. Whoever marks them meanwhile waits until this is done, so that what happens then is counted after. */
async function take(tx: Tx, kind: Kind, ids: readonly string[]): Promise<string[]> {
  const taken = await tx.rows<{ id: string }>(sql`
    delete from rollups_due d using (
      select id from rollups_due where organization_id = ${tx.actor.organizationId} and kind = ${kind} and id = any(${ids})
      order by id for update skip locked) t
    where d.organization_id = ${tx.actor.organizationId} and d.kind = ${kind} and d.id = t.id returning d.id`)
  return taken.map(({ id }) => id)
}

const countingRule = ({ organizationId, timezone }: Due): Actor => ({
  type: 'rule',
  id: 'rule:analytics',
  name: 'Analytics',
  organizationId,
  roles: [],
  tokenScopes: ['*'],
  timezone,
})
