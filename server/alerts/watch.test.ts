// The watch over the installation: what is noticed with and without the database, on one node and on two.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pino from 'pino'
import { inEnglish, say } from '../../domain/said.ts'
import { agency, type Agency } from '../../test/agency.ts'
import { bySystem, webhookServer, type Told } from '../../test/alerts.ts'
import { postgresProxy } from '../../test/postgres-proxy.ts'
import { openDatabase } from '../platform/database.ts'
import { makeAlertWebhook } from './alert-webhook.ts'
import { clearAlert, raiseAlert } from './raise-alert.ts'
import { startWatch, type WatchOptions } from './watch.ts'
import { watchersOf, type Finding, type Watcher } from './watchers.ts'

const path = '/v1/admin/alerts?status=open,acknowledged,cleared&sort=firstAt'
const TROUBLE: Finding = {
  severity: 'critical',
  title: say`The disk of here is nearly full`,
  detail: { freePercent: 3 },
}

/** A watch whose rounds are asked for; `says` is what its own watcher finds. */
async function watching(t: TestContext, house: Agency, options: Partial<WatchOptions> = {}) {
  const { db, clock } = house
  const receiver = await webhookServer(t)
  const logged: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const condition: { is: Finding | undefined } = { is: undefined }
  const name = `condition:${house.organizationId}`
  const own: Watcher = { name, look: async () => condition.is }
  const start = (more: Partial<WatchOptions> = {}) => {
    const webhook = makeAlertWebhook({ url: receiver.url, node: 'here', log, pausesMs: [] })
    const common = { app: db.app, worker: db.worker, watchers: [own], webhook, log, clock: clock.tick }
    const watch = startWatch({ ...common, ...options, ...more })
    t.after(() => watch.stop())
    return watch
  }
  const told = () => receiver.toldOf(name)
  const until = (count: number) => receiver.until(name, count)
  return { receiver, told, until, logged, condition, name, start }
}

const alertsOf = async ({ ada }: Agency, name: string) =>
  (await ada.get(path)).body.data.filter(({ fingerprint }: { fingerprint: string }) => fingerprint === name)
const said = (messages: Told[]) => messages.map(({ event, count }) => [event, count])

test('a condition is told at once, counted while it lasts, told again by the hour, and over by itself', async (t) => {
  const house = await agency()
  const { condition, start, told, until, name, logged } = await watching(t, house)
  const watch = start()
  await watch.kick()
  assert.deepEqual(await alertsOf(house, name), [])
  condition.is = TROUBLE
  for (let minutes = 0; minutes < 59; minutes++) {
    await watch.kick()
    house.clock.advance({ minutes: 1 })
  }
  await until(1)
  assert.deepEqual(said(told()), [['alert.raised', 1]])
  const [open] = await alertsOf(house, name)
  assert.deepEqual(
    [open.status, open.title, open.detail, open.count],
    ['open', inEnglish(TROUBLE.title), TROUBLE.detail, 59],
  )
  house.clock.advance({ minutes: 1 })
  await watch.kick()
  await until(2)
  condition.is = undefined
  await watch.kick()
  await watch.kick()
  await until(3)
  assert.deepEqual(said(told()), [
    ['alert.raised', 1],
    ['alert.continues', 60],
    ['alert.cleared', 60],
  ])
  const all = await alertsOf(house, name)
  assert.deepEqual(
    all.map(({ status, clearedBy }: Record<string, unknown>) => [status, clearedBy]),
    [['cleared', null]],
  )
  const lines = logged.filter(({ fingerprint }) => fingerprint === name)
  assert.deepEqual(
    lines.map(({ level, msg }) => [level, msg]),
    [
      [50, inEnglish(TROUBLE.title)],
      [30, `over: ${inEnglish(TROUBLE.title)}`],
    ],
  )
})

test('every organisation has it among its alerts, and its detail is the installation’s alone', async (t) => {
  const house = await agency()
  const { condition, start, name } = await watching(t, house)
  condition.is = TROUBLE
  await start().kick()
  for (const who of [house.ada, house.olga]) {
    const { data } = (await who.get(path)).body
    const found = data.filter(({ fingerprint }: { fingerprint: string }) => fingerprint === name)
    assert.deepEqual(
      found.map((each: Finding) => each.detail),
      [TROUBLE.detail],
    )
  }
})

test('two nodes that notice the same tell it once, and its end once', async (t) => {
  const house = await agency()
  const { condition, start, told, until, name } = await watching(t, house)
  const nodes = [start(), start()]
  condition.is = TROUBLE
  for (let round = 0; round < 3; round++) {
    await Promise.all(nodes.map((node) => node.kick()))
    house.clock.advance({ minutes: 2 })
  }
  condition.is = undefined
  await Promise.all(nodes.map((node) => node.kick()))
  await Promise.all(nodes.map((node) => node.kick()))
  await until(2)
  assert.deepEqual(
    told().map(({ event }) => event),
    ['alert.raised', 'alert.cleared'],
  )
  assert.equal((await alertsOf(house, name)).length, 1)
})

