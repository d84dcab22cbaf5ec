// What a client can know: their own requests and what was said to them. Nothing else is ever selected here.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import {
  CLIENT_MESSAGES,
  CLIENT_STATUSES,
  ClientRequest,
  MAX_OPEN_REQUESTS,
  MAY_WITHDRAW,
  TOGETHER,
  type ClientPage,
  type ClientRequestWithThread,
} from '../../domain/client-link.ts'
import { invalidField, notFound } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { parsed, type JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import type { Client } from './client-visit.ts'

export const OwnFilters = z.strictObject(pageQuery(['createdAt']))
export type OwnFilters = z.output<typeof OwnFilters>
export const OwnPage = pageOf(ClientRequest)

/** Requests, as alias `q`, of this client: asked in this project from their address. */
export const own = ({ organizationId, projectId, email }: Client): RawBuilder<unknown> =>
  sql`q.organization_id = ${organizationId} and q.project_id = ${projectId} and lower(q.requester_email) = lower(${email})`

/** What was said in the request's thread where the client can hear it. */
const heard = sql`m.organization_id = q.organization_id and m.thread_type = 'request' and m.thread_id = q.id
  and m.visibility = 'client' and m.direction <> 'internal'`
const speaker = sql`case m.direction when 'incoming' then 'client' else 'agency' end`

const statusWord = (
  place: 0 | 1,
) => sql`case when q.duplicate_of is not null and q.closed_at is not null then ${sql.lit(TOGETHER[place])}
  else (${sql.lit(JSON.stringify(CLIENT_STATUSES))}::json -> q.status ->> ${sql.lit(place)}) end`

const columns = sql`
  q.id, q.title, q.type, ${statusWord(0)} as status, ${statusWord(1)} as "statusText", instant(q.created_at) as "askedAt",
  case when q.closed_at is null and q.first_responded_at is null then instant(q.respond_by) end as "answerBy",
  case when q.closed_at is null then instant(q.resolve_by) end as "doneBy", instant(q.closed_at) as "closedAt",
  (select json_build_object('from', ${speaker}, 'at', instant(m.said_at)) from communications m where ${heard}
    order by m.said_at desc, m.id desc limit 1) as "lastMessage",
  q.status = any(${sql.lit(`{${MAY_WITHDRAW.join(',')}}`)}::text[]) as "mayWithdraw"`

/** Where it is not the agency: they themselves, by this link, another of theirs or by mail, or somebody else. */
const exactly = ({ email }: Client) =>
  sql`case when m.direction = 'incoming' and lower(m.author_email) = lower(${email}) then 'you' else ${speaker} end`

/** What hangs on a thing of theirs, where they may see it. */
const filesOf = (type: 'request' | 'communication', id: RawBuilder<unknown>) => sql`
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes)
      order by f.created_at, f.id), '[]')
    from attachments f where f.organization_id = q.organization_id and f.subject_type = ${sql.lit(type)} and f.subject_id = ${id}
      and f.visibility = 'client' and f.deleted_at is null)`

const thread = (client: Client) => sql`q.body, ${filesOf('request', sql`q.id`)} as files,
  (select coalesce(json_agg(json_build_object('id', m.id, 'from', ${exactly(client)}, 'name', m.author_name, 'body', m.body,
      'at', instant(m.said_at), 'files', ${filesOf('communication', sql`m.id`)}) order by m.said_at, m.id), '[]')
    from (select m.* from communications m where ${heard} order by m.said_at desc, m.id desc limit ${sql.lit(CLIENT_MESSAGES)}) m
  ) as messages,
  greatest((select count(*)::int from communications m where ${heard}) - ${sql.lit(CLIENT_MESSAGES)}, 0) as "earlierMessages"`

/** The client's requests, newest first. */
export const listOwnRequests = (tx: Tx, client: Client, filters: OwnFilters): Promise<JsonText<Page<ClientRequest>>> =>
  listPage<ClientRequest>(tx, filters, {
    from: sql`requests q`,
    alias: 'q',
    where: [own(client)],
    sorts: { createdAt: { by: sql`q.created_at`, type: 'timestamptz' } },
    defaultSort: '-createdAt',
    columns,
  })

/** Who and where they are, with the first of their requests. */
export async function showClientPage(tx: Tx, client: Client): Promise<ClientPage> {
  const { data, pagination } = parsed(await listOwnRequests(tx, client, { limit: 50 }))
  return {
    agency: client.organizationName,
    timezone: client.timezone,
    client: client.accountName,
    project: client.projectName,
    you: client.name,
    requests: data,
    nextCursor: pagination.nextCursor,
  }
}

/** One of the client's own requests with its conversation; not found otherwise. */
export async function getOwnRequest(tx: Tx, client: Client, id: string): Promise<ClientRequestWithThread> {
  const found = await findOwnRequest(tx, client, id)
  if (!found) throw notFound('request')
  return found
}

export async function findOwnRequest(tx: Tx, client: Client, id: string): Promise<ClientRequestWithThread | undefined> {
  const found = await tx.first<{ json: ClientRequestWithThread }>(sql`
    select row_to_json(f) as json from requests q cross join lateral (select ${columns}, ${thread(client)}) f
    where q.id = ${id} and ${own(client)}`)
  return found?.json
}

/** Refuses where as much is open as one client can have. */
export async function refuseTooMany(tx: Tx, client: Client): Promise<void> {
  const found = await tx.first<{ open: number }>(
    sql`select count(*)::int as open from requests q where ${own(client)} and q.closed_at is null`,
  )
  if ((found?.open ?? 0) >= MAX_OPEN_REQUESTS)
    throw invalidField('', 'limit', say`you have ${MAX_OPEN_REQUESTS} open requests; let us work on those first`)
}
