// Takes people on from a CSV file, each through the same operation as one by one.
import { sql } from 'kysely'
import type { ImportReport } from '../../domain/import.ts'
import { NewPerson } from '../../domain/person.ts'
import { say } from '../../domain/said.ts'
import { readTable, type Columns, type Row } from '../platform/csv.ts'
import { Directory, holdImports, ImportOf, lookUp } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createPerson } from './person-operations.ts'

const COLUMNS = {
  id: { as: 'text' },
  name: { as: 'text', required: true, also: ['fullName'] },
  email: { as: 'text', required: true, also: ['e-mail', 'mail', 'emailAddress'] },
  roles: { as: 'words', also: ['role'] },
  services: { as: 'words', also: ['service'] },
  skills: { as: 'list', also: ['skill'] },
  teams: { as: 'list', field: 'teamIds', also: ['team', 'teamIds'] },
  availabilityFactor: { as: 'number', also: ['availability'] },
} as const satisfies Columns

/**
 * Adds the people of the file who are not here yet, known by their id or e-mail address. All of them or, where a row is
 * wrong, none; a rehearsal tells of every row.
 */
export async function importPeople(tx: Tx, file: string, rehearsal: boolean): Promise<ImportReport> {
  const table = readTable(file, COLUMNS)
  const rows = new ImportOf(table, tx.progress)
  holdImports(tx, 'people')
  const [here, teams] = await Promise.all([peopleHere(tx, table.rows), allTeams(tx)])
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    const address = row.cells.email?.toLowerCase() ?? ''
    const known = here.byId.get(row.cells.id ?? '') ?? here.byEmail.get(address)
    if (known !== undefined) {
      rows.exists(row.line, known)
      continue
    }
    if (here.elsewhere.has(address)) rows.refuse(row.line, 'email', 'already_exists', 'is an address that is taken')
    refuseTwice(rows, row, seen)
    const body = newPerson(rows, row, teams)
    if (!body || rows.hasFailed(row.line)) continue
    try {
      rows.create(row.line, (await createPerson(tx, body)).id)
    } catch (error) {
      rows.refused(row.line, error)
    }
  }
  return rows.report(rehearsal)
}

function newPerson(rows: ImportOf<typeof COLUMNS>, row: Row<typeof COLUMNS>, teams: Directory): NewPerson | undefined {
  const { teams: _, roles = [], ...cells } = row.cells
  const teamIds = lookUp(rows, row, 'teams', teams)
  return rows.bodyOf(row.line, NewPerson, { ...cells, roles, ...(teamIds && { teamIds }) })
}

/** The same person on two lines is one of them too many. */
function refuseTwice(
  rows: ImportOf<typeof COLUMNS>,
  { line, cells }: Row<typeof COLUMNS>,
  seen: Map<string, number>,
): void {
  for (const [column, key] of [
    ['id', cells.id],
    ['email', cells.email?.toLowerCase()],
  ] as const) {
    if (key === undefined) continue
    const earlier = seen.get(`${column} ${key}`)
    if (earlier !== undefined) rows.refuse(line, column, 'twice', say`is on line ${earlier} already`)
    else seen.set(`${column} ${key}`, line)
  }
}

async function peopleHere(tx: Tx, rows: readonly Row<typeof COLUMNS>[]) {
  const ids = rows.flatMap(({ cells }) => cells.id ?? [])
  const addresses = rows.flatMap(({ cells }) => cells.email?.toLowerCase() ?? [])
  const [people, elsewhere] = await Promise.all([
    tx.rows<{ id: string; email: string }>(sql`select id, lower(email) as email from people
      where organization_id = ${tx.actor.organizationId} and (id = any(${ids}) or lower(email) = any(${addresses}))`),
    tx.rows<{ address: string }>(sql`select a.address from addresses_elsewhere(${addresses}) a (address)`),
  ])
  return {
    byId: new Map(people.map(({ id }) => [id, id])),
    byEmail: new Map(people.map(({ id, email }) => [email, id])),
    elsewhere: new Set(elsewhere.map(({ address }) => address)),
  }
}

async function allTeams(tx: Tx): Promise<Directory> {
  const teams = await tx.rows<{ id: string; name: string }>(sql`select id, name from teams
    where organization_id = ${tx.actor.organizationId} order by id`)
  return new Directory('team', teams)
}
