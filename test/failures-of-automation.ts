// What can be wrong with rules, jobs and alerts.
import type { Failure } from './failures-provoked.ts'

export const AUTOMATION_FAILURES: Failure[] = []
