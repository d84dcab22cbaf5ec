// What can be wrong with what happens, as it happens.
import type { Failure } from './failures-provoked.ts'

export const LIVE_FAILURES: Failure[] = []
