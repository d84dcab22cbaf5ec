// What is the matter with the installation stands among the alerts of every organisation: Project Admins run it together.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { nameOfRule } from '../../domain/activity.ts'
import { Problem } from '../../domain/problems.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Actor, type Tx } from '../platform/transaction.ts'
import { clearNoticed, raiseNoticed, type Alert, type Noticed } from './raise-alert.ts'

export interface Everywhere {
  app: Database
  worker: Database
  log: Logger
  clock: () => Date
}

/** In how many organisations it changed something, of how many. */
export interface Written {
  changed: number
  of: number
  /** In the first of them: of several nodes at it at once, that is one node. */
  isFirst: boolean
}

export const raiseEverywhere = (everywhere: Everywhere, alert: Alert, noticed: Noticed): Promise<Written> =>
  inEach(everywhere, (tx) => raiseNoticed(tx, alert, noticed))

export const clearEverywhere = (everywhere: Everywhere, fingerprint: string): Promise<Written> =>
  inEach(everywhere, (tx) => clearNoticed(tx, fingerprint))

/** What was over before it could be written down; once, however many nodes noticed it. */
export const raiseAndClearEverywhere = (everywhere: Everywhere, alert: Alert, noticed: Noticed): Promise<Written> =>
  inEach(everywhere, async (tx) => {
    // One after another, so that the second sees what the first wrote.
    await tx.rows(
      sql`select pg_advisory_xact_lock(hashtextextended(${`alert ${tx.actor.organizationId} ${alert.fingerprint}`}, 0))`,
    )
    if (await endedSince(tx, alert.fingerprint, noticed.since)) return false
    await raiseNoticed(tx, alert, noticed)
    return clearNoticed(tx, alert.fingerprint)
  })

/** Whether another node saw it end, anywhere. */
export async function sawItEnd(everywhere: Everywhere, fingerprint: string, since: Date): Promise<boolean> {
  const { changed } = await inEach(everywhere, (tx) => endedSince(tx, fingerprint, since))
  return changed > 0
}

async function endedSince(tx: Tx, fingerprint: string, since: Date): Promise<boolean> {
  const found = await tx.first(sql`select 1 from alerts where organization_id = ${tx.actor.organizationId}
    and fingerprint = ${fingerprint} and cleared_at >= ${since} and cleared_by is null limit 1`)
  return found !== undefined
}

/** A fault within one organisation is logged, and does not keep the others from hearing of it. */
async function inEach({ app, worker, log, clock }: Everywhere, work: (tx: Tx) => Promise<boolean>): Promise<Written> {
  const all = await worker.query<{ id: string; timezone: string }>(
    sql`select id, timezone from organizations order by id`,
  )
  let changed = 0
  let isFirst: boolean | undefined
  for (const { id, timezone } of all) {
    const context = {
      actor: watchIn(id, timezone),
      permission: 'alert.manage',
      scopes: ['organization'],
      now: clock(),
    } as const
    try {
      const did = await transaction(app, context, work)
      isFirst ??= did
      if (did) changed++
    } catch (error) {
      if (error instanceof Problem && error.code === 'unavailable') throw error
      log.error({ err: error, organizationId: id }, 'an alert of the installation could not be written down')
    }
  }
  return { changed, of: all.length, isFirst: isFirst === true }
}

const watchIn = (organizationId: string, timezone: string): Actor => ({
  type: 'rule',
  id: 'rule:watch-the-installation',
  name: nameOfRule('watch-the-installation'),
  organizationId,
  roles: ['project_admin'],
  tokenScopes: ['*'],
  timezone,
})
