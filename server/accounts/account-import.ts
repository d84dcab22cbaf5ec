// Takes clients on from a CSV file, each through the same operation as one by one.
import { sql } from 'kysely'
import { NewAccount } from '../../domain/account.ts'
import type { ImportReport } from '../../domain/import.ts'
import { readTable, type Columns, type Row } from '../platform/csv.ts'
import { Directory, ImportOf, lookUp } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { peopleByAddress } from '../people/people-by-address.ts'
import { createAccount } from './account-operations.ts'

const COLUMNS = {
  id: { as: 'text' },
  name: { as: 'text', required: true, also: ['account', 'client', 'company'] },
  status: { as: 'word' },
  parent: { as: 'text', field: 'parentAccountId', also: ['parentAccount', 'parentAccountId'] },
  externalId: { as: 'text', also: ['externalNumber', 'customerNumber'] },
  timezone: { as: 'text' },
  managers: { as: 'list', field: 'accountManagerIds', also: ['manager', 'accountManagers', 'accountManagerIds'] },
  contactName: { as: 'text', field: 'contacts', also: ['contact'] },
  contactEmail: { as: 'text' },
  contactPhone: { as: 'text' },
  contactRole: { as: 'text' },
} as const satisfies Columns
type AccountRow = Row<typeof COLUMNS>

/**
 * Adds the accounts of the file that are not here yet, known by id, external id or name. A row may name a parent that
 * another row brings. All of them or, where a row is wrong, none; a rehearsal tells of every row.
 */
export async function importAccounts(tx: Tx, file: string, rehearsal: boolean): Promise<ImportReport> {
  const table = readTable(file, COLUMNS)
  const rows = new ImportOf(table, tx.progress)
  const [accounts, people] = await Promise.all([allAccounts(tx), peopleByAddress(tx)])
  const directory = new Directory('account', accounts)
  const externalIds = new Map(accounts.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id]])))
  const made = table.rows.flatMap((row) => {
    const id = accountOf(tx, rows, row, directory, externalIds)
    return id === undefined ? [] : [{ row, id }]
  })
  // Parents first: whoever has none may be one.
  for (const { row, id } of made.toSorted((a, b) => Number(hasParent(a.row)) - Number(hasParent(b.row)))) {
    const body = newAccount(rows, row, id, { accounts: directory, people })
    if (!body || rows.hasFailed(row.line)) continue
    try {
      await createAccount(tx, body)
      rows.create(row.line, id)
    } catch (error) {
      rows.refused(row.line, error)
    }
  }
  return rows.report(rehearsal)
}

const hasParent = ({ cells }: AccountRow) => cells.parent !== undefined

/** The id that a new account is to have; undefined where it is here already, or twice in the file. */
function accountOf(
  tx: Tx,
  rows: ImportOf<typeof COLUMNS>,
  { line, cells }: AccountRow,
  directory: Directory,
  externalIds: Map<string, string>,
): string | undefined {
  const { id, name = '', externalId } = cells
  const known =
    id !== undefined && directory.hasId(id) ? id : (externalIds.get(externalId ?? '') ?? directory.named(name)[0])
  if (known !== undefined) {
    // Brought by an earlier row, it is not here yet.
    if (rows.isNew(known)) rows.refuse(line, known === id ? 'id' : 'name', 'twice', 'is in the file already')
    else rows.exists(line, known)
    return undefined
  }
  const fresh = id ?? tx.newId('acc')
  directory.add(fresh, name)
  if (externalId !== undefined) externalIds.set(externalId, fresh)
  rows.announce(fresh)
  return fresh
}

function newAccount(
  rows: ImportOf<typeof COLUMNS>,
  row: AccountRow,
  id: string,
  { accounts, people }: { accounts: Directory; people: Directory },
): NewAccount | undefined {
  const { parent: _, managers: __, contactName, contactEmail, contactPhone, contactRole, ...cells } = row.cells
  const [parentAccountId] = lookUp(rows, row, 'parent', accounts) ?? []
  const accountManagerIds = lookUp(rows, row, 'managers', people)
  const details = {
    ...(contactEmail !== undefined && { email: contactEmail }),
    ...(contactPhone !== undefined && { phone: contactPhone }),
    ...(contactRole !== undefined && { role: contactRole }),
  }
  if (contactName === undefined && Object.keys(details).length > 0)
    rows.refuse(row.line, 'contactName', 'required', 'is needed beside what else is known of the contact')
  return rows.bodyOf(row.line, NewAccount, {
    ...cells,
    id,
    ...(parentAccountId !== undefined && { parentAccountId }),
    ...(accountManagerIds && { accountManagerIds }),
    ...(contactName !== undefined && { contacts: [{ name: contactName, ...details }] }),
  })
}

const allAccounts = (tx: Tx) =>
  tx.rows<{ id: string; name: string; externalId: string | null }>(sql`
    select id, name, external_id as "externalId" from accounts
    where organization_id = ${tx.actor.organizationId} order by created_at, id`)
