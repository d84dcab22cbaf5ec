// What can be known about the links of clients: every SELECT of those who make them. The secret addresses are never read.
import { sql } from 'kysely'
import { z } from 'zod'
import { ClientLink } from '../../domain/client-link.ts'
import { notFound } from '../../domain/problems.ts'
import { projectScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, queryBoolean, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireProject } from '../tasks/task-project.ts'

export const ClientLinkFilters = z.strictObject({
  live: queryBoolean.optional().meta({ description: 'Neither revoked nor expired.' }),
  ...pageQuery(['createdAt']),
})
export type ClientLinkFilters = z.output<typeof ClientLinkFilters>
export const ClientLinkPage = pageOf(ClientLink)

const columns = sql`l.id, l.project_id as "projectId", l.account_id as "accountId", l.name, l.email,
  instant(l.expires_at) as "expiresAt", instant(l.revoked_at) as "revokedAt", l.version, instant(l.created_at) as "createdAt",
  instant(l.updated_at) as "updatedAt"`
/** The columns the app may read: the hash is not among them. */
const FROM = sql`(select organization_id, id, project_id, account_id, name, email, expires_at, revoked_at, version, created_at, updated_at
    from client_links) l
  join projects p on p.organization_id = l.organization_id and p.id = l.project_id`
const live = (tx: Tx) => sql`(l.revoked_at is null and l.expires_at > ${tx.now})`

/** One link within the caller's scope, revoked or not; not found otherwise. */
export async function getClientLink(tx: Tx, id: string): Promise<ClientLink> {
  const found = await tx.first<{ json: ClientLink }>(sql`
    select row_to_json(f) as json from ${FROM} cross join lateral (select ${columns}) f where l.id = ${id} and ${projectScope(tx)}`)
  if (!found) throw notFound('client_link')
  return found.json
}

export async function listClientLinks(
  tx: Tx,
  projectId: string,
  filters: ClientLinkFilters,
): Promise<JsonText<Page<ClientLink>>> {
  const where = [sql`l.project_id = ${projectId}`, projectScope(tx)]
  if (filters.live !== undefined) where.push(filters.live ? live(tx) : sql`not ${live(tx)}`)
  const page = listPage<ClientLink>(tx, filters, {
    from: FROM,
    alias: 'l',
    where,
    sorts: { createdAt: { by: sql`l.created_at`, type: 'timestamptz' } },
    defaultSort: '-createdAt',
    columns,
  })
  const [found] = await Promise.all([page, requireProject(tx, projectId)])
  return found
}

/** How many of a project are good, and whether its client is one still. */
export async function clientOfProject(tx: Tx, projectId: string): Promise<{ liveLinks: number; isActive: boolean }> {
  const found = await tx.first<{ liveLinks: number; isActive: boolean }>(sql`
    select a.status = 'active' as "isActive",
      (select count(*)::int from client_links l
        where l.organization_id = p.organization_id and l.project_id = p.id and ${live(tx)}) as "liveLinks"
    from projects p join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where p.organization_id = ${tx.actor.organizationId} and p.id = ${projectId}`)
  return found ?? { liveLinks: 0, isActive: false }
}
