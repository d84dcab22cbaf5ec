// What can be wrong with rules, jobs and alerts.
import { ALERT_FAILURES } from './failures-of-alerts.ts'
import type { Failure } from './failures-provoked.ts'

export const AUTOMATION_FAILURES: Failure[] = [...ALERT_FAILURES]
