// What the demo tells as history leaves the rules nothing to do: only what comes newly is answered.
import assert from 'node:assert/strict'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import type { TestDatabase } from './database.ts'

/** Right after it was made; a rule would only say what it would do. */
export async function noRuleActs(db: TestDatabase, now: Date): Promise<void> {
  const rules = await loadRules()
  assert.ok(rules.length > 20)
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
}
