// Every call to the server: typed by the contract, each write with a key so that it happens once however often it is sent.
import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { Doors, Problem, Said } from './api-types.ts'
import { phrase, t, told } from './words.ts'

export type Door = keyof Doors
export type GetDoor = Extract<Door, `GET ${string}`>
export type Reply<D extends Door> = Doors[D]['reply']
export type Body<D extends Door> = Doors[D]['body']
export type Query<D extends Door> = Doors[D]['query']

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
/** What a call takes: the ids in its path, its query, its body; `version` is that of what was read (If-Match). */
export type Given<D extends Door> = (Names<D> extends never
  ? { params?: undefined }
  : { params: Record<Names<D>, string> }) & {
  query?: Query<D>
  version?: number
  /** The same for each time that one intent is sent; made anew where it is left out. */
  key?: string
  signal?: AbortSignal
  /** A file as the body; its type is sent along. */
  file?: Blob
} & (undefined extends Body<D> ? { body?: Body<D> } : { body: Body<D> })

/** A refusal, in the server's words. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(messageOf(problem))
    this.problem = problem
  }
  get code(): Problem['code'] {
    return this.problem.code
  }
  /** What is said of each field, by its name. */
  get fields(): Record<string, string> {
    return Object.fromEntries(this.errors.map(({ field, says }) => [field, says]))
  }
  get errors(): { field: string; says: string }[] {
    return errorsOf(this.problem)
  }
}
const errorsOf = ({ errors = [] }: Problem) =>
  errors.map((error) => ({ field: error.pointer.replace(/^\//, ''), says: sayError(error) }))
function messageOf(problem: Problem): string {
  if (problem.said) return told(problem.said)
  const wrong = errorsOf(problem).map(({ field, says }) => `${field} ${says}`.trim())
  return wrong.join('; ') || t(problem.detail || problem.title)
}
/** What is wrong with a field or cell. */
export const sayError = ({ said, message }: { message: string; said?: Said }): string =>
  said ? phrase(said) : t(message)
/** The server could not be reached. */
export class Unreachable extends Error {}

const WRITE_TRIES = 3

/** A name that nothing else has. Browsers keep `crypto.randomUUID` from pages that came over plain HTTP. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** One was asked something first, and turned back. */
export class Cancelled extends Error {}

let signInAgain: (() => Promise<void>) | undefined
/** Who is asked to sign in again where a call wants that; answers how to stop being asked. */
export function onSignInAgain(ask: () => Promise<void>): () => void {
  signInAgain = ask
  return () => (signInAgain = undefined)
}

/** Calls, and where that asks for a fresh sign-in, once more after it. */
export async function call<D extends Door>(door: D, given: Given<D>): Promise<Reply<D>> {
  try {
    return await callOnce(door, given)
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === 'sign_in_again' && signInAgain)) throw error
    await signInAgain()
    // The refusal is kept under the first key.
    return callOnce(door, { ...given, key: newKey() })
  }
}

async function callOnce<D extends Door>(door: D, given: Given<D>): Promise<Reply<D>> {
  const [method = 'GET', path = ''] = door.split(' ')
  const { params, query, body, version, signal, key, file } = given as Given<Door> & { params?: Record<string, string> }
  const address =
    path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? '')) + searchOf(query)
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = typeof body === 'string' ? 'text/csv' : 'application/json'
  if (version !== undefined) headers['if-match'] = `"${version}-"`
  if (method !== 'GET') headers['idempotency-key'] = key ?? newKey()
  if (file) headers['content-type'] = file.type || 'application/octet-stream'
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const reply = await send(address, { method, headers, body: file ?? text, signal }, method === 'GET' ? 1 : WRITE_TRIES)
  return (await read(reply)) as Reply<D>
}

/** With the same key a write may be sent again where its answer was lost: it happens once. */
async function send(address: string, init: RequestInit, tries: number): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    if (tries <= 1) throw new Unreachable(String(error))
    await new Promise((done) => setTimeout(done, 300))
    return send(address, init, tries - 1)
  }
}

async function read(reply: Response): Promise<unknown> {
  const type = reply.headers.get('content-type') ?? ''
  if (!reply.ok) {
    const problem = type.includes('json')
      ? ((await reply.json()) as Problem)
      : {
          type: 'about:blank',
          title: reply.statusText,
          status: reply.status,
          detail: '',
          code: 'internal_error' as const,
        }
    throw new ApiProblem(problem)
  }
  if (reply.status === 204) return null
  return type.includes('json') ? reply.json() : reply.text()
}

export function searchOf(query: object | undefined): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(name, String(value))
  return search.size > 0 ? `?${search}` : ''
}

/** Where a query's answer lies in the cache; the live stream finds it by its door. */
export const keyOf = <D extends GetDoor>(door: D, given: Given<D>) =>
  [door, given.params ?? {}, given.query ?? {}] as const

interface Watching {
  enabled?: boolean
  /** Shows what was there before while another page or filter of the same list comes in. */
  keep?: boolean
}

/** What a door answers, kept, and fetched anew when what it shows has changed. */
export function useDoor<D extends GetDoor>(
  door: D,
  given: Given<D>,
  { enabled = true, keep = false }: Watching = {},
): UseQueryResult<Reply<D>> {
  return useQuery<Reply<D>>({
    queryKey: keyOf(door, given),
    queryFn: ({ signal }) => call(door, { ...given, signal }),
    enabled,
    ...(keep && { placeholderData: keepPreviousData }),
  })
}

/** What was deleted here: nobody asks for it again, unless something is done with it after all. */
const gone = new Set<string>()
export const isOfGone = ({ queryKey: [, params] }: { queryKey: readonly unknown[] }): boolean =>
  Object.values((params ?? {}) as Record<string, string>).some((id) => gone.has(id))
function remember(door: Door, params: Record<string, string> | undefined): void {
  for (const [name, id] of Object.entries(params ?? {}))
    if (door.startsWith('DELETE') && door.endsWith(`:${name}`)) gone.add(id)
    else gone.delete(id)
}

/** A write. What it may have changed is fetched anew, also where live updates are away; nobody waits for that. */
export function useAct<D extends Exclude<Door, GetDoor>>(door: D) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (given: Given<D>) => call(door, given),
    onSettled: (_reply, error, { query, params }) => {
      // A preview changes nothing.
      if (/preview|rehearse/.test(door)) return
      if (query && 'dryRun' in query && query.dryRun === 'true') return
      if (!error) remember(door, params)
      void client.invalidateQueries({ refetchType: 'active', predicate: (each) => !isOfGone(each) })
    },
  })
}
