// What can be known about clients' requests: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Id, PRIORITIES, Priority } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import {
  Request,
  REQUEST_SOURCES,
  REQUEST_TYPES,
  RequestWithThread,
  SHOWN_MESSAGES,
  type RequestWithHistory,
} from '../../domain/request.ts'
import { REQUEST_STATUSES, type RequestLife } from '../../domain/request-life.ts'
import { projectScope, waysToProjects } from '../access/scopes.ts'
import { communicationColumns } from '../communications/communication-queries.ts'
import { holdTied } from '../planning/network.ts'
import { inOrder, narrow, orElse, waysOver } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type ListPlan, type Page } from '../platform/page.ts'
import { hasWords } from '../platform/searched.ts'
import type { JsonText } from '../platform/json.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireProject } from '../tasks/task-project.ts'
import { clockColumns, type ClockRow } from './request-clocks.ts'

export const RequestFilters = z.strictObject({
  status: commaList(z.enum(REQUEST_STATUSES)).optional(),
  type: commaList(z.enum(REQUEST_TYPES)).optional(),
  priority: commaList(Priority).optional(),
  source: commaList(z.enum(REQUEST_SOURCES)).optional(),
  assigneeId: commaList(Id).optional(),
  overdue: queryBoolean.optional(),
  unanswered: queryBoolean.optional().meta({ description: 'Whether the client said something that nobody answered.' }),
  q: z.string().min(1).max(200).optional(),
  ...pageQuery(['createdAt', 'updatedAt', 'resolveBy', 'respondBy', 'priority', 'status']),
})
export const QueueFilters = RequestFilters.extend({
  projectId: commaList(Id).optional(),
  accountId: commaList(Id).optional(),
})
export type RequestFilters = z.output<typeof RequestFilters>
export type QueueFilters = z.output<typeof QueueFilters>
export const RequestPage = pageOf(RequestWithThread)
export const QueuePage = pageOf(Request)

const IN_PROJECT = sql`join projects p on p.organization_id = q.organization_id and p.id = q.project_id`
/** The same, looked up for each. */
export const ITS_PROJECT = sql`cross join lateral (
  select * from projects p where p.organization_id = q.organization_id and p.id = q.project_id offset 0) p`
const FROM = sql`requests q ${IN_PROJECT}`

const overdue = (tx: Tx) => sql`(q.closed_at is null and q.clocks_stopped_at is null
  and (q.resolve_by < ${tx.now} or (q.first_responded_at is null and coalesce(q.respond_by < ${tx.now}, false))))`
const inThread = sql`m.organization_id = q.organization_id and m.thread_type = 'request' and m.thread_id = q.id`
/** When the client said the first thing since the agency last said something. */
const unansweredSince = sql`(select min(m.said_at) from communications m where ${inThread} and m.direction = 'incoming'
  and m.said_at > coalesce((select max(m.said_at) from communications m where ${inThread} and m.direction = 'outgoing'), '-infinity'))`
const minutes = (ms: RawBuilder<unknown>) => sql`round(${ms} / 60000.0)::int`

const columns = (tx: Tx) => sql`
  q.id, q.project_id as "projectId", p.account_id as "accountId", q.title, q.body, q.type, q.priority, q.source,
  json_build_object('name', q.requester_name, 'email', q.requester_email) as requester, q.status, q.assignee_id as "assigneeId",
  instant(q.respond_by) as "respondBy", instant(q.resolve_by) as "resolveBy", q.clocks_stopped_at is not null as "clocksStopped",
  ${minutes(sql`q.respond_left_ms`)} as "respondMinutesLeft", ${minutes(sql`q.resolve_left_ms`)} as "resolveMinutesLeft",
  ${overdue(tx)} as overdue, instant(q.first_responded_at) as "firstRespondedAt", instant(${unansweredSince}) as "unansweredSince",
  case when q.response_at is not null
    then json_build_object('body', q.response_body, 'by', q.response_by, 'at', instant(q.response_at)) end as response,
  q.resolution_status as "resolutionStatus",
  array(select t.id from tasks t where t.organization_id = q.organization_id and t.request_id = q.id and t.deleted_at is null
    order by t.created_at, t.id) as "taskIds",
  q.duplicate_of as "duplicateOf", instant(q.closed_at) as "closedAt",
  q.version, instant(q.created_at) as "createdAt", instant(q.updated_at) as "updatedAt"`

