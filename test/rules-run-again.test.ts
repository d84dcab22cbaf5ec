// Every rule, run once, three times, half then whole, and in the long form ten at once, leaves the same database.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesAfter, type LogEntry } from '../server/activity/log-entries.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { runRule, type RuleRun } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import type { NamedRule } from '../server/automation/rule.ts'
import { defaultsOf } from '../server/automation/rule-settings.ts'
import type { Database } from '../server/platform/database.ts'
import { agency, type Agency } from './agency.ts'
import { digestOf } from './database-digest.ts'
import { endingBeforeCommit } from './ended-before-commit.ts'
import { RULE_CASES, type RuleCase } from './rule-cases.ts'

type Run = (app?: Database) => Promise<number>
type Mode = (run: Run, house: Agency) => Promise<number>

/** Answers how much was done in all. */
const MODES: Record<string, Mode> = {
  once: (run) => run(),
  'three times': async (run) => (await run()) + (await run()) + (await run()),
  ...(process.env.TEST_LONG && {
    'ten at once': async (run: Run) =>
      (await Promise.all(Array.from({ length: 10 }, () => run()))).reduce((a, b) => a + b),
  }),
  'half, then whole': async (run, { db }) => {
    await assert.rejects(run(endingBeforeCommit(db.app)))
    return run()
  },
}

/** How many rows there are of each; that a try failed is told, and may be. */
async function countsOf({ db, organizationId }: Agency): Promise<Record<string, string>> {
  await db.admin.query(`delete from rule_runs where organization_id = $1 and outcome = 'failed'`, [organizationId])
  const digest = await digestOf(db, [organizationId])
  return Object.fromEntries(Object.entries(digest).map(([table, line]) => [table, line.split(' ')[0] ?? '']))
}

async function entriesOf({ db, organizationId }: Agency): Promise<LogEntry[]> {
  await placeEntries(db.worker)
  const entries = await db.worker.query(entriesAfter(0, 10_000))
  return entries.filter((entry) => entry.organizationId === organizationId && !entry.history)
}

/** It answers all that happened so far, and looks at everything. */
async function inMode(rule: NamedRule, prepare: RuleCase, mode: Mode) {
  const house = await agency()
  await prepare(house)
  const { organizationId, clock, baseUrl: publicUrl } = house
  const whose = { organizationId, timezone: 'Europe/Berlin' }
  const look: RuleRun = { rule, whose, settings: defaultsOf(rule), now: clock.now(), publicUrl }
  const answered = (await entriesOf(house)).filter(({ event }) => rule.on?.[event])
  const run: Run = async (app = house.db.app) => {
    let did = 0
    for (const entry of answered) did += (await runRule(app, { ...look, entries: [entry] })).length
    return did + (await runRule(app, look)).length
  }
  const did = await mode(run, house)
  const counts = await countsOf(house)
  const settled = await digestOf(house.db, [house.organizationId])
  assert.equal(await run(), 0, `${rule.name} finds something again that it has done`)
  assert.deepEqual(await digestOf(house.db, [house.organizationId]), settled)
  return { did, counts }
}

for (const rule of await loadRules())
  test(`${rule.name} does its work once, however often it runs`, async () => {
    const prepare = RULE_CASES[rule.name]
    assert.ok(prepare, `give ${rule.name} something to do in test/rule-cases-*.ts`)
    const outcomes: Record<string, Awaited<ReturnType<typeof inMode>>> = {}
    for (const [name, mode] of Object.entries(MODES)) outcomes[name] = await inMode(rule, prepare, mode)
    const { once } = outcomes
    assert.ok(once && once.did > 0, `${rule.name} found nothing to do in what its case prepared`)
    for (const [name, outcome] of Object.entries(outcomes)) assert.deepEqual(outcome, once, `${rule.name}, ${name}`)
  })

test('no case is left over', async () => {
  const names = (await loadRules()).map(({ name }) => name)
  assert.deepEqual(
    Object.keys(RULE_CASES).filter((name) => !names.includes(name)),
    [],
  )
})
