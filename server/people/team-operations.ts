// What can be done with teams.
import { sql } from 'kysely'
import type { NewTeam, Team, TeamChange } from '../../domain/person.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { changesBetween, checkVersion, insertRow, requireIds, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireServices } from './services.ts'
import { holdMemberships, saveMembersOf } from './team-members.ts'
import { countProjectsOf, getTeam, lockTeam } from './team-queries.ts'

/** Makes a team. Whoever leads it sees its projects; leading does not make one a member. */
export async function createTeam(tx: Tx, input: NewTeam): Promise<Team> {
  const { id = tx.newId('team'), memberIds = [], ...fields } = input
  if (memberIds.length > 0) holdMemberships(tx)
  await checkReferences(tx, input)
  insertRow(tx, 'teams', { ...fields, id, createdAt: tx.now, updatedAt: tx.now })
  tx.record('team.created', { type: 'team', id, version: 1 }, changesBetween({}, { ...input, id }))
  await saveMembersOf(tx, id, [], memberIds)
  return getTeam(tx, id)
}

export async function updateTeam(tx: Tx, id: string, change: TeamChange): Promise<Team> {
  if (change.memberIds) holdMemberships(tx)
  const team = await lockTeam(tx, id)
  await checkVersion(tx, 'team', team, Object.keys(change))
  const { memberIds, ...fields } = change
  const members = memberIds?.toSorted()
  const changes = changesBetween<Team>(team, { ...fields, ...(members && { memberIds: members }) } as Partial<Team>)
  if (Object.keys(changes).length === 0) return team
  await checkReferences(tx, change, team)
  updateRow(tx, 'teams', id, fields)
  tx.record('team.updated', { type: 'team', id, version: team.version + 1 }, changes)
  if (members) await saveMembersOf(tx, id, team.memberIds, members)
  return getTeam(tx, id)
}

/** Dissolves a team that no project names any more; its people stay. */
export async function deleteTeam(tx: Tx, id: string): Promise<void> {
  holdMemberships(tx)
  const team = await lockTeam(tx, id)
  await checkVersion(tx, 'team', team, 'all')
  const projects = await countProjectsOf(tx, id)
  if (projects > 0)
    throw new Problem('in_use', say`${projects} projects name this team, deleted ones that can be restored included.`, {
      projects,
    })
  await saveMembersOf(tx, id, team.memberIds, [])
  tx.send(sql`delete from teams where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { name, leadId, memberIds, services } = team
  const gone = Object.entries({ name, leadId, memberIds, services }).map(([field, from]) => [field, { from, to: null }])
  tx.record('team.deleted', { type: 'team', id, version: team.version + 1 }, Object.fromEntries(gone))
}

/** A lead and new members are active people; who is in the team already may have been suspended since. */
async function checkReferences(tx: Tx, input: NewTeam | TeamChange, now?: Team): Promise<void> {
  const joins = (input.memberIds ?? []).filter((id) => !now?.memberIds.includes(id))
  const lead = input.leadId === now?.leadId ? undefined : input.leadId
  await Promise.all([
    requireIds(tx, '/leadId', 'people', [lead], sql`x.active`),
    requireIds(tx, '/memberIds', 'people', joins, sql`x.active`),
    requireServices(tx, input.services),
  ])
}
