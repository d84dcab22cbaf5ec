// What can be wrong with what happened.
import type { Failure } from './failures-provoked.ts'

export const LOG_FAILURES: Failure[] = []
