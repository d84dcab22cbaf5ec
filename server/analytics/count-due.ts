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
export const someDue = (worker: Database, but: readonly string[]): Promise<Due[]> =>
  worker.query(sql`
    select d.organization_id as "organizationId", o.timezone, d.kind, array_agg(d.id) as ids
    from (select organization_id, kind, id, row_number() over (partition by organization_id, kind order by since_seq, id) as n
      from (select * from rollups_due where not (organization_id || ' ' || kind || ' ' || id = any(${but}))
        order by since_seq limit 500) x) d
    join organizations o on o.id = d.organization_id
    where d.n <= case d.kind when 'project' then ${AT_ONCE.project}::int else ${AT_ONCE.person}::int end
    group by 1, 2, 3`)

/** Everything there is, of one organisation or of all, in the parts that are counted at once. */
export const everything = (worker: Database, organizationId?: string): Promise<Due[]> =>
  worker.query(sql`
    select x.organization_id as "organizationId", o.timezone, x.kind, array_agg(x.id order by x.id) as ids
    from (select organization_id, 'project' as kind, id, (row_number() over (partition by organization_id order by id) - 1)
        / ${AT_ONCE.project}::int as part from projects
      union all select organization_id, 'person', id, (row_number() over (partition by organization_id order by id) - 1)
        / ${AT_ONCE.person}::int from people) x
    join organizations o on o.id = x.organization_id
    where ${organizationId === undefined} or x.organization_id = ${organizationId ?? null}
    group by x.organization_id, o.timezone, x.kind, x.part order by 1, 3, x.part`)

/** The keys of what is due, as `but` names them. */
export const keysOf = ({ organizationId, kind, ids }: Due): string[] =>
  ids.map((id) => `${organizationId} ${kind} ${id}`)

/** Counts them, but for those that another node is at, and answers what was not as it is counted. */
export const countDue = (app: Database, due: Due, now: Date): Promise<Difference[]> =>
  counting(app, due, now, async (tx) => take(tx, due))

/** The same of any, whether due or not. */
export const countAnew = (app: Database, due: Due, now: Date): Promise<Difference[]> =>
  counting(app, due, now, async (tx) => {
    // Marks that nobody else gets to see: whoever wants to mark or count them waits for us.
    tx.send(sql`insert into rollups_due (organization_id, kind, id)
      select ${tx.actor.organizationId}, ${due.kind}, id from unnest(${due.ids.toSorted()}::text[]) id on conflict do nothing`)
    return take(tx, due)
  })

function counting(app: Database, due: Due, now: Date, which: (tx: Tx) => Promise<string[]>): Promise<Difference[]> {
  const context = { actor: countingRule(due), permission: 'analytics.read', scopes: ['organization'], now } as const
  return transaction(app, context, async (tx) => {
    const ids = await which(tx)
    if (ids.length === 0) return []
    return due.kind === 'project' ? countProjects(tx, ids) : countPeople(tx, ids)
  })
}

/** Takes their marks away. Whoever marks them meanwhile waits until this is done, so that what happens then is counted after. */
async function take(tx: Tx, { kind, ids }: Due): Promise<string[]> {
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
