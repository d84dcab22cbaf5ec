// Work for the rules that set projects up and move them along, and for those of requests.
import type { RuleCase } from './rule-cases.ts'

export const LIFECYCLE_CASES: Record<string, RuleCase> = {}
