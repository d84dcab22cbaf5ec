// What can be known about one's own API tokens; never their secrets.
import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../domain/problems.ts'
import { ApiToken } from '../../domain/sign-in.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const TokenFilters = z.strictObject(pageQuery(['createdAt', 'name']))
export type TokenFilters = z.output<typeof TokenFilters>
export const TokenPage = pageOf(ApiToken)

const columns = sql`k.id, k.name, k.scopes, instant(k.expires_at) as "expiresAt", instant(k.created_at) as "createdAt"`
/** The columns the app may read: the hash is not among them. */
const FROM = sql`(select organization_id, person_id, id, name, scopes, expires_at, created_at from api_tokens) k`
const own = (tx: Tx) => sql`k.organization_id = ${tx.actor.organizationId} and k.person_id = ${tx.actor.id}`

export async function getToken(tx: Tx, id: string): Promise<ApiToken> {
  const found = await tx.first<{ json: ApiToken }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r where ${own(tx)} and k.id = ${id}`)
  if (!found) throw notFound('token')
  return found.json
}

export const listTokens = (tx: Tx, filters: TokenFilters): Promise<JsonText<Page<ApiToken>>> =>
  listPage<ApiToken>(tx, filters, {
    from: FROM,
    alias: 'k',
    where: [own(tx)],
    sorts: {
      createdAt: { by: sql`k.created_at`, type: 'timestamptz' },
      name: { by: sql`lower(k.name)`, type: 'text' },
    },
    defaultSort: '-createdAt',
    columns,
  })
