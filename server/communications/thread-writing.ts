// What people write into threads: of a project, or of a task that they may discuss. Nobody changes or deletes what was said.
import { sql } from 'kysely'
import {
  directionOf,
  isMailed,
  type Communication,
  type NewCommunication,
  type NewMessage,
  type Thread,
} from '../../domain/communication.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say, sayWord } from '../../domain/said.ts'
import { projectScope } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { addCommunication, type Said, type Saying } from './add-communication.ts'
import { bindFiles } from '../files/attachment-operations.ts'
import { getDiscussed, isInProject, requireProjectOf, showCommunication } from './communication-queries.ts'
import { defaultRecipients, knownRecipients } from './message-mail.ts'

/** Takes what a client said, with all that follows from it. */
export type Hear = (tx: Tx, saying: Omit<Saying, 'direction'>) => Promise<Said>
const onlyHear: Hear = (tx, saying) => addCommunication(tx, { ...saying, direction: 'incoming' })

/** Says something in a project: in its own thread, or in that of a task, request or signal of it. */
export async function writeInProject(
  tx: Tx,
  projectId: string,
  { thread = { type: 'project', id: projectId }, ...message }: NewCommunication,
  hear: Hear,
): Promise<Communication> {
  holdProject(tx, sql`${projectId}`)
  const place = await requireProjectOf(tx, projectId)
  if (thread.type === 'task' && directionOf(message) === 'internal' && !(await reaches(tx, projectId, 'staff')))
    throw new Problem(
      'permission_denied',
      'Account managers have no part in tasks: say it in the project’s own thread.',
    )
  if (thread.type === 'signal' && directionOf(message) !== 'internal')
    throw invalidField('/visibility', 'signal', 'is internal in the thread of a signal')
  if (!(await isInProject(tx, projectId, thread)))
    throw invalidField('/thread/id', 'reference', say`names no ${sayWord(thread.type)} of this project`)
  return writeInThread(tx, { ...place, thread }, message, hear)
}

/** Says something about a task. What the client gets to see is for who may write to the client. */
export async function discussTask(tx: Tx, taskId: string, message: NewMessage, hear: Hear): Promise<Communication> {
  holdProject(
    tx,
    sql`(select t.project_id from tasks t where t.organization_id = ${tx.actor.organizationId} and t.id = ${taskId})`,
  )
  const place = await getDiscussed(tx, taskId)
  if (directionOf(message) !== 'internal' && !(await reaches(tx, place.projectId, 'client')))
    throw new Problem('permission_denied', 'On this task you write for the agency’s own eyes only.')
  return writeInThread(tx, { ...place, thread: { type: 'task', id: taskId } }, message, hear)
}

/** Whether the actor reaches the project as more than its account manager, or by the right to write to the client. */
async function reaches(tx: Tx, projectId: string, as: 'staff' | 'client'): Promise<boolean> {
  const { roles, tokenScopes } = tx.actor
  const scopes =
    as === 'staff'
      ? tx.scopes.filter((scope) => scope !== 'accounts')
      : grantsOf(roles, 'communication.write', tokenScopes)
  const found = await tx.first(
    sql`select 1 from projects p where p.id = ${projectId} and ${projectScope({ ...tx, scopes })}`,
  )
  return found !== undefined
}

/** Keeps the project undeleted and with its client while something is said in it; people do not wait for each other. */
const holdProject = (tx: Tx, id: ReturnType<typeof sql>) =>
  tx.send(sql`select 1 from projects where organization_id = ${tx.actor.organizationId} and id = ${id} for share`)

/** A thread with what it belongs to: no project where a signal is about a client as a whole. */
export interface ThreadPlace {
  thread: Thread
  projectId: string | null
  accountId: string | null
}

/**
 * Adds a person's message to a thread. The caller has seen to it that the actor may write there and that the thread is
 * there. `hear` takes what a client said, where more follows from that than its being kept.
 */
export async function writeInThread(
  tx: Tx,
  place: ThreadPlace,
  input: NewMessage,
  hear: Hear = onlyHear,
): Promise<Communication> {
  const { id = tx.newId('msg'), body, author, attachmentIds = [], recipients } = input
  const direction = directionOf(input)
  const saidAt = input.saidAt === undefined ? undefined : new Date(input.saidAt)
  if (saidAt && saidAt > tx.now) throw invalidField('/saidAt', 'future', 'is not in the future')
  const visibility = direction === 'internal' ? 'internal' : 'client'
  const files = await bindFiles(tx, attachmentIds, { communicationId: id, projectId: place.projectId, visibility })
  const saying = { ...place, id, body, saidAt, files, channel: input.channel ?? CHANNEL_OF[direction] }
  if (direction === 'incoming' && author) {
    const { name, email = null } = author
    await hear(tx, { ...saying, author: { type: 'client', id: email ?? name, name, email } })
  } else {
    const to = isMailed(input) ? await recipientsOf(tx, place, recipients) : undefined
    await addCommunication(tx, { ...saying, direction, recipients: to })
  }
  return showCommunication(tx, id)
}

const CHANNEL_OF = { incoming: 'phone', outgoing: 'email', internal: 'portal' } as const

async function recipientsOf(tx: Tx, place: ThreadPlace, emails: readonly string[] | undefined) {
  if (emails) return knownRecipients(tx, place, emails)
  const found = await defaultRecipients(tx, place)
  if (found.length === 0)
    throw invalidField('/recipients', 'missing', 'names somebody: no address of the client is known to send it to')
  return found
}
