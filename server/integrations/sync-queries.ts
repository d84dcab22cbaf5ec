// What can be known of bringing accounts in step: what came of it each time, and how the connection stands.
import { sql } from 'kysely'
import { z } from 'zod'
import { AccountSync, type AccountConnection, type AccountSyncReport } from '../../domain/account-sync.ts'
import { notFound } from '../../domain/problems.ts'
import { parsed, type JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const SyncFilters = z.strictObject({
  source: commaList(z.enum(['pull', 'delivery', 'file'])).optional(),
  status: commaList(z.enum(['done', 'failed'])).optional(),
  ...pageQuery(['endedAt']),
})
export type SyncFilters = z.output<typeof SyncFilters>
export const SyncPage = pageOf(AccountSync)

const columns = sql`s.id, s.source, s.status, s.started_by as "startedBy", s.counts, s.error, s.tries,
  instant(s.started_at) as "startedAt", instant(s.ended_at) as "endedAt"`

/** The latest first. */
export function listSyncs(tx: Tx, query: SyncFilters): Promise<JsonText<Page<AccountSync>>> {
  const where = [sql`s.organization_id = ${tx.actor.organizationId}`]
  if (query.source) where.push(sql`s.source = any(${query.source})`)
  if (query.status) where.push(sql`s.status = any(${query.status})`)
  return listPage(tx, query, {
    from: sql`account_syncs s`,
    alias: 's',
    table: 'account_syncs',
    where,
    sorts: { endedAt: { by: sql`s.ended_at`, type: 'timestamptz' } },
    defaultSort: '-endedAt',
    columns,
  })
}

/** With what became of each account. */
export async function getSync(tx: Tx, id: string): Promise<AccountSyncReport> {
  const found = await tx.first<{ json: AccountSyncReport }>(sql`
    select row_to_json(r) as json from account_syncs s cross join lateral (select ${columns}, s.rows) r
    where s.organization_id = ${tx.actor.organizationId} and s.id = ${id}`)
  if (!found) throw notFound('sync')
  return found.json
}

export async function getConnection(
  tx: Tx,
  settings: Pick<AccountConnection, 'host' | 'takesDeliveries' | 'everyMinutes'>,
): Promise<AccountConnection> {
  const counts = await tx.first<Pick<AccountConnection, 'inStep' | 'waiting'>>(sql`
    select count(*)::int as "inStep", count(*) filter (where outside_status = 'archived' and status = 'active')::int as waiting
    from accounts where organization_id = ${tx.actor.organizationId} and outside_version is not null`)
  const { data } = parsed(await listSyncs(tx, { limit: 1 }))
  return { ...settings, inStep: counts?.inStep ?? 0, waiting: counts?.waiting ?? 0, last: data[0] ?? null }
}