test('what was cleared by hand and is still so is another alert', async (t) => {
  const house = await agency()
  const { condition, start, name } = await watching(t, house)
  const watch = start()
  condition.is = TROUBLE
  await watch.kick()
  const [first] = await alertsOf(house, name)
  await house.ada.post(`/v1/admin/alerts/${first.id}/clear`)
  house.clock.advance({ minutes: 2 })
  await watch.kick()
  assert.deepEqual(
    (await alertsOf(house, name)).map(({ status }: { status: string }) => status),
    ['cleared', 'open'],
  )
})

test('what a node left open is over where nobody finds it after its next start', async (t) => {
  const house = await agency()
  const { condition, start, until, name } = await watching(t, house)
  const before = start()
  condition.is = TROUBLE
  await before.kick()
  await until(1)
  await before.stop()
  condition.is = undefined
  const next = start()
  await next.kick()
  assert.equal((await alertsOf(house, name))[0].status, 'open', 'it may need a while to see')
  house.clock.advance({ minutes: 2 })
  await next.kick()
  assert.equal((await alertsOf(house, name))[0].status, 'cleared')
})

test('a database that does not answer is told without it; when it is back it is one alert, over, on each organisation', async (t) => {
  const house = await agency()
  const { db, clock } = house
  const doors = await Promise.all([db.appConnection, db.workerConnection].map((each) => postgresProxy(each)))
  const [app, worker] = doors.map(({ connection }) => openDatabase(connection))
  assert.ok(app && worker)
  const { start, receiver } = await watching(t, house, { app, worker })
  const name = 'database_unreachable'
  const watchers = () => watchersOf({ worker, dataDir: '/', node: 'here', clock: clock.now }).slice(0, 1)
  const nodes = [start({ watchers: watchers() }), start({ watchers: watchers() })]
  const round = () => Promise.all(nodes.map((node) => node.kick()))
  await round()
  await Promise.all(doors.map((door) => door.shut()))
  await round()
  await round()
  assert.deepEqual(receiver.toldOf(name), [], 'one probe that fails may be a restart')
  for (let rounds = 0; rounds < 4; rounds++) await round()
  await receiver.until(name, 2)
  const [{ title, severity, detail } = TROUBLE] = receiver.toldOf(name)
  assert.deepEqual([title, severity, detail.code], ['The database does not answer', 'critical', 'ECONNREFUSED'])
  await Promise.all(doors.map((door) => door.open()))
  await round()
  await round()
  await receiver.until(name, 3)
  for (const who of [house.ada, house.olga]) {
    const { data } = (await who.get(path)).body
    assert.deepEqual(
      data
        .filter(({ fingerprint }: Told) => fingerprint === name)
        .map((each: Record<string, unknown>) => [each.status, each.count]),
      [['cleared', 4]],
    )
  }
  await Promise.all(nodes.map((node) => node.stop()))
  assert.deepEqual(
    receiver.toldOf(name).map(({ event }) => event),
    ['alert.raised', 'alert.raised', 'alert.cleared'],
    'without the database neither knows of the other; with it the end is told once',
  )
  await Promise.all([app, worker].map((each) => each.close()))
  await Promise.all(doors.map((door) => door.shut()))
})

test('alerts of an organisation reach the log and the webhook, once over two nodes, and their end too', async (t) => {
  const house = await agency()
  const { start, receiver, logged } = await watching(t, house)
  const fingerprint = `chain:${house.organizationId}`
  const chain = { fingerprint, severity: 'warning', title: say`A chain of rules was stopped` } as const
  const nodes = [start(), start()]
  const round = () => Promise.all(nodes.map((node) => node.kick()))
  await bySystem(house, (tx) => raiseAlert(tx, chain))
  await round()
  await receiver.until(fingerprint, 1)
  const noted = async () =>
    (await house.db.admin.query('select 1 from alerts where fingerprint = $1 and told_at is not null', [fingerprint]))
      .rowCount
  while (!(await noted())) await round()
  await bySystem(house, (tx) => raiseAlert(tx, chain))
  await round()
  await bySystem(house, (tx) => clearAlert(tx, fingerprint))
  // What was told is noted behind the round that told it.
  while (receiver.toldOf(fingerprint).length < 2) await round()
  const messages = receiver.toldOf(fingerprint)
  assert.deepEqual(said(messages), [
    ['alert.raised', 1],
    ['alert.cleared', 2],
  ])
  assert.deepEqual(new Set(messages.map(({ organizationId }) => organizationId)), new Set([house.organizationId]))
  assert.deepEqual(
    logged.filter((line) => line.fingerprint === fingerprint).map(({ level, count }) => [level, count]),
    [
      [40, 1],
      [30, 2],
    ],
  )
})
