// A file on its way to the server. Not in api.ts: only XMLHttpRequest tells how much of it has arrived.
import type { Attachment, Problem } from '../api-types.ts'
import { ApiProblem, newKey, Unreachable } from '../api.ts'

export interface Uploading {
  projectId: string
  file: File
  requestId?: string | undefined
  taskId?: string | undefined
  visibility?: 'internal' | 'client' | undefined
  /** 0 to 100. */
  onProgress?: (percent: number) => void
  signal?: AbortSignal
}

/** Sends a file; what the server does not know by its type is sent as plain bytes. */
export async function upload(given: Uploading): Promise<Attachment> {
  const type = given.file.type || PLAIN_BYTES
  try {
    return await send(given, type)
  } catch (error) {
    if (type === PLAIN_BYTES || !(error instanceof ApiProblem) || error.problem.status !== 415) throw error
    return send(given, PLAIN_BYTES)
  }
}
const PLAIN_BYTES = 'application/octet-stream'

function send({ projectId, file, onProgress, signal, ...onto }: Uploading, type: string): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name })
  for (const name of ['requestId', 'taskId', 'visibility'] as const) if (onto[name]) query.set(name, onto[name])
  const request = new XMLHttpRequest()
  request.open('POST', `/v1/admin/projects/${encodeURIComponent(projectId)}/attachments?${query}`)
  request.setRequestHeader('content-type', type)
  request.setRequestHeader('idempotency-key', newKey())
  request.responseType = 'json'
  request.upload.addEventListener('progress', ({ loaded, total }) =>
    onProgress?.(total > 0 ? Math.round((100 * loaded) / total) : 0),
  )
  signal?.addEventListener('abort', () => request.abort(), { once: true })
  return new Promise((done, refuse) => {
    request.addEventListener('load', () => {
      const reply: unknown = request.response
      if (request.status < 300) done(reply as Attachment)
      else refuse(reply ? new ApiProblem(reply as Problem) : new Unreachable(request.statusText))
    })
    request.addEventListener('error', () => refuse(new Unreachable()))
    request.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')))
    request.send(file)
  })
}
