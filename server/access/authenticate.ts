// Who holds a request's credential, a session cookie or an API token: looked up by hash, and remembered as a guess.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import type { Database } from '../platform/database.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Authenticate, SignedIn } from '../platform/guard.ts'

/** `__Host-` has browsers refuse a cookie of that name from any other host or path; they take it over https only. */
export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-session' : 'session'
/** API tokens begin with this, so that people and scanners know one when they see it. */
export const TOKEN_PREFIX = 'po_'

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** The one looked up longest ago goes first; they are looked up again, and that is all. */
const MAX_REMEMBERED = 5_000

/**
 * Remembers whom it has looked up. What it remembers is a guess: the request that builds on it carries `confirm` to the
 * database, in the same packet as what it asks, so that a change of rights counts on the very next request.
 */
export function rememberingAuthenticate(database: Database, publicUrl: () => string): Authenticate {
  const remembered = new Map<string, SignedIn>()
  return async (request, now, anew) => {
    const hash = credentialOf(request, publicUrl())
    if (!hash) return undefined
    const key = hash.toString('latin1')
    const known = remembered.get(key)
    if (known && !anew) {
      const confirm = sql`confirm_credential(${hash}, ${now}, ${known.stamp})`
      return { ...known, confirm, remembered: { hash, stamp: known.stamp } }
    }
    remembered.delete(key)
    const found = await lookUp(database, hash, now)
    if (found) remembered.set(key, found)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_REMEMBERED) break
      remembered.delete(oldest)
    }
    return found
  }
}

/** The same without remembering. */
export async function authenticate(
  database: Database,
  request: FastifyRequest,
  now: Date,
  publicUrl: string,
): Promise<SignedIn | undefined> {
  const hash = credentialOf(request, publicUrl)
  return hash && lookUp(database, hash, now)
}

async function lookUp(database: Database, hash: Buffer, now: Date): Promise<SignedIn | undefined> {
  const [found] = await database
    .query<Found>(sql`select found.*, found::text as stamp from find_credential(${hash}, ${now}) found`)
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  return found && signedInOf(found)
}

/** Whoever holds these credentials now, by what each hash reads in hex, in one query; those that are not good are not there. */
export async function lookUpAll(
  database: Database,
  hashes: readonly string[],
  now: Date,
): Promise<Map<string, SignedIn>> {
  const rows = await database.query<Found & { hash: string }>(sql`
    select found.*, found::text as stamp, given.hash from unnest(${hashes}::text[]) given(hash)
    cross join lateral find_credential(decode(given.hash, 'hex'), ${now}) found`)
  return new Map(rows.map((row) => [row.hash, signedInOf(row)]))
}

function signedInOf(found: Found): SignedIn {
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
    stamp: found.stamp,
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
  stamp: string
}

/** The hash of the request's credential. */
export function credentialOf({ headers, cookies }: Bringing, publicUrl: string): Buffer | undefined {
  const { authorization } = headers
  const secret =
    authorization === undefined
      ? cookies[sessionCookie(publicUrl)]
      : /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1]
  return secret === undefined ? undefined : hashSecret(secret)
}

/** What of a request a credential is in. */
export interface Bringing {
  headers: { authorization?: string | undefined }
  cookies: Record<string, string | undefined>
}
