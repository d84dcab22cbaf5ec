// Projects from a CSV file, each made by the same operation as one by one.
import { sql } from 'kysely'
import type { ProjectImportReport } from '../../domain/import.ts'
import { NewProject } from '../../domain/project.ts'
import { peopleByAddress } from '../people/people-by-address.ts'
import { readTable, type Columns, type Row } from '../platform/csv.ts'
import { Directory, ImportOf, lookUp } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createProject } from './create-project.ts'

const COLUMNS = {
  id: { as: 'text' },
  name: { as: 'text', required: true, also: ['project'] },
  account: { as: 'text', field: 'accountId', also: ['accountId', 'client', 'customer'] },
  type: { as: 'word' },
  description: { as: 'text' },
  engagement: { as: 'word' },
  priority: { as: 'word' },
  manager: { as: 'text', field: 'managerId', also: ['managerId', 'projectManager'] },
  team: { as: 'text', field: 'teamId', also: ['teamId'] },
  assignedTeam: { as: 'list', also: ['members', 'people'] },
  template: { as: 'text', field: 'templateId', also: ['templateId'] },
  startOn: { as: 'date', also: ['start', 'startDate'] },
  dueOn: { as: 'date', also: ['due', 'dueDate', 'end', 'deadline'] },
  budgetMinutes: { as: 'integer' },
  contractMinor: { as: 'integer' },
  billingMode: { as: 'word', also: ['billing'] },
  tags: { as: 'list' },
  draft: { as: 'boolean' },
} as const satisfies Columns
type ProjectRow = Row<typeof COLUMNS>

/** Where an import stands: the clients there are, and the one that rows are of unless they say. */
export interface ImportInto {
  accountId: string | undefined
  accounts: Directory
}

/** Makes the projects of the file that are not here yet, known by id, or by name within their account. */
export async function importProjectRows(
  tx: Tx,
  into: ImportInto,
  file: string,
  rehearsal: boolean,
): Promise<ProjectImportReport> {
  const table = readTable(file, COLUMNS)
  const rows = new ImportOf(table, tx.progress)
  const [named, here] = await Promise.all([referencesOf(tx), projectsHere(tx)])
  for (const row of table.rows) {
    const [accountId = into.accountId] = lookUp(rows, row, 'account', into.accounts) ?? []
    if (row.cells.account === undefined && accountId === undefined)
      rows.refuse(row.line, 'account', 'required', 'is needed: in the row, or as accountId of the request')
    const id = idOf(tx, rows, row, accountId, here)
    const body = id && newProject(rows, row, { id, accountId }, named)
    if (!body || rows.hasFailed(row.line)) continue
    try {
      await createProject(tx, body, { takenOver: true })
      rows.create(row.line, id)
    } catch (error) {
      rows.refused(row.line, error)
    }
  }
  return { ...rows.report(rehearsal), kind: 'projects' }
}

/** The id that a new project is to have; undefined where it is here already, or twice in the file. */
function idOf(
  tx: Tx,
  rows: ImportOf<typeof COLUMNS>,
  { line, cells }: ProjectRow,
  accountId: string | undefined,
  here: Map<string, string>,
): string | undefined {
  if (here.has(`gone ${cells.id}`)) rows.refuse(line, 'id', 'already_exists', 'is the id of a project that was deleted')
  const byName = `${accountId} ${cells.name?.toLowerCase()}`
  const known = here.get(`id ${cells.id}`) ?? here.get(byName)
  if (known === undefined) {
    const id = cells.id ?? tx.newId('prj')
    here.set(`id ${id}`, id)
    if (accountId !== undefined) here.set(byName, id)
    rows.announce(id)
    return id
  }
  if (rows.isNew(known)) rows.refuse(line, known === cells.id ? 'id' : 'name', 'twice', 'is in the file already')
  else rows.exists(line, known)
  return undefined
}

function newProject(
  rows: ImportOf<typeof COLUMNS>,
  row: ProjectRow,
  known: { id: string; accountId: string | undefined },
  { people, teams, templates }: Awaited<ReturnType<typeof referencesOf>>,
): NewProject | undefined {
  const { account: _, manager: _m, team: _t, template: _p, assignedTeam: _a, ...cells } = row.cells
  const [managerId] = lookUp(rows, row, 'manager', people) ?? []
  const [teamId] = lookUp(rows, row, 'team', teams) ?? []
  const [templateId] = lookUp(rows, row, 'template', templates) ?? []
  const assignedTeam = lookUp(rows, row, 'assignedTeam', people)
  const given = { ...cells, ...known, managerId, teamId, templateId, assignedTeam }
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  return rows.bodyOf(row.line, NewProject, Object.fromEntries(said))
}

async function referencesOf(tx: Tx) {
  const organization = tx.actor.organizationId
  const [people, teams, templates] = await Promise.all([
    peopleByAddress(tx),
    tx.rows<{ id: string; name: string }>(
      sql`select id, name from teams where organization_id = ${organization} order by id`,
    ),
    tx.rows<{ id: string; name: string }>(sql`select id, name from project_templates
      where organization_id = ${organization} and deleted_at is null order by id`),
  ])
  return { people, teams: new Directory('team', teams), templates: new Directory('template', templates) }
}

/** By id, and by account and name; those that are deleted and can come back have their ids still. */
async function projectsHere(tx: Tx): Promise<Map<string, string>> {
  const projects = await tx.rows<{ id: string; name: string; accountId: string; gone: boolean }>(sql`
    select id, lower(name) as name, account_id as "accountId", deleted_at is not null as gone from projects
    where organization_id = ${tx.actor.organizationId} order by created_at desc, id`)
  return new Map(
    projects.flatMap(({ id, name, accountId, gone }): [string, string][] =>
      gone
        ? [[`gone ${id}`, id]]
        : [
            [`id ${id}`, id],
            [`${accountId} ${name}`, id],
          ],
    ),
  )
}
