// A message on its way into the chat channel of its project: the row that has it sent, not the sending.
import { sql } from 'kysely'
import type { Tx } from '../platform/transaction.ts'
import type { Spoken } from './add-communication.ts'
import { json } from '../platform/rows.ts'

/** What the carrier is told beside the words; a title only where the channel's people may see it. */
export interface ChatHeaders {
  authorName: string
  fileNames: string[]
  threadType: string
  threadId: string
  title: string | null
}

/**
 * Has it said in the project's channel, where there is one. A channel that the client is in gets only what is the client's
 * to see; what came from the channel does not go back into it, and what is said about signals stays with who sees those.
 */
export function carryToChannel(
  tx: Tx,
  { id, thread, projectId, visibility, author, body, external, files }: Spoken,
): void {
  if (projectId === null || thread.type === 'signal' || external?.source === 'slack') return
  const organization = tx.actor.organizationId
  const headers = {
    authorName: author.name,
    fileNames: files.map(({ name }) => name),
    threadType: thread.type,
    threadId: thread.id,
  }
  // A request's title is the client's own words; what tasks are called is the agency's business.
  const title = sql`case when ${thread.type} = 'request' then
      (select r.title from requests r where r.organization_id = ${organization} and r.id = ${thread.id})
    when ${thread.type} = 'task' and ch.visibility = 'internal' then
      (select t.title from tasks t where t.organization_id = ${organization} and t.id = ${thread.id}) end`
  tx.send(sql`
    insert into outgoing_messages (organization_id, id, carrier, recipient, subject, body, headers, communication_id, next_attempt_at, created_at)
    select ${organization}, ${tx.newId('msg')}, ch.provider, ch.external_id, '', ${body},
      ${json(headers)} || jsonb_build_object('title', ${title}), ${id}, ${tx.now}, ${tx.now}
    from project_channels ch where ch.organization_id = ${organization} and ch.project_id = ${projectId}
      and (ch.visibility = 'internal' or ${visibility} = 'client')`)
}
