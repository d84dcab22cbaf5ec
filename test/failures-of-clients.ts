// What can be wrong with subscriptions, signals, clients with all their projects, and collections.
import type { Failure } from './failures-provoked.ts'

export const CLIENTS_FAILURES: Failure[] = []
