// Ten at once over two nodes, for every writing endpoint: with one key it is done once; where it can be done once only, one does
// it; of ten who make something of one name, and of ten who change the same version, one does. In the short form a sample.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { isVisit, type AnyEndpoint } from '../../server/platform/endpoint.ts'
import { chance } from '../odd-requests.ts'
import { addressOf, allEndpoints } from '../permission-walk-steps.ts'
import { fresh } from '../permission-walk-things.ts'
import { ask, difference, newKey, prepared, type Answer, type Undisturbed } from './faulted-request.ts'
import { faultyHouse, type FaultyHouse } from './faulty-nodes.ts'
import { AFTER_ITS_REPLY } from './requests-to-strike.ts'
import { whatIsLeft } from './nothing-left.ts'
import { linesOf } from './told-alike.ts'

const LONG = process.env.TEST_LONG !== undefined
const SEED = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const ONLY = process.env.FAULTS_ONLY
const SAMPLE = 6
const TEN = 10

const writing = allEndpoints.filter(
  (endpoint) => endpoint.method !== 'GET' && !endpoint.takenBack && addressOf(endpoint).includes(ONLY ?? ''),
)
const dice = chance(SEED)
const chosen = LONG || ONLY !== undefined ? writing : Array.from({ length: SAMPLE }, () => dice.pick(writing))

interface Race {
  name: string
  /** The requests of the ten, as changes of the one that is known. */
  body?: string | undefined
  headers?: Record<string, string>
  /** One of them, or whoever repeats one that is done, or all. */
  wins: 'one' | 'all alike'
  /** What the winner may write beside what the known one does. */
  wrote?: readonly string[] | undefined
}

const raced: Record<string, number> = {}

