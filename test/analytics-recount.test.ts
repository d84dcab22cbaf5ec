// Figures kept as things happen are what is counted from scratch: random operations of several writers, followed by two nodes that
// are killed again and again. Ten thousand operations in test:long.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { test } from 'node:test'
import pino from 'pino'
import { placeEntries } from '../server/activity/place-entries.ts'
import { startRelay } from '../server/activity/relay.ts'
import { followOnce } from '../server/analytics/analytics-loop.ts'
import { recount } from '../server/analytics/recount.ts'
import { openDatabase } from '../server/platform/database.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { projectPurge } from '../server/projects/project-purge.ts'
import { theHouse } from './agency.ts'
import { ALSO } from './analytics-random.ts'
import { closeAtTheEnd, type TestDatabase } from './database.ts'
import { randomAgency, type RandomAgency } from './pulse-random.ts'

const LONG = process.env.TEST_LONG !== undefined
const WRITERS = LONG ? 5 : 2
const OPERATIONS = LONG ? 10_000 : 300
const A_DAY = 25
/** Nodes count as if it was this day: the same for all of them, and for the recount. */
const NOW = new Date('2026-12-01T12:00:00.000Z')
const log = pino({ level: 'silent' })

test(`figures are what a recount finds, after ${OPERATIONS} operations with nodes killed in between`, async (t) => {
  const { db } = await theHouse()
  const nodes = [await startNode(db), await startNode(db)]
  const relayDatabase = openDatabase(db.workerConnection, { max: 2 })
  closeAtTheEnd(() => relayDatabase.close())
  const relay = startRelay({ database: relayDatabase, log })
  const forget = whenRecorded(db.app, () => relay.kick())
  const options = { worker: db.worker, app: db.app, log, clock: () => NOW }
  const lags: number[] = []
  const agencies: RandomAgency[] = []
  let [done, kills] = [0, 0]
  const write = async (seed: number) => {
    const agency = await randomAgency(db.app, { seed, projects: 5, start: '2026-10-12T07:00:00.000Z', more: ALSO })
    agencies.push(agency)
    for (let n = 0; n < OPERATIONS / WRITERS / A_DAY; n++) {
      await agency.live(A_DAY)
      done += A_DAY
      lags.push(await lagOf(db, agency.organizationId))
      // Day by day: what is not followed would be mended by the next change that moves everything.
      const { differences } = await recount(options, agency.organizationId)
      assert.deepEqual(differences, [], `seed ${seed}, day ${n}`)
      agency.sleep()
    }
  }
  const killing = (async () => {
    while (done < OPERATIONS) {
      await untilDone(() => done, done + (LONG ? 400 : 100), OPERATIONS)
      if (kills % 2 === 0) nodes[(kills / 2) % 2] = await killed(db, nodes[(kills / 2) % 2])
      else await cutConnections(db)
      kills++
    }
  })()
  await Promise.all([killing, ...Array.from({ length: WRITERS }, (_, n) => write(n + 1))])
  // What is purged takes its figures along.
  await db.worker.query(projectPurge.remove(new Date('2027-06-01T00:00:00.000Z')))
  for (const node of nodes) node.kill('SIGKILL')
  forget()
  await relay.stop()
  while ((await placeEntries(db.worker)) > 0);
  await followOnce(options)
  for (const { organizationId } of agencies)
    assert.deepEqual((await recount(options, organizationId)).differences, [], organizationId)
  const rows = await db.admin.query<{ projects: number; people: number }>(`select
    (select count(*)::int from project_rollups) as projects, (select count(*)::int from person_rollups where worked_minutes > 0) as people`)
  assert.ok((rows.rows[0]?.projects ?? 0) > 50 && (rows.rows[0]?.people ?? 0) > 5, JSON.stringify(rows.rows))
  const [p50, p99] = [0.5, 0.99].map((share) => lags.toSorted((a, b) => a - b)[Math.floor(share * (lags.length - 1))])
  t.diagnostic(
    `${kills} kills; from a commit to its figures ${p50} ms (p50), ${p99} ms (p99) with kills, of ${lags.length} looked at`,
  )
  await tellsWhatIsWrong(db, options)
})

/** How long it takes until the last thing that happened is in the figures, in milliseconds. */
async function lagOf({ admin }: TestDatabase, organizationId: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const { rows } = await admin.query<{ there: boolean }>(
      `select not exists (select 1 from activity where organization_id = $1 and position is null)
        and not exists (select 1 from rollups_due where organization_id = $1 and since_seq is not null)
        and h.seq = r.seq as there
      from activity_heads h left join rollup_heads r using (organization_id) where h.organization_id = $1`,
      [organizationId],
    )
    if (rows[0]?.there) return Math.round(performance.now() - began)
    if (performance.now() - began > 60_000) throw new Error('figures do not follow')
    await new Promise((go) => setTimeout(go, 5))
  }
}

async function untilDone(done: () => number, least: number, most: number): Promise<void> {
  while (done() < Math.min(least, most)) await new Promise((go) => setTimeout(go, 20))
}

const alive = new Set<ChildProcess>()
closeAtTheEnd(async () => {
  for (const node of alive) node.kill('SIGKILL')
})

async function startNode({ appConnection: app, workerConnection: worker }: TestDatabase): Promise<ChildProcess> {
  const script = new URL('analytics-consumer.ts', import.meta.url).pathname
  const node = spawn(
    process.execPath,
    [
      ...process.execArgv.filter((flag) => !flag.startsWith('--test')),
      script,
      JSON.stringify({ app, worker, now: NOW }),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  alive.add(node)
  node.once('exit', () => alive.delete(node))
  await new Promise((ready) => node.stdout?.once('data', ready))
  return node
}

/** Killed as it stands; another takes its place. */
async function killed(db: TestDatabase, node: ChildProcess | undefined): Promise<ChildProcess> {
  node?.kill('SIGKILL')
  return startNode(db)
}

const cutConnections = ({ admin }: TestDatabase) =>
  admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'analytics consumer'`)

/** Rows that are not as they are counted are named, with what they were, and mended. */
async function tellsWhatIsWrong({ admin }: TestDatabase, options: Parameters<typeof recount>[0]): Promise<void> {
  const row = `(organization_id, project_id, measure, "on") = (select organization_id, project_id, measure, "on" from project_rollups
    where measure = 'created' order by 1, 2, 3, 4 limit 1)`
  const { rows } = await admin.query<{ id: string; n: number; on: string; total: number }>(
    `update project_rollups set n = n + 1 where ${row} returning project_id as id, n, "on"::text, total::int`,
  )
  const gone = await admin.query<{
    on: string
  }>(`delete from person_rollups where ("organization_id", person_id, "on") in (select organization_id, person_id, "on"
    from person_rollups where worked_minutes > 0 order by 1, 2, 3 limit 1) returning "on"::text`)
  const { differences } = await recount(options)
  const [made] = rows
  const told = differences.map(({ kind, row: which, was }) => [kind, which.split(' ')[0], was && JSON.parse(was)])
  assert.deepEqual(
    told.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [
      ['person', gone.rows[0]?.on, undefined],
      ['project', 'created', [made?.n, made?.total, null]],
    ],
  )
  assert.deepEqual((await recount(options)).differences, [])
}
