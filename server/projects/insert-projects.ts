// Writes new projects, however many, in one statement for each table.
import { sql } from 'kysely'
import { columnOf } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

type Row = Record<string, unknown> & { id: string }

/** Rows of projects by the names of their fields, in the organisation's currency; what is undefined is null. */
export function insertProjects(tx: Tx, rows: readonly Row[]): void {
  const records = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([field, value]) => (value === undefined ? [] : [[columnOf(field), value]])),
    ),
  )
  const columns = sql.raw([...new Set(records.flatMap((record) => Object.keys(record)))].join(', '))
  tx.send(sql`insert into projects (organization_id, currency, created_at, updated_at, ${columns})
    select o.id, o.currency, ${tx.now}, ${tx.now}, r.* from organizations o
    cross join lateral (select ${columns} from json_populate_recordset(null::projects, ${JSON.stringify(records)})) r
    where o.id = ${tx.actor.organizationId}`)
}

export function insertMembers(tx: Tx, projects: readonly { id: string; assignedTeam: readonly string[] }[]): void {
  const pairs = projects.flatMap(({ id, assignedTeam }) => assignedTeam.map((person) => ({ id, person })))
  if (pairs.length === 0) return
  tx.send(sql`insert into project_members (organization_id, project_id, person_id)
    select ${tx.actor.organizationId}, project, person
    from unnest(${pairs.map(({ id }) => id)}::text[], ${pairs.map(({ person }) => person)}::text[]) m (project, person)`)
}
