// How requests come to be and change; they move along their life by what is beside it.
import { sql } from 'kysely'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import {
  stepsTo,
  type NewRequest,
  type Request,
  type RequestChange,
  type RequestWithHistory,
} from '../../domain/request.ts'
import { isOpenRequest } from '../../domain/request-life.ts'
import { reprioritise, startClocks, stopClocks } from '../../domain/request-clocks.ts'
import { changesBetween, checkVersion, insertRow, requireIds, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockProjectOfTasks, type LockedTaskProject } from '../tasks/task-project.ts'
import { clocksOf, workingTimeOf } from './request-clocks.ts'
import { saveMoves, subjectOf } from './request-moves.ts'
import { lockRequest, showRequest, type LockedRequest } from './request-queries.ts'

/** Writes down what a client asked for, by whatever way it came. */
export async function createRequest(tx: Tx, projectId: string, input: NewRequest): Promise<RequestWithHistory> {
  const project = await lockProjectOfTasks(tx, projectId)
  await requireAssignee(tx, input.assigneeId)
  return showRequest(tx, await addRequest(tx, project, input))
}

/** The same in a project that the caller holds. Whatever state that is in: nothing that a client asks for is lost. */
export async function addRequest(tx: Tx, project: LockedTaskProject, input: NewRequest): Promise<string> {
  const { id = tx.newId('req'), requester, priority = 'medium', ...fields } = input
  const time = await workingTimeOf(tx, project.id)
  const started = startClocks(priority, tx.now, time)
  const clocks = project.status === 'on_hold' ? stopClocks(started, tx.now, time, 'waits') : started
  insertRow(tx, 'requests', {
    ...fields,
    ...clocks,
    id,
    projectId: project.id,
    accountId: project.accountId,
    priority,
    requesterName: requester.name,
    requesterEmail: requester.email,
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  tx.send(sql`insert into request_status_changes (organization_id, request_id, n, to_status, actor_type, actor_id, at)
    values (${tx.actor.organizationId}, ${id}, 1, 'pending', ${tx.actor.type}, ${tx.actor.id}, ${tx.now})`)
  const subject = subjectOf({ id, projectId: project.id, accountId: project.accountId })
  // What it says is in the request itself, and never changes.
  const told = { ...input, body: undefined, priority, id }
  tx.record('request.created', { ...subject, version: 1 }, changesBetween({}, told))
  return id
}

/** Changes what a request is. Another priority counts from the beginning; what is a duplicate is closed with that said. */
export async function updateRequest(tx: Tx, id: string, change: RequestChange): Promise<RequestWithHistory> {
  const request = await lockRequest(tx, id)
  await checkVersion(tx, 'request', request, Object.keys(change))
  const changes = changesBetween<Partial<Request>>(request, change as Partial<Request>)
  if (Object.keys(changes).length === 0) return showRequest(tx, id)
  if (changes.assigneeId) await requireAssignee(tx, change.assigneeId)
  const original = changes.duplicateOf ? (change.duplicateOf ?? null) : null
  if (original !== null) await checkOriginal(tx, request, original)
  const clocks = changes.priority && (await clocksAfter(tx, request, change.priority ?? request.priority))
  const { firstRespondedAt: _, ...clockFields } = clocks ?? {}
  const deadlines =
    clocks &&
    changesBetween(request, {
      respondBy: clocks.respondBy?.toISOString() ?? null,
      resolveBy: clocks.resolveBy?.toISOString() ?? null,
    })
  if (original !== null && isOpenRequest(request.status)) {
    // One change, told once: with the move that it leads to.
    await saveMoves(tx, request, stepsTo(request, 'declined', tx.now), {
      clocks,
      note: `Duplicate of ${original}`,
      fields: change,
      changes,
    })
  } else {
    updateRow(tx, 'requests', id, { ...change, ...clockFields })
    const subject = { ...subjectOf(request), version: request.version + 1 }
    tx.record('request.updated', subject, { ...changes, ...deadlines })
  }
  return showRequest(tx, id)
}

async function clocksAfter(tx: Tx, request: LockedRequest, priority: Request['priority']) {
  const time = await workingTimeOf(tx, request.projectId)
  return reprioritise(clocksOf(request), request.priority, priority, tx.now, time)
}

const requireAssignee = (tx: Tx, id: string | null | undefined): Promise<void> =>
  requireIds(tx, '/assigneeId', 'people', [id], sql`x.active`)

/** The original is another request of the project, and no duplicate itself: there are no chains, and so no circles. */
async function checkOriginal(tx: Tx, { id, projectId }: LockedRequest, original: string): Promise<void> {
  if (original === id) throw invalidField('/duplicateOf', 'self', 'names the request itself')
  await requireIds(tx, '/duplicateOf', 'requests', [original], sql`x.project_id = ${projectId}`)
  const found = await tx.first<{ original: string | null; others: boolean }>(sql`
    select (select r.duplicate_of from requests r where r.organization_id = ${tx.actor.organizationId} and r.id = ${original}) as original,
      exists (select 1 from requests r where r.organization_id = ${tx.actor.organizationId} and r.project_id = ${projectId}
        and r.duplicate_of = ${id}) as others`)
  if (found?.original)
    throw invalidField('/duplicateOf', 'chain', say`names a duplicate itself: of ${found.original}; name that`)
  if (found?.others) throw invalidField('/duplicateOf', 'chain', 'is not for a request that others are duplicates of')
}
