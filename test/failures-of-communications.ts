// What can be wrong with messages, files and chat channels.
import type { Failure } from './failures-provoked.ts'

export const COMMUNICATIONS_FAILURES: Failure[] = []
