// A write that is sent twice with the same Idempotency-Key happens once: the second gets the first one's answer.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { Tx } from './transaction.ts'

/** How long a repeat waits for the first, still running somewhere, before it is told so. */
const WAIT_FOR_THE_FIRST_MS = 2_000

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
}
export interface Keyed {
  key: string
  method: string
  path: string
  body: unknown
}

const hashOf = (body: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest()

/** Claims the key for this transaction, or gives the answer kept from the first time. */
export async function claimKey(tx: Tx, { key, method, path, body }: Keyed): Promise<Answer | undefined> {
  tx.send(sql`select set_config('lock_timeout', ${`${WAIT_FOR_THE_FIRST_MS}ms`}, true)`)
  const claimed = tx.first<{ key: string }>(sql`
    insert into idempotency_keys (organization_id, actor_id, method, path, key, body_hash)
    values (${tx.actor.organizationId}, ${tx.actor.id}, ${method}, ${path}, ${key}, ${hashOf(body)})
    on conflict do nothing returning key`)
  try {
    if (await claimed) {
      tx.send(sql`select set_config('lock_timeout', '4s', true)`)
      return undefined
    }
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error
    throw new Problem('idempotency_in_progress', 'Ask again in a moment with the same key.')
  }
  const first = await tx.first<{
    sameBody: boolean
    status: number
    headers: Record<string, string>
    reply: string
  }>(sql`
    select body_hash = ${hashOf(body)} as "sameBody", status, headers, reply from idempotency_keys
    where actor_id = ${tx.actor.id} and method = ${method} and path = ${path} and key = ${key}`)
  if (!first?.sameBody)
    throw new Problem('idempotency_mismatch', 'The key came with another body before; a new request needs a new key.')
  return { status: first.status, headers: first.headers, text: first.reply }
}

/** Keeps the answer, in the transaction that it tells of. */
export function keepAnswer(tx: Tx, { key, method, path }: Keyed, answer: Answer): void {
  tx.send(sql`update idempotency_keys set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}, reply = ${answer.text}
    where actor_id = ${tx.actor.id} and method = ${method} and path = ${path} and key = ${key}`)
}

/** Keeps a refusal, in a transaction of its own after the refused one was rolled back. */
export function keepRefusal(tx: Tx, { key, method, path, body }: Keyed, answer: Answer): void {
  tx.send(sql`insert into idempotency_keys (organization_id, actor_id, method, path, key, body_hash, status, headers, reply)
    values (${tx.actor.organizationId}, ${tx.actor.id}, ${method}, ${path}, ${key}, ${hashOf(body)},
      ${answer.status}, ${JSON.stringify(answer.headers)}, ${answer.text}) on conflict do nothing`)
}
