// Each case really gives its rule something to do, which it then does once: two at once and a third afterwards change nothing more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { agency, theHouse } from './agency.ts'
import { SIGNAL_CASES } from './rule-cases-signals.ts'

for (const [name, prepare] of Object.entries(SIGNAL_CASES)) {
  test(`${name}: two nodes at once and a third look do it once`, async () => {
    const house = await agency()
    const { db, clock, baseUrl } = await theHouse()
    await prepare(house)
    const rule = (await loadRules()).find((each) => each.name === name)
    assert.ok(rule)
    const whose = { organizationId: house.organizationId, timezone: 'Europe/Berlin' }
    const look = () =>
      runRule(db.app, { rule, whose, settings: rule.settings.parse({}), now: clock.tick(), publicUrl: baseUrl })
    const rehearsed = await runRule(db.app, {
      rule,
      whose,
      settings: rule.settings.parse({}),
      now: clock.tick(),
      publicUrl: baseUrl,
      dryRun: true,
    })
    const [one, two] = await Promise.all([look(), look()])
    const did = [...one, ...two].flatMap(({ recorded }) =>
      recorded.map(({ entityId, event }) => `${event} ${entityId}`),
    )
    assert.ok(did.length > 0, 'it found something to do')
    assert.equal(new Set(did).size + repeated(did), did.length)
    assert.deepEqual(eventsOf(rehearsed), eventsOf([...one, ...two]), 'the rehearsal said so')
    assert.deepEqual(eventsOf(await look()), [])
    assert.deepEqual((await look()).length, 0)
  })
}

/** Several steps of one task are told by as many entries. */
const repeated = (did: string[]) =>
  did.filter((each) => each.includes('.escalated')).length -
  new Set(did.filter((each) => each.includes('.escalated'))).size
const eventsOf = (done: readonly { recorded: readonly { event: string }[] }[]) =>
  done.flatMap(({ recorded }) => recorded.map(({ event }) => event)).toSorted()