const thread = sql`
  (select coalesce(json_agg(row_to_json(said) order by said."saidAt", said.id), '[]')
    from (select c.* from communications c where c.organization_id = q.organization_id and c.thread_type = 'request'
        and c.thread_id = q.id order by c.said_at desc, c.id desc limit ${sql.lit(SHOWN_MESSAGES)}) c
    cross join lateral (select ${communicationColumns}) said) as communications,
  (select count(*)::int from communications m where ${inThread}) as "communicationCount"`

const history = sql`(select json_agg(json_build_object('from', h.from_status, 'to', h.to_status, 'note', h.note,
    'actor', json_build_object('type', h.actor_type, 'id', h.actor_id), 'at', instant(h.at)) order by h.n)
  from request_status_changes h where h.organization_id = q.organization_id and h.request_id = q.id) as "statusHistory"`

/** One request with its thread and history, as the caller's scope allows; not found otherwise. */
export const getRequest = (tx: Tx, id: string): Promise<RequestWithHistory> =>
  oneRequest(tx, sql`q.id = ${id} and ${projectScope(tx)}`)

/** A request that the caller has just changed. */
export const showRequest = (tx: Tx, id: string): Promise<RequestWithHistory> =>
  oneRequest(tx, sql`q.organization_id = ${tx.actor.organizationId} and q.id = ${id}`)

async function oneRequest(tx: Tx, where: RawBuilder<unknown>): Promise<RequestWithHistory> {
  const found = await tx.first<{ json: RequestWithHistory }>(sql`
    select row_to_json(f) as json from ${FROM} cross join lateral (select ${columns(tx)}, ${thread}, ${history}) f where ${where}`)
  if (!found) throw notFound('request')
  return found.json
}

/** What a change of a request has to know of it. */
export interface LockedRequest
  extends
    RequestLife,
    ClockRow,
    Pick<Request, 'id' | 'projectId' | 'accountId' | 'title' | 'type' | 'priority' | 'assigneeId' | 'source'>,
    Pick<Request, 'duplicateOf' | 'version'> {
  projectStatus: ProjectStatus
  requesterEmail: string | null
}

/**
 * Holds a request to the end of the transaction; not found where it is out of scope. Its project first, with what is tied to
 * that: tasks may come of it.
 */
export function lockRequest(tx: Tx, id: string): Promise<LockedRequest> {
  holdTied(tx, projectOf(tx, id))
  return locked(tx, id, projectScope(tx))
}

/**
 * The same for whoever is let in by something else than a role: a client on what is their own, or the house itself. Of the
 * projects only its own is held: no dates can follow.
 */
export function lockRequestWhere(tx: Tx, id: string, theirs: RawBuilder<unknown>): Promise<LockedRequest> {
  const organization = tx.actor.organizationId
  tx.send(sql`select 1 from projects p
    where p.organization_id = ${organization} and p.id = (${projectOf(tx, id)}) for no key update of p`)
  return locked(tx, id, sql`p.organization_id = ${organization} and p.deleted_at is null and ${theirs}`)
}

const projectOf = (tx: Tx, id: string) =>
  sql`select q.project_id from requests q where q.organization_id = ${tx.actor.organizationId} and q.id = ${id}`

async function locked(tx: Tx, id: string, where: RawBuilder<unknown>): Promise<LockedRequest> {
  const found = await tx.first<{ json: LockedRequest }>(sql`
    select row_to_json(f) as json from ${FROM} cross join lateral (
      select q.id, q.project_id as "projectId", p.account_id as "accountId", p.status as "projectStatus", q.title, q.type, q.priority,
        q.source, q.requester_email as "requesterEmail", q.assignee_id as "assigneeId", q.duplicate_of as "duplicateOf", q.version,
        q.status, instant(q.closed_at) as "closedAt", q.resolution_status as "resolutionStatus", ${clockColumns}) f
    where q.id = ${id} and ${where}`)
  if (!found) throw notFound('request')
  return found.json
}

