// Health as it would be: the actions are really done, by the operations that do them otherwise, in a transaction that is
// taken back.
import { sql } from 'kysely'
import type { Thread } from '../../domain/communication.ts'
import { computePulse, type PreviewedPulse } from '../../domain/pulse.ts'
import type { PulseAction } from '../../domain/pulse-lifts.ts'
import type { Permission } from '../../domain/permissions.ts'
import { requirePermission } from '../access/require-permission.ts'
import { changeAllocations } from '../capacity/allocation-operations.ts'
import { addCommunication } from '../communications/add-communication.ts'
import { invalidField } from '../../domain/problems.ts'
import { lockProjectOfTasks } from '../tasks/task-project.ts'
import { updateTaskStatus } from '../tasks/task-operations.ts'
import { getTask } from '../tasks/task-queries.ts'
import type { Tx } from '../platform/transaction.ts'
import { readPulseFacts } from './pulse-facts.ts'
import { getPulseProject, type PulseProject } from './pulse-queries.ts'
import { shown } from './pulse-operations.ts'

/** Does the actions in their order, and answers the score they lead to. The endpoint rolls all of it back. */
export async function previewPulse(
  tx: Tx,
  projectId: string,
  actions: readonly PulseAction[],
): Promise<PreviewedPulse> {
  await lockProjectOfTasks(tx, projectId)
  const [before] = await readPulseFacts(tx, [projectId])
  await doActions(tx, projectId, actions)
  const [after] = await readPulseFacts(tx, [projectId])
  if (!before || !after) throw new Error('a project that is held has facts')
  const from = computePulse(before.facts).score
  const pulse = shown(projectId, after.facts, computePulse(after.facts))
  return { ...pulse, from, change: from === null || pulse.score === null ? null : pulse.score - from }
}

/** Really does them, in their order. */
export async function doActions(tx: Tx, projectId: string, actions: readonly PulseAction[]): Promise<void> {
  const project = await getPulseProject(tx, projectId)
  for (const [n, action] of actions.entries()) await perform(tx, project, action, `/actions/${n}`)
}

/** What doing it takes, beyond what the preview does. */
const NEEDS: Record<PulseAction['kind'], Permission> = {
  complete_task: 'task.update_status',
  answer: 'communication.write',
  write_to_client: 'communication.write',
  release_booking: 'schedule.update',
}

async function perform(tx: Tx, project: PulseProject, action: PulseAction, pointer: string): Promise<void> {
  requirePermission(tx, NEEDS[action.kind])
  const { id: projectId, accountId } = project
  switch (action.kind) {
    case 'complete_task': {
      const { projectId: of } = await getTask(tx, action.taskId)
      if (of !== projectId) throw invalidField(`${pointer}/taskId`, 'reference', 'names no task of the project')
      await updateTaskStatus(tx, action.taskId, { status: 'completed' })
      return
    }
    case 'answer':
    case 'write_to_client': {
      const own = { type: 'project', id: projectId } as const
      const thread = action.kind === 'answer' ? await threadOf(tx, projectId, action.thread, pointer) : own
      await addCommunication(tx, { projectId, accountId, thread, direction: 'outgoing', channel: 'portal', body: '…' })
      return
    }
    case 'release_booking':
      await changeAllocations(tx, projectId, { remove: [action.allocationId] })
  }
}

/** A thread in which something of the project was said or asked. */
async function threadOf(tx: Tx, projectId: string, thread: Thread, pointer: string): Promise<Thread> {
  const { type, id } = thread
  const here = sql`organization_id = ${tx.actor.organizationId} and project_id = ${projectId}`
  const found = await tx.first(sql`
    select 1 from communications where ${here} and thread_type = ${type} and thread_id = ${id}
    union all select 1 from requests where ${here} and ${type} = 'request' and id = ${id} limit 1`)
  if (!found) throw invalidField(`${pointer}/thread`, 'reference', 'names no thread of the project')
  return thread
}
