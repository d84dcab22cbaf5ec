// Every writing endpoint, every statement that it sends, every fault that can strike it there: done once and answered so, or
// refused and nothing done; and done once after a repeat. In the short form a sample of that.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { isVisit, type AnyEndpoint } from '../../server/platform/endpoint.ts'
import { digestOf } from '../database-digest.ts'
import { chance } from '../odd-requests.ts'
import { addressOf, allEndpoints } from '../permission-walk-steps.ts'
import { FAULTS, type Fault } from '../postgres-proxy.ts'
import { prepared, strike, type Struck, type Undisturbed } from './faulted-request.ts'
import { faultyHouse, type FaultyHouse } from './faulty-nodes.ts'
import { OF_THE_HOUSE } from './requests-to-strike.ts'

const LONG = process.env.TEST_LONG !== undefined
const SEED = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
/** Only what has this in its address; and of that the first, or another, of so many parts: `1/4`. */
const { FAULTS_ONLY: ONLY, FAULTS_PART: PART = '1/1', FAULTS_FAULT: FAULT } = process.env
const [part = 1, parts = 1] = PART.split('/').map(Number)
/** Most of the time is waited: for what hangs, and before it is tried again. */
const isWhole = LONG || ONLY !== undefined
const AT_ONCE = isWhole ? 6 : 2
const SAMPLE = 8

/** A request to an endpoint, with a key by which its repeat is known or without. */
interface Road {
  endpoint: AnyEndpoint
  keyed: boolean
}

const roads = allEndpoints
  .filter((endpoint) => endpoint.method !== 'GET' && (ONLY === undefined || addressOf(endpoint).includes(ONLY)))
  .flatMap((endpoint): Road[] => {
    const keyless = { endpoint, keyed: false }
    return isVisit(endpoint) || endpoint.takenBack ? [keyless] : [{ endpoint, keyed: true }, keyless]
  })

/** For each road in the sample, which faults; in the long form all roads, and all faults at each statement. */
function sampled(): [Road, readonly Fault[]][] {
  if (isWhole)
    return roads
      .filter((_, i) => i % parts === part - 1)
      .map((road) => [road, FAULTS.filter((fault) => FAULT === undefined || FAULT === fault)])
  const dice = chance(SEED)
  return Array.from({ length: SAMPLE }, (_, i) => [
    dice.pick(roads),
    [0, 3, 5].flatMap((more) => FAULTS[(i + more) % FAULTS.length] ?? []),
  ])
}

const figures = { endpoints: new Set<string>(), statements: 0, cases: 0, faults: {} as Record<string, number> }
const answered: Record<string, number> = {}
const count = (counts: Record<string, number>, name: string | number) => (counts[name] = (counts[name] ?? 0) + 1)

test('whatever strikes a write at whatever statement: it is done once and answered, or refused and not done', async (t) => {
  const wrong: string[] = []
  const all = sampled()
  const ofTheHouse = all.filter(([{ endpoint }]) => OF_THE_HOUSE.test(addressOf(endpoint)))
  const others = all.filter((each) => !ofTheHouse.includes(each)).values()
  const work = async (own: Iterable<[Road, readonly Fault[]]>) => {
    const faulty = await faultyHouse()
    for (const each of [own, others])
      for (const [road, faults] of each) wrong.push(...(await along(faulty, road, faults)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => work(i === 0 ? ofTheHouse : [])))
  const { endpoints, ...rest } = figures
  t.diagnostic(
    `FAULTS_SEED=${SEED}: ${JSON.stringify({ endpoints: endpoints.size, ...rest, answered, violations: wrong.length })}`,
  )
  assert.equal(wrong.length, 0, wrong.slice(0, 60).join('\n'))
})

async function along(faulty: FaultyHouse, road: Road, faults: readonly Fault[]): Promise<string[]> {
  const wrong: string[] = []
  const say = (sentence: string) =>
    void wrong.push(`${addressOf(road.endpoint)}${road.keyed ? ' with a key' : ''}, ${sentence}`)
  await strikeAll(faulty, road, faults, say).catch((error: Error) => say(error.message))
  return wrong
}

async function strikeAll(
  faulty: FaultyHouse,
  { endpoint, keyed }: Road,
  faults: readonly Fault[],
  say: (sentence: string) => void,
) {
  const dice = chance(SEED + allEndpoints.indexOf(endpoint) * 2 + Number(keyed))
  let known = await prepared(faulty, endpoint, keyed)
  figures.endpoints.add(addressOf(endpoint))
  figures.statements += known.statements.length
  let before = await digest(faulty)
  const { length } = known.statements
  const strikes = faults.flatMap((fault) =>
    isWhole ? known.statements.map((_, n) => ({ fault, n })) : [{ fault, n: dice.below(length) }],
  )
  for (const { fault, n } of strikes) {
    let struck = await strike(faulty, known, fault, n, dice.pick(faulty.nodes))
    // One address, or one link, may ask so often and no more.
    if (struck.tooOften || !struck.statement) {
      known = await prepared(faulty, endpoint, keyed)
      before = await digest(faulty)
      struck = await strike(faulty, known, fault, n, dice.pick(faulty.nodes))
    }
    told(known, fault, n, struck).forEach(say)
  }
  assert.deepEqual(await digest(faulty), before, 'more was written than was taken back')
}

/** Of everything but what taking back itself writes. */
async function digest({ house }: FaultyHouse): Promise<Record<string, string>> {
  const { quiet_changes: _, ...tables } = await digestOf(house.db, [house.organizationId])
  return tables
}

function told(known: Undisturbed, fault: Fault, n: number, { status, statement, wrong }: Struck): string[] {
  figures.cases++
  count(figures.faults, fault)
  count(answered, status)
  const all = statement ? wrong : [...wrong, 'it did not come to that statement']
  const text = (known.statements[n] ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 80)
  return all.map((sentence) => `${fault} at ${n} (${text}): ${sentence}`)
}
