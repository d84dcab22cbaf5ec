// What the outside may ask about files that hang on tasks, requests and messages.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Attachment, ATTACHMENT_TYPES, MAX_FILE_BYTES } from '../../domain/attachment.ts'
import { Id, Instant, line } from '../../domain/fields.ts'
import { invalid } from '../../domain/problems.ts'
import { contextFor } from '../access/actor.ts'
import { endpoint, visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import type { FileStore } from '../platform/file-store.ts'
import { reading, type Context, type Tx } from '../platform/transaction.ts'
import { deleteAttachment, insertAttachments, storedAndBound, type Bound } from './attachment-operations.ts'
import {
  AttachmentFilters,
  AttachmentPage,
  getAttachment,
  getServedFile,
  listAttachments,
  requireProjectOfFiles,
  requireSubject,
  showAttachment,
} from './attachment-queries.ts'
import { fileAnswer } from './serve-file.ts'

export const FileBody = z
  .custom<Readable>((body) => body instanceof Readable, 'is a file')
  .meta({ type: 'string', format: 'binary' })
export const FileReply = z.string().meta({ format: 'binary' })

const Upload = z.strictObject({
  name: line(255).meta({ description: 'What the file is called.' }),
  id: Id.optional(),
  taskId: Id.optional(),
  requestId: Id.optional(),
  visibility: z.enum(['internal', 'client']).optional().meta({ description: 'internal unless said otherwise.' }),
})

const rows: AnyEndpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/attachments',
    may: 'attachment.read',
    visible: (tx, { projectId = '' }) => requireProjectOfFiles(tx, projectId),
    summary: 'The files of a project that one may see.',
    query: AttachmentFilters,
    reply: AttachmentPage,
    run: (tx, { params, query }) => listAttachments(tx, params.projectId, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/attachments/:attachmentId',
    may: 'attachment.read',
    summary: 'What is known about a file.',
    reply: Attachment,
    run: (tx, { params }) => getAttachment(tx, params.attachmentId),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/attachments/:attachmentId',
    may: 'attachment.write',
    summary: 'Takes a file away.',
    reply: z.strictObject({ id: Id, deletedAt: Instant }),
    run: (tx, { params }) => deleteAttachment(tx, params.attachmentId),
  }),
]

/** `files` is where the bytes lie. */
export const attachmentRoutes = (files: FileStore): AnyEndpoint[] => [
  ...rows,
  visitEndpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/attachments',
    may: 'attachment.write',
    visible: (tx, { projectId = '' }) => requireProjectOfFiles(tx, projectId),
    summary: 'Brings a file, as the body: onto a task or request, or for a message that will name it within a day.',
    query: Upload,
    consumes: ATTACHMENT_TYPES,
    bytes: { as: 'stream', maxBytes: MAX_FILE_BYTES, inHandBytes: 40 * MAX_FILE_BYTES },
    body: FileBody,
    reply: Attachment,
    status: 201,
    location: ({ id }) => `/v1/admin/attachments/${id}`,
    problems: ['already_exists', 'task_not_found', 'request_not_found'],
    visit: (visit, { params, query, body }) => upload(visit, files, params.projectId, query, body),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/admin/attachments/:attachmentId/content',
    may: 'attachment.read',
    summary: 'The file itself, to be saved.',
    reply: FileReply,
    produces: 'application/octet-stream',
    visit: async (visit, { params }) => {
      const found = await reading(visit.database, contextOf(visit, 'attachment.read'), (tx) =>
        getServedFile(tx, params.attachmentId),
      )
      return fileAnswer(files, found)
    },
  }),
]

function contextOf({ actor, now }: Visit, permission: 'attachment.read' | 'attachment.write'): Context {
  if (!actor) throw new Error('whoever is not signed in came past the guard')
  return contextFor(actor, permission, now)
}

/** Refused where it can not hang is refused before a byte is kept; looked at once more with the row. */
async function upload(
  visit: Visit,
  files: FileStore,
  projectId: string,
  { name, id, taskId, requestId, visibility = 'internal' }: z.output<typeof Upload>,
  bytes: Readable,
): Promise<Attachment> {
  if (taskId !== undefined && requestId !== undefined)
    throw invalid(
      [{ pointer: '?requestId', rule: 'one', message: 'does not go with taskId: it hangs on one thing' }],
      400,
    )
  const subject: Bound['subject'] = taskId
    ? { type: 'task', id: taskId }
    : requestId
      ? { type: 'request', id: requestId }
      : null
  const check = async (tx: Tx) => {
    const { accountId } = await requireProjectOfFiles(tx, projectId)
    if (subject) await requireSubject(tx, projectId, subject.type as 'task', subject.id)
    return accountId
  }
  const context = contextOf(visit, 'attachment.write')
  await reading(visit.database, context, check)
  const given = { name, type: visit.request.headers['content-type'] ?? '', bytes }
  return storedAndBound({ files, database: visit.database, context }, given, async (tx, file) => {
    const accountId = await check(tx)
    const [made = ''] = await insertAttachments(tx, [file], { id, projectId, accountId, subject, visibility })
    return showAttachment(tx, made)
  })
}
