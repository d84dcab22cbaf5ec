// What can be known about attached files: every SELECT, with the caller's scope in it. Where their bytes lie is told to nobody.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Attachment } from '../../domain/attachment.ts'
import { Id } from '../../domain/fields.ts'
import type { Scope } from '../../domain/permissions.ts'
import { notFound } from '../../domain/problems.ts'
import { projectScope, taskScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const AttachmentFilters = z.strictObject({
  taskId: Id.optional(),
  requestId: Id.optional(),
  communicationId: Id.optional(),
  visibility: z.enum(['internal', 'client']).optional(),
  ...pageQuery(['createdAt']),
})
export type AttachmentFilters = z.output<typeof AttachmentFilters>
export const AttachmentPage = pageOf(Attachment)

const FROM = sql`attachments f join projects p on p.organization_id = f.organization_id and p.id = f.project_id`
const columns = sql`
  f.id, f.project_id as "projectId",
  case when f.subject_type is not null then json_build_object('type', f.subject_type, 'id', f.subject_id) end as subject,
  f.visibility, f.name, f.content_type as "contentType", f.size_bytes as "sizeBytes", encode(f.sha256, 'hex') as sha256,
  json_build_object('type', f.uploader_type, 'id', f.uploader_id, 'name', f.uploader_name) as uploader,
  instant(f.created_at) as "createdAt"`

const only = (tx: Tx, ...scopes: Scope[]): Tx => ({
  ...tx,
  scopes: tx.scopes.filter((scope) => scopes.includes(scope)),
})
const isUploader = (tx: Tx) => sql`(f.uploader_type = ${tx.actor.type} and f.uploader_id = ${tx.actor.id})`
/** Whoever runs the project, and not only a part of it. */
const runsProject = (tx: Tx) => sql`(${projectScope(only(tx, 'organization', 'assigned'))})`

/**
 * Files, as alias `f` of a project `p`, that the operation's permission reaches, each by what it hangs on: leads and
 * members see those of the tasks they see, account managers those of requests and messages and what tasks show the client.
 */
const attachmentScope = (tx: Tx): RawBuilder<unknown> => sql`f.organization_id = ${tx.actor.organizationId}
  and f.deleted_at is null and p.deleted_at is null and (${runsProject(tx)}
    or (f.subject_type is null and ${isUploader(tx)})
    or exists (select 1 from tasks t where t.organization_id = f.organization_id and t.project_id = f.project_id
      and t.id = case f.subject_type when 'task' then f.subject_id when 'communication' then
        (select c.thread_id from communications c
          where c.organization_id = f.organization_id and c.id = f.subject_id and c.thread_type = 'task') end
      and ${taskScope(only(tx, 'team', 'own'))})
    or ((f.visibility = 'client' or f.subject_type = 'request' or (f.subject_type = 'communication' and not exists
        (select 1 from communications c
          where c.organization_id = f.organization_id and c.id = f.subject_id and c.thread_type = 'task')))
      and f.subject_type is not null and (${projectScope(only(tx, 'accounts'))})))`

/** Projects, as alias `p`, into which the actor may bring a file: those in reach, and those they work in. */
const projectsOfFiles = (tx: Tx) => sql`((${projectScope(tx)}) or (p.organization_id = ${tx.actor.organizationId}
  and p.deleted_at is null and ${tx.scopes.includes('own')} and (exists (select 1 from project_members m
      where m.organization_id = p.organization_id and m.project_id = p.id and m.person_id = ${tx.actor.id})
    or exists (select 1 from tasks t join task_assignees x on x.organization_id = t.organization_id and x.task_id = t.id
      where t.organization_id = p.organization_id and t.project_id = p.id and t.deleted_at is null and x.person_id = ${tx.actor.id}))))`

export async function getAttachment(tx: Tx, id: string): Promise<Attachment> {
  const found = await tx.first<{ json: Attachment }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r where f.id = ${id} and ${attachmentScope(tx)}`)
  if (!found) throw notFound('attachment')
  return found.json
}

/** A file that the actor has just brought. */
export async function showAttachment(tx: Tx, id: string): Promise<Attachment> {
  const found = await tx.first<{ json: Attachment }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r
    where f.organization_id = ${tx.actor.organizationId} and f.id = ${id}`)
  if (!found) throw notFound('attachment')
  return found.json
}

