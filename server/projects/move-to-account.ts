// A project goes to another client: what hangs on it goes along, what is the former client's stays theirs, and they see nothing more.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/transaction.ts'
import { closeToClient } from './client-access.ts'

interface Moved {
  id: string
  version: number
  accountId: string | null
}

/**
 * The project's row names the new account already, and the caller holds it. Requests, messages and open signals go along;
 * subscriptions stay with who pays for them, and pay for this project no longer; links and channels of the former client
 * are closed.
 */
export async function moveToAccount(tx: Tx, projectId: string, accountId: string, cause: string): Promise<void> {
  const { requests, signals, subscriptions, messages } = await saveMove(tx, projectId, accountId)
  const goesAlong = (type: string, rows: Moved[]) => {
    for (const { id, version, accountId: from } of inOrder(rows))
      tx.record(
        `${type}.updated`,
        { type, id, version, projectId, accountId },
        { accountId: { from, to: accountId } },
        cause,
      )
  }
  goesAlong('request', requests)
  goesAlong('signal', signals)
  for (const { id, version, accountId: payer } of inOrder(subscriptions))
    tx.record(
      'subscription.updated',
      { type: 'subscription', id, version, projectId, accountId: payer },
      { projectId: { from: projectId, to: null } },
      cause,
    )
  // Messages are many, and none of them says anything else than before: one entry tells how many went along.
  if (messages.length > 0)
    tx.record(
      'project.messages_moved',
      { type: 'project', id: projectId, projectId, accountId },
      { messages: { to: messages.length } },
      cause,
    )
  await closeToClient(tx, sql`p.id = ${projectId}`, cause)
}

async function saveMove(tx: Tx, projectId: string, accountId: string) {
  const organization = tx.actor.organizationId
  const counted = sql`version = version + 1, updated_at = greatest(updated_at, ${tx.now})`
  const ofProject = sql`organization_id = ${organization} and project_id = ${projectId}`
  const along = (table: string, which: RawBuilder<unknown>) =>
    tx.rows<Moved>(sql`
      with before as (select id, account_id from ${sql.table(table)} where ${ofProject} and ${which} order by id for update)
      update ${sql.table(table)} x set account_id = ${accountId}, version = x.version + 1,
        updated_at = greatest(x.updated_at, ${tx.now})
      from before b where x.organization_id = ${organization} and x.id = b.id
      returning x.id, x.version, b.account_id as "accountId"`)
  const [requests, signals, subscriptions, messages] = await Promise.all([
    along('requests', sql`true`),
    along('pulse_signals', sql`closed_at is null`),
    tx.rows<Moved>(sql`update subscriptions set project_id = null, ${counted} where ${ofProject}
      returning id, version, account_id as "accountId"`),
    tx.rows<object>(sql`update communications set account_id = ${accountId} where ${ofProject} returning 1`),
  ])
  return { requests, signals, subscriptions, messages }
}

/** Rows come back in any order; what is recorded does not. */
const inOrder = (rows: Moved[]): Moved[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
