// What can be done with attached files: bring one, hang it on a message, give it out, take it away. Bytes first, row second.
import { sql } from 'kysely'
import {
  cleanName,
  MAX_FILE_BYTES,
  PROJECT_QUOTA_BYTES,
  typeOfFile,
  UNBOUND_HOURS,
  type Attachment,
} from '../../domain/attachment.ts'
import { invalid, invalidField, Problem } from '../../domain/problems.ts'
import type { Database } from '../platform/database.ts'
import { newStorageKey, storeUnavailable, type FileStore } from '../platform/file-store.ts'
import { insertRow } from '../platform/rows.ts'
import { transaction, type Context, type Tx } from '../platform/transaction.ts'
import { bytesOf, getRemovable } from './attachment-queries.ts'

/** Where files lie, and where that is written down. */
export interface Filing {
  files: FileStore
  database: Database
  context: Context
}

export interface StoredFile {
  storageKey: string
  name: string
  contentType: string
  sizeBytes: number
  sha256: Buffer
}

const HOUR_MS = 3_600_000

/**
 * Stores a file's bytes, which no row tells of yet: until one does, they are written down as to be discarded, so that
 * whatever breaks, none stay for ever. Refuses programs, pages, and what is not what it says it is.
 */
export async function storeFile(
  { files, database, context }: Filing,
  given: { name: string; type: string; bytes: AsyncIterable<Uint8Array> },
): Promise<StoredFile> {
  const storageKey = newStorageKey()
  const name = cleanName(given.name)
  const dueAt = new Date(context.now.getTime() + UNBOUND_HOURS * HOUR_MS)
  await transaction(database, context, async (tx) => insertRow(tx, 'discarded_files', { storageKey, dueAt }))
  let contentType = ''
  const check = (head: Buffer) => {
    const found = typeOfFile(given.type, name, head)
    if ('refused' in found) throw invalidField('', 'file', found.refused)
    contentType = found.type
  }
  try {
    const kept = await files.keep(storageKey, given.bytes, { maxBytes: MAX_FILE_BYTES, check })
    if (kept.sizeBytes === 0) throw invalidField('', 'file', 'is empty')
    return { storageKey, name, contentType, ...kept }
  } catch (error) {
    await discardFile({ files, database, context }, storageKey)
    throw reasonOf(error)
  }
}

/** Whoever sent it broke off, or the store is out of order: neither is a fault of ours. */
function reasonOf(error: unknown): unknown {
  if (error instanceof Problem) return error
  if (['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as { code?: string }).code ?? ''))
    return invalid([{ pointer: '', rule: 'whole', message: 'was cut off on its way' }], 400)
  return storeUnavailable(error)
}

/** Takes back bytes that no row came to tell of; where the store will not, the sweep does. */
export async function discardFile({ files, database, context }: Filing, storageKey: string): Promise<void> {
  try {
    await files.remove(storageKey)
  } catch {
    return
  }
  await transaction(database, context, async (tx) => dropFromDiscarded(tx, [storageKey]))
}

const dropFromDiscarded = (tx: Tx, keys: readonly string[]) =>
  tx.send(
    sql`delete from discarded_files where organization_id = ${tx.actor.organizationId} and storage_key = any(${keys})`,
  )

/** Stores a file and has `bind` tell of it; where that is refused, the bytes go again. */
export async function storedAndBound<T>(
  filing: Filing,
  given: { name: string; type: string; bytes: AsyncIterable<Uint8Array> },
  bind: (tx: Tx, file: StoredFile) => Promise<T>,
): Promise<T> {
  const file = await storeFile(filing, given)
  try {
    return await transaction(filing.database, filing.context, (tx) => bind(tx, file))
  } catch (error) {
    // Of what nobody knows the outcome, the sweep will know: committed, the file is not among the discarded any more.
    if (error instanceof Problem && error.status < 500) await discardFile(filing, file.storageKey)
    throw error
  }
}

export interface Bound {
  id?: string | undefined
  projectId: string
  accountId: string | null
  subject: { type: 'task' | 'request' | 'communication'; id: string } | null
  visibility: 'internal' | 'client'
  /** Who brought it, where that is not the actor. */
  uploader?: { type: 'person' | 'client' | 'integration'; id: string; name: string } | undefined
}

/** Has rows tell of stored files, within what the project may hold. */
export async function insertAttachments(tx: Tx, stored: readonly StoredFile[], bound: Bound): Promise<string[]> {
  if (stored.length === 0) return []
  const { id, projectId, accountId, subject, visibility, uploader = tx.actor } = bound
  // Whoever brings files into a project at the same time counts one after another.
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.organizationId} ${projectId} files`}, 0))`)
  const bytes = stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, await bytesOf(tx, projectId))
  if (bytes > PROJECT_QUOTA_BYTES)
    throw invalidField('', 'quota', 'is more than the files of one project may come to, 5 GiB')
  dropFromDiscarded(
    tx,
    stored.map(({ storageKey }) => storageKey),
  )
  return stored.map((file) => {
    const own = id ?? tx.newId('att')
    insertRow(tx, 'attachments', {
      ...file,
      id: own,
      projectId,
      subjectType: subject?.type,
      subjectId: subject?.id,
      visibility,
      uploaderType: uploader.type,
      uploaderId: uploader.id,
      uploaderName: uploader.name,
      createdAt: tx.now,
    })
    const what = { name: { to: file.name }, visibility: { to: visibility }, subject: { to: subject } }
    tx.record('attachment.added', { type: 'attachment', id: own, projectId, accountId }, what)
    return own
  })
}

export interface BoundFile {
  name: string
  contentType: string
  sizeBytes: number
  storageKey: string
}

/**
 * Hangs files on the message that they were brought for, and makes them as visible as that is; refuses the first that is
 * not the actor's own, or hangs somewhere already.
 */
export async function bindFiles(
  tx: Tx,
  ids: readonly string[],
  to: { communicationId: string; projectId: string | null; visibility: Attachment['visibility'] },
): Promise<BoundFile[]> {
  if (ids.length === 0) return []
  const bound = await tx.rows<BoundFile & { id: string }>(sql`
    update attachments set subject_type = 'communication', subject_id = ${to.communicationId}, visibility = ${to.visibility}
    where organization_id = ${tx.actor.organizationId} and project_id = ${to.projectId} and id = any(${ids})
      and subject_type is null and deleted_at is null and uploader_type = ${tx.actor.type} and uploader_id = ${tx.actor.id}
    returning id, name, content_type as "contentType", size_bytes as "sizeBytes", storage_key as "storageKey"`)
  return ids.map((id, i) => {
    const file = bound.find((each) => each.id === id)
    if (!file) throw invalidField(`/attachmentIds/${i}`, 'reference', 'is no file that you brought for a message here')
    return file
  })
}

/** Takes a file away at once, from messages too; its bytes follow with the next sweep. */
export async function deleteAttachment(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  // Held first: of several at once the others then find it gone.
  tx.send(
    sql`select 1 from attachments where organization_id = ${tx.actor.organizationId} and id = ${id} for no key update`,
  )
  const { projectId, accountId, name, removable } = await getRemovable(tx, id)
  if (!removable)
    throw new Problem('permission_denied', 'Who brought the file takes it away, and who runs the project.')
  tx.send(
    sql`update attachments set deleted_at = ${tx.now} where organization_id = ${tx.actor.organizationId} and id = ${id}`,
  )
  tx.record('attachment.deleted', { type: 'attachment', id, projectId, accountId }, { name: { from: name, to: null } })
  return { id, deletedAt: tx.now.toISOString() }
}
