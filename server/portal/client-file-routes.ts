// Files that clients bring and fetch by their link: on their own requests, and nothing else.
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { z } from 'zod'
import { ATTACHMENT_TYPES, AttachmentMention, MAX_FILE_BYTES } from '../../domain/attachment.ts'
import { line } from '../../domain/fields.ts'
import { invalidField, notFound } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { insertAttachments, storedAndBound } from '../files/attachment-operations.ts'
import { findClientFile, showAttachment } from '../files/attachment-queries.ts'
import { FileBody, FileReply } from '../files/attachment-routes.ts'
import { fileAnswer } from '../files/serve-file.ts'
import { visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import type { FileStore } from '../platform/file-store.ts'
import { reading, type Tx } from '../platform/transaction.ts'
import { asClient, contextOf, findClient, hold, type Client } from './client-visit.ts'
import { own } from './portal-queries.ts'

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
    problems: ['link_not_found', 'request_not_found'],
    visit: (visit, { params, query, body }) => bring(visit, files, params, query.name, body),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/client/:token/attachments/:attachmentId/content',
    may: 'public',
    summary: 'A file of one’s own request or its messages, to be saved.',
    reply: FileReply,
    produces: 'application/octet-stream',
    problems: ['link_not_found', 'attachment_not_found'],
    visit: async (visit, { params }) => {
      const found = await asClient(visit, params.token, (tx, { projectId, email }) =>
        findClientFile(tx, params.attachmentId, projectId, email),
      )
      if (!found) throw notFound('attachment')
      return fileAnswer(files, found)
    },
  }),
]

/** More is no request any more. */
const MAX_FILES = 50

async function bring(
  visit: Visit,
  files: FileStore,
  { token, requestId }: { token: string; requestId: string },
  name: string,
  bytes: Readable,
): Promise<AttachmentMention> {
  const { database } = visit
  const client = await findClient(visit, token, 'write')
  const context = contextOf(client, visit)
  // Looked at before the bytes are taken, and again when they are there.
  await reading(database, context, (tx) => requireRoom(tx, client, requestId))
  const given = { name, type: visit.request.headers['content-type'] ?? '', bytes }
  return storedAndBound({ files, database, context }, given, async (tx, file) => {
    const { id: projectId, accountId } = await hold(tx, client)
    await requireRoom(tx, client, requestId)
    const subject = { type: 'request' as const, id: requestId }
    const [id = ''] = await insertAttachments(tx, [file], { projectId, accountId, subject, visibility: 'client' })
    const { contentType, sizeBytes, ...made } = await showAttachment(tx, id)
    return { id, name: made.name, contentType, sizeBytes }
  })
}

/** The request is the client's own, and takes one file more. */
async function requireRoom(tx: Tx, client: Client, id: string): Promise<void> {
  const found = await tx.first<{ files: number }>(sql`
    select (select count(*)::int from attachments f where f.organization_id = q.organization_id and f.subject_type = 'request'
      and f.subject_id = q.id and f.deleted_at is null) as files
    from requests q where q.id = ${id} and ${own(client)}`)
  if (!found) throw notFound('request')
  if (found.files >= MAX_FILES)
    throw invalidField('', 'limit', say`is one more than the ${MAX_FILES} files that a request has`)
}
