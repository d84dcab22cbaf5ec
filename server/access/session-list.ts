// One's own sessions: where one is signed in, and ending one of them.
import { sql } from 'kysely'
import { notFound } from '../../domain/problems.ts'
import type { Sessions } from '../../domain/sign-in.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireFresh } from './require-fresh.ts'

const own = (tx: Tx) => sql`s.organization_id = ${tx.actor.organizationId} and s.person_id = ${tx.actor.id}`

export async function listSessions(tx: Tx): Promise<Sessions> {
  const data = await tx.rows<Sessions['data'][number]>(sql`select s.id, s.client,
      s.id is not distinct from ${tx.actor.session?.id ?? null}::text as current, instant(s.created_at) as "createdAt",
      instant(s.used_at) as "usedAt", instant(s.expires_at) as "expiresAt"
    from sessions s where ${own(tx)} and s.expires_at > ${tx.now} order by s.used_at desc, s.id`)
  return { data }
}

export async function getSession(tx: Tx, id: string): Promise<void> {
  if (!(await tx.first(sql`select s.id from sessions s where ${own(tx)} and s.id = ${id}`))) throw notFound('session')
}

/** Ends one of one's own sessions at once. */
export async function endSessionOfMine(tx: Tx, id: string): Promise<void> {
  await getSession(tx, id)
  requireFresh(tx)
  tx.send(sql`delete from sessions s where ${own(tx)} and s.id = ${id}`)
  tx.record('person.sessions_ended', { type: 'person', id: tx.actor.id }, {})
}
