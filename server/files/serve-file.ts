// Gives a file out so that nothing in it can act: as a download, under its own name, never run or shown as a page of ours.
import { notFound } from '../../domain/problems.ts'
import { FileAnswer } from '../platform/deliver.ts'
import { storeUnavailable, type FileStore } from '../platform/file-store.ts'
import type { ServedFile } from './attachment-queries.ts'

export function fileAnswer(
  files: FileStore,
  { name, contentType, sizeBytes, sha256, storageKey }: ServedFile,
): FileAnswer {
  const headers = {
    'content-type': contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
    'content-length': String(sizeBytes),
    'content-disposition': dispositionOf(name),
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    etag: `"${sha256.slice(0, 32)}"`,
  }
  return new FileAnswer(headers, async () => {
    const stream = await files.stream(storageKey).catch((error: unknown) => {
      throw storeUnavailable(error)
    })
    if (!stream) throw notFound('attachment')
    return stream
  })
}

/** RFC 6266: the name as it is in UTF-8, and for programs that know no better in plain ASCII. */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
