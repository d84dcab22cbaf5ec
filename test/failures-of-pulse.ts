// What can be wrong with health.
import type { Failure } from './failures-provoked.ts'

export const PULSE_FAILURES: Failure[] = []
