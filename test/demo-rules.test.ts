// What the demo tells as history leaves the rules of set-up and lives nothing to do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { makeDemo } from '../server/demo/make-demo.ts'
import { TEST_SECRET, testDatabase } from './database.ts'

const OWN = [
  'complete-finished-projects',
  'repeat-template-tasks',
  'resume-held-projects',
  'set-up-new-projects',
  'start-active-work',
  'tell-dependents',
]

test('a demo just made is touched by none of them', async () => {
  const [db, now] = [await testDatabase(), new Date()]
  await makeDemo({ database: db, secretKey: TEST_SECRET, now, say: () => {} })
  const rules = (await loadRules()).filter(({ name }) => OWN.includes(name))
  assert.deepEqual(
    rules.map(({ name }) => name),
    OWN,
  )
  for (const rule of rules)
    for (const organizationId of ['org_brightline', 'org_copperleaf']) {
      const whose = { organizationId, timezone: 'Europe/Berlin' }
      const settings = rule.settings.parse({})
      const done = await runRule(db.app, { rule, whose, settings, now, publicUrl: '', dryRun: true })
      assert.deepEqual(
        done.map(({ id }) => id),
        [],
        rule.name,
      )
    }
})
