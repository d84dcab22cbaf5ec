// Asks the account system for all its accounts: when somebody wants it, and every quarter of an hour by itself, as background
// work that one node at a time does, that is tried again, and of whose giving up an administrator is told.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { AccountSyncReport } from '../../domain/account-sync.ts'
import { Problem } from '../../domain/problems.ts'
import type { JobHandler } from '../automation/job-handler.ts'
import { abandon } from '../platform/borrow-connection.ts'
import type { Database } from '../platform/database.ts'
import { derivedId, type Job, type Jobs } from '../platform/jobs.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { whatFailed } from '../platform/run-jobs.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import type { AccountSystem } from './account-system.ts'
import { accountSystem, accountSystemContext, bringInStep, keepFailure, keepSync } from './sync-accounts.ts'

export const EVERY_MINUTES = 15
const SLOT_MS = EVERY_MINUTES * 60_000
const POLL_MS = 10_000
const QUEUE = 'account-pulls'

/** Whose accounts the system has: the organisation named, or the only one there is. */
export async function organizationOf(
  database: Database,
  named: string | undefined,
): Promise<{ id: string; timezone: string } | undefined> {
  const [found] = await database.query<{ id: string; timezone: string }>(
    sql`select organization_id as id, timezone from connected_organization(${named ?? null})`,
  )
  return found
}

/** Brings all accounts in step with what the system was heard to have; what it did is the system's doing. */
export async function takeAll(
  tx: Tx,
  accounts: readonly unknown[],
  { startedBy, startedAt }: { startedBy: string | null; startedAt: Date },
): Promise<AccountSyncReport> {
  const { organizationId, timezone } = tx.actor
  const theirs = tx.as({ actor: accountSystem(organizationId, timezone), ifMatch: undefined })
  const rows = await bringInStep(theirs, { accounts, isAll: true })
  return keepSync(tx, rows, { source: 'pull', startedBy, startedAt })
}

export interface PullOptions {
  app: Database
  worker: Database
  system: AccountSystem
  /** The organisation that was named. */
  organization?: string | undefined
  clock: () => Date
  publicUrl: () => string
}

/** What a server that runs needs of it; nothing, where no system is connected. */
export function accountPulls({
  system,
  ...options
}: Omit<PullOptions, 'system'> & { system?: AccountSystem | undefined }) {
  const pulls = system && { ...options, system }
  return {
    handlers: pulls ? [pullHandler(pulls)] : [],
    start: (jobs: Jobs, log: Logger): Loop[] => (pulls ? [startPulls({ ...pulls, jobs, log })] : []),
  }
}

/** The pull of a slot. Asking comes first, the database after: a node that dies meanwhile has changed nothing. */
export const pullHandler = (options: PullOptions): JobHandler => ({
  queue: QUEUE,
  atOnce: 1,
  run: (job) => pull(options, job),
})

async function pull({ app, worker, system, organization, clock, publicUrl }: PullOptions, job: Job): Promise<void> {
  const whose = await organizationOf(worker, organization)
  if (whose?.id !== job.data.organizationId) return
  const startedAt = clock()
  const now = () => accountSystemContext(whose, clock(), publicUrl())
  try {
    const accounts = await system.all()
    await transaction(app, now(), (tx) => takeAll(tx, accounts, { startedBy: null, startedAt }))
  } catch (error) {
    const id = `syn_${derivedId(job.id).replaceAll('-', '')}`
    await transaction(app, now(), (tx) => keepFailure(tx, { id, startedBy: null, error: whatFailed(error) }))
    throw error
  }
}

/** Each node makes the work of a slot, and of all of them it is made once. What still waits from an earlier one is not made again. */
export function startPulls(options: PullOptions & { jobs: Jobs; log: Logger }): Loop {
  const { worker, jobs, organization, clock, log } = options
  let made: number | undefined
  const loop = startLoop({
    everyMs: POLL_MS,
    log,
    failure: 'the account system could not be put down to be asked',
    async round() {
      const slot = Math.floor(clock().getTime() / SLOT_MS)
      if (slot === made) return
      const whose = await organizationOf(worker, organization)
      if (whose) await makePull(worker, jobs, whose.id, String(slot))
      else
        log.warn('the account system is not asked: ACCOUNTS_ORGANIZATION names no organisation, or there are several')
      made = slot
    },
  })
  void loop.kick()
  return loop
}

/** Of the same slot there is one. */
export async function makePull(worker: Database, jobs: Jobs, organizationId: string, slot: string): Promise<void> {
  const [waiting] = await worker.query(sql`select 1 from jobs.job where name = ${QUEUE}
    and state in ('created', 'retry') and data ->> 'organizationId' = ${organizationId} limit 1`)
  if (waiting) return
  const content = { organizationId, what: 'accounts from the account system', slot }
  const connection = await worker.connect()
  try {
    await jobs.add(connection, QUEUE, [{ id: derivedId(organizationId, QUEUE, slot), content }])
    connection.release()
  } catch (error) {
    await abandon(connection)
    throw error
  }
}

export const notConnected = (): Problem =>
  new Problem('not_connected', 'No account system is connected to this organisation; see ACCOUNTS_URL in the README.')
