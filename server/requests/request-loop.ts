// Ends accepted requests when their work is done, in the background: whoever finishes the last task need not think of them.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { moveRequest } from '../../domain/request.ts'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { transaction, type Actor, type Tx } from '../platform/transaction.ts'
import { saveMoves } from './request-moves.ts'
import { lockRequestWhere } from './request-queries.ts'

const POLL_MS = 3_000
/** More than these wait for the next look. */
const MOST_AT_ONCE = 200

export interface RequestLoopOptions {
  /** Finds them, over all organisations. */
  worker: Database
  /** Ends each, within its own. */
  app: Database
  log: Logger
  clock: () => Date
}

export const startRequestLoop = (options: RequestLoopOptions): Loop =>
  startLoop({
    everyMs: POLL_MS,
    log: options.log,
    failure: 'requests whose work is done could not be looked for',
    round: (isStopped) => endFinished(options, isStopped),
  })

interface Finished {
  organizationId: string
  timezone: string
  id: string
  /** What came last of its tasks: that is why it ends. */
  causeId: string | null
}

async function endFinished({ worker, app, log, clock }: RequestLoopOptions, isStopped: () => boolean): Promise<void> {
  for (const { organizationId, timezone, id, causeId } of await findFinished(worker)) {
    if (isStopped()) return
    const actor = requestRule(organizationId, timezone)
    const context = { actor, permission: 'request.update', scopes: [], now: clock() } as const
    try {
      await transaction(app, context, (tx) => completeWhenDone(tx, id, causeId ?? undefined))
    } catch (error) {
      // The others do not wait for it; it is found again.
      log.error({ err: error, organizationId, requestId: id }, 'a request whose work is done could not be ended')
    }
  }
}

const ofRequest = sql`t.organization_id = q.organization_id and t.request_id = q.id and t.deleted_at is null`

/**
 * Accepted, no task of it is open, and one was completed since: what is accepted again goes on until something is done for
 * it anew, and what was only cancelled is for somebody to end.
 */
const workIsDone = sql`q.status = 'accepted'
  and not exists (select 1 from tasks t where ${ofRequest} and t.status not in ('completed', 'cancelled'))
  and exists (select 1 from tasks t where ${ofRequest} and t.status = 'completed' and t.completed_at >= (
    select max(h.at) from request_status_changes h where h.organization_id = q.organization_id and h.request_id = q.id))`

const findFinished = (worker: Database): Promise<Finished[]> =>
  worker.query<Finished>(sql`
    select q.organization_id as "organizationId", o.timezone, q.id,
      (select max(a.id) from tasks t join activity a on a.organization_id = t.organization_id and a.entity_type = 'task'
        and a.entity_id = t.id and a.event in ('task.status_changed', 'task.deleted')
        where t.organization_id = q.organization_id and t.request_id = q.id) as "causeId"
    from requests q join organizations o on o.id = q.organization_id
    join projects p on p.organization_id = q.organization_id and p.id = q.project_id and p.deleted_at is null
    where ${workIsDone} order by q.organization_id, q.id limit ${MOST_AT_ONCE}`)

async function completeWhenDone(tx: Tx, id: string, causeId: string | undefined): Promise<void> {
  const request = await lockRequestWhere(tx, id, sql`true`)
  const done = await tx.first(sql`select 1 from requests q where q.organization_id = ${tx.actor.organizationId}
    and q.id = ${id} and ${workIsDone}`)
  if (done) await saveMoves(tx, request, [moveRequest(request, 'completed', undefined, tx.now)], { cause: causeId })
}

/** The rule, as histories and the activity name it. */
const requestRule = (organizationId: string, timezone: string): Actor => ({
  type: 'rule',
  id: 'rule:requests',
  name: 'Requests',
  organizationId,
  roles: [],
  tokenScopes: ['*'],
  timezone,
})
