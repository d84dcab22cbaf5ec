// In whose name background work keeps its own books: what it gave up, and what it stopped.
import type { Context } from '../platform/transaction.ts'
import { ruleActor } from './engine.ts'

/** Its days are nobody's: it writes instants only. */
export const systemContext = (name: string, organizationId: string, now: Date): Context => ({
  actor: ruleActor(name, { organizationId, timezone: 'UTC' }),
  permission: 'job.manage',
  scopes: ['organization'],
  now,
})
