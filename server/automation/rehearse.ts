// What a rule would do now: it does it, and takes it back.
import { nameOfRule } from '../../domain/activity.ts'
import type { Rehearsal, Rehearsed } from '../../domain/automation.ts'
import { sentencesOf } from '../activity/activity-queries.ts'
import type { Visit } from '../platform/endpoint.ts'
import { whatFailed } from '../platform/run-jobs.ts'
import { reading, type Actor } from '../platform/transaction.ts'
import { namedRule, withSettings } from './automation-operations.ts'
import { contextOf, rehearseRule } from './engine.ts'
import type { NamedRule } from './rule.ts'
import { settingsRows, tuned } from './rule-settings.ts'

const MOST = 50

/** Whether it is on or not; `settings` in place of those that are kept. Nothing of it stays. */
export async function rehearse(
  { database, now, publicUrl }: Visit,
  actor: Actor,
  rules: readonly NamedRule[],
  name: string,
  asked: Rehearsal,
): Promise<Rehearsed> {
  const rule = namedRule(rules, name)
  const { organizationId, timezone } = actor
  const whose = { organizationId, timezone }
  const rows = await reading(database, contextOf({ rule, whose, now, publicUrl }), (tx) =>
    tx.rows(settingsRows(organizationId)),
  )
  const kept = tuned(
    rule,
    rows.find((row) => row.rule === name),
  )
  const settings = withSettings(rule, kept.settings, asked.settings)
  const { coolDownMinutes } = kept
  const { done, failures } = await rehearseRule(database, {
    rule,
    whose,
    settings,
    coolDownMinutes,
    now,
    publicUrl,
    most: MOST,
  })
  const sentences = await reading(database, contextOf({ rule, whose, now, publicUrl }), (tx) =>
    sentencesOf(
      tx,
      nameOfRule(name),
      done.flatMap(({ recorded }) => recorded),
    ),
  )
  const data = done.map(({ id, recorded }) => ({
    subjectId: id,
    changes: recorded.map(({ event, type, entityId, changes }) => ({
      event,
      sentence: sentences.shift() ?? event,
      entityType: type,
      entityId,
      changes,
    })),
  }))
  return { data, failures: [...new Set(failures.map(whatFailed))] }
}
