// What a rule would do now: it does it, and takes it back.
import { saidRule } from '../../domain/activity.ts'
import type { Rehearsal, Rehearsed } from '../../domain/automation.ts'
import { sentencesOf } from '../activity/activity-queries.ts'
import type { Visit } from '../platform/endpoint.ts'
import { whatFailed } from '../platform/run-jobs.ts'
import { reading, type Actor, type Tx } from '../platform/transaction.ts'
import { namedRule, withSettings } from './automation-operations.ts'
import { contextOf, rehearseRule, type Done } from './engine.ts'
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
  const changes = await reading(database, contextOf({ rule, whose, now, publicUrl }), (tx) => inWords(tx, name, done))
  const data = done.map(({ id }, i) => ({ subjectId: id, changes: changes[i] ?? [] }))
  return { data, failures: [...new Set(failures.map(whatFailed))] }
}

/** Of each thing: what would be recorded. */
async function inWords(tx: Tx, name: string, done: readonly Done[]): Promise<Rehearsed['data'][number]['changes'][]> {
  const recorded = done.flatMap((each) => each.recorded)
  const sentences = await sentencesOf(tx, saidRule(name), recorded)
  const words = new Map(recorded.map((entry, i) => [entry, sentences[i]]))
  return done.map((each) =>
    each.recorded.map((entry) => ({
      event: entry.event,
      ...(words.get(entry) ?? { sentence: entry.event, said: { text: entry.event, values: [] } }),
      entityType: entry.type,
      entityId: entry.entityId,
      changes: entry.changes,
    })),
  )
}
