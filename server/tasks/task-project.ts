// What tasks need of the project they are in: that the caller may see it, its lock, and the progress that follows from them.
import { sql } from 'kysely'
import { notFound } from '../../domain/problems.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { projectScope } from '../access/scopes.ts'
import { holdTied, these } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'

/** Fails with not-found unless the project is there and within the caller's scope. */
export async function requireProject(tx: Tx, id: string): Promise<void> {
  const found = await tx.first(sql`select 1 from projects p where p.id = ${id} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
}

export interface LockedTaskProject {
  id: string
  accountId: string
  status: ProjectStatus
}

/** Holds the project, with what is tied to it, to the end of the transaction, so that what happens within it happens one after another. */
export function lockProjectOfTasks(tx: Tx, id: string): Promise<LockedTaskProject> {
  holdTied(tx, these([id]))
  return getTaskProject(tx, id)
}

/** A project that the caller holds, or is about to in the same packet. */
export async function getTaskProject(tx: Tx, id: string): Promise<LockedTaskProject> {
  const project = (await getTaskProjects(tx, [id])).get(id)
  if (!project) throw notFound('project')
  return project
}

/** The same for many, by id; those that are out of scope are left out. */
export async function getTaskProjects(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedTaskProject>> {
  const rows = await tx.rows<LockedTaskProject>(sql`
    select p.id, p.account_id as "accountId", p.status from projects p where p.id = any(${ids}) and ${projectScope(tx)}`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Brings the progress of projects up to date: completed weight ÷ weight not cancelled, rounded down so that 100 means all of it. */
export function updateProgress(tx: Tx, projectIds: readonly string[]): void {
  if (projectIds.length === 0) return
  tx.send(sql`
    update projects p set progress = c.progress
    from unnest(${projectIds}::text[]) i (id) cross join lateral (
      select coalesce(floor(100.0 * sum(weight) filter (where status = 'completed') / nullif(sum(weight), 0)), 0)::smallint as progress
      from tasks where organization_id = ${tx.actor.organizationId} and project_id = i.id
        and deleted_at is null and status <> 'cancelled') c
    where p.organization_id = ${tx.actor.organizationId} and p.id = i.id and p.progress <> c.progress`)
}