test('of ten who write the same at once, one does it, and nobody is told otherwise', async (t) => {
  const faulty = await faultyHouse({ max: 12 })
  const wrong: string[] = []
  for (const endpoint of chosen)
    try {
      const known = await prepared(faulty, endpoint, false)
      for (const race of await racesOf(faulty, known)) {
        raced[race.name] = (raced[race.name] ?? 0) + 1
        wrong.push(...(await run(faulty, known, race)).map((line) => `${addressOf(endpoint)}, ${race.name}: ${line}`))
      }
    } catch (error) {
      wrong.push(`${addressOf(endpoint)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  t.diagnostic(`FAULTS_SEED=${SEED}: ${JSON.stringify({ endpoints: chosen.length, races: raced })}`)
  assert.equal(wrong.length, 0, wrong.slice(0, 60).join('\n'))
})

test('of ten projects that reach for the last free hours of somebody, one gets them', async () => {
  const { house, nodes } = await faultyHouse({ max: 12 })
  const { ada, db, organizationId } = house
  const names = Array.from({ length: TEN }, (_, i) => `reaching-${i}`)
  for (const id of names) await ada.post('/v1/admin/projects', { id, name: id, accountId: 'bakery', type: 'seo' })
  const day = { startOn: '2030-01-07', endOn: '2030-01-07' }
  const books = (project: string, minutesPerDay: number) => ({
    method: 'PUT',
    path: `/v1/admin/projects/${project}/schedule`,
    headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ allocations: { create: [{ personId: 'mia', ...day, minutesPerDay }] } }),
  })
  assert.equal((await ask(nodes[0], books('site', 240), undefined)).status, 200)
  const answers = await Promise.all(names.map((id, i) => ask(nodes[i % 2 === 0 ? 0 : 1], books(id, 240), undefined)))
  const told = answers.map(({ status, text }) => (status === 200 ? 'won' : (JSON.parse(text) as { code: string }).code))
  const won = told.filter((each) => each === 'won').length
  assert.equal(won, 1, `the last free hours of somebody: ${won} won`)
  assert.equal(told.filter((each) => each === 'schedule_conflict').length, TEN - 1, told.join())
  const { rows } = await db.admin.query<{ minutes: number }>(
    `select booked_minutes as minutes from person_days where organization_id = $1 and person_id = 'mia' and "on" = $2`,
    [organizationId, day.startOn],
  )
  assert.deepEqual(rows, [{ minutes: 480 }])
})

/** Which races there are about an endpoint follows from what it takes, and from what it says to a repeat. */
async function racesOf(faulty: FaultyHouse, known: Undisturbed): Promise<Race[]> {
  const { endpoint, request } = known
  const races: Race[] = []
  if (!isVisit(endpoint))
    races.push({
      name: 'with one key',
      headers: { 'idempotency-key': newKey() },
      wins: 'all alike',
      wrote: known.wrote,
    })
  const again = await repeated(faulty, known)
  if (again.status >= 400) races.push({ name: 'what can be done once', wins: 'one', wrote: known.wrote })
  else if (again.wroteNothing && !AFTER_ITS_REPLY.has(addressOf(endpoint)))
    races.push({ name: 'what is so then', wins: 'all alike', wrote: known.wrote })
  if (takesId(endpoint) && request.body !== undefined)
    races.push({
      name: 'of one id',
      body: JSON.stringify({ ...(JSON.parse(request.body) as object), id: fresh('one') }),
      wins: 'one',
    })
  const etag = await versionOf(faulty, known)
  if (etag !== undefined && again.status < 400)
    races.push({ name: 'of one version', headers: { 'if-match': etag }, wins: 'one', wrote: known.wrote })
  return races
}

/** What a repeat is told when the first is done, and whether it did anything. */
async function repeated({ nodes, journal }: FaultyHouse, { request }: Undisturbed) {
  await ask(nodes[0], request, undefined)
  const before = (await journal.read()).length
  const { status } = await ask(nodes[1], request, undefined)
  const wroteNothing = (await journal.read()).length === before
  await journal.undo()
  return { status, wroteNothing }
}

const takesId = ({ method, body }: AnyEndpoint): boolean =>
  method === 'POST' && body !== undefined && 'shape' in body && 'id' in (body.shape as object)

/** The ETag of the thing that a PUT changes. */
async function versionOf({ nodes }: FaultyHouse, { endpoint, request }: Undisturbed): Promise<string | undefined> {
  const readable = allEndpoints.some(({ method, path }) => method === 'GET' && path === endpoint.path)
  if (endpoint.method !== 'PUT' || !readable) return undefined
  const { headers } = await ask(nodes[0], { ...request, method: 'GET', body: undefined }, undefined)
  const etag = headers.get('etag') ?? ''
  // What tells only that a list is as it was is no version of a thing.
  return /^"\d+-/.test(etag) ? etag : undefined
}

async function run(faulty: FaultyHouse, known: Undisturbed, race: Race): Promise<string[]> {
  const { nodes, journal } = faulty
  const request = {
    ...known.request,
    headers: { ...known.request.headers, ...race.headers },
    body: race.body ?? known.request.body,
  }
  const racing = Array.from({ length: TEN }, (_, i) => ask(nodes[i % 2 === 0 ? 0 : 1], request, undefined))
  const answers = await Promise.all(racing)
  const left = await whatIsLeft(faulty)
  const wrote = linesOf(await journal.read())
  await journal.undo()
  const won = answers.filter(({ status }) => status < 300)
  return [...left, ...judgeAnswers(answers, won, race), ...(race.wrote ? difference(race.wrote, wrote) : [])]
}

function judgeAnswers(answers: readonly Answer[], won: readonly Answer[], { wins, name }: Race): string[] {
  const wrong = answers.filter(({ status }) => status >= 500).map(({ status, text }) => `answered ${status} ${text}`)
  if (wins === 'one' && won.length !== 1) wrong.push(`${won.length} won`)
  if (wins === 'all alike') {
    const others = answers.filter(({ status, text }) => status >= 300 && !text.includes('idempotency_in_progress'))
    wrong.push(...others.map(({ status, text }) => `answered ${status} ${text}`))
  }
  if (name === 'with one key' && new Set(won.map(({ text }) => text)).size > 2)
    wrong.push('they were told different things')
  return wrong
}
