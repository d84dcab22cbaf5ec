// A file that is imported: how much of it has arrived, then how many rows are done, and what became of it where the connection
// broke. Not in api.ts: only XMLHttpRequest tells how much has arrived.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Problem } from './api-types.ts'
import { ApiProblem, newKey, searchOf, Unreachable, type Query, type Reply } from './api.ts'
import { isSame } from './use-touched.ts'
import { t } from './words.ts'

export type ImportDoor = `POST /v1/admin/${'people' | 'accounts' | 'projects'}/import`
interface Importing<D extends ImportDoor> {
  file: Blob
  query: Query<D>
  /** The same for each time that one import is sent: it happens once. */
  key: string
}
export type ImportProgress =
  | { is: 'sent'; done: number; of: number }
  | { is: 'made'; done: number; of: number }
  | { is: 'cut' }

/** So often it is asked again what became of it, and so long between. */
const TRIES = 40
const PAUSE_MS = 1_500

/** Sends the file; `progress` is how far it is, while it goes. */
export function useImportFile<D extends ImportDoor>(door: D) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<ImportProgress>()
  /** What has no answer yet: sent again, it is the same. */
  const open = useRef<Importing<D>>(undefined)
  const run = async (file: Blob, query: Query<D>): Promise<Reply<D>> => {
    const again = open.current?.file === file && isSame(open.current.query, query)
    const importing = { file, query, key: again && open.current ? open.current.key : newKey() }
    open.current = importing
    setProgress({ is: 'sent', done: 0, of: file.size })
    try {
      return await untilAnswered(door, importing, setProgress)
    } catch (error) {
      if (!(error instanceof Unreachable)) open.current = undefined
      throw error
    } finally {
      setProgress(undefined)
      if (!('dryRun' in query)) void client.invalidateQueries({ refetchType: 'active' })
    }
  }
  return { run, progress }
}

/** Where the connection broke the same is sent again: it is made once, and the answer is that of the first time. */
async function untilAnswered<D extends ImportDoor>(
  door: D,
  importing: Importing<D>,
  tell: (progress: ImportProgress) => void,
): Promise<Reply<D>> {
  for (let tries = 1; ; tries++)
    try {
      return await send(door, importing, tries === 1 ? tell : () => undefined)
    } catch (error) {
      const goesOn = error instanceof ApiProblem && error.code === 'idempotency_in_progress'
      if (!goesOn && !(error instanceof Unreachable)) throw error
      if (tries === TRIES) throw new Unreachable(CUT_OFF())
      tell({ is: 'cut' })
      await new Promise((done) => setTimeout(done, PAUSE_MS))
    }
}
const CUT_OFF = () =>
  t(
    'The connection broke, and the server does not answer. What was sent may have been imported. Try again: nothing is made twice.',
  )

interface Line {
  done?: number
  of?: number
  status?: number
  body?: unknown
}

function send<D extends ImportDoor>(
  door: D,
  { file, query, key }: Importing<D>,
  tell: (progress: ImportProgress) => void,
): Promise<Reply<D>> {
  const request = new XMLHttpRequest()
  request.open('POST', `${door.replace('POST ', '')}${searchOf(query)}`)
  request.setRequestHeader('content-type', file.type)
  request.setRequestHeader('accept', 'application/x-ndjson, application/json')
  request.setRequestHeader('idempotency-key', key)
  request.upload.addEventListener('progress', ({ loaded, total }) => tell({ is: 'sent', done: loaded, of: total }))
  const lastLine = (): Line => {
    // A line is whole once it has ended.
    const lines = request.responseText.split('\n').slice(0, -1)
    return JSON.parse(lines.at(-1) ?? '{}') as Line
  }
  request.addEventListener('progress', () => {
    const { done, of } = request.status === 200 ? lastLine() : {}
    if (done !== undefined && of !== undefined) tell({ is: 'made', done, of })
  })
  return new Promise((done, refuse) => {
    request.addEventListener('error', () => refuse(new Unreachable()))
    request.addEventListener('load', () => {
      const isJson = request.getResponseHeader('content-type')?.includes('json') ?? false
      const refusal = (): Line => (isJson ? { status: request.status, body: JSON.parse(request.responseText) } : {})
      const { status, body } = request.status === 200 ? lastLine() : refusal()
      if (status === undefined) refuse(new Unreachable())
      else if (status < 300) done(body as Reply<D>)
      else refuse(new ApiProblem(body as Problem))
    })
    request.send(file)
  })
}
