// A person known by what they brought (e-mail, link, cookie) rather than by a signed-in request, and their transaction.
import { sql, type RawBuilder } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Database } from '../platform/database.ts'
import type { Visit } from '../platform/endpoint.ts'
import type { Actor, Context } from '../platform/transaction.ts'
import { hashSecret } from './authenticate.ts'

export interface KnownPerson {
  organizationId: string
  organizationName: string
  timezone: string
  personId: string
  name: string
  email: string
  roles: Role[]
}

export type LinkKind = 'invitation' | 'password_reset'
export interface KnownByLink extends KnownPerson {
  linkId: string
  expiresAt: Date
}

/** The active person with this e-mail address, and the hash of their password if they have one. */
export const findByEmail = (
  database: Database,
  email: string,
): Promise<(KnownPerson & { hash: string | null }) | undefined> =>
  lookUp(database, sql`select ${person}, f.hash from find_sign_in(${email}) f`)

/** Whose link this is; undefined for one that is unknown, used, expired, or of somebody suspended. */
export const findByLink = (
  database: Database,
  secret: string,
  kind: LinkKind,
  now: Date,
): Promise<KnownByLink | undefined> =>
  lookUp(
    database,
    sql`select ${person}, f.link_id as "linkId", f.expires_at as "expiresAt"
    from find_one_time_link(${hashSecret(secret)}, ${kind}, ${now}) f`,
  )

const person = sql`f.organization_id as "organizationId", f.organization_name as "organizationName", f.timezone,
  f.person_id as "personId", f.name, f.email, f.roles`

async function lookUp<T>(database: Database, query: RawBuilder<T>): Promise<T | undefined> {
  try {
    return (await database.query(query))[0]
  } catch (error) {
    throw unavailable(error)
  }
}

/** What a transaction needs to act as this person, on what is their own. */
export function actingAs(known: KnownPerson, visit: Pick<Visit, 'now' | 'publicUrl'>): Context {
  const { personId: id, name, organizationId, roles, timezone } = known
  return contextOf({ type: 'person', id, name, organizationId, roles, tokenScopes: ['*'], timezone }, visit)
}

export const contextOf = (actor: Actor, { now, publicUrl }: Pick<Visit, 'now' | 'publicUrl'>): Context => ({
  actor,
  permission: 'me.password',
  scopes: ['own'],
  now,
  publicUrl,
})