/** What of the filters no index of the queue knows. */
function conditions(tx: Tx, filters: RequestFilters): RawBuilder<unknown>[] {
  const where = []
  if (filters.type) where.push(sql`q.type = any(${filters.type})`)
  if (filters.source) where.push(sql`q.source = any(${filters.source})`)
  if (filters.overdue !== undefined) where.push(filters.overdue ? overdue(tx) : sql`not ${overdue(tx)}`)
  if (filters.unanswered !== undefined)
    where.push(sql`${unansweredSince} is ${filters.unanswered ? sql`not null` : sql`null`}`)
  return where
}

const FAR = sql`'9999-12-31 00:00:00+00'`
const sorts = ({ priority, status }: QueueFilters): ListPlan['sorts'] => ({
  createdAt: { by: sql`q.created_at`, type: 'timestamptz' },
  updatedAt: { by: sql`q.updated_at`, type: 'timestamptz' },
  resolveBy: { by: orElse(sql`q.resolve_by`, FAR), type: 'timestamptz' },
  respondBy: { by: orElse(sql`q.respond_by`, FAR), type: 'timestamptz' },
  priority: inOrder(PRIORITIES, sql`q.priority`, priority),
  status: inOrder(REQUEST_STATUSES, sql`q.status`, status),
})

const listed = (filters: QueueFilters) => ({
  alias: 'q',
  table: 'requests',
  sorts: sorts(filters),
  defaultSort: '-createdAt',
  joins: IN_PROJECT,
})

/** What of the filters the queue asks its indexes for: one project's requests are looked at one by one. */
function named({ status, priority, assigneeId, q }: RequestFilters): RawBuilder<unknown>[] {
  const where = q === undefined ? [] : [hasWords('q', q)]
  const values = Object.entries({ status, priority, assignee_id: assigneeId })
  return [...where, ...values.flatMap(([column, some]) => (some ? sql`${sql.ref(`q.${column}`)} = any(${some})` : []))]
}

/** The requests of one project, each with its thread. */
export async function listProjectRequests(
  tx: Tx,
  projectId: string,
  filters: RequestFilters,
): Promise<JsonText<Page<RequestWithThread>>> {
  const [page] = await Promise.all([
    listPage<RequestWithThread>(tx, filters, {
      ...listed(filters),
      from: sql`requests q`,
      // Of one project that is asked once, not for each request.
      where: [
        sql`q.organization_id = ${tx.actor.organizationId} and q.project_id = ${projectId}
          and exists (select from projects p where p.id = ${projectId} and ${projectScope(tx)})`,
        ...named(filters),
        ...conditions(tx, filters),
      ],
      columns: sql`${columns(tx)}, ${thread}`,
    }),
    requireProject(tx, projectId),
  ])
  return page
}

/** The queue: requests of all the projects that the caller may see. */
export function listAllRequests(tx: Tx, filters: QueueFilters): Promise<JsonText<Page<Request>>> {
  const organization = tx.actor.organizationId
  const { where, ways, long, ids, asks, among, amongWords, has } = narrow(tx, 'requests', 'q')
  const seesAll = tx.scopes.includes('organization')
  // Few are deleted: they are known by heart, where each project would have to be looked up.
  if (seesAll)
    asks(
      sql`q.project_id not in (select d.id from projects d where d.organization_id = ${organization} and d.deleted_at is not null)`,
    )
  else
    asks(
      projectScope(tx),
      ...waysToProjects(tx).map((projects) => waysOver(projects, (id) => ids(sql`q.project_id = ${id}`))),
    )
  among(sql`q.project_id`, filters.projectId)
  among(sql`q.account_id`, filters.accountId)
  among(sql`q.assignee_id`, filters.assigneeId)
  amongWords(REQUEST_STATUSES, sql`q.status`, filters.status)
  amongWords(PRIORITIES, sql`q.priority`, filters.priority)
  has(filters.q)
  where.push(...conditions(tx, filters))
  return listPage<Request>(tx, filters, {
    ...listed(filters),
    from: FROM,
    where,
    long: { ...long, ...(seesAll ? {} : { beside: ITS_PROJECT }), ways },
    columns: columns(tx),
  })
}
