// Two servers on one database under writes, one of the three killed now and then: each event is answered, each rule's work done
// once, and the log is whole.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { loadRules } from '../../server/automation/load-rules.ts'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'
import { agency, ask, type Agency } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { runBeside, startNode, type Node } from './nodes.ts'
import { newDataDir, until } from './running-server.ts'

const LONG = process.env.TEST_LONG === '1'
/** At least; they go on until the last blow. */
const REQUESTS = 150
/** Every fourth meets the database. */
const BLOWS = 24

const REQUESTER = { name: 'Beate Bluebird', email: 'beate@bluebird.example' }

/** One that nobody else uses, so that it can be killed; it comes back at the same address. */
async function ownDatabase() {
  const postgres = await startEmbeddedPostgres({ dataDir: newDataDir(), say: () => {} })
  closeAtTheEnd(() => postgres.stop())
  const { user, password, host, port, database } = postgres.connection
  // Other test files of this process go on with the one they share.
  const shared = process.env.TEST_DATABASE_URL
  closeAtTheEnd(async () => void (process.env.TEST_DATABASE_URL = shared))
  process.env.TEST_DATABASE_URL = `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  return postgres
}

/** Asked of either node until one answers; the key has it done once. */
async function surely(nodes: Node[], token: string, method: string, path: string, body: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomBytes(12).toString('hex') }
  return until(async () => {
    const node = nodes[Math.floor(Math.random() * nodes.length)]
    const reply = await ask(node?.baseUrl ?? '', method, path, body, headers).catch(() => undefined)
    if (!reply || reply.status >= 500 || reply.status === 409) return undefined
    assert.ok(reply.status < 300, `${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body
  }, path)
}

/** One request from asking to the end of its work. */
async function askedAndDone(nodes: Node[], { ada }: Agency, i: number): Promise<void> {
  const say = (method: string, path: string, body: unknown) => surely(nodes, ada.token, method, path, body)
  const asked = {
    id: `wish-${i}`,
    title: `Wish ${i}`,
    body: 'As said.',
    type: 'change',
    source: 'phone',
    requester: REQUESTER,
  }
  await say('POST', '/v1/admin/projects/site/requests', asked)
  const work = { resolutionStatus: 'accepted', response: 'Soon.', tasks: [{ id: `work-${i}`, title: `Work ${i}` }] }
  await say('PUT', `/v1/admin/projects/requests/${asked.id}/process`, work)
  await say('PUT', `/v1/admin/projects/tasks/work-${i}/status`, { status: 'completed' })
}

// A node that is gone is missed after some fifteen seconds: too long to wait for each time.
const skip = LONG ? false : 'TEST_LONG=1 runs it'

test('what two nodes do by themselves is done once, though one is killed in the middle of it', { skip }, async (t) => {
  const postgres = await ownDatabase()
  const house = await agency()
  const { db, organizationId } = house
  const nodes = await Promise.all([startNode(db), startNode(db)])
  let writing = true
  const kills = { nodes: 0, database: 0 }
  const killing = (async () => {
    for (let blow = 0; blow < BLOWS && writing; blow++) {
      await wait(300 + Math.random() * 1_500)
      if (blow % 4 === 3) {
        kills.database++
        process.kill(postgres.pid, 'SIGKILL')
        // A node that starts without a database would give up.
        await wait(100)
        await until(() => db.admin.query('select 1').catch(() => undefined), 'the database is back')
        continue
      }
      const which = Math.random() < 0.5 ? 0 : 1
      kills.nodes++
      nodes[which]?.server.process.kill('SIGKILL')
      nodes[which] = await startNode(db)
    }
  })()
  let [asked, isOver] = [0, false]
  // Also where a node did not start: the writers then end, and the reason is told below.
  void killing.then(
    () => (isOver = true),
    () => (isOver = true),
  )
  const writer = async () => {
    while (!isOver || asked < REQUESTS) await askedAndDone(nodes, house, asked++)
  }
  await Promise.all([writer(), writer(), writer()]).finally(() => (writing = false))
  await killing
  const one = async <T>(query: string) => (await db.admin.query(query, [organizationId])).rows[0] as T
  const began = performance.now()
  await until(async () => {
    const { open } = await one<{
      open: number
    }>(`select (select count(*)::int from jobs.job where state in ('created', 'retry', 'active')
        and data ->> 'organizationId' = $1) + (select l.position - r.position from activity_relay l, activity_readers r where r.name = 'jobs')::int
        + (select count(*)::int from activity where position is null) as open`)
    return open === 0 || undefined
  }, 'all that follows is done')
  t.diagnostic(
    `${asked} requests, ${kills.nodes} kills of nodes and ${kills.database} of the database; all done ${Math.round(performance.now() - began)} ms after the last write`,
  )

  const done = await one<{
    requests: number
    times: number
  }>(`select count(distinct request_id)::int as requests, count(*)::int as times
    from request_status_changes where organization_id = $1 and to_status = 'completed'`)
  assert.deepEqual(done, { requests: asked, times: asked })
  const { rows: entries } = await db.admin.query<{ id: string; event: string }>(
    'select id, event from activity where organization_id = $1 and not history and depth < 8',
    [organizationId],
  )
  const { rows: jobs } = await db.admin.query<{ key: string; state: string }>(
    `select (data ->> 'rule') || ' ' || e.id as key, state from jobs.job
     cross join lateral jsonb_array_elements_text(data -> 'more' || jsonb_build_array(data -> 'entryId')) e(id)
     where name = 'rules' and data ->> 'organizationId' = $1`,
    [organizationId],
  )
  const rules = await loadRules()
  const wanted = entries.flatMap(({ id, event }) =>
    rules.filter(({ on }) => on?.[event]).map(({ name }) => `${name} ${id}`),
  )
  assert.deepEqual(jobs.map(({ key }) => key).toSorted(), wanted.toSorted())
  assert.deepEqual(new Set(jobs.map(({ state }) => state)), new Set(['completed']))
  const seqs = await one<{ gapless: boolean }>(
    'select max(seq) = count(*) and count(distinct seq) = count(*) as gapless from activity where organization_id = $1',
  )
  assert.equal(seqs.gapless, true)
  const twice = await db.admin.query(
    `select rule, subject_id, entry_id from rule_runs where organization_id = $1 and outcome = 'done' and rule = 'complete-requests'
     group by 1, 2, 3 having count(*) > 1`,
    [organizationId],
  )
  assert.deepEqual(twice.rows, [])
  const told = await db.admin.query(
    `select person_id, count(*)::int as n, count(distinct entity_id)::int as things from notifications
     where organization_id = $1 and kind = 'request_received' group by 1 order by 1`,
    [organizationId],
  )
  assert.deepEqual(
    told.rows,
    ['amy', 'max'].map((person_id) => ({ person_id, n: asked, things: asked })),
  )
  const unsealed = `select 1 from activity where seq > (select coalesce(max(last_seq), 0) from activity_seals where organization_id = $1) and organization_id = $1`
  await until(
    async () => ((await db.admin.query(unsealed, [organizationId])).rowCount === 0 ? true : undefined),
    'all is sealed',
  )
  const proof = await runBeside(db, ['verify-activity', '--organization', organizationId])
  t.diagnostic(proof.said.trim())
  assert.equal(proof.code, 0, proof.said)
  for (const { server } of nodes) {
    server.process.kill('SIGTERM')
    assert.equal(await server.ended, 0)
  }
})
