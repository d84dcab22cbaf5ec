// One request at which something goes wrong: what it does undisturbed, and whether it does that wholly or not at all when a
// statement of it is struck, and once when it is repeated.
import { randomBytes } from 'node:crypto'
import { isVisit, type AnyEndpoint } from '../../server/platform/endpoint.ts'
import { allAfterReplies } from '../../server/platform/after-reply.ts'
import { addressOf, prepare, type Prepared } from '../permission-walk-steps.ts'
import type { Fault, Statement } from '../postgres-proxy.ts'
import type { FaultyHouse, FaultyNode } from './faulty-nodes.ts'
import { AFTER_ITS_REPLY, credentialFor, requestToStrike, WRITES_NOTHING } from './requests-to-strike.ts'
import { whatIsLeft } from './nothing-left.ts'
import { alike, linesOf } from './told-alike.ts'

/** Promised of a database that does not answer. */
const LIMIT_MS = 10_000

export interface Undisturbed {
  endpoint: AnyEndpoint
  request: Prepared
  /** Whether a repeat is known by its key. */
  keyed: boolean
  statements: string[]
  /** The rows that it wrote, as lines. */
  wrote: string[]
  status: number
  body: string
}
export interface Answer {
  status: number
  text: string
  headers: Headers
}

/** An endpoint's request on things made for it, and what it does undisturbed. */
export async function prepared(faulty: FaultyHouse, endpoint: AnyEndpoint, keyed: boolean): Promise<Undisturbed> {
  const { house, journal } = faulty
  const address = addressOf(endpoint)
  const line = requestToStrike(address)
  const ids = line.on ? await line.on(house, 'own', 'ada') : {}
  if (!ids) throw new Error(`what ${address} is about can not be made`)
  const request = prepare(house, endpoint, ids, {}, line)
  const from = `10.${[...randomBytes(3)].join('.')}`
  const headers = { ...credentialFor(address, house, ids), 'x-forwarded-for': from, ...request.headers }
  await journal.forget()
  const known = await undisturbed(faulty, endpoint, { ...request, headers }, keyed)
  if ((known.wrote.length === 0) !== WRITES_NOTHING.has(address))
    throw new Error(
      `${address} wrote ${known.wrote.length} rows: give it something to do in test/faults/requests-to-strike.ts`,
    )
  return known
}

/** Runs it without faults until it says the same twice, and takes all back. */
async function undisturbed(
  faulty: FaultyHouse,
  endpoint: AnyEndpoint,
  request: Prepared,
  keyed: boolean,
): Promise<Undisturbed> {
  const { nodes, journal } = faulty
  const [node] = nodes
  let before: Undisturbed | undefined
  let other: string[] = []
  for (let run = 0; run < 12; run++) {
    node.proxy.listenAnew()
    const answer = await ask(node, request, keyed ? newKey() : undefined)
    // What is cold may take longer than is waited here.
    if (answer.status === 503) continue
    if (answer.status >= 300)
      throw new Error(`${addressOf(endpoint)} does not succeed: ${answer.status} ${answer.text}`)
    await whatIsLeft(faulty)
    const wrote = linesOf(await journal.read())
    await journal.undo()
    const statements = node.proxy.seen.map(({ text }) => text)
    const { status, text } = answer
    const found = { endpoint, request, keyed, statements, wrote, status, body: bodyOf(text) }
    if (before) {
      other = [before.statements, before.wrote, [before.body]].flatMap((was, i) =>
        difference(was, [statements, wrote, [found.body]][i] ?? []),
      )
      if (other.length === 0) return found
    }
    before = found
  }
  throw new Error(`${addressOf(endpoint)} does something else each time: ${other.join('\n')}`)
}

export const newKey = () => randomBytes(12).toString('hex')
const bodyOf = (text: string) => (text === '' ? '' : alike(text))

export async function ask({ baseUrl }: FaultyNode, request: Prepared, key: string | undefined): Promise<Answer> {
  const { method, path, headers, body } = request
  const response = await fetch(baseUrl + path, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(key !== undefined && { 'idempotency-key': key }) },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(LIMIT_MS),
  })
  const answer = { status: response.status, text: await response.text(), headers: response.headers }
  await allAfterReplies()
  return answer
}

