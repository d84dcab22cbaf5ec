// How requests move along their life without being processed: taken up, taken back, ended, reopened. Clocks follow.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import { moveRequest, type RequestStatusChange, type RequestWithHistory } from '../../domain/request.ts'
import { isOpenRequest, nextRequestStatuses, type RequestLife, type RequestStatus } from '../../domain/request-life.ts'
import { resumeClocks, stopClocks, type RequestClocks, type WorkingTime } from '../../domain/request-clocks.ts'
import { checkVersion, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { clocksOf, workingTimeOf } from './request-clocks.ts'
import { lockRequest, showRequest, type LockedRequest } from './request-queries.ts'

/** Takes a request up, takes it back, ends what was accepted, or reopens it. What answers the client is `processRequest`. */
export async function updateRequestStatus(
  tx: Tx,
  id: string,
  { status, reason }: RequestStatusChange,
): Promise<RequestWithHistory> {
  const request = await lockRequest(tx, id)
  await checkVersion(tx, 'request', request, ['status'])
  if (status === request.status) return showRequest(tx, id)
  if (status === 'completed' && request.status === 'in_review')
    throw new Problem('invalid_transition', 'What is completed without work is answered: process it.', {
      allowed: nextRequestStatuses(request, tx.now).filter((to) => to === 'in_review' || to === 'cancelled'),
    })
  // What is reopened is looked at for itself again.
  const single = !isOpenRequest(request.status) && request.duplicateOf !== null
  await saveMoves(tx, request, [moveRequest(request, status, reason, tx.now)], {
    note: reason,
    ...(single && { fields: { duplicateOf: null }, changes: { duplicateOf: { from: request.duplicateOf, to: null } } }),
  })
  return showRequest(tx, id)
}

/** What a move says beside itself. */
export interface Told {
  note?: string | undefined
  /** Its clocks, where they are not what they were. */
  clocks?: RequestClocks | undefined
  /** More columns that it sets. */
  fields?: Record<string, unknown>
  /** What else the activity keeps of it. */
  changes?: Changes
  cause?: string | undefined
}

/**
 * Saves one or more steps of a request that the caller holds, as one change: each in the history and in the activity, the
 * note with the last. Returns the id of the last entry.
 */
export async function saveMoves(
  tx: Tx,
  request: LockedRequest,
  steps: readonly RequestLife[],
  { note, clocks: before = clocksOf(request), fields = {}, changes = {}, cause }: Told = {},
): Promise<string> {
  const end = steps.at(-1) ?? request
  const clocks = clocksFor(before, end.status, request, tx.now, await workingTimeOf(tx, request.projectId))
  const { firstRespondedAt: _, ...clockFields } = clocks
  updateRow(tx, 'requests', request.id, { ...end, ...clockFields, ...fields })
  addSteps(tx, request, steps, note)
  const stopped = [before.clocksStoppedAt !== null, clocks.clocksStoppedAt !== null] as const
  let [entry, from] = ['', request as RequestLife]
  for (const step of steps) {
    const last = step === end
    entry = tx.record(
      'request.status_changed',
      { ...subjectOf(request), version: request.version + 1 },
      {
        status: { from: from.status, to: step.status },
        ...(from.closedAt !== step.closedAt && { closedAt: { from: from.closedAt, to: step.closedAt } }),
        ...(last && stopped[0] !== stopped[1] && { clocksStopped: { from: stopped[0], to: stopped[1] } }),
        ...(last && note !== undefined && { note: { to: note } }),
        ...(last && changes),
      },
      cause,
    )
    from = step
  }
  return entry
}

/** The clocks run while somebody here has to do something about it. */
function clocksFor(
  clocks: RequestClocks,
  status: RequestStatus,
  { projectStatus }: LockedRequest,
  now: Date,
  time: WorkingTime,
): RequestClocks {
  if (!isOpenRequest(status)) return stopClocks(clocks, now, time, 'closed')
  if (status === 'awaiting_client' || projectStatus === 'on_hold') return stopClocks(clocks, now, time, 'waits')
  return resumeClocks(clocks, now, time)
}

function addSteps(tx: Tx, request: LockedRequest, steps: readonly RequestLife[], note: string | undefined): void {
  const rows = steps.map(({ status }, n) => ({
    n: n + 1,
    from: (steps[n - 1] ?? request).status,
    to: status,
    note: n === steps.length - 1 ? (note ?? null) : null,
  }))
  tx.send(sql`insert into request_status_changes (organization_id, request_id, n, from_status, to_status, note, actor_type, actor_id, at)
    select ${tx.actor.organizationId}, ${request.id}, last.n + s.n, s."from", s."to", s.note, ${tx.actor.type}, ${tx.actor.id},
      greatest(last.at, ${tx.now})
    from json_to_recordset(${JSON.stringify(rows)}) as s(n integer, "from" text, "to" text, note text)
    cross join (select coalesce(max(n), 0) as n, max(at) as at from request_status_changes
      where organization_id = ${tx.actor.organizationId} and request_id = ${request.id}) last`)
}

export const subjectOf = ({ id, projectId, accountId }: Pick<LockedRequest, 'id' | 'projectId' | 'accountId'>) => ({
  type: 'request',
  id,
  projectId,
  accountId,
})
