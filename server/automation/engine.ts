// Runs one rule in one organisation: looks, and does what is to be done about each thing found, each in its own transaction.
import { sql } from 'kysely'
import { nameOfRule } from '../../domain/activity.ts'
import type { LogEntry } from '../activity/log-entries.ts'
import type { Database } from '../platform/database.ts'
import type { Entry } from '../platform/activity-entries.ts'
import { reading, transaction, type Actor, type Context, type Tx } from '../platform/transaction.ts'
import type { Found, NamedRule } from './rule.ts'
import { isCoolingDown, keepDone, keepFailed } from './rule-runs.ts'

/** An organisation as a rule acts in it. */
export interface Whose {
  organizationId: string
  timezone: string
}

export interface RuleRun {
  rule: NamedRule
  whose: Whose
  /** As the organisation has tuned them. */
  settings: Record<string, unknown>
  now: Date
  publicUrl: string
  /** What it answers, of one act; without any it looks at everything. */
  entries?: readonly LogEntry[]
  /** So long a thing it acted on is left alone. */
  coolDownMinutes?: number
  /** Everything happens up to the commit, and is then taken back. */
  dryRun?: boolean
  /** With so many done or failed it ends. */
  most?: number
}

/** What a run did about one thing. */
export interface Done {
  id: string
  recorded: readonly Entry[]
}

/** Does all there is to do; what fails does not keep the others waiting, and is thrown at the end. */
export async function runRule(app: Database, run: RuleRun): Promise<Done[]> {
  const { done, failures, found } = await doEach(app, run)
  if (failures.length > 0)
    throw new AggregateError(failures, `${run.rule.name} failed for ${failures.length} of ${found}`)
  return done
}

/** What it would do that people see, and what would fail; all is taken back. */
export const rehearseRule = (app: Database, run: RuleRun): Promise<{ done: Done[]; failures: unknown[] }> =>
  doEach(app, { ...run, dryRun: true })

async function doEach(app: Database, run: RuleRun) {
  const [found, causes] = await reading(app, contextOf(run), async (tx) => {
    const ids = run.entries && (await causesOf(tx, run.rule, run.entries))
    if (ids?.size === 0) return [[], ids]
    return [await run.rule.find(tx, run.settings, ids && [...ids.keys()]), ids]
  })
  const done: Done[] = []
  const failures: unknown[] = []
  for (const each of found) {
    if (done.length + failures.length >= (run.most ?? Infinity)) break
    try {
      const recorded = await doOne(app, run, each, causes?.get(each.id))
      if (recorded && !isUnseen(run, recorded)) done.push({ id: each.id, recorded })
    } catch (error) {
      failures.push(error)
      await tellFailure(app, run, each, error, causes?.get(each.id))
    }
  }
  return { done, failures, found: found.length }
}

/** A rehearsal is not about what a rule notes for itself: when it looks again, how far something has come. */
const isUnseen = ({ dryRun = false }: RuleRun, recorded: readonly Entry[]) => dryRun && recorded.length === 0

/**
 * One at a time over all nodes for each thing, and looked at again once it is our turn: what another has done meanwhile is
 * not found any more.
 */
async function doOne(
  app: Database,
  run: RuleRun,
  found: Found,
  entry = run.entries?.[0],
): Promise<readonly Entry[] | undefined> {
  const { rule, settings, whose } = run
  const cause = found.causeId ? { id: found.causeId, depth: entry?.depth ?? 0 } : entry
  const context: Context = { ...contextOf(run), cause, dryRun: run.dryRun ?? false }
  return transaction<readonly Entry[] | undefined>(app, context, async (tx) => {
    tx.send(
      sql`select pg_advisory_xact_lock(hashtextextended(${`rule ${whose.organizationId} ${rule.name} ${found.id}`}, 0))`,
    )
    if (await isCoolingDown(tx, rule.name, found.id, run.coolDownMinutes ?? 0)) return undefined
    const [still] = await rule.find(tx, settings, [found.id])
    if (!still) return undefined
    await rule.act(tx, still, settings)
    // What nobody sees is no run: it neither shows on the rule's page nor begins the time that the thing is left alone.
    if (tx.recorded.length > 0) keepDone(tx, runOf(run, found, entry))
    return tx.recorded
  })
}

/** What there is to look at, each with the first entry that says so. */
async function causesOf(tx: Tx, { on }: NamedRule, entries: readonly LogEntry[]): Promise<Map<string, LogEntry>> {
  const causes = new Map<string, LogEntry>()
  for (const entry of entries)
    for (const id of (await on?.[entry.event]?.(entry, tx)) ?? []) if (!causes.has(id)) causes.set(id, entry)
  return causes
}

const runOf = ({ rule }: RuleRun, { id }: Found, entry: LogEntry | undefined) => ({
  rule: rule.name,
  entryId: entry?.id,
  subjectId: id,
})

/** For the rule's page; where even that fails, the work's own failure is what counts. */
async function tellFailure(
  app: Database,
  run: RuleRun,
  found: Found,
  error: unknown,
  entry = run.entries?.[0],
): Promise<void> {
  if (run.dryRun) return
  const tell = async (tx: Tx) => keepFailed(tx, runOf(run, found, entry), error)
  await transaction(app, contextOf(run), tell).catch(() => {})
}

export const contextOf = ({
  rule,
  whose,
  now,
  publicUrl,
}: Pick<RuleRun, 'rule' | 'whose' | 'now' | 'publicUrl'>): Context => ({
  actor: ruleActor(rule.name, whose),
  permission: 'automation.manage',
  scopes: ['organization'],
  now,
  publicUrl,
})

/** A rule as the activity and the histories name it; it may do what a Project Admin may. */
export const ruleActor = (name: string, { organizationId, timezone }: Whose): Actor => ({
  type: 'rule',
  id: `rule:${name}`,
  name: nameOfRule(name),
  organizationId,
  roles: ['project_admin'],
  tokenScopes: ['*'],
  timezone,
})