export interface ServedFile {
  name: string
  contentType: string
  sizeBytes: number
  sha256: string
  storageKey: string
}
const served = sql`f.name, f.content_type as "contentType", f.size_bytes as "sizeBytes", encode(f.sha256, 'hex') as sha256,
  f.storage_key as "storageKey"`

export async function getServedFile(tx: Tx, id: string): Promise<ServedFile> {
  const found = await tx.first<ServedFile>(
    sql`select ${served} from ${FROM} where f.id = ${id} and ${attachmentScope(tx)}`,
  )
  if (!found) throw notFound('attachment')
  return found
}

/** A file that whoever made the request may see: on it, or on a message of its thread, and shown to the client. */
export async function findClientFile(
  tx: Tx,
  id: string,
  projectId: string,
  email: string,
): Promise<ServedFile | undefined> {
  return tx.first<ServedFile>(sql`select ${served} from ${FROM}
    where f.organization_id = ${tx.actor.organizationId} and f.id = ${id} and f.project_id = ${projectId}
      and f.deleted_at is null and f.visibility = 'client' and exists (select 1 from requests r
        where r.organization_id = f.organization_id and r.project_id = f.project_id and lower(r.requester_email) = lower(${email})
          and r.id = case f.subject_type when 'request' then f.subject_id when 'communication' then
            (select c.thread_id from communications c where c.organization_id = f.organization_id and c.id = f.subject_id
              and c.thread_type = 'request' and c.visibility = 'client') end)`)
}

/** The file and its client, and whether the actor may take it away: who brought it, and who runs the project. */
export async function getRemovable(tx: Tx, id: string) {
  const found = await tx.first<{ projectId: string; accountId: string; name: string; removable: boolean }>(sql`
    select f.project_id as "projectId", p.account_id as "accountId", f.name, (${isUploader(tx)} or ${runsProject(tx)}) as removable
    from ${FROM} where f.id = ${id} and ${attachmentScope(tx)}`)
  if (!found) throw notFound('attachment')
  return found
}

/** The files of a project that the actor may see; not found where they have no part in the project. */
export async function listAttachments(
  tx: Tx,
  projectId: string,
  filters: AttachmentFilters,
): Promise<JsonText<Page<Attachment>>> {
  const { taskId, requestId, communicationId, visibility } = filters
  const where = [sql`f.project_id = ${projectId}`, attachmentScope(tx)]
  for (const [type, id] of Object.entries({ task: taskId, request: requestId, communication: communicationId }))
    if (id !== undefined) where.push(sql`f.subject_type = ${type} and f.subject_id = ${id}`)
  if (visibility) where.push(sql`f.visibility = ${visibility}`)
  const [page] = await Promise.all([
    listPage<Attachment>(tx, filters, {
      from: FROM,
      alias: 'f',
      table: 'attachments',
      where,
      sorts: { createdAt: { by: sql`f.created_at`, type: 'timestamptz' } },
      defaultSort: '-createdAt',
      columns,
    }),
    requireProjectOfFiles(tx, projectId),
  ])
  return page
}

export async function requireProjectOfFiles(tx: Tx, id: string): Promise<{ accountId: string }> {
  const found = await tx.first<{ accountId: string }>(
    sql`select p.account_id as "accountId" from projects p where p.id = ${id} and ${projectsOfFiles(tx)}`,
  )
  if (!found) throw notFound('project')
  return found
}

/** Whether the actor may hang something on this task or request of the project. */
export async function requireSubject(tx: Tx, projectId: string, type: 'task' | 'request', id: string): Promise<void> {
  const found = await tx.first(
    type === 'task'
      ? sql`select 1 from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
          where t.id = ${id} and t.project_id = ${projectId} and ${taskScope(only(tx, 'organization', 'assigned', 'team', 'own'))}`
      : sql`select 1 from requests r join projects p on p.organization_id = r.organization_id and p.id = r.project_id
          where r.id = ${id} and r.project_id = ${projectId} and (${projectScope(only(tx, 'organization', 'assigned', 'accounts'))})`,
  )
  if (!found) throw notFound(type)
}

/** What the files of a project come to; those taken away still lie there for a moment, and count no more. */
export async function bytesOf(tx: Tx, projectId: string): Promise<number> {
  const found = await tx.first<{ bytes: number }>(sql`
    select coalesce(sum(size_bytes), 0)::bigint as bytes from attachments f
    where f.organization_id = ${tx.actor.organizationId} and f.project_id = ${projectId} and f.deleted_at is null`)
  return found?.bytes ?? 0
}
