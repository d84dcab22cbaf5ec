// What can be wrong with what somebody is told.
import type { Failure } from './failures-provoked.ts'

export const NOTIFICATIONS_FAILURES: Failure[] = []
