// The person behind a call that did not come over HTTP, with their rights as they are now.
import { sql } from 'kysely'
import { grantsOf, type Permission, type Role } from '../../domain/permissions.ts'
import { notFound, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { Database } from '../platform/database.ts'
import { reading, type Actor, type Context } from '../platform/transaction.ts'

/** An active person of the organisation as an actor; `person_not_found` where there is none. */
export async function loadActor(database: Database, organizationId: string, personId: string): Promise<Actor> {
  const unknown: Actor = {
    type: 'person',
    id: personId,
    name: '',
    organizationId,
    roles: [],
    tokenScopes: ['*'],
    timezone: 'UTC',
  }
  const context: Context = { actor: unknown, permission: 'me.read', scopes: ['own'], now: new Date() }
  const found = await reading(database, context, (tx) =>
    tx.first<{ name: string; roles: Role[]; timezone: string }>(sql`
      select p.name, p.roles, o.timezone from people p join organizations o on o.id = p.organization_id
      where p.organization_id = ${organizationId} and p.id = ${personId} and p.active`),
  )
  if (!found) throw notFound('person')
  return { ...unknown, ...found }
}

/** What the actor may do under one permission, or `permission_denied`. */
export function contextFor(actor: Actor, permission: Permission, now: Date): Context {
  const scopes = grantsOf(actor.roles, permission, actor.tokenScopes)
  if (scopes.length === 0) throw new Problem('permission_denied', say`This needs the permission ${permission}.`)
  return { actor, permission, scopes, now }
}
