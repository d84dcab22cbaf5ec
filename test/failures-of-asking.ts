// What can be wrong with client requests and the links of clients.
import type { Failure } from './failures-provoked.ts'

export const ASKING_FAILURES: Failure[] = []
