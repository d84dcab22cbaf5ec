// Who is in which team, changed from either side: both the person and the team count it as a change of theirs.
import { sql } from 'kysely'
import { replaceLinks } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

/** Memberships change one after another within an organisation: from both sides at once they would wait for each other. */
export function holdMemberships(tx: Tx): void {
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended('team members ' || ${tx.actor.organizationId}, 0))`)
}

/** Makes `after` all the teams of a person; each team that gains or loses them is one version further. */
export function saveTeamsOf(
  tx: Tx,
  personId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  return save(tx, PERSON_SIDE, personId, before, after)
}

/** Makes `after` all the members of a team; each person who joins or leaves is one version further. */
export function saveMembersOf(
  tx: Tx,
  teamId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  return save(tx, TEAM_SIDE, teamId, before, after)
}

interface Side {
  own: string
  other: string
  table: string
  type: string
  event: string
  field: string
}
const PERSON_SIDE: Side = {
  own: 'person_id',
  other: 'team_id',
  table: 'teams',
  type: 'team',
  event: 'team.updated',
  field: 'memberIds',
}
const TEAM_SIDE: Side = {
  own: 'team_id',
  other: 'person_id',
  table: 'people',
  type: 'person',
  event: 'person.updated',
  field: 'teamIds',
}

async function save(
  tx: Tx,
  side: Side,
  id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const gained = new Set(after.filter((other) => !before.includes(other)))
  const touched = [...gained, ...before.filter((other) => !after.includes(other))]
  if (touched.length === 0) return
  const { own, other, table, type, event, field } = side
  const organization = tx.actor.organizationId
  replaceLinks(tx, 'team_members', own, other, [{ id, ids: after }])
  // Ordered by id, like whoever else holds several people at once.
  tx.send(
    sql`select 1 from ${sql.table(table)} where organization_id = ${organization} and id = any(${touched}) order by id for no key update`,
  )
  const changed = await tx.rows<{ id: string; version: number; links: string[] }>(sql`
    update ${sql.table(table)} x set version = version + 1, updated_at = ${tx.now}
    where organization_id = ${organization} and id = any(${touched})
    returning id, version, array(select ${sql.ref(own)} from team_members m
      where m.organization_id = x.organization_id and m.${sql.ref(other)} = x.id order by 1) as links`)
  for (const { id: changedId, version, links } of changed) {
    const from = gained.has(changedId) ? links.filter((link) => link !== id) : [...links, id].toSorted()
    tx.record(event, { type, id: changedId, version }, { [field]: { from, to: links } })
  }
}
