// The account system's words, or anybody's list of clients, as a CSV file: its rows come through the same door as what the
// system says itself (place-account.ts). What has no version is only taken on, never changed.
import { NewAccount } from '../../domain/account.ts'
import type { SyncedAccount } from '../../domain/account-sync.ts'
import type { ImportReport } from '../../domain/import.ts'
import { orderOf, OutsideAccount, type Said } from '../../domain/outside-account.ts'
import { peopleByAddress } from '../people/people-by-address.ts'
import { readTable, type Columns, type Row } from '../platform/csv.ts'
import { ImportOf, lookUp, type Directory } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { accountsHere, spokenOf, type AccountsHere } from './accounts-here.ts'
import { placeAccount, type Ours } from './place-account.ts'
import { isNews, keepSync } from './sync-accounts.ts'

const COLUMNS = {
  id: { as: 'text' },
  name: { as: 'text', required: true, also: ['account', 'client', 'company'] },
  status: { as: 'word' },
  parent: { as: 'text', field: 'parentAccountId', also: ['parentAccount', 'parentAccountId'] },
  externalId: { as: 'text', also: ['externalNumber', 'customerNumber'] },
  version: { as: 'text', also: ['externalVersion'] },
  timezone: { as: 'text' },
  managers: { as: 'list', field: 'accountManagerIds', also: ['manager', 'accountManagers', 'accountManagerIds'] },
  contactName: { as: 'text', field: 'contacts', also: ['contact'] },
  contactEmail: { as: 'text' },
  contactPhone: { as: 'text' },
  contactRole: { as: 'text' },
} as const satisfies Columns
type AccountRow = Row<typeof COLUMNS>
type Rows = ImportOf<typeof COLUMNS>

/**
 * Adds the accounts of the file that are not here yet, known by id, external id or name, and keeps in step those that it
 * tells external id and version of. A row may name a parent that another row brings. All of them or, where a row is wrong,
 * none; a rehearsal tells of every row.
 */
export async function importAccounts(tx: Tx, file: string, rehearsal: boolean): Promise<ImportReport> {
  const table = readTable(file, COLUMNS)
  const rows = new ImportOf(table, tx.progress)
  const [here, people] = [await accountsHere(tx), await peopleByAddress(tx)]
  const brought = new Map<string, string>()
  const taken = table.rows.flatMap((row) => {
    const id = accountOf(tx, rows, row, here, brought)
    return id === undefined ? [] : [{ row, id }]
  })
  const placed: SyncedAccount[] = []
  // Parents first: whoever has none may be one.
  for (const { row, id } of taken.toSorted((a, b) => Number(hasParent(a.row)) - Number(hasParent(b.row)))) {
    const said = wordsOf(rows, row, id, { accounts: here.names, people })
    if (!said || rows.hasFailed(row.line)) continue
    try {
      const become = await placeAccount(tx, here, said, said.ours)
      tellOf(rows, row.line, become, id)
      if (said.order !== undefined) placed.push(become)
    } catch (error) {
      rows.refused(row.line, error)
    }
  }
  const report = rows.report(rehearsal)
  if (isNews(placed)) keepSync(tx, placed, { source: 'file', startedBy: tx.actor.id, startedAt: tx.now })
  return report
}

const hasParent = ({ cells }: AccountRow) => cells.parent !== undefined

/** The id that the account has or is to have; undefined where nothing is to be done: it is here already, or twice in the file. */
function accountOf(tx: Tx, rows: Rows, { line, cells }: AccountRow, here: AccountsHere, brought: Map<string, string>) {
  const { id, name = '', externalId, version } = cells
  const known = id !== undefined && here.names.hasId(id) ? id : (brought.get(externalId ?? '') ?? knownAs(here, cells))
  if (known !== undefined && rows.isNew(known)) {
    // Brought by an earlier row, it is not here yet.
    rows.refuse(line, known === id ? 'id' : 'name', 'twice', 'is in the file already')
    return undefined
  }
  if (known !== undefined && version === undefined) {
    rows.exists(line, known)
    return undefined
  }
  const its = known ?? id ?? tx.newId('acc')
  if (known === undefined) here.names.add(its, name)
  if (externalId !== undefined) brought.set(externalId, its)
  rows.announce(its)
  return its
}

function knownAs(here: AccountsHere, { name = '', externalId, version }: AccountRow['cells']): string | undefined {
  const said = { name, ...(externalId !== undefined && { externalId }), ...(version !== undefined && { order: 0 }) }
  const known = spokenOf(here, said)
  // Of those without a version a name is enough, also one that an earlier row brings.
  return typeof known === 'object' ? known.id : version === undefined ? here.names.named(name)[0] : undefined
}

function wordsOf(
  rows: Rows,
  row: AccountRow,
  id: string,
  { accounts, people }: { accounts: Directory; people: Directory },
): (Said & { ours: Ours }) | undefined {
  const { parent: _, managers: __, version, contactName, contactEmail, contactPhone, contactRole, ...cells } = row.cells
  const [parentAccountId] = lookUp(rows, row, 'parent', accounts) ?? []
  const accountManagerIds = lookUp(rows, row, 'managers', people)
  const details = given({ email: contactEmail, phone: contactPhone, role: contactRole })
  if (contactName === undefined && Object.keys(details).length > 0)
    rows.refuse(row.line, 'contactName', 'required', 'is needed beside what else is known of the contact')
  const contacts = contactName === undefined ? undefined : [{ name: contactName, ...details }]
  const body = rows.bodyOf(row.line, NewAccount, given({ ...cells, id, parentAccountId, accountManagerIds, contacts }))
  const order = version === undefined ? undefined : orderIn(rows, row, version)
  if (!body) return undefined
  const { name, status, timezone, externalId } = body
  const said = given({ status, contacts, timezone, externalId, order })
  return { name, ...said, ours: given({ id, accountManagerIds, parentAccountId }) }
}

/** Its version as what one compares by, which only who has a number outside can have. */
function orderIn(rows: Rows, { line, cells }: AccountRow, version: string): number | undefined {
  if (cells.externalId === undefined) rows.refuse(line, 'externalId', 'required', 'is needed beside a version')
  const read = OutsideAccount.shape.version.safeParse(/^\d+$/.test(version) ? Number(version) : version)
  if (read.success) return orderOf(read.data)
  rows.refuse(line, 'version', 'format', 'is a whole number or an RFC 3339 instant')
  return undefined
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

function tellOf(rows: Rows, line: number, { outcome, reason }: SyncedAccount, id: string): void {
  if (outcome === 'created') rows.create(line, id)
  else if (outcome === 'unchanged') rows.exists(line, id)
  else if (outcome === 'conflict' || outcome === 'refused') rows.refuse(line, 'externalId', outcome, reason ?? outcome)
  else rows.update(line, id)
}
