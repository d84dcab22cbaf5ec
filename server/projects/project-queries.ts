// What can be known about projects: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { CivilDate, Id, InstantInput, line, PRIORITIES, Priority, Slug } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import type { ProjectLife } from '../../domain/project-life.ts'
import { BANDS, ListedProject, PROJECT_STATUSES, type Project } from '../../domain/project.ts'
import { TASK_STATUSES } from '../../domain/task.ts'
import { projectScope, waysTo, waysToProjects } from '../access/scopes.ts'
import { holdTied, these } from '../planning/network.ts'
import type { JsonText } from '../platform/json.ts'
import { inOrder, narrow, orElse, waysFrom, waysOver, type Narrow } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, type ListPlan, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const ProjectFilters = z.strictObject({
  id: commaList(Id).optional(),
  status: commaList(z.enum(PROJECT_STATUSES)).optional(),
  type: commaList(Slug).optional(),
  priority: commaList(Priority).optional(),
  accountId: commaList(Id).optional(),
  parentAccountId: commaList(Id).optional(),
  managerId: commaList(Id).optional(),
  teamId: commaList(Id).optional(),
  memberId: commaList(Id).optional(),
  band: commaList(z.enum(BANDS)).optional(),
  tag: commaList(line(50)).optional(),
  'dueOn[gte]': CivilDate.optional(),
  'dueOn[lte]': CivilDate.optional(),
  'updatedAt[gte]': InstantInput.optional(),
  q: z.string().min(1).max(200).optional(),
  ...pageQuery(['updatedAt', 'createdAt', 'name', 'status', 'priority', 'startOn', 'dueOn', 'progress', 'score']),
})
export type ProjectFilters = z.output<typeof ProjectFilters>
export const ProjectPage = pageOf(ListedProject)

const columns = sql`
  p.id, p.name, p.description, p.account_id as "accountId", p.type, p.engagement, p.status, p.priority,
  p.manager_id as "managerId", p.team_id as "teamId",
  array(select m.person_id from project_members m where m.organization_id = p.organization_id and m.project_id = p.id order by 1) as "assignedTeam",
  p.template_id as "templateId", p.start_on as "startOn", p.due_on as "dueOn", p.progress,
  json_build_object('score', p.health_score, 'band', p.health_band, 'worst', p.health_worst) as health,
  p.budget_minutes as "budgetMinutes", p.contract_minor as "contractMinor", p.currency, p.billing_mode as "billingMode", p.tags,
  p.hold_reason as "holdReason", p.hold_until as "holdUntil", p.close_reason as "closeReason", instant(p.closed_at) as "closedAt",
  p.version, instant(p.created_at) as "createdAt", instant(p.updated_at) as "updatedAt"`

const nameIn = (table: string, id: string) => sql`
  (select n.name from ${sql.table(table)} n where n.organization_id = p.organization_id and n.id = ${sql.ref(`p.${id}`)})`
const names = sql`json_build_object(
  'account', ${nameIn('accounts', 'account_id')}, 'manager', ${nameIn('people', 'manager_id')}, 'team', ${nameIn('teams', 'team_id')},
  'assignedTeam', array(select n.name from project_members m
    join people n on n.organization_id = m.organization_id and n.id = m.person_id
    where m.organization_id = p.organization_id and m.project_id = p.id order by m.person_id))`

const listedColumns = (tx: Tx) => sql`
  ${columns}, ${names} as names, c.by_status as "taskCounts", c.overdue as "overdueTasks", ${waysTo(tx)} as reach`

const countedByStatus = sql.join(
  TASK_STATUSES.map((status) => sql`${sql.lit(status)}, count(*) filter (where t.status = ${sql.lit(status)})`),
)
const counts = (tx: Tx) => sql`cross join lateral (
  select json_build_object(${countedByStatus}) as by_status,
    count(*) filter (where t.due_on < ${tx.today}::date and t.status not in ('completed', 'cancelled')) as overdue
  from tasks t where t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null) c`

/** One project within the caller's scope; not found otherwise. */
export const getProject = (tx: Tx, id: string): Promise<Project> =>
  oneProject(tx, sql`p.id = ${id} and ${projectScope(tx)}`)

/** A project that the caller has just changed: shown even where the change itself took it out of their scope. */
export const showProject = (tx: Tx, id: string): Promise<Project> =>
  oneProject(tx, sql`p.organization_id = ${tx.actor.organizationId} and p.id = ${id}`)

/** The same for many; those deleted meanwhile are left out. */
export async function showProjects(tx: Tx, ids: readonly string[]): Promise<Project[]> {
  if (ids.length === 0) return []
  const found = await tx.rows<{ json: Project }>(sql`
    select row_to_json(r) as json from projects p cross join lateral (select ${columns}) r
    where p.organization_id = ${tx.actor.organizationId} and p.id = any(${ids}) and p.deleted_at is null`)
  return found.map(({ json }) => json)
}

async function oneProject(tx: Tx, where: RawBuilder<unknown>): Promise<Project> {
  const found = await tx.first<{ json: Project }>(sql`
    select row_to_json(r) as json from projects p cross join lateral (select ${columns}) r where ${where}`)
  if (!found) throw notFound('project')
  return found.json
}

export const RESTORE_WITHIN_DAYS = 30
const DAY_MS = 24 * 3_600_000
export const restorableUntil = (deletedAt: Date): Date => new Date(deletedAt.getTime() + RESTORE_WITHIN_DAYS * DAY_MS)

interface Restorable {
  deletedAt: Date | null
  version: number
  accountId: string
  reason: string | null
}

