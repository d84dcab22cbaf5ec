// What is said about a signal among those who look after it; nothing of it is for clients.
import { sql } from 'kysely'
import { z } from 'zod'
import { Communication } from '../../domain/communication.ts'
import { Id, text } from '../../domain/fields.ts'
import { addCommunication } from '../communications/add-communication.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { getSignal, lockSignal } from './signal-queries.ts'

export const SignalThreadFilters = z.strictObject({ ...pageQuery(['saidAt']) })
export type SignalThreadFilters = z.output<typeof SignalThreadFilters>
export const SignalThreadPage = pageOf(Communication)

export const SignalMessage = z
  .strictObject({
    id: Id.optional(),
    body: text(65_536)
      .min(1)
      .refine((body) => Buffer.byteLength(body) <= 65_536, 'is at most 64 KiB')
      .meta({ description: 'Markdown.' }),
  })
  .meta({ id: 'SignalMessage' })
export type SignalMessage = z.infer<typeof SignalMessage>

const columns = sql`
  c.id, c.project_id as "projectId", c.account_id as "accountId",
  json_build_object('type', c.thread_type, 'id', c.thread_id) as thread, c.direction, c.channel, c.visibility,
  json_build_object('type', c.author_type, 'id', c.author_id, 'name', c.author_name, 'email', c.author_email) as author,
  c.body, instant(c.said_at) as "saidAt", instant(c.created_at) as "createdAt"`

export async function listSignalThread(
  tx: Tx,
  signalId: string,
  filters: SignalThreadFilters,
): Promise<JsonText<Page<Communication>>> {
  const [page] = await Promise.all([
    listPage<Communication>(tx, filters, {
      from: sql`communications c`,
      alias: 'c',
      where: [
        sql`c.organization_id = ${tx.actor.organizationId} and c.thread_type = 'signal' and c.thread_id = ${signalId}`,
      ],
      sorts: { saidAt: { by: sql`c.said_at`, type: 'timestamptz' } },
      defaultSort: 'saidAt',
      columns,
    }),
    getSignal(tx, signalId),
  ])
  return page
}

/** Says something about a signal, open or settled. */
export async function writeOnSignal(tx: Tx, signalId: string, message: SignalMessage): Promise<Communication> {
  const { projectId, accountId } = await lockSignal(tx, signalId)
  const { id } = await addCommunication(tx, {
    ...message,
    thread: { type: 'signal', id: signalId },
    direction: 'internal',
    channel: 'api',
    projectId,
    accountId,
  })
  const found = await tx.first<{ json: Communication }>(sql`
    select row_to_json(r) as json from communications c cross join lateral (select ${columns}) r
    where c.organization_id = ${tx.actor.organizationId} and c.id = ${id}`)
  if (!found) throw new Error('what was just said is there')
  return found.json
}
