// The node that gives the places in the log is killed, or its host freezes: the other gives them, none twice, and the log holds.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { agency, Person, type Agency } from '../agency.ts'
import { runBeside, startNode, type Node } from './nodes.ts'
import { until } from './running-server.ts'

const LONG = process.env.TEST_LONG === '1'
/** The promise is one second; a machine at its limit may take a few. */
const KILLED_LIMIT_MS = 5_000
const FROZEN_LIMIT_MS = 30_000

const HOLDER = `select pid from pg_locks where locktype = 'advisory' and granted and objid = 7326004
  and database = (select oid from pg_database where datname = current_database())`
const UNPLACED = 'select count(*)::int as n from activity where organization_id = $1 and position is null'

const holderOf = async ({ db }: Agency): Promise<number | undefined> =>
  (await db.admin.query<{ pid: number }>(HOLDER)).rows[0]?.pid

/** Two nodes; the first began alone, so the role is its. */
async function twoNodes(house: Agency): Promise<[holder: Node, other: Node]> {
  const holder = await startNode(house.db)
  await until(() => holderOf(house), 'the first has the role')
  return [holder, await startNode(house.db)]
}

/** Through the other node, one after another, until told to stop; answers how many were acknowledged. */
function writesThrough({ baseUrl }: Node, { ada, organizationId }: Agency) {
  const there = new Person(baseUrl, organizationId, 'ada', ada.token)
  let stopped = false
  const writer = async (task: string) => {
    let n = 0
    for (; !stopped; n++)
      assert.equal((await there.put(`/v1/admin/projects/tasks/${task}`, { title: `Title ${n}` })).status, 200)
    return n
  }
  const written = Promise.all(['copy', 'design', 'banner'].map(writer))
  return async () => {
    stopped = true
    return (await written).reduce((sum, n) => sum + n, 0)
  }
}

/** After the blow: until an entry that was recorded after it has its place. */
async function untilPlaced({ db, organizationId }: Agency): Promise<number> {
  const blow = performance.now()
  const { rows } = await db.admin.query<{ seq: number }>(
    'select coalesce(max(seq), 0)::int as seq from activity where organization_id = $1',
    [organizationId],
  )
  const ofNow = rows[0]?.seq ?? 0
  await until(async () => {
    const placed = await db.admin.query<{ seq: number }>(
      'select coalesce(max(seq), 0)::int as seq from activity where organization_id = $1',
      [organizationId],
    )
    return (placed.rows[0]?.seq ?? 0) > ofNow + 3 || undefined
  }, 'the other gives places')
  return performance.now() - blow
}

async function takenOver(t: TestContext, signal: 'SIGKILL' | 'SIGSTOP', limitMs: number): Promise<void> {
  const house = await agency()
  const { db, organizationId } = house
  const [holder, other] = await twoNodes(house)
  const stop = writesThrough(other, house)
  const before = await holderOf(house)
  holder.server.process.kill(signal)
  const took = await untilPlaced(house)
  t.diagnostic(`places ${Math.round(took)} ms after ${signal}`)
  assert.ok(took < limitMs, `${took} ms`)
  assert.notEqual(await holderOf(house), before)
  // One that comes back has no role any more, and takes nothing from who has it.
  if (signal === 'SIGSTOP') holder.server.process.kill('SIGCONT')
  const written = await stop()
  await until(
    async () => (await db.admin.query(UNPLACED, [organizationId])).rows[0]?.n === 0 || undefined,
    'everything has its place',
  )
  const { rows } = await db.admin.query(
    `select count(*) filter (where event = 'task.updated')::int as updates,
       count(distinct seq) = count(*) and min(seq) = 1 and max(seq) = count(*) as gapless from activity where organization_id = $1`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ updates: written, gapless: true }])
  const { rows: all } = await db.admin.query(
    'select max(position) = count(*) and count(distinct position) = count(*) as gapless from activity',
  )
  assert.deepEqual(all, [{ gapless: true }])
  const nodes = signal === 'SIGSTOP' ? [holder, other] : [other]
  for (const { server } of nodes) server.process.kill('SIGTERM')
  for (const { server } of nodes) assert.equal(await server.ended, 0, server.said())
  const proof = await runBeside(db, ['verify-activity', '--organization', organizationId])
  assert.equal(proof.code, 0, proof.said)
  assert.match(proof.said, /It holds/)
}

// Two whole servers: what one database and two relays tell of it is in test/log.test.ts.
const skip = LONG ? false : 'TEST_LONG=1 runs it'
test('the node that gives the places is killed: the other gives them, and nothing is lost or doubled', { skip }, (t) =>
  takenOver(t, 'SIGKILL', KILLED_LIMIT_MS),
)
test('the host of the node that gives the places freezes: within thirty seconds the other does', { skip }, (t) =>
  takenOver(t, 'SIGSTOP', FROZEN_LIMIT_MS),
)
