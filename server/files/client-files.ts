// Files that clients bring and fetch by their link, without an account: on their own requests, and nothing else.
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { z } from 'zod'
import { AttachmentMention, ATTACHMENT_TYPES, MAX_FILE_BYTES } from '../../domain/attachment.ts'
import { line } from '../../domain/fields.ts'
import { invalidField, notFound } from '../../domain/problems.ts'
import { hashSecret } from '../access/authenticate.ts'
import { unavailable } from '../platform/database-errors.ts'
import { visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import type { FileStore } from '../platform/file-store.ts'
import { reading, type Context, type Tx } from '../platform/transaction.ts'
import { insertAttachments, storedAndBound } from './attachment-operations.ts'
import { findClientFile, showAttachment } from './attachment-queries.ts'
import { FileBody, FileReply } from './attachment-routes.ts'
import { fileAnswer } from './serve-file.ts'

export const clientFileRoutes = (files: FileStore): AnyEndpoint[] => [
  visitEndpoint({
    method: 'POST',
    path: '/v1/client/:token/requests/:requestId/attachments',
    may: 'public',
    summary: 'Brings a file, as the body, onto a request of one’s own.',
    query: z.strictObject({ name: line(255) }),
    consumes: ATTACHMENT_TYPES,
    bytes: { as: 'stream', maxBytes: MAX_FILE_BYTES, inHandBytes: 20 * MAX_FILE_BYTES },
    body: FileBody,
    reply: AttachmentMention,
    status: 201,
    problems: ['client_link_not_found', 'request_not_found'],
    visit: (visit, { params, query, body }) => bring(visit, files, params, query.name, body),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/client/:token/attachments/:attachmentId/content',
    may: 'public',
    summary: 'A file of one’s own request or its messages, to be saved.',
    reply: FileReply,
    produces: 'application/octet-stream',
    problems: ['client_link_not_found', 'attachment_not_found'],
    visit: async (visit, { params }) => {
      const { link, context } = await findLink(visit, params.token)
      const found = await reading(visit.database, context, (tx) =>
        findClientFile(tx, params.attachmentId, link.projectId, link.email),
      )
      if (!found) throw notFound('attachment')
      return fileAnswer(files, found)
    },
  }),
]

interface ClientLink {
  organizationId: string
  timezone: string
  linkId: string
  name: string
  email: string
  projectId: string
  accountId: string
}

/** Whose link it is, as somebody who acts; not found where it is unknown, revoked or over. */
async function findLink(
  { database, now, publicUrl }: Visit,
  token: string,
): Promise<{ link: ClientLink; context: Context }> {
  const [link] = await database
    .query<ClientLink>(
      sql`select organization_id as "organizationId", timezone, link_id as "linkId", name, email, project_id as "projectId",
        account_id as "accountId" from find_client_link(${hashSecret(token)}, ${now})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  if (!link) throw notFound('client_link')
  const { organizationId, timezone, linkId: id, name } = link
  const actor = { type: 'client', id, name, organizationId, roles: [], tokenScopes: ['*'], timezone } as const
  return { link, context: { actor, permission: 'attachment.write', scopes: [], now, publicUrl } }
}

/** More is no request any more. */
const MAX_FILES = 50

async function bring(
  visit: Visit,
  files: FileStore,
  { token, requestId }: { token: string; requestId: string },
  name: string,
  bytes: Readable,
): Promise<AttachmentMention> {
  const { link, context } = await findLink(visit, token)
  const { projectId, accountId } = link
  const check = (tx: Tx) => requireOwnRequest(tx, link, requestId)
  await reading(visit.database, context, check)
  const given = { name, type: visit.request.headers['content-type'] ?? '', bytes }
  return storedAndBound({ files, database: visit.database, context }, given, async (tx, file) => {
    await requireGoodLink(tx, link)
    await check(tx)
    const [id = ''] = await insertAttachments(tx, [file], {
      projectId,
      accountId,
      subject: { type: 'request', id: requestId },
      visibility: 'client',
    })
    const { contentType, sizeBytes, ...made } = await showAttachment(tx, id)
    return { id, name: made.name, contentType, sizeBytes }
  })
}

/** A file may take its time: its link is still good when it is there, and stays so until that is committed. */
async function requireGoodLink(tx: Tx, { linkId, projectId, accountId }: ClientLink): Promise<void> {
  const found = await tx.first(sql`
    select 1 from client_links l
    join projects p on p.organization_id = l.organization_id and p.id = l.project_id
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where l.organization_id = ${tx.actor.organizationId} and l.id = ${linkId} and l.revoked_at is null and l.expires_at > ${tx.now}
      and p.id = ${projectId} and p.account_id = ${accountId} and p.deleted_at is null and a.status = 'active'
    for share of p for key share of a for share of l`)
  if (!found) throw notFound('client_link')
}

async function requireOwnRequest(tx: Tx, { projectId, email }: ClientLink, id: string): Promise<void> {
  const found = await tx.first<{ files: number }>(sql`
    select (select count(*)::int from attachments f where f.organization_id = r.organization_id and f.subject_type = 'request'
      and f.subject_id = r.id and f.deleted_at is null) as files
    from requests r where r.organization_id = ${tx.actor.organizationId} and r.project_id = ${projectId} and r.id = ${id}
      and lower(r.requester_email) = lower(${email})`)
  if (!found) throw notFound('request')
  if (found.files >= MAX_FILES)
    throw invalidField('', 'limit', `is one more than the ${MAX_FILES} files that a request has`)
}
