// How the permission walks go: everybody who can ask, every cell of the table, and one request sent.
import assert from 'node:assert/strict'
import { endpointsOf } from '../server/app.ts'
import type { AnyEndpoint } from '../server/platform/endpoint.ts'
import type { Agency, Person } from './agency.ts'
import { ACCESS, expectedOf, PLACES, type Caller, type Place } from './permission-walk-access.ts'
import { REQUESTS, requestFor, type WalkRequest } from './permission-walk-requests.ts'

export const addressOf = ({ method, path }: AnyEndpoint) => `${method} ${path}`
/** Every endpoint there is, so that a new one is walked too; the first test of the walk names those not described. */
export const allEndpoints = endpointsOf(() => true)
export const endpoints = allEndpoints.filter(
  (endpoint) => addressOf(endpoint) in ACCESS && addressOf(endpoint) in REQUESTS,
)
export const CALLERS: Caller[] = [
  { name: 'ada', letters: ['PA'], from: 'here' },
  { name: 'max', letters: ['PM'], from: 'here' },
  { name: 'tess', letters: ['TL'], from: 'here' },
  { name: 'amy', letters: ['AM'], from: 'here' },
  { name: 'mia', letters: [], from: 'here' },
  { name: 'olga', letters: ['PA'], from: 'elsewhere' },
  { name: 'nobody', letters: [], from: 'nowhere' },
]

export type Ids = Record<string, string>
export interface Cell {
  endpoint: AnyEndpoint
  caller: Caller
  place: Place
  expected: ReturnType<typeof expectedOf>
  ids: Ids
}
interface Sent {
  status: number
  text: string
  headers: Headers
}

export interface Prepared {
  method: string
  path: string
  headers: Ids
  body: string | undefined
}

/** The endpoint's valid request, or one with the body or query given instead. */
export function prepare(
  house: Agency,
  endpoint: AnyEndpoint,
  ids: Ids,
  changed: { body?: string; query?: string } = {},
  { query = '', body, headers }: WalkRequest = requestFor(addressOf(endpoint)),
): Prepared {
  const path = endpoint.path.replaceAll(
    /:(\w+)/g,
    (_, name: string) => ids[name] ?? assert.fail(`${endpoint.path} wants ${name}`),
  )
  const text = changed.body ?? textOf(body?.(house, ids))
  return {
    method: endpoint.method,
    path: path + (changed.query ?? query),
    headers: {
      ...(text !== undefined && { 'content-type': endpoint.consumes?.[0] ?? 'application/json' }),
      ...headers?.(house, text ?? ''),
    },
    body: text,
  }
}

/** Sends it in somebody's name. */
export async function send(
  house: Agency,
  endpoint: AnyEndpoint,
  ids: Ids,
  credential: Ids,
  changed: { body?: string; query?: string } = {},
) {
  const { method, path, headers, body } = prepare(house, endpoint, ids, changed)
  const response = await fetch(house.baseUrl + path, {
    method,
    headers: { ...credential, ...headers },
    ...(body !== undefined && { body }),
  })
  return { status: response.status, text: await response.text(), headers: response.headers } satisfies Sent
}
/** A file is its own text, everything else is JSON. */
const textOf = (body: unknown): string | undefined =>
  typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
export const bearer = ({ token }: Person): Ids => (token === '' ? {} : { authorization: `Bearer ${token}` })
export const credentialOf = (house: Agency, { name }: Caller): Ids => bearer(house[name as 'ada'])

/** Does the work for all, a few at a time, and gives the sentences that come back. */
export async function forAll<T>(
  items: readonly T[],
  work: (item: T) => Promise<string | undefined>,
): Promise<string[]> {
  const queue = items.values()
  const sentences: string[] = []
  const worker = async () => {
    for (const item of queue) {
      const sentence = await work(item)
      if (sentence !== undefined) sentences.push(sentence)
    }
  }
  await Promise.all(Array.from({ length: 12 }, worker))
  return sentences
}

/** The cells of the table with such an outcome. A thing that nobody will change is made once and shared. */
export async function cells(
  house: Agency,
  which: (expected: Cell['expected']) => boolean,
  places: readonly Place[] = PLACES,
  names: readonly string[] = CALLERS.map(({ name }) => name),
): Promise<Cell[]> {
  const shared = new Map<string, Promise<Ids | undefined>>()
  const makers = endpoints.map((endpoint) => requestFor(addressOf(endpoint)).on)
  const found = endpoints.flatMap((endpoint) => {
    const address = addressOf(endpoint)
    const { on } = requestFor(address)
    const callers = CALLERS.filter(({ name }) => names.includes(name))
    return places
      .flatMap((place) => callers.map((caller) => ({ endpoint, caller, place, on })))
      .filter(({ caller, place }) => on || place === (caller.from === 'elsewhere' ? 'foreign' : 'own'))
      .map((cell) => ({ ...cell, expected: expectedOf(address, cell.caller, cell.place) }))
      .filter(({ expected }) => which(expected))
  })
  const made: Cell[] = []
  await forAll(found, async ({ on, ...cell }) => {
    const { endpoint, caller, place, expected } = cell
    const key = `${makers.indexOf(on)} ${place} ${on && on.length > 2 ? caller.name : ''}`
    const untouched = expected !== 'done' || endpoint.method === 'GET'
    const making =
      (untouched ? shared.get(key) : undefined) ?? (on ? on(house, place, caller.name) : Promise.resolve({}))
    if (untouched) shared.set(key, making)
    const ids = await making
    if (ids) made.push({ ...cell, ids })
    return undefined
  })
  return made
}

export const says = ({ endpoint, caller, place }: Cell, how = '') =>
  `${addressOf(endpoint)} by ${caller.name} on ${place}${how}`

/** What is wrong with the answer to a cell, in a sentence. */
export function wrongly(cell: Cell, { status, text }: Sent, how = ''): string | undefined {
  const expected = cell.expected === 'done' ? (cell.endpoint.status ?? 200) : cell.expected
  if (status !== expected) return `${says(cell, how)}: ${status} instead of ${expected} ${text.slice(0, 300)}`
  if (status < 400) return undefined
  const { code } = JSON.parse(text) as { code: string }
  const right = { 401: /^unauthenticated$/, 403: /^permission_denied$/, 404: /^(?!route)\w+_not_found$/ }[
    status as 401 | 403 | 404
  ]
  return right.test(code) ? undefined : `${says(cell, how)}: ${code}`
}
