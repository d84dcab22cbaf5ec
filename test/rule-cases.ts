// Something for each rule to do, by the rule's name: what prepares an agency so that the rule finds work there.
import type { Agency } from './agency.ts'
import { BILLING_CASES } from './rule-cases-billing.ts'
import { LIFECYCLE_CASES } from './rule-cases-lifecycle.ts'
import { SIGNAL_CASES } from './rule-cases-signals.ts'
import { TOLD_CASES } from './rule-cases-told.ts'

/** Does what people do, and moves the clock where the rule waits for time; the rule itself has not run yet. */
export type RuleCase = (agency: Agency) => Promise<void>

export const RULE_CASES: Record<string, RuleCase> = {
  ...BILLING_CASES,
  ...LIFECYCLE_CASES,
  ...SIGNAL_CASES,
  ...TOLD_CASES,
}
