// Accepted requests whose work is done: which they are, and how one ends.
import { sql } from 'kysely'
import { moveRequest } from '../../domain/request.ts'
import type { Tx } from '../platform/transaction.ts'
import { saveMoves } from './request-moves.ts'
import { lockRequestWhere } from './request-queries.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 200

const ofRequest = sql`t.organization_id = q.organization_id and t.request_id = q.id and t.deleted_at is null`

/**
 * Accepted, no task of it is open, and one was completed since: what is accepted again goes on until something is done for
 * it anew, and what was only cancelled is for somebody to end.
 */
const workIsDone = sql`q.status = 'accepted'
  and not exists (select 1 from tasks t where ${ofRequest} and t.status not in ('completed', 'cancelled'))
  and exists (select 1 from tasks t where ${ofRequest} and t.status = 'completed' and t.completed_at >= (
    select max(h.at) from request_status_changes h where h.organization_id = q.organization_id and h.request_id = q.id))`

/** Of these requests, or of all; `causeId` is what came last of their tasks: that is why they end. */
export const finishedRequests = (
  tx: Tx,
  ids: readonly string[] | undefined,
): Promise<{ id: string; causeId: string | null }[]> =>
  tx.rows(sql`
    select q.id,
      (select max(a.id) from tasks t join activity a on a.organization_id = t.organization_id and a.entity_type = 'task'
        and a.entity_id = t.id and a.event in ('task.status_changed', 'task.deleted')
        where t.organization_id = q.organization_id and t.request_id = q.id) as "causeId"
    from requests q
    join projects p on p.organization_id = q.organization_id and p.id = q.project_id and p.deleted_at is null
    where q.organization_id = ${tx.actor.organizationId} and ${ids ? sql`q.id = any(${ids})` : sql`true`} and ${workIsDone}
    order by q.id limit ${MOST_AT_ONCE}`)

/** Those that a task was made for. */
export async function requestsOfTask(tx: Tx, taskId: string): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select request_id as id from tasks
    where organization_id = ${tx.actor.organizationId} and id = ${taskId} and request_id is not null`)
  return found.map(({ id }) => id)
}

export async function completeRequest(tx: Tx, id: string): Promise<void> {
  const request = await lockRequestWhere(tx, id, sql`true`)
  // Looked at again now that it is held: somebody may have reopened its work.
  const done = await tx.first(sql`select 1 from requests q where q.organization_id = ${tx.actor.organizationId}
    and q.id = ${id} and ${workIsDone}`)
  if (done) await saveMoves(tx, request, [moveRequest(request, 'completed', undefined, tx.now)])
}
