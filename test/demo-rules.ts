// What the demo tells as history leaves the rules nothing to do: only what comes newly is answered.
import assert from 'node:assert/strict'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import type { TestDatabase } from './database.ts'

/** Right after it was made; a rule would only say what it would do. */
export async function noRuleActs(db: TestDatabase, now: Date): Promise<void> {
  const rules = await loadRules()
  assert.ok(rules.length > 20)
  // Each by its own day: for an hour it is tomorrow for one of them.
  const { rows: agencies } = await db.admin.query<{ organizationId: string; timezone: string }>(
    'select id as "organizationId", timezone from organizations',
  )
  assert.equal(agencies.length, 2)
  for (const rule of rules)
    for (const whose of agencies) {
      const settings = rule.settings.parse({})
      const done = await runRule(db.app, { rule, whose, settings, now, publicUrl: '', dryRun: true })
      assert.deepEqual(
        done.map(({ id }) => id),
        [],
        rule.name,
      )
    }
}
