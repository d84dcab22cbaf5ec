// Whom an escalation can tell: those of a project who are there, from the nearest to the furthest.
import { sql } from 'kysely'
import type { Tx } from '../platform/transaction.ts'

export interface PeopleToTell {
  teamLead: string[]
  manager: string[]
  admins: string[]
  /** Of the client, or where it has none of its own, of its parent. */
  accountManagers: string[]
}

/** Whoever is suspended is not among them. */
export async function peopleToTell(tx: Tx, projectId: string): Promise<PeopleToTell> {
  const organization = tx.actor.organizationId
  const who = (ids: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(x.id order by x.id), '[]') from people x
    where x.organization_id = ${organization} and x.active and x.id in (${ids}))`
  const managersOf = (account: ReturnType<typeof sql>) =>
    who(
      sql`select m.person_id from account_managers m where m.organization_id = ${organization} and m.account_id = ${account}`,
    )
  const found = await tx.first<Omit<PeopleToTell, 'accountManagers'> & { own: string[]; parents: string[] }>(sql`
    select ${who(sql`select t.lead_id from teams t where t.organization_id = ${organization} and t.id = p.team_id`)} as "teamLead",
      ${who(sql`select p.manager_id`)} as manager,
      (select coalesce(json_agg(x.id order by x.id), '[]') from people x where x.organization_id = ${organization} and x.active
        and 'project_admin' = any(x.roles)) as admins,
      ${managersOf(sql`a.id`)} as own, ${managersOf(sql`a.parent_account_id`)} as parents
    from projects p join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where p.organization_id = ${organization} and p.id = ${projectId}`)
  const { own = [], parents = [], teamLead = [], manager = [], admins = [] } = found ?? {}
  return { teamLead, manager, admins, accountManagers: own.length > 0 ? own : parents }
}

/** Who does a task. */
export async function assigneesOf(tx: Tx, taskId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select x.id from task_assignees s
    join people x on x.organization_id = s.organization_id and x.id = s.person_id and x.active
    where s.organization_id = ${tx.actor.organizationId} and s.task_id = ${taskId} order by x.id`)
  return rows.map(({ id }) => id)
}

/** Those of a level, or where nobody is there, of the next one up. */
export const fromLevel = (levels: readonly (readonly string[])[], level: number): readonly string[] =>
  levels.slice(level).find((people) => people.length > 0) ?? []