export interface Struck {
  statement: Statement | undefined
  status: number
  /** It, or its repeat, was asked too often: that tells nothing. */
  tooOften: boolean
  /** What is not as promised, in sentences. */
  wrong: string[]
}

/** Strikes the n-th statement, looks at what was answered and what is there, repeats it, looks again, and takes all back. */
export async function strike(
  faulty: FaultyHouse,
  known: Undisturbed,
  fault: Fault,
  n: number,
  again: FaultyNode,
): Promise<Struck> {
  const { nodes, journal } = faulty
  const [{ proxy }] = nodes
  const key = known.keyed ? newKey() : undefined
  proxy.listenAnew()
  proxy.strike(fault, (_, i) => i === n)
  faulty.faultsLogged()
  const wrong: string[] = []
  try {
    const answer = await ask(nodes[0], known.request, key)
    wrong.push(...(await whatIsLeft(faulty)))
    const wrote = linesOf(await journal.read())
    wrong.push(...judge(known, answer, wrote))
    const statement = proxy.struck()
    if (key !== undefined || answer.status >= 500) wrong.push(...(await repeat(faulty, known, again, key, answer)))
    return { statement, status: answer.status, tooOften: wrong.some((each) => each.includes('rate_limited')), wrong }
  } catch (error) {
    return { statement: proxy.struck(), status: 0, tooOften: false, wrong: [...wrong, String(error)] }
  } finally {
    proxy.listenAnew()
    await whatIsLeft(faulty)
    await journal.undo()
  }
}

async function repeat(
  faulty: FaultyHouse,
  known: Undisturbed,
  node: FaultyNode,
  key: string | undefined,
  first: Answer,
): Promise<string[]> {
  let answer = await ask(node, known.request, key)
  // A busy machine may be too slow for the little that is waited here.
  for (let more = 0; more < 3 && answer.status === 503; more++) answer = await ask(node, known.request, key)
  const left = await whatIsLeft(faulty)
  const wrote = linesOf(await faulty.journal.read())
  const wrong = [...left, ...judge(known, answer, wrote)].map((sentence) => `repeated: ${sentence}`)
  if (answer.status !== known.status) wrong.push(`repeated: ${answer.status} ${answer.text}`)
  const secrets = !isVisit(known.endpoint) && known.endpoint.secrets?.length
  if (first.status === known.status && !secrets && answer.text !== first.text)
    wrong.push(`repeated: another answer than the first: ${answer.text} instead of ${first.text}`)
  return wrong
}

/** All of it was done and is answered so; or it is refused as the contract says, and nothing is there. */
function judge(known: Undisturbed, { status, text, headers }: Answer, wrote: readonly string[]): string[] {
  if (status === known.status) {
    if (AFTER_ITS_REPLY.has(addressOf(known.endpoint)) && wrote.length === 0) return []
    const wrong = difference(known.wrote, wrote).map((line) => `answered ${status}, and ${line}`)
    const secrets = !isVisit(known.endpoint) && (known.endpoint.secrets?.length ?? 0) > 0
    if (!secrets && bodyOf(text) !== known.body) wrong.push(`answered ${bodyOf(text)} instead of ${known.body}`)
    return wrong
  }
  const wrong = wrote.map((line) => `answered ${status}, and yet is there: ${line}`)
  if (status !== 503) return [...wrong, `answered ${status} ${text}`]
  if (!headers.get('content-type')?.startsWith('application/problem+json'))
    wrong.push(`503 that is no problem: ${text}`)
  if (!/^[1-9]\d*$/.test(headers.get('retry-after') ?? '')) wrong.push('503 that does not say when to try again')
  if (text.includes('not known')) wrong.push('answered that nobody knows, where the database could be asked')
  return wrong
}

export function difference(expected: readonly string[], found: readonly string[]): string[] {
  const left = [...found]
  const missing = expected.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [...missing.map((line) => `is missing: ${line}`), ...left.map((line) => `is there besides: ${line}`)]
}
