// What can be done with projects, in the order of a project's life.
import { sql } from 'kysely'
import { invalidField, notFound, Problem } from '../../domain/problems.ts'
import { moveProject, type ProjectLife } from '../../domain/project-life.ts'
import type { Project, ProjectChange } from '../../domain/project.ts'
import { requirePermission } from '../access/require-permission.ts'
import { releaseFuture, removeBookings, restoreBookings, tentativeFuture } from '../capacity/task-bookings.ts'
import { resumeProjectClocks, stopProjectClocks } from '../requests/request-clocks.ts'
import { cancelOpenTasks } from '../tasks/cancel-open-tasks.ts'
import { tiedProjects } from '../planning/network.ts'
import { replan } from '../planning/replan.ts'
import { changesBetween, checkVersion, gatheringRows, replaceLinks, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { followHold } from './dated-hold.ts'
import { moveToAccount } from './move-to-account.ts'
import { ASSIGNING, checkDates, subjectOf } from './project-fields.ts'
import { checkProjectReferences } from './project-references.ts'
import {
  lockProject,
  lockProjects,
  lockRestorable,
  restorableUntil,
  showProject,
  type LockedProject,
} from './project-queries.ts'

/** Changes a project's details and, with `status`, moves it along its life. */
export async function updateProject(tx: Tx, id: string, change: ProjectChange): Promise<Project> {
  await updateProjects(tx, [{ id, change: () => change }])
  return showProject(tx, id)
}

export interface ProjectUpdate {
  id: string
  /** What is changed, which may depend on what it is. */
  change: (project: LockedProject) => ProjectChange
  /** The version that the caller last saw. */
  ifMatch?: number | undefined
}

/** Changes many projects, all of them or none. */
export async function updateProjects(tx: Tx, updates: readonly ProjectUpdate[]): Promise<void> {
  const projects = await lockProjects(
    tx,
    updates.map(({ id }) => id),
  )
  const decided: Decided[] = []
  for (const { id, change, ifMatch } of updates) {
    const project = projects.get(id)
    if (!project) throw notFound('project')
    const one = await decide(ifMatch === undefined ? tx : tx.as({ ifMatch }), project, change(project))
    if (one) decided.push(one)
  }
  await checkProjectReferences(
    tx,
    decided.map(({ project, change, changes }) => newReferences(project, change, changes)),
  )
  const rows = gatheringRows(tx, 'projects')
  for (const { project, row } of decided) rows.save(project.id, row)
  rows.flush()
  const teams = decided.flatMap(({ project: { id }, change: { assignedTeam } }) =>
    assignedTeam ? [{ id, ids: assignedTeam }] : [],
  )
  replaceLinks(tx, 'project_members', 'project_id', 'person_id', teams)
  const causes = decided.map((one) => recordChange(tx, one))
  for (const [n, one] of decided.entries()) await whatFollows(tx, one, causes[n] ?? '')
}

/** A change that may be made: what it is to write, and what of the project it really changes. */
interface Decided {
  project: LockedProject
  change: ProjectChange
  moved: ProjectLife | undefined
  row: Record<string, unknown>
  changes: Changes
}

/** Nothing where the change says nothing new. */
async function decide(tx: Tx, project: LockedProject, change: ProjectChange): Promise<Decided | undefined> {
  const { status, reason, assignedTeam, holdUntil, ...fields } = change
  const named = Object.keys(change).filter((field) => field !== 'reason')
  await checkVersion(tx, 'project', project, named)
  const moved =
    status === undefined || status === project.status ? undefined : moveProject(project, status, reason, tx.now)
  if (reason !== undefined && !moved) throw invalidField('/reason', 'status', 'goes with a change of status')
  const held = { ...moved, ...(holdUntil !== undefined && { holdUntil }) }
  const next = { ...fields, ...held, ...(assignedTeam && { assignedTeam: assignedTeam.toSorted() }) }
  const changes = changesBetween<Project & ProjectLife>(project, next as Partial<Project & ProjectLife>)
  if (Object.keys(changes).length === 0) return undefined
  if (changes.accountId) requirePermission(tx, 'account.coordinate')
  if (holdUntil !== undefined) checkHoldUntil(moved?.status ?? project.status, holdUntil, tx.today)
  if (moved && project.closedAt !== null) await requireClient(tx, change.accountId ?? project.accountId)
  const { startOn = project.startOn, dueOn = project.dueOn } = change
  checkDates(startOn, dueOn)
  if (ASSIGNING.some((field) => field in changes)) requirePermission(tx, 'project.assign')
  const row = { ...fields, ...held, ...asksForSetUp(tx, project, moved) }
  return { project, change: { ...change, holdUntil: held.holdUntil }, moved, row, changes }
}

function recordChange(tx: Tx, { project, change, moved, changes }: Decided): string {
  const { accountId = project.accountId, reason } = change
  return tx.record(
    moved ? 'project.status_changed' : 'project.updated',
    subjectOf({ ...project, accountId, version: project.version + 1 }),
    reason === undefined ? changes : { ...changes, reason: { to: reason } },
  )
}

/** What was a draft is set up once it is none any more. */
const asksForSetUp = (tx: Tx, { status }: LockedProject, moved: ProjectLife | undefined) =>
  status === 'draft' && moved && moved.status !== 'cancelled' && !tx.isHistory ? { setUpAskedAt: tx.now } : {}

/** What a change of the project means for its tasks, bookings, dates and client: in the same transaction, with its cause. */
async function whatFollows(tx: Tx, { project, change: after, changes }: Decided, cause: string): Promise<void> {
  const { id } = project
  const status = changes.status ? after.status : undefined
  if (status === 'cancelled') await cancelOpenTasks(tx, id, after.reason ?? '', cause)
  else if (changes.startOn) await replan(tx, [id], [{ id, cause }])
  if (status === 'cancelled') await releaseFuture(tx, { projectId: id }, cause)
  if (status === 'on_hold') await hold(tx, id, cause)
  else if (status && project.status === 'on_hold') await resumeProjectClocks(tx, id, cause)
  if (changes.holdUntil) await followHold(tx, project, after.holdUntil ?? null, cause)
  if (changes.accountId && after.accountId !== undefined) await moveToAccount(tx, id, after.accountId, cause)
}

/** What waits is not booked for sure, and what clients asked for is not late meanwhile. */
async function hold(tx: Tx, id: string, cause: string): Promise<void> {
  await tentativeFuture(tx, id, cause)
  await stopProjectClocks(tx, id, cause)
}

/** What the change names that was not named before: somebody suspended since, or a client archived, may stay. */
function newReferences(project: Project, change: ProjectChange, changes: object): ProjectChange {
  const named = ['accountId', 'type', 'managerId', 'teamId', 'templateId'].filter((field) => field in changes)
  const members = change.assignedTeam?.filter((person) => !project.assignedTeam.includes(person))
  const fields = Object.fromEntries(named.map((field) => [field, change[field as keyof ProjectChange]]))
  return { ...fields, ...(members && { assignedTeam: members }) }
}

export interface Deletion {
  id: string
  deletedAt: string
  restorableUntil: string
  removed: { tasks: number; timeEntries: number; requests: number; communications: number; allocations: number }
}

/** Takes the project and all that hangs on it out of every view at once; it can be restored for 30 days. */
export async function deleteProject(tx: Tx, id: string, reason: string | undefined): Promise<Deletion> {
  const project = await lockProject(tx, id)
  if (reason === undefined) throw invalidField('/reason', 'required', 'is needed: why is the project deleted?')
  await checkVersion(tx, 'project', project, 'all')
  updateRow(tx, 'projects', id, { deletedAt: tx.now, deleteReason: reason })
  const deletedAt = tx.now.toISOString()
  const cause = tx.record('project.deleted', subjectOf({ ...project, version: project.version + 1 }), {
    deletedAt: { from: null, to: deletedAt },
    reason: { to: reason },
  })
  const allocations = await removeBookings(tx, id)
  const tied = await tiedProjects(tx, [id])
  await replan(
    tx,
    tied.map((other) => other.id),
    [{ id, cause }],
  )
  const removed = await countRemoved(tx, id)
  return {
    id,
    deletedAt,
    restorableUntil: restorableUntil(tx.now).toISOString(),
    removed: { ...removed, allocations },
  }
}

/** What hangs on a project, and is out of view with it. */
async function countRemoved(tx: Tx, id: string): Promise<Omit<Deletion['removed'], 'allocations'>> {
  const organization = tx.actor.organizationId
  const found = await tx.first<Omit<Deletion['removed'], 'allocations'>>(sql`
    select count(distinct t.id)::int as tasks, count(e.id)::int as "timeEntries",
      (select count(*)::int from requests where organization_id = ${organization} and project_id = ${id}) as requests,
      (select count(*)::int from communications where organization_id = ${organization} and project_id = ${id}) as communications
    from tasks t left join time_entries e on e.organization_id = t.organization_id and e.task_id = t.id
    where t.organization_id = ${organization} and t.project_id = ${id} and t.deleted_at is null`)
  return found ?? { tasks: 0, timeEntries: 0, requests: 0, communications: 0 }
}

/** Brings a deleted project back within 30 days, as it was; bookings that no longer fit are tentative, and dates follow. */
export async function restoreProject(tx: Tx, id: string): Promise<Project> {
  const deleted = await lockRestorable(tx, id)
  if (!deleted.deletedAt) throw new Problem('invalid_transition', 'The project is not deleted.', { allowed: [] })
  await requireClient(tx, deleted.accountId)
  updateRow(tx, 'projects', id, { deletedAt: null, deleteReason: null })
  const cause = tx.record(
    'project.restored',
    subjectOf({ id, version: deleted.version + 1, accountId: deleted.accountId }),
    {
      deletedAt: { from: deleted.deletedAt.toISOString(), to: null },
      deleteReason: { from: deleted.reason, to: null },
    },
  )
  await restoreBookings(tx, id)
  await replan(tx, [id], [{ id, cause }])
  return showProject(tx, id)
}

/** Reopening and restoring bring work back to the client: it has to be one still. */
async function requireClient(tx: Tx, accountId: string): Promise<void> {
  const account = await tx.first<{ status: string }>(sql`select status from accounts
    where organization_id = ${tx.actor.organizationId} and id = ${accountId} for key share`)
  if (account?.status !== 'active')
    throw new Problem('invalid_transition', 'Its account is archived; bring that back first.', { allowed: [] })
}

/** A hold says until when while there is one. */
function checkHoldUntil(status: Project['status'], until: string | null, today: string): void {
  if (status !== 'on_hold') throw invalidField('/holdUntil', 'status', 'goes with status on_hold')
  if (until !== null && until <= today) throw invalidField('/holdUntil', 'future', 'is after today')
}
