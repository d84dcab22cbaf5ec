// Who holds a request's credential: a session cookie or an API token, looked up by hash in one indexed read.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import type { Database } from '../platform/database.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { SignedIn } from '../platform/guard.ts'

/** `__Host-` has browsers refuse a cookie of that name from any other host or path; they take it over https only. */
export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-session' : 'session'
/** API tokens begin with this, so that people and scanners know one when they see it. */
export const TOKEN_PREFIX = 'po_'

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export async function authenticate(
  database: Database,
  request: FastifyRequest,
  now: Date,
  publicUrl: string,
): Promise<SignedIn | undefined> {
  const secret = secretOf(request, publicUrl)
  if (secret === undefined) return undefined
  const hash = hashSecret(secret)
  const [found] = await database
    .query<Found>(sql`select * from find_credential(${hash}, ${now})`)
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  if (!found) return undefined
  return {
    actor: {
      type: 'person',
      id: found.person_id,
      name: found.name,
      organizationId: found.organization_id,
      roles: found.roles,
      tokenScopes: found.scopes,
      timezone: found.timezone,
      tokenExpiresAt: found.token_expires_at ?? undefined,
    },
    sessionId: found.session_id ?? undefined,
    credentialId: `${found.organization_id} ${found.session_id ?? found.token_id}`,
  }
}

interface Found {
  organization_id: string
  person_id: string
  name: string
  roles: Role[]
  scopes: string[]
  session_id: string | null
  token_id: string | null
  token_expires_at: Date | null
  timezone: string
}

function secretOf(request: FastifyRequest, publicUrl: string): string | undefined {
  const { authorization } = request.headers
  if (authorization !== undefined) return /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1]
  return request.cookies[sessionCookie(publicUrl)]
}