/** A project that is not deleted, or not so long ago that it can not come back; not found otherwise. */
export async function findRestorable(tx: Tx, id: string): Promise<Restorable> {
  const found = await tx.first<Restorable>(sql`
    select deleted_at as "deletedAt", version, account_id as "accountId", delete_reason as reason from projects
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  if (!found || (found.deletedAt && tx.now > restorableUntil(found.deletedAt))) throw notFound('project')
  return found
}

/** The same, held to the end of the transaction. */
export function lockRestorable(tx: Tx, id: string): Promise<Restorable> {
  holdProject(tx, id)
  return findRestorable(tx, id)
}

const holdProject = (tx: Tx, id: string) => holdTied(tx, these([id]))

export type LockedProject = Project & ProjectLife

/** Holds projects to the end of the transaction, by id; those that are out of scope are left out. */
export async function lockProjects(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedProject>> {
  holdTied(tx, these(ids))
  const rows = await tx.rows<{ json: LockedProject }>(sql`
    select row_to_json(r) as json from projects p
    cross join lateral (select ${columns}, p.status_before_hold as "statusBeforeHold") r where p.id = any(${ids}) and ${projectScope(tx)}`)
  return new Map(rows.map(({ json }) => [json.id, json]))
}

/** Holds a project to the end of the transaction; not found where it is out of scope. */
export async function lockProject(tx: Tx, id: string): Promise<LockedProject> {
  const project = (await lockProjects(tx, [id])).get(id)
  if (!project) throw notFound('project')
  return project
}

function asked(tx: Tx, filters: ProjectFilters): Narrow {
  const organization = tx.actor.organizationId
  const list = narrow(tx, 'projects', 'p', sql`p.deleted_at is null`)
  const { asks, ids, among, amongWords, has } = list
  if (!tx.scopes.includes('organization')) asks(projectScope(tx), ...waysToProjects(tx))
  among(sql`p.id`, filters.id)
  among(sql`p.account_id`, filters.accountId)
  among(sql`p.manager_id`, filters.managerId)
  among(sql`p.team_id`, filters.teamId)
  amongWords(PROJECT_STATUSES, sql`p.status`, filters.status)
  amongWords(PRIORITIES, sql`p.priority`, filters.priority)
  has(filters.q)
  if (filters.type) asks(sql`p.type = any(${filters.type})`)
  if (filters.band) asks(sql`p.health_band = any(${filters.band})`)
  if (filters.tag) asks(sql`p.tags && ${filters.tag}::text[]`)
  if (filters.parentAccountId) {
    const children = sql`select c.id from accounts c where c.organization_id = ${organization} and c.parent_account_id = any(${filters.parentAccountId})`
    asks(
      sql`p.account_id in (${children})`,
      waysOver(children, (id) => ids(sql`p.account_id = ${id}`)),
    )
  }
  if (filters.memberId) {
    const theirs = sql`select m.project_id as id from project_members m where m.organization_id = ${organization} and m.person_id`
    const isTheirs = sql`exists (select from project_members m where m.organization_id = p.organization_id and m.project_id = p.id
      and m.person_id = any(${filters.memberId}))`
    asks(isTheirs, waysFrom(filters.memberId, sql`${theirs} = v.value`))
  }
  if (filters['dueOn[gte]'] ?? filters['dueOn[lte]'])
    asks(sql`p.due_on is not null and ${dueBetween(filters)}`, ids(sql`${dueBetween(filters)} order by ${DUE}, p.id`))
  const since = filters['updatedAt[gte]'] && sql`p.updated_at >= ${new Date(filters['updatedAt[gte]'])}`
  if (since) asks(since, ids(sql`${since} order by p.updated_at, p.id`))
  return list
}

const DUE = orElse(sql`p.due_on`, sql`'infinity'`)
const dueBetween = ({ 'dueOn[gte]': from, 'dueOn[lte]': to }: ProjectFilters): RawBuilder<unknown> =>
  sql.join(
    [
      ...(from ? [sql`${DUE} >= ${from}::date`] : []),
      ...(to ? [sql`${DUE} <= ${to}::date`] : []),
      sql`${DUE} < 'infinity'`,
    ],
    sql` and `,
  )

const sorts = (filters: ProjectFilters): ListPlan['sorts'] => {
  const { 'updatedAt[gte]': since } = filters
  return {
    updatedAt: {
      by: sql`p.updated_at`,
      type: 'timestamptz',
      ...(since && { bounds: sql`p.updated_at >= ${new Date(since)}` }),
    },
    createdAt: { by: sql`p.created_at`, type: 'timestamptz' },
    name: { by: sql`p.name_order`, type: 'text' },
    status: inOrder(PROJECT_STATUSES, sql`p.status`, filters.status),
    priority: inOrder(PRIORITIES, sql`p.priority`, filters.priority),
    startOn: { by: orElse(sql`p.start_on`, sql`'infinity'`), type: 'date' },
    dueOn: {
      by: DUE,
      type: 'date',
      ...((filters['dueOn[gte]'] ?? filters['dueOn[lte]']) && { bounds: dueBetween(filters) }),
    },
    progress: { by: sql`p.progress`, type: 'integer' },
    score: { by: orElse(sql`p.health_score`, sql`-1`), type: 'integer' },
  }
}

/** The caller's projects, each with its tasks counted by status and how many are overdue. */
export function listProjects(tx: Tx, filters: ProjectFilters): Promise<JsonText<Page<ListedProject>>> {
  const { where, long } = asked(tx, filters)
  return listPage<ListedProject>(tx, filters, {
    from: sql`projects p`,
    alias: 'p',
    table: 'projects',
    where,
    long,
    sorts: sorts(filters),
    defaultSort: '-updatedAt',
    columns: listedColumns(tx),
    joins: counts(tx),
  })
}
