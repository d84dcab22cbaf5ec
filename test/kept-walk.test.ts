// Walks every write of the contract, and what goes on by itself: after each, all that is kept is held against what there is.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { placeEntries } from '../server/activity/place-entries.ts'
import { sweeps } from '../server/app.ts'
import { isVisit, type Endpoint } from '../server/platform/endpoint.ts'
import { sweepOnce } from '../server/platform/sweep.ts'
import { recomputeProjects } from '../server/pulse/recompute-pulse.ts'
import { agency, type Agency } from './agency.ts'
import { openEngine } from './background.ts'
import { keptNode, type KeptNode } from './kept-nodes.ts'
import { expectedOf, type Caller } from './permission-walk-access.ts'
import { requestFor } from './permission-walk-requests.ts'
import { addressOf, CALLERS, credentialOf, endpoints, send, type Ids } from './permission-walk-steps.ts'
import { numbers } from './plan-random.ts'

const LONG = process.env.TEST_LONG !== undefined
const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9))
/** Of the writes there are, in the short form. */
const FEW = 2

const KEPT = endpoints.filter((endpoint): endpoint is Endpoint => !isVisit(endpoint) && endpoint.kept !== undefined)
const READERS = ['ada', 'mia'] as const

let house: Agency
let node: KeptNode
before(async () => {
  house = await agency()
  node = await keptNode({ compare: true })
})

const STANDING = { projectId: 'site', taskId: 'copy', personId: 'mia', teamId: 'design', accountId: 'bakery' }

/** Every address that is kept, of the cast's things and of these; each list also by its other ends. */
async function addresses(ids: Ids): Promise<string[]> {
  const { projectId } = ids.taskId ? (await house.ada.get(`/v1/admin/projects/tasks/${ids.taskId}`)).body : ids
  const of = (things: Ids) =>
    KEPT.flatMap(({ path }) => {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
      return names.every((name) => things[name] !== undefined) && (names.length > 0 || things === STANDING)
        ? [path.replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? '')]
        : []
    })
  const more = [
    '/v1/admin/projects?sort=score',
    '/v1/admin/me/tasks?overdue=true',
    '/v1/admin/people?role=project_manager',
  ]
  return [...new Set([...of(STANDING), ...of({ ...ids, ...(projectId && { projectId }) }), ...more])]
}

/** All of them for all readers; those that are kept are compared by the node, which answers 500 where they differ. */
async function readAll(paths: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const name of READERS)
    await Promise.all(
      paths.map(async (path) => {
        const { status } = await node.here(house[name]).get(path)
        if (status >= 500) wrong.push(`${path} for ${name}`)
      }),
    )
  return wrong
}

/** What the walk's makers write behind the product's back, is told. */
const tellAll = () =>
  house.db.admin.query('insert into quiet_changes (organization_id) values ($1), ($2)', [
    house.organizationId,
    house.olga.organizationId,
  ])

interface Step {
  says: string
  ids: Ids
  take: () => Promise<unknown>
}

/** The writes that are to be walked, each by one who may. */
async function* writes(): AsyncGenerator<Step> {
  const random = numbers(SEED)
  const all = endpoints.filter(({ method }) => method !== 'GET')
  const chosen = LONG ? all : Array.from({ length: FEW }, () => all[random(all.length)] ?? assert.fail())
  for (const endpoint of chosen) {
    const address = addressOf(endpoint)
    const caller = CALLERS.find((each: Caller) => expectedOf(address, each, 'own') === 'done')
    if (!caller) continue
    const { on } = requestFor(address)
    const ids = on ? await on(house, 'own', caller.name) : {}
    const take = async () => {
      const { status, text } = await send(house, endpoint, ids ?? {}, credentialOf(house, caller))
      assert.ok(status < 500, `${address}: ${status} ${text}`)
    }
    if (ids) yield { says: `${address} by ${caller.name}`, ids, take }
  }
}

async function walk(steps: AsyncIterable<Step> | Iterable<Step>): Promise<void> {
  const wrong: string[] = []
  for await (const { says, ids, take } of steps) {
    await tellAll()
    const paths = await addresses(ids)
    // What is read for the first time knows no more than what was asked about before: this asks.
    await node.here(house.ada).get('/v1/admin/me')
    wrong.push(...(await readAll(paths)))
    await take()
    wrong.push(...(await readAll(paths)).map((path) => `${path} after ${says}`))
  }
  assert.deepEqual(wrong, [], node.faults.join('\n').slice(0, 5_000))
}

test('every kept read of the contract is walked', async () => {
  const paths = await addresses({ templateId: 'any' })
  const patterns = KEPT.map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/?]+')}$`))
  assert.deepEqual(
    patterns.filter((pattern) => !paths.some((path) => pattern.test(path))).map(String),
    [],
    'say in STANDING what these are of',
  )
})

test(`after any write, what is kept is what there is (seed ${SEED})`, async (t) => {
  await walk(writes())
  const { hits } = await node.figures()
  t.diagnostic(`${hits} kept replies compared`)
  assert.ok(!LONG || hits > 300)
})

test('after what goes on by itself, what is kept is what there is', async () => {
  const { db, clock, organizationId } = house
  const engine = LONG ? await openEngine() : undefined
  await house.max.put('/v1/admin/projects/tasks/copy', {
    scheduling: 'manual',
    startOn: '2026-11-02',
    dueOn: '2026-11-03',
  })
  const whose = { organizationId, timezone: 'Europe/Berlin' }
  const steps: Record<string, () => Promise<unknown>> = {
    'health is computed': () => recomputeProjects(db.app, whose, ['site', 'ads'], clock.now()),
    'entries get their places': () => placeEntries(db.worker),
    'what has had its time is swept': () =>
      sweepOnce(db.worker, sweeps, new Date(clock.now().getTime() + 40 * 86_400_000)),
    ...(engine && { 'the rules look around': () => engine.lookAround(organizationId) }),
    'a day passes': async () => clock.advance({ hours: 24 }),
  }
  await walk(Object.entries(steps).map(([says, take]) => ({ says, ids: {}, take })))
})
