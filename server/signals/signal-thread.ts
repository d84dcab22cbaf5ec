// What is said about a signal among those who look after it; nothing of it is for clients.
import { z } from 'zod'
import { Body, type Communication } from '../../domain/communication.ts'
import { Id } from '../../domain/fields.ts'
import { listThread, type ThreadFilters } from '../communications/communication-queries.ts'
import { writeInThread } from '../communications/thread-writing.ts'
import type { JsonText } from '../platform/json.ts'
import type { Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { getSignal, lockSignal } from './signal-queries.ts'

export const SignalMessage = z.strictObject({ id: Id.optional(), body: Body }).meta({ id: 'SignalMessage' })
export type SignalMessage = z.infer<typeof SignalMessage>

export async function listSignalThread(
  tx: Tx,
  signalId: string,
  filters: ThreadFilters,
): Promise<JsonText<Page<Communication>>> {
  const [page] = await Promise.all([listThread(tx, { type: 'signal', id: signalId }, filters), getSignal(tx, signalId)])
  return page
}

/** Says something about a signal, open or settled. */
export async function writeOnSignal(tx: Tx, signalId: string, message: SignalMessage): Promise<Communication> {
  const { projectId, accountId } = await lockSignal(tx, signalId)
  return writeInThread(tx, { thread: { type: 'signal', id: signalId }, projectId, accountId }, message)
}
