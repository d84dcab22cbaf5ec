// What an organisation made of each rule: whether it is on, its thresholds, and how long it leaves a thing alone.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/transaction.ts'
import type { NamedRule } from './rule.ts'

/** A rule as it acts in an organisation. */
export interface TunedRule {
  enabled: boolean
  settings: Record<string, unknown>
  coolDownMinutes: number
  version: number
}

export interface SettingsRow {
  rule: string
  enabled: boolean
  settings: Record<string, unknown>
  coolDownMinutes: number
  version: number
}

export const settingsRows = (organizationId: string): RawBuilder<SettingsRow> =>
  sql<SettingsRow>`select rule, enabled, settings, cool_down_minutes as "coolDownMinutes", version
    from rule_settings where organization_id = ${organizationId}`

/** Whether somebody switched it off, also since the run began: a rule that goes wrong ends with what it is at. */
export async function isSwitchedOff(tx: Tx, rule: string): Promise<boolean> {
  const found = await tx.first(sql`select 1 from rule_settings
    where organization_id = ${tx.actor.organizationId} and rule = ${rule} and not enabled`)
  return found !== undefined
}

/** With what its file says for what nobody tuned. */
export function tuned(rule: NamedRule, row: SettingsRow | undefined): TunedRule {
  return {
    enabled: row?.enabled ?? rule.onByDefault ?? true,
    settings: fitting(rule, row?.settings ?? {}),
    coolDownMinutes: row?.coolDownMinutes ?? rule.coolDownMinutes ?? 0,
    version: row?.version ?? 1,
  }
}

export const defaultsOf = (rule: NamedRule): Record<string, unknown> => rule.settings.parse({})

/** What a rule that has changed since does not take any more falls back to its default. */
function fitting(rule: NamedRule, kept: Record<string, unknown>): Record<string, unknown> {
  const { shape } = rule.settings
  const good = Object.entries(kept).filter(([name, value]) => shape[name]?.safeParse(value).success)
  const all = rule.settings.safeParse(Object.fromEntries(good))
  return all.success ? all.data : defaultsOf(rule)
}
