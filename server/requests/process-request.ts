// Answering a request: accepted into work, completed with the answer, declined, or asked back. One change, with what follows.
import { sql } from 'kysely'
import { stepsTo, type ProcessedRequest, type RequestProcessing } from '../../domain/request.ts'
import { requirePermission } from '../access/require-permission.ts'
import { addCommunication } from '../communications/add-communication.ts'
import { checkVersion } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createTasks } from '../tasks/create-task.ts'
import { findTasks } from '../tasks/task-queries.ts'
import { clocksOf } from './request-clocks.ts'
import { saveMoves } from './request-moves.ts'
import { lockRequest, showRequest, type LockedRequest } from './request-queries.ts'

/**
 * Sets what becomes of a request and tells the client. What nobody took up before passes through in_review, and both steps
 * are in its history. The tasks that it is accepted into are made in its project, and dates follow.
 */
export async function processRequest(tx: Tx, id: string, input: RequestProcessing): Promise<ProcessedRequest> {
  const { resolutionStatus, response, note, tasks } = input
  const request = await lockRequest(tx, id)
  await checkVersion(tx, 'request', request, ['status', 'resolutionStatus', 'response'])
  const clocks = clocksOf(request)
  await saveMoves(tx, request, stepsTo(request, resolutionStatus, tx.now), {
    note,
    // This is the response that was promised.
    clocks: { ...clocks, firstRespondedAt: clocks.firstRespondedAt ?? tx.now },
    fields: { responseBody: response, responseBy: tx.actor.id, responseAt: tx.now },
    // The words are in the message.
    changes: {
      resolutionStatus: { from: request.resolutionStatus, to: resolutionStatus },
      response: { to: { by: tx.actor.id, at: tx.now.toISOString() } },
    },
  })
  await addCommunication(tx, {
    thread: { type: 'request', id },
    projectId: request.projectId,
    accountId: request.accountId,
    direction: 'outgoing',
    channel: channelOf(request),
    body: response,
  })
  if (tasks) {
    requirePermission(tx, 'task.create')
    await createTasks(
      tx,
      request.projectId,
      tasks.map((task) => ({ ...task, requestId: id })),
    )
  }
  return showProcessed(tx, id)
}

/** The way by which the client hears of it: by mail, wherever they asked; without an address somebody tells them. */
const channelOf = ({ source, requesterEmail }: LockedRequest) =>
  requesterEmail !== null ? 'email' : source === 'phone' ? 'phone' : 'api'

async function showProcessed(tx: Tx, id: string): Promise<ProcessedRequest> {
  const [request, tasks] = await Promise.all([showRequest(tx, id), findTasks(tx, sql`t.request_id = ${id}`)])
  return { ...request, tasks, effortMinutes: tasks.reduce((sum, task) => sum + (task.estimateMinutes ?? 0), 0) }
}
