// What can be known about the people of the organisation: every SELECT. Passwords and tokens live in access/.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Id, Slug } from '../../domain/fields.ts'
import { grantsOf, permissionNames, ROLES } from '../../domain/permissions.ts'
import { Person, type Me } from '../../domain/person.ts'
import { notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const PersonFilters = z.strictObject({
  q: z.string().min(1).max(200).optional(),
  role: commaList(z.enum(ROLES)).optional(),
  active: queryBoolean.optional(),
  teamId: commaList(Id).optional(),
  service: commaList(Slug).optional(),
  ...pageQuery(['name', 'createdAt', 'updatedAt']),
})
export type PersonFilters = z.output<typeof PersonFilters>
export const PersonPage = pageOf(Person)

const columns = sql`
  p.id, p.name, p.email, p.roles, p.services, p.skills,
  array(select m.team_id from team_members m where m.organization_id = p.organization_id and m.person_id = p.id order by 1) as "teamIds",
  (select coalesce(json_agg(json_build_object('validFrom', w.valid_from, 'minutes', w.minutes) order by w.valid_from), '[]')
    from weekly_capacities w where w.organization_id = p.organization_id and w.person_id = p.id) as "weeklyCapacity",
  p.availability_factor::float8 as "availabilityFactor", p.active, instant(p.joined_at) as "joinedAt",
  p.version, instant(p.created_at) as "createdAt", instant(p.updated_at) as "updatedAt"`

const inOrganization = (tx: Tx) => sql`p.organization_id = ${tx.actor.organizationId}`

export async function getPerson(tx: Tx, id: string): Promise<Person> {
  const found = await tx.first<{ json: Person }>(sql`
    select row_to_json(r) as json from people p cross join lateral (select ${columns}) r where ${inOrganization(tx)} and p.id = ${id}`)
  if (!found) throw notFound('person')
  return found.json
}

/** Holds a person to the end of the transaction. */
export function lockPerson(tx: Tx, id: string): Promise<Person> {
  tx.send(sql`select 1 from people p where ${inOrganization(tx)} and p.id = ${id} for no key update`)
  return getPerson(tx, id)
}

/**
 * Holds a person, and with them all active Project Admins. In the order of ids: whoever takes rights away from an admin
 * waits here for whoever does so to another, and then sees who is left.
 */
export function lockPersonAndAdmins(tx: Tx, id: string): Promise<Person> {
  tx.send(sql`select 1 from people p where ${inOrganization(tx)} and (p.id = ${id} or (${activeAdmin}))
    order by p.id for no key update`)
  return getPerson(tx, id)
}

const activeAdmin = sql`p.active and 'project_admin' = any(p.roles)`

/** How many active Project Admins there are besides this person. */
export async function countOtherAdmins(tx: Tx, id: string): Promise<number> {
  const found = await tx.first<{ count: number }>(
    sql`select count(*)::int as count from people p where ${inOrganization(tx)} and ${activeAdmin} and p.id <> ${id}`,
  )
  return found?.count ?? 0
}

/** Who I am, my organisation, and how far each permission reaches for me and the token I ask with. */
export async function getMe(tx: Tx): Promise<Me> {
  const { id, organizationId, roles, tokenScopes } = tx.actor
  const organization = tx.first<Me['organization']>(
    sql`select id, name, timezone, currency from organizations where id = ${organizationId}`,
  )
  const [person, where] = await Promise.all([getPerson(tx, id), organization])
  if (!where) throw notFound('organization')
  const permissions = Object.fromEntries(permissionNames.map((name) => [name, grantsOf(roles, name, tokenScopes)]))
  const lacksSecondFactor = tx.actor.session?.lacksSecondFactor ?? false
  return { ...person, organization: where, lacksSecondFactor, permissions: permissions as Me['permissions'] }
}

export function listPeople(tx: Tx, filters: PersonFilters): Promise<JsonText<Page<Person>>> {
  const where = [inOrganization(tx)]
  if (filters.role) where.push(sql`p.roles && ${filters.role}::text[]`)
  if (filters.active !== undefined) where.push(sql`p.active = ${filters.active}`)
  if (filters.service) where.push(sql`p.services && ${filters.service}::text[]`)
  if (filters.teamId)
    where.push(sql`p.id in (select m.person_id from team_members m
      where m.organization_id = ${tx.actor.organizationId} and m.team_id = any(${filters.teamId}))`)
  if (filters.q !== undefined) where.push(personMatches(filters.q))
  return listPage<Person>(tx, filters, {
    from: sql`people p`,
    alias: 'p',
    where,
    sorts: {
      name: { by: sql`lower(p.name)`, type: 'text' },
      createdAt: { by: sql`p.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`p.updated_at`, type: 'timestamptz' },
    },
    defaultSort: 'name',
    columns,
  })
}

/**
 * People, as alias `p`, whose name or address has each of these words in it. An organisation has at most some hundreds: they
 * are read through, so that any part of a name finds them.
 */
export const personMatches = (q: string): RawBuilder<unknown> =>
  sql.join(
    [sql`true`, ...wordsOf(q).map((word) => sql`strpos(lower(p.name || ' ' || p.email), ${word}) > 0`)],
    sql` and `,
  )

const wordsOf = (q: string) =>
  q.replaceAll('\0', '').toWellFormed().toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)
