// Work for the rules that escalate and raise signals.
import type { RuleCase } from './rule-cases.ts'

export const SIGNAL_CASES: Record<string, RuleCase> = {}
