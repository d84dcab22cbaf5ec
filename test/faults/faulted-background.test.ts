// What the server does by itself, struck at every statement of it: whatever happens there, and however often it is then done
// again, there is in the end what there is undisturbed, once. In the short form a sample.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { openDatabase } from '../../server/platform/database.ts'
import { agency, theHouse, type Agency } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { chance } from '../odd-requests.ts'
import { FAULTS, postgresProxy, type PostgresProxy } from '../postgres-proxy.ts'
import {
  automationOf,
  aWhileLater,
  BACKGROUND_WORKS,
  WHILE_MINUTES,
  type BackgroundWork,
  type Pools,
} from './background-works.ts'
import { difference } from './faulted-request.ts'
import { journalOf, startJournals, type Journal } from './journal.ts'
import { linesOf } from './told-alike.ts'

const LONG = process.env.TEST_LONG !== undefined
const SEED = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const { FAULTS_ONLY: ONLY, FAULTS_FAULT: FAULT } = process.env
const dice = chance(SEED)
const PATIENCE = { connectionMs: 1_000, queryMs: 500 }
const NODE = 'node of background works'
/** It is done so often again; once would do where nothing is leased. */
const AGAIN = 2

interface Node {
  house: Agency
  journal: Journal
  proxies: Record<keyof Pools, PostgresProxy>
  pools: Pools
}
const figures = { works: 0, statements: 0, cases: 0, missed: 0 }

const all = Object.entries(BACKGROUND_WORKS).filter(([name]) => ONLY === undefined || name.includes(ONLY))
const whole = LONG || ONLY !== undefined
const chosen = whole ? all : [dice.pick(all)]
const faults = () =>
  whole ? FAULTS.filter((fault) => FAULT === undefined || FAULT === fault) : [dice.pick(FAULTS), dice.pick(FAULTS)]

test('whatever strikes what the server does by itself: it is done in the end, and once', async (t) => {
  const node = await startNode()
  const wrong: string[] = []
  for (const [name, work] of chosen)
    try {
      wrong.push(...(await strikeAll(node, work)).map((sentence) => `${name}, ${sentence}`))
    } catch (error) {
      wrong.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`)
    }
  t.diagnostic(`FAULTS_SEED=${SEED}: ${JSON.stringify({ ...figures, violations: wrong.length })}`)
  assert.equal(wrong.length, 0, wrong.slice(0, 60).join('\n'))
})

async function startNode(): Promise<Node> {
  const { db } = await theHouse()
  await startJournals(db)
  const house = await agency()
  const open = async (connection: typeof db.appConnection) => {
    const proxy = await postgresProxy(connection)
    const database = openDatabase({ ...proxy.connection, application_name: NODE }, { max: 4, patience: PATIENCE })
    closeAtTheEnd(async () => void (await Promise.all([proxy.shut(), database.close()])))
    return { proxy, database }
  }
  const journal = journalOf(db, house.organizationId)
  await journal.forget()
  const [app, worker] = [await open(db.appConnection), await open(db.workerConnection)]
  return {
    house,
    journal,
    proxies: { app: app.proxy, worker: worker.proxy },
    pools: { app: app.database, worker: worker.database },
  }
}

/** Done once undisturbed, to know what comes of it and which statements it sends; then struck at each. */
async function strikeAll(node: Node, work: BackgroundWork): Promise<string[]> {
  const { proxies } = node
  let known = await doneAs(node, work)
  for (let more = 0; more < 4; more++) {
    const before = known
    known = await doneAs(node, work)
    if (difference(before.lines, known.lines).length === 0) break
    if (more === 3)
      throw new Error(`it does something else each time: ${difference(before.lines, known.lines).join('\n')}`)
  }
  figures.works++
  const wrong: string[] = []
  for (const pool of ['app', 'worker'] as const) {
    const texts = known.statements[pool]
    figures.statements += texts.length
    const places = whole ? [...texts.keys()] : texts.length > 0 ? [dice.below(texts.length)] : []
    for (const n of places)
      for (const fault of faults()) {
        const struck = await doneAs(node, work, () => proxies[pool].strike(fault, (_, i) => i === n))
        wrong.push(...judge(known, struck, `${fault} at ${n} (${texts[n]?.replaceAll(/\s+/g, ' ').slice(0, 80)})`))
        figures.cases++
        if (!struck.isStruck) figures.missed++
      }
  }
  return wrong
}

interface Outcome {
  lines: string[]
  sent: string[]
  left: string[]
  statements: Record<keyof Pools, string[]>
  isStruck: boolean
}

/** Something to do, done in one turn, a while later in another. */
async function doneAs(node: Node, work: BackgroundWork, strike?: () => void): Promise<Outcome> {
  const { house, journal, proxies, pools } = node
  await work.given(house)
  const at = await journal.at()
  work.sent?.()
  await automationOf(pools)
  const listenAnew = () => Object.values(proxies).forEach((proxy) => proxy.listenAnew())
  listenAnew()
  strike?.()
  await work.turn(pools).catch(() => {})
  const statements = {
    app: proxies.app.seen.map(({ text }) => text),
    worker: proxies.worker.seen.map(({ text }) => text),
  }
  const struck = proxies.app.struck() ?? proxies.worker.struck()
  listenAnew()
  for (let again = 0; again < AGAIN; again++) {
    await aWhileLater(house)
    await work.turn(pools).catch(() => {})
  }
  const lines = linesOf(await journal.netSince(at)).filter((line) => !work.tried?.test(line))
  const left = await leftBehind(node)
  // Where the log's readers stand stays; what they read is another each time.
  await journal.undo()
  house.clock.advance({ minutes: -AGAIN * WHILE_MINUTES })
  return { lines, sent: work.sent?.() ?? [], left, statements, isStruck: struck !== undefined }
}

function judge(known: Outcome, struck: Outcome, where: string): string[] {
  const wrong = [...difference(known.lines, struck.lines), ...struck.left]
  if (new Set(struck.sent).size !== new Set(known.sent).size)
    wrong.push(`sent under the Message-IDs ${struck.sent.join(' ')} instead of one for each`)
  return wrong.map((sentence) => `${where}: ${sentence}`)
}

const isLending = ({ open, idle }: { open: number; idle: number }) => open !== idle

async function leftBehind({ house, pools }: Node): Promise<string[]> {
  let left: string[] = []
  for (const until = performance.now() + 3_000; performance.now() < until;) {
    const { rows } = await house.db.admin.query<{ what: string }>(
      `select format('a session is left %s by: %s', state, left(query, 60)) as what from pg_stat_activity
       where application_name = $1 and state <> 'idle'`,
      [NODE],
    )
    const lent = Object.values(pools).filter((database) => isLending(database.connections()))
    left = [...rows.map(({ what }) => what), ...lent.map(() => 'a connection is lent out still')]
    if (left.length === 0) return []
  }
  return left
}
