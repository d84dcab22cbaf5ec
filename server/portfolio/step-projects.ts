// All open projects of a client held, resumed or moved at once: in one transaction, all of them or none.
import { sql } from 'kysely'
import type { ProjectsStep, ProjectState, SteppedProjects } from '../../domain/portfolio.ts'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { getAccount } from '../accounts/account-queries.ts'
import { holdTied } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'
import { updateProject } from '../projects/project-operations.ts'
import { movePlans } from './move-plans.ts'

export interface OpenProject extends ProjectState {
  id: string
  name: string
  accountId: string
  version: number
  statusBeforeHold: ProjectStatus | null
}

/**
 * Holds the projects first, with all that is tied to them, in the order of ids: two of these at once happen one after the
 * other. Answers what became of each, and which were passed over and why.
 */
export async function stepProjects(tx: Tx, accountId: string, step: ProjectsStep): Promise<SteppedProjects> {
  const { hold, resume, move, includeChildren = false } = step
  if (hold?.until !== undefined && hold.until <= tx.today) throw invalidField('/hold/until', 'future', 'is after today')
  await getAccount(tx, accountId)
  const before = await lockOpenProjects(tx, accountId, includeChildren)
  // If-Match is about none of the projects.
  const own = tx.as({ ifMatch: undefined })
  const skipped = before.flatMap((project) => {
    const why = hold ? whyNotHeld(project) : resume && project.status !== 'on_hold' ? 'It is not on hold.' : undefined
    return why === undefined ? [] : [{ id: project.id, name: project.name, accountId: project.accountId, why }]
  })
  const passedOver = new Set(skipped.map(({ id }) => id))
  const concerned = before.filter(({ id }) => !passedOver.has(id))
  let kept: string[] = []
  if (move) kept = await movePlans(own, concerned, move)
  else for (const project of concerned) await stepOne(own, project, hold)
  if (hold?.until !== undefined) kept = await withDeadline(tx, concerned, hold.until)
  const after = new Map(
    (
      await openProjects(
        tx,
        concerned.map(({ id }) => id),
      )
    ).map((project) => [project.id, project]),
  )
  const projects = concerned.map((project) => {
    const { id, name } = project
    return { id, name, accountId: project.accountId, from: stateOf(project), to: stateOf(after.get(id) ?? project) }
  })
  return { accountId, projects, skipped, kept }
}

function whyNotHeld({ status }: OpenProject): string | undefined {
  if (status === 'on_hold') return 'It is on hold already.'
  return status === 'draft' ? 'It is a draft.' : undefined
}

async function stepOne(tx: Tx, project: OpenProject, hold: ProjectsStep['hold']): Promise<void> {
  const change = hold
    ? { status: 'on_hold' as const, reason: hold.reason, ...(hold.until !== undefined && { holdUntil: hold.until }) }
    : { status: project.statusBeforeHold ?? ('active' as const) }
  await updateProject(tx, project.id, change)
}

const stateOf = ({ status, holdUntil, startOn, dueOn, finishOn }: OpenProject): ProjectState => ({
  status,
  holdUntil,
  startOn,
  dueOn,
  finishOn,
})

const MOST_PROJECTS = 200

async function lockOpenProjects(tx: Tx, accountId: string, includeChildren: boolean): Promise<OpenProject[]> {
  const organization = tx.actor.organizationId
  const children = includeChildren
    ? sql` or p.account_id in (select c.id from accounts c where c.organization_id = ${organization} and c.parent_account_id = ${accountId})`
    : sql``
  const theirs = sql`select p.id from projects p where p.organization_id = ${organization} and p.deleted_at is null
    and p.status not in ('completed', 'cancelled') and (p.account_id = ${accountId}${children})`
  holdTied(tx, theirs)
  const ids = await tx.rows<{ id: string }>(sql`${theirs} order by p.id limit ${sql.lit(MOST_PROJECTS + 1)}`)
  if (ids.length > MOST_PROJECTS)
    throw invalidField('/includeChildren', 'projects', say`is for at most ${MOST_PROJECTS} open projects`)
  return openProjects(
    tx,
    ids.map(({ id }) => id),
  )
}

const openProjects = (tx: Tx, ids: readonly string[]): Promise<OpenProject[]> =>
  tx.rows<OpenProject>(sql`
    select p.id, p.name, p.account_id as "accountId", p.version, p.status, p.status_before_hold as "statusBeforeHold",
      p.hold_until as "holdUntil", p.start_on as "startOn", p.due_on as "dueOn",
      (select max(t.due_on) from tasks t where t.organization_id = p.organization_id and t.project_id = p.id
        and t.deleted_at is null and t.status <> 'cancelled') as "finishOn"
    from projects p where p.organization_id = ${tx.actor.organizationId} and p.id = any(${ids}) order by p.id`)

/** What would start before the hold is over, since its constraint is a deadline. */
async function withDeadline(tx: Tx, projects: readonly OpenProject[], until: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t where t.organization_id = ${tx.actor.organizationId}
      and t.project_id = any(${projects.map(({ id }) => id)}) and t.deleted_at is null and t.scheduling = 'automatic'
      and coalesce(t.status_before_block, t.status) = 'pending' and t.constraint_kind = 'must_finish_by'
      and t.start_on < ${until}::date order by t.id`)
  return rows.map(({ id }) => id)
}
