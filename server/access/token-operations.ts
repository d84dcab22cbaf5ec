// API tokens: keys that a person makes for their own programs, each with as much of their rights as it needs.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { invalidField, notFound, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { isNarrower, type ApiToken, type NewApiToken } from '../../domain/sign-in.ts'
import { changesBetween, insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { hashSecret, TOKEN_PREFIX } from './authenticate.ts'
import { getToken } from './token-queries.ts'

const MAX_TOKENS = 100
const MAX_YEARS = 10

/**
 * Makes a token and tells its secret, this once. A token that makes another can not give it more rights, or a longer
 * life, than it has itself.
 */
export async function createToken(
  tx: Tx,
  { id = tx.newId('tok'), name, scopes, expiresAt }: NewApiToken,
): Promise<ApiToken> {
  const ends = expiresAt ? new Date(expiresAt) : undefined
  checkEnd(ends, tx.now)
  const maker = { scopes: tx.actor.tokenScopes, expiresAt: tx.actor.tokenExpiresAt }
  if (!isNarrower({ scopes, expiresAt: ends }, maker))
    throw new Problem('permission_denied', 'A token can not make one that may more, or lives longer, than itself.')
  await refuseTooMany(tx)
  const secret = TOKEN_PREFIX + randomBytes(32).toString('base64url')
  insertRow(tx, 'api_tokens', {
    id,
    personId: tx.actor.id,
    name,
    scopes,
    secretHash: hashSecret(secret),
    expiresAt: ends,
    createdAt: tx.now,
  })
  tx.record(
    'token.created',
    { type: 'token', id },
    changesBetween({}, { name, scopes, expiresAt: ends?.toISOString() ?? null }),
  )
  return { ...(await getToken(tx, id)), token: secret }
}

/** Ends a token of one's own at once. */
export async function deleteToken(tx: Tx, id: string): Promise<void> {
  const gone = await tx.first<{ name: string }>(sql`delete from api_tokens
    where organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id} and id = ${id} returning name`)
  if (!gone) throw notFound('token')
  tx.record('token.deleted', { type: 'token', id }, { name: { from: gone.name, to: null } })
}

function checkEnd(ends: Date | undefined, now: Date): void {
  const latest = new Date(now)
  latest.setUTCFullYear(now.getUTCFullYear() + MAX_YEARS)
  if (ends && (ends <= now || ends > latest))
    throw invalidField(
      '/expiresAt',
      'future',
      say`lies in the next ${MAX_YEARS} years; leave it out for a token without end`,
    )
}

async function refuseTooMany(tx: Tx): Promise<void> {
  const have = await tx.first<{ count: number }>(sql`select count(*)::int as count from api_tokens
    where organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id}`)
  if ((have?.count ?? 0) >= MAX_TOKENS)
    throw invalidField('', 'limit', say`you have ${MAX_TOKENS} tokens; delete one first`)
}
