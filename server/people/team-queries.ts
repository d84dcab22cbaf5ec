// What can be known about teams: every SELECT.
import { sql } from 'kysely'
import { z } from 'zod'
import { Id, Slug } from '../../domain/fields.ts'
import { Team } from '../../domain/person.ts'
import { notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const TeamFilters = z.strictObject({
  leadId: commaList(Id).optional(),
  memberId: commaList(Id).optional(),
  service: commaList(Slug).optional(),
  ...pageQuery(['name', 'createdAt', 'updatedAt']),
})
export type TeamFilters = z.output<typeof TeamFilters>
export const TeamPage = pageOf(Team)

const columns = sql`
  t.id, t.name, t.lead_id as "leadId",
  array(select m.person_id from team_members m where m.organization_id = t.organization_id and m.team_id = t.id order by 1) as "memberIds",
  t.services, t.version, instant(t.created_at) as "createdAt", instant(t.updated_at) as "updatedAt"`

const inOrganization = (tx: Tx) => sql`t.organization_id = ${tx.actor.organizationId}`

export async function getTeam(tx: Tx, id: string): Promise<Team> {
  const found = await tx.first<{ json: Team }>(sql`
    select row_to_json(r) as json from teams t cross join lateral (select ${columns}) r where ${inOrganization(tx)} and t.id = ${id}`)
  if (!found) throw notFound('team')
  return found.json
}

/** Holds a team to the end of the transaction. */
export function lockTeam(tx: Tx, id: string): Promise<Team> {
  tx.send(sql`select 1 from teams t where ${inOrganization(tx)} and t.id = ${id} for no key update`)
  return getTeam(tx, id)
}

/** How many projects name the team, those included that can still be restored. */
export async function countProjectsOf(tx: Tx, teamId: string): Promise<number> {
  const found = await tx.first<{ count: number }>(sql`select count(*)::int as count from projects
    where organization_id = ${tx.actor.organizationId} and team_id = ${teamId}`)
  return found?.count ?? 0
}

export function listTeams(tx: Tx, filters: TeamFilters): Promise<JsonText<Page<Team>>> {
  const where = [inOrganization(tx)]
  if (filters.leadId) where.push(sql`t.lead_id = any(${filters.leadId})`)
  if (filters.service) where.push(sql`t.services && ${filters.service}::text[]`)
  if (filters.memberId)
    where.push(sql`t.id in (select m.team_id from team_members m
      where m.organization_id = ${tx.actor.organizationId} and m.person_id = any(${filters.memberId}))`)
  return listPage<Team>(tx, filters, {
    from: sql`teams t`,
    alias: 't',
    where,
    sorts: {
      name: { by: sql`lower(t.name)`, type: 'text' },
      createdAt: { by: sql`t.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`t.updated_at`, type: 'timestamptz' },
    },
    defaultSort: 'name',
    columns,
  })
}
