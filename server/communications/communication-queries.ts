// What can be known about messages: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import {
  CHANNELS,
  Communication,
  DIRECTIONS,
  THREAD_TYPES,
  VISIBILITIES,
  type Thread,
} from '../../domain/communication.ts'
import { Id, InstantInput, text } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { accountScope, projectScope, taskScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

const filters = {
  visibility: z.enum(VISIBILITIES).optional(),
  direction: commaList(z.enum(DIRECTIONS)).optional(),
  channel: commaList(z.enum(CHANNELS)).optional(),
  from: InstantInput.optional().meta({ description: 'Said then or later.' }),
  to: InstantInput.optional().meta({ description: 'Said before then.' }),
  q: text(200).min(1).optional().meta({ description: 'Words that the message holds, as they are.' }),
  ...pageQuery(['saidAt', 'createdAt']),
}
export const ThreadFilters = z.strictObject(filters)
export type ThreadFilters = z.output<typeof ThreadFilters>
export const CommunicationFilters = z.strictObject({
  threadType: z.enum(THREAD_TYPES).optional(),
  threadId: Id.optional(),
  ...filters,
})
export type CommunicationFilters = z.output<typeof CommunicationFilters>
export const CommunicationPage = pageOf(Communication)

const deliveryOf = sql`coalesce((select case
    when bool_or(o.sent_at is null and o.next_attempt_at = 'infinity') then 'failed'
    when bool_or(o.sent_at is null) then 'pending' when count(*) > 0 then 'sent' end
  from outgoing_messages o where o.organization_id = c.organization_id and o.communication_id = c.id and o.carrier = 'email'), 'none')`

/** A message as it is told, of a table `c`: the one shape, for whoever lists messages. */
export const communicationColumns: RawBuilder<unknown> = sql`
  c.id, c.project_id as "projectId", c.account_id as "accountId",
  json_build_object('type', c.thread_type, 'id', c.thread_id) as thread, c.direction, c.channel, c.visibility,
  json_build_object('type', c.author_type, 'id', c.author_id, 'name', c.author_name, 'email', c.author_email) as author, c.body,
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes)
      order by f.created_at, f.id), '[]')
    from attachments f where f.organization_id = c.organization_id and f.subject_type = 'communication' and f.subject_id = c.id
      and f.deleted_at is null) as attachments,
  (select coalesce(json_agg(json_build_object('name', r.name, 'email', r.email) order by r.id), '[]')
    from (select organization_id, communication_id, id, name, email from reply_addresses) r
    where r.organization_id = c.organization_id and r.communication_id = c.id) as recipients,
  ${deliveryOf} as delivery, instant(c.said_at) as "saidAt", instant(c.created_at) as "createdAt"`

const FROM = sql`communications c left join projects p on p.organization_id = c.organization_id and p.id = c.project_id`

/** Whether it is said about a signal that names somebody: that is for those who book people. */
export const isOfAPerson = sql`(c.thread_type = 'signal' and exists (select 1 from pulse_signals s
  where s.organization_id = c.organization_id and s.id = c.thread_id and s.person_id is not null))`

/**
 * Messages, as alias `c` of a project `p`, that the operation's permission reaches. Account managers have no part in
 * tasks, nor in who is booked: of what is said about tasks they see what the client sees, of signals that name somebody nothing.
 */
export function communicationScope(tx: Tx): RawBuilder<unknown> {
  const asManager = tx.as({ scopes: tx.scopes.filter((scope) => scope === 'accounts') })
  const otherwise = tx.as({ scopes: tx.scopes.filter((scope) => scope !== 'accounts') })
  return sql`c.organization_id = ${tx.actor.organizationId} and (
    (${projectScope(otherwise)})
    or ((c.thread_type <> 'task' or c.visibility = 'client') and not ${isOfAPerson} and (${projectScope(asManager)}))
    or (c.project_id is null and exists (select 1 from accounts a where a.organization_id = c.organization_id and a.id = c.account_id
      and ((${accountScope(otherwise)}) or (not ${isOfAPerson} and (${accountScope(asManager)}))))))`
}

/** One message within the caller's scope; not found otherwise. */
export const getCommunication = (tx: Tx, id: string): Promise<Communication> =>
  oneMessage(tx, sql`c.id = ${id} and ${communicationScope(tx)}`)

/** A message that the caller has just written. */
export const showCommunication = (tx: Tx, id: string): Promise<Communication> =>
  oneMessage(tx, sql`c.organization_id = ${tx.actor.organizationId} and c.id = ${id}`)

async function oneMessage(tx: Tx, where: RawBuilder<unknown>): Promise<Communication> {
  const found = await tx.first<{ json: Communication }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${communicationColumns}) r where ${where}`)
  if (!found) throw notFound('communication')
  return found.json
}

function listMessages(
  tx: Tx,
  request: CommunicationFilters,
  within: RawBuilder<unknown>[],
): Promise<JsonText<Page<Communication>>> {
  const { threadType, threadId, visibility, direction, channel, from, to, q } = request
  const where = [...within]
  if (threadType) where.push(sql`c.thread_type = ${threadType}`)
  if (threadId) where.push(sql`c.thread_id = ${threadId}`)
  if (visibility) where.push(sql`c.visibility = ${visibility}`)
  if (direction) where.push(sql`c.direction = any(${direction})`)
  if (channel) where.push(sql`c.channel = any(${channel})`)
  if (from) where.push(sql`c.said_at >= ${new Date(from)}`)
  if (to) where.push(sql`c.said_at < ${new Date(to)}`)
  if (q !== undefined) where.push(sql`c.body ilike ${`%${q.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  return listPage<Communication>(tx, request, {
    from: FROM,
    alias: 'c',
    table: 'communications',
    where,
    sorts: {
      saidAt: { by: sql`c.said_at`, type: 'timestamptz' },
      createdAt: { by: sql`c.created_at`, type: 'timestamptz' },
    },
    defaultSort: '-saidAt',
    columns: communicationColumns,
  })
}

/** All that is said in a project, in whichever thread; not found where the project is out of scope. */
export async function listProjectCommunications(
  tx: Tx,
  projectId: string,
  request: CommunicationFilters,
): Promise<JsonText<Page<Communication>>> {
  const [page] = await Promise.all([
    listMessages(tx, request, [sql`c.project_id = ${projectId}`, communicationScope(tx)]),
    requireProjectOf(tx, projectId),
  ])
  return page
}

/** The thread of a task within the caller's scope: whoever sees the task sees all that is said about it. */
export async function listTaskCommunications(
  tx: Tx,
  taskId: string,
  request: ThreadFilters,
): Promise<JsonText<Page<Communication>>> {
  const [page] = await Promise.all([listThread(tx, { type: 'task', id: taskId }, request), getDiscussed(tx, taskId)])
  return page
}

/** One thread as a page of messages, newest first. The caller has seen to it that the actor may see what it is about. */
export const listThread = (tx: Tx, thread: Thread, request: ThreadFilters): Promise<JsonText<Page<Communication>>> =>
  listMessages(tx, request, [
    sql`c.organization_id = ${tx.actor.organizationId} and c.thread_type = ${thread.type} and c.thread_id = ${thread.id}`,
  ])

/** Which project and client something is said about. */
export interface Place {
  projectId: string
  accountId: string
}

export async function requireProjectOf(tx: Tx, id: string): Promise<Place> {
  const found = await tx.first<Place>(sql`
    select p.id as "projectId", p.account_id as "accountId" from projects p where p.id = ${id} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
  return found
}

/** Where a task belongs, for whoever may discuss it; not found otherwise. */
export async function getDiscussed(tx: Tx, taskId: string): Promise<Place> {
  const found = await tx.first<Place>(sql`
    select p.id as "projectId", p.account_id as "accountId"
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = ${taskId} and ${taskScope(tx)}`)
  if (!found) throw notFound('task')
  return found
}

/** Whether a thread's thing is there in the project: a task that is not deleted, a request, a signal. */
export async function isInProject(tx: Tx, projectId: string, { type, id }: Thread): Promise<boolean> {
  if (type === 'project') return id === projectId
  const of = sql`organization_id = ${tx.actor.organizationId} and id = ${id} and project_id = ${projectId}`
  const found = await tx.first(
    type === 'task'
      ? sql`select 1 from tasks where ${of} and deleted_at is null`
      : sql`select 1 from ${sql.table(type === 'request' ? 'requests' : 'pulse_signals')} where ${of}`,
  )
  return found !== undefined
}
