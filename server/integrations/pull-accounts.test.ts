// The account system asked by itself: once on all nodes, again where it fails, with an alert where it goes on failing, and
// without losing or halving anything, whenever a node dies.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pino from 'pino'
import { accountServer, delivers } from '../../test/account-system.ts'
import { agency } from '../../test/agency.ts'
import { openEngine } from '../../test/background.ts'
import { endingBeforeCommit } from '../../test/ended-before-commit.ts'
import type { Job } from '../platform/jobs.ts'
import { makePull, pullHandler, startPulls } from './pull-accounts.ts'

async function connected(t: TestContext) {
  const house = await agency()
  const { db, clock, baseUrl, organizationId, ada } = house
  const system = await accountServer(t, organizationId)
  const shared = { worker: db.worker, system: system.system, organization: organizationId, clock: clock.tick }
  const options = { ...shared, app: db.app, publicUrl: () => baseUrl }
  const engine = await openEngine({ rules: [], handlers: [pullHandler(options)] })
  const numbered = async () => {
    const { data } = (await ada.get('/v1/admin/accounts?limit=100')).body
    return (data as { externalId: string | null; name: string }[]).filter(({ externalId }) => externalId !== null)
  }
  const alerts = async () => {
    const { data } = (await ada.get('/v1/admin/alerts?status=open,acknowledged,cleared')).body
    return (data as { title: string; status: string }[]).map(({ title, status }) => `${title}: ${status}`)
  }
  const runs = async () => (await ada.get('/v1/admin/accounts/sync/runs')).body.data
  const pull = async (slot: string) => {
    await makePull(db.worker, engine.jobs, organizationId, slot)
    return engine.settleWithRetries(organizationId)
  }
  return { ...house, ...system, options, engine, numbered, alerts, runs, pull }
}

test('of several nodes that want to ask in the same quarter of an hour, one asks', async (t) => {
  const { has, asked, options, engine, db, numbered, organizationId, runs } = await connected(t)
  has('1')
  const log = pino({ level: 'silent' })
  const nodes = [0, 1, 2].map(() => startPulls({ ...options, jobs: engine.jobs, log }))
  await Promise.all(nodes.map((node) => node.kick()))
  await Promise.all(nodes.map((node) => node.stop()))
  const { rows } = await db.admin.query(
    `select 1 from jobs.job where name = 'account-pulls' and data ->> 'organizationId' = $1`,
    [organizationId],
  )
  assert.equal(rows.length, 1)
  await engine.settle(organizationId)
  assert.deepEqual([asked.length, (await numbered()).length], [1, 1])
  const [run] = await runs()
  assert.deepEqual([run.startedBy, run.source, run.counts.created], [null, 'pull', 1])
})

test('a system that fails is asked again; where it goes on failing, an alert says so until it answers', async (t) => {
  const { has, pull, troubles, numbered, alerts, runs, asked } = await connected(t)
  for (const id of ['1', '2', '3', '4']) has(id)
  // In the middle, after a whole page.
  troubles.push(503, 'hangs up', 'nonsense', undefined, 500, 'another host', undefined, 'the same page again')
  assert.equal((await pull('a')).length, 6)
  assert.equal((await numbered()).length, 4)
  assert.deepEqual(await alerts(), [])
  const [done, failed] = await runs()
  assert.deepEqual([done.status, failed.status, failed.tries, failed.counts.created], ['done', 'failed', 6, 0])
  troubles.push(...Array<number>(8).fill(503))
  const before = asked.length
  assert.equal((await pull('b')).length, 8)
  assert.equal(asked.length - before, 8)
  assert.deepEqual(await alerts(), ['Background work was given up: accounts from the account system: open'])
  assert.equal((await runs())[0].error, 'The account system answered 503.')
  has('5')
  await pull('c')
  assert.deepEqual(await alerts(), ['Background work was given up: accounts from the account system: cleared'])
  assert.equal((await numbered()).length, 5)
})

test('a node that dies in the middle has done nothing, and the next one does all', async (t) => {
  const { has, options, numbered, db, organizationId, runs } = await connected(t)
  for (const id of ['1', '2', '3', '4', '5']) has(id)
  const job = { id: 'job', data: { organizationId, what: 'accounts' } } as unknown as Job
  await assert.rejects(pullHandler({ ...options, app: endingBeforeCommit(db.app) }).run(job))
  assert.deepEqual([await numbered(), await runs()], [[], []])
  await Promise.all([0, 1].map(() => pullHandler(options).run(job)))
  assert.equal((await numbered()).length, 5)
})

test('a pull that was asked for before a delivery does not undo it', async (t) => {
  const { has, options, numbered, organizationId } = await connected(t)
  has('1')
  const job = { id: 'job', data: { organizationId, what: 'accounts' } } as unknown as Job
  const { system } = options
  const overtaken = {
    ...system,
    async all() {
      const heard = await system.all()
      await delivers(has('1', { name: 'Newer' }))
      return heard
    },
  }
  await pullHandler({ ...options, system: overtaken }).run(job)
  assert.equal((await numbered())[0]?.name, 'Newer')
})

test('a rehearsal or a pull by hand of a system that does not answer says so, and only the pull is kept', async (t) => {
  const { ada, troubles, runs } = await connected(t)
  troubles.push(429, 'hangs up')
  const rehearsal = await ada.post('/v1/admin/accounts/sync?dryRun=true')
  assert.deepEqual([rehearsal.status, rehearsal.body.detail], [503, 'The account system answered 429.'])
  assert.equal((await ada.post('/v1/admin/accounts/sync')).status, 503)
  const kept = await runs()
  assert.deepEqual([kept.length, kept[0].status, kept[0].startedBy], [1, 'failed', 'ada'])
})
