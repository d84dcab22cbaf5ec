// What an administrator can know and change of the rules.
import { sql } from 'kysely'
import { z } from 'zod'
import { AutomationRule, RUN_OUTCOMES, RuleRun, type RuleChange } from '../../domain/automation.ts'
import { invalid, notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import { fieldErrors } from '../platform/problem-reply.ts'
import { changesBetween, checkVersion, json } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import type { NamedRule } from './rule.ts'
import { defaultsOf, settingsRows, tuned, type TunedRule } from './rule-settings.ts'

export const RuleList = z.strictObject({ data: z.array(AutomationRule) })

export const RunFilters = z.strictObject({ outcome: z.enum(RUN_OUTCOMES).optional(), ...pageQuery(['at']) })
export type RunFilters = z.output<typeof RunFilters>
export const RunPage = pageOf(RuleRun)

const runColumns = sql`u.id, instant(u.at) as at, u.entry_id as "entryId", u.subject_id as "subjectId", u.outcome, u.did, u.error`

/** A rule of this name, or not found. */
export function namedRule(rules: readonly NamedRule[], name: string): NamedRule {
  const rule = rules.find((each) => each.name === name)
  if (!rule) throw notFound('rule')
  return rule
}

export async function listRules(tx: Tx, rules: readonly NamedRule[]): Promise<{ data: AutomationRule[] }> {
  const organizationId = tx.actor.organizationId
  const names = rules.map(({ name }) => name)
  const [rows, runs] = await Promise.all([
    tx.rows(settingsRows(organizationId)),
    tx.rows<RuleRun & { rule: string }>(sql`select n.name as rule, r.* from unnest(${names}::text[]) n(name)
      cross join lateral (select ${runColumns} from rule_runs u where u.organization_id = ${organizationId} and u.rule = n.name
        order by u.at desc, u.id desc limit 1) r`),
  ])
  const data = rules.map((rule) => {
    const last = runs.find((run) => run.rule === rule.name)
    return shown(
      rule,
      tuned(
        rule,
        rows.find((row) => row.rule === rule.name),
      ),
      last,
    )
  })
  return { data }
}

export async function getRule(tx: Tx, rules: readonly NamedRule[], name: string): Promise<AutomationRule> {
  const { data } = await listRules(tx, [namedRule(rules, name)])
  return data[0] as AutomationRule
}

function shown(
  rule: NamedRule,
  { enabled, settings, coolDownMinutes, version }: TunedRule,
  last?: RuleRun & { rule: string },
): AutomationRule {
  const { rule: _, ...lastRun } = last ?? { rule: '' }
  const shape = z.toJSONSchema(rule.settings, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
  return {
    name: rule.name,
    says: rule.says,
    enabled,
    settings,
    defaults: defaultsOf(rule),
    shape,
    coolDownMinutes,
    lastRun: last ? (lastRun as RuleRun) : null,
    version,
  }
}

/** The settings as they would be, whole: those named in place of what is; refused by name where they break the rule's shape. */
export function withSettings(
  rule: NamedRule,
  now: Record<string, unknown>,
  asked: Record<string, unknown> = {},
): Record<string, unknown> {
  const wanted = Object.entries({ ...now, ...asked }).filter(([, value]) => value !== null)
  const read = rule.settings.strict().safeParse(Object.fromEntries(wanted))
  if (read.success) return read.data
  throw invalid(fieldErrors(read.error).map((error) => ({ ...error, pointer: `/settings${error.pointer}` })))
}

/** Switches it, tunes it, or both. */
export async function changeRule(
  tx: Tx,
  rules: readonly NamedRule[],
  name: string,
  change: RuleChange,
): Promise<AutomationRule> {
  const rule = namedRule(rules, name)
  const organizationId = tx.actor.organizationId
  // There is no row to hold before the first change.
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`rule settings ${organizationId} ${name}`}, 0))`)
  const rows = await tx.rows(settingsRows(organizationId))
  const before = tuned(
    rule,
    rows.find((row) => row.rule === name),
  )
  await checkVersion(tx, 'rule', { id: name, ...before }, Object.keys(change))
  const after = {
    ...change,
    ...(change.settings && { settings: withSettings(rule, before.settings, change.settings) }),
  }
  const changes = changesBetween<TunedRule>(before, after as Partial<TunedRule>)
  if (Object.keys(changes).length === 0) return getRule(tx, rules, name)
  const { enabled, settings, coolDownMinutes } = { ...before, ...after }
  const own = json(differing(settings ?? {}, defaultsOf(rule)))
  const version = before.version + 1
  tx.send(sql`
    insert into rule_settings (organization_id, rule, enabled, settings, cool_down_minutes, version, created_at, updated_at)
    values (${organizationId}, ${name}, ${enabled}, ${own}, ${coolDownMinutes}, ${version}, ${tx.now}, ${tx.now})
    on conflict (organization_id, rule) do update set enabled = excluded.enabled, settings = excluded.settings,
      cool_down_minutes = excluded.cool_down_minutes, version = excluded.version, updated_at = excluded.updated_at`)
  tx.record('rule.updated', { type: 'rule', id: name, version }, changes)
  return getRule(tx, rules, name)
}

const differing = (settings: Record<string, unknown>, defaults: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name])),
  )

/** What it did and failed to do, the latest first. */
export function listRuns(
  tx: Tx,
  rules: readonly NamedRule[],
  name: string,
  query: RunFilters,
): Promise<JsonText<Page<RuleRun>>> {
  const where = [sql`u.organization_id = ${tx.actor.organizationId}`, sql`u.rule = ${namedRule(rules, name).name}`]
  if (query.outcome !== undefined) where.push(sql`u.outcome = ${query.outcome}`)
  return listPage(tx, query, {
    from: sql`rule_runs u`,
    alias: 'u',
    where,
    sorts: { at: { by: sql`u.at`, type: 'timestamptz' } },
    defaultSort: '-at',
    columns: runColumns,
  })
}
