// What can be known of the ledger: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { BillingEntry, ENTRY_KINDS, type ProjectBilling } from '../../domain/billing-entry.ts'
import { outlookOf } from '../../domain/billing.ts'
import { CivilDate, Id } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { accountScope, projectScope, waysToAccounts, waysToProjects } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { narrow, waysOver } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { getProject } from '../projects/project-queries.ts'
import { readLedger } from './read-ledger.ts'

const filters = {
  projectId: commaList(Id).optional(),
  accountId: commaList(Id).optional(),
  kind: commaList(z.enum(ENTRY_KINDS)).optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  exported: queryBoolean.optional(),
}
export const EntryRange = z.strictObject(filters)
export type EntryRange = z.output<typeof EntryRange>
export const EntryFilters = z.strictObject({ ...filters, ...pageQuery(['postedAt']) })
export type EntryFilters = z.output<typeof EntryFilters>
export const EntryPage = pageOf(BillingEntry)

export const entryColumns = sql`
  b.id, b.account_id as "accountId",
  (select a.name from accounts a where a.organization_id = b.organization_id and a.id = b.account_id) as "accountName",
  b.project_id as "projectId", b.project_name as "projectName", b.kind, b.amount_minor as "amountMinor", b.currency, b.progress,
  b.contract_minor as "contractMinor", b.task_id as "taskId", b.task_title as "taskTitle", b.reverses_id as "reversesId",
  (select r.id from billing_entries r where r.organization_id = b.organization_id and r.reverses_id = b.id) as "reversedById",
  b.note, b.provider, b.external_id as "externalId",
  (select json_build_object('provider', x.provider, 'externalId', x.external_id, 'at', instant(x.exported_at))
    from billing_exports x where x.organization_id = b.organization_id and x.entry_id = b.id) as exported,
  json_build_object('type', b.actor_type, 'id', b.actor_id, 'name', case b.actor_type when 'person' then
    (select n.name from people n where n.organization_id = b.organization_id and n.id = b.actor_id) end) as actor,
  b.posted_on as "postedOn", instant(b.posted_at) as "postedAt"`

/** Entries, as alias `b`: of accounts within reach, also where their project is gone, and of projects within reach. */
const entryScope = (tx: Tx): RawBuilder<unknown> =>
  tx.scopes.includes('organization')
    ? sql`b.organization_id = ${tx.actor.organizationId}`
    : sql`b.organization_id = ${tx.actor.organizationId} and (b.account_id in (select a.id from accounts a where ${accountScope(tx)})
        or exists (select from projects p where p.id = b.project_id and ${projectScope(tx)} offset 0))`

/** What passes the filters, within the caller's scope. */
export function entriesWhere(tx: Tx, range: EntryRange): RawBuilder<unknown>[] {
  const where = [entryScope(tx)]
  if (range.projectId) where.push(sql`b.project_id = any(${range.projectId})`)
  if (range.accountId) where.push(sql`b.account_id = any(${range.accountId})`)
  if (range.kind) where.push(sql`b.kind = any(${range.kind})`)
  if (range.from !== undefined) where.push(sql`b.posted_on >= ${range.from}::date`)
  if (range.to !== undefined) where.push(sql`b.posted_on <= ${range.to}::date`)
  if (range.exported !== undefined) {
    const taken = sql`exists (select from billing_exports x where x.organization_id = b.organization_id and x.entry_id = b.id offset 0)`
    where.push(range.exported ? taken : sql`not ${taken}`)
  }
  return where
}

export function listEntries(tx: Tx, query: EntryFilters): Promise<JsonText<Page<BillingEntry>>> {
  const list = narrow(tx, 'billing_entries', 'b')
  const { ids, among } = list
  among(sql`b.project_id`, query.projectId)
  among(sql`b.account_id`, query.accountId)
  const [projects] = waysToProjects(tx)
  const reach = projects && [
    waysOver(projects, (id) => ids(sql`b.project_id = ${id}`)),
    ...waysToAccounts(tx).map((accounts) => waysOver(accounts, (id) => ids(sql`b.account_id = ${id}`))),
  ]
  return listPage<BillingEntry>(tx, query, {
    from: sql`billing_entries b`,
    alias: 'b',
    table: 'billing_entries',
    where: isAll(tx, query) ? [] : entriesWhere(tx, query),
    long: { ...list.long, ways: [...list.ways, ...(reach ? [sql.join(reach, sql` union all `)] : [])] },
    sorts: { postedAt: { by: sql`b.posted_at`, type: 'timestamptz', bounds: postedWithin(query) } },
    defaultSort: '-postedAt',
    columns: entryColumns,
  })
}

const isAll = (tx: Tx, { projectId, accountId, kind, from, to, exported }: EntryRange) =>
  tx.scopes.includes('organization') &&
  [projectId, accountId, kind, from, to, exported].every((each) => each === undefined)

/** Its day is that of its instant, wherever the organisation is. */
function postedWithin({ from, to }: EntryRange): RawBuilder<unknown> | undefined {
  const bounds = [
    ...(from === undefined ? [] : [sql`b.posted_at >= (${from}::date - 2)::timestamptz`]),
    ...(to === undefined ? [] : [sql`b.posted_at < (${to}::date + 3)::timestamptz`]),
  ]
  return bounds.length > 0 ? sql.join(bounds, sql` and `) : undefined
}

/** One entry within the caller's scope; not found otherwise. */
export async function getEntry(tx: Tx, id: string): Promise<BillingEntry> {
  const found = await tx.first<{ json: BillingEntry }>(sql`
    select row_to_json(r) as json from billing_entries b cross join lateral (select ${entryColumns}) r
    where b.id = ${id} and ${entryScope(tx)}`)
  if (!found) throw notFound('billing_entry')
  return found.json
}

/** What was charged, credited, and is left of it, of entries as alias `b`. */
export const sums = sql`
  coalesce(sum(b.amount_minor) filter (where b.amount_minor > 0), 0)::bigint as "billedMinor",
  coalesce(-sum(b.amount_minor) filter (where b.amount_minor < 0), 0)::bigint as "creditedMinor",
  coalesce(sum(b.amount_minor), 0)::bigint as "netMinor"`

/** A project's money and time: what was agreed, spent and billed, what is left, and what is posted next. */
export async function getProjectBilling(tx: Tx, id: string): Promise<ProjectBilling> {
  const organization = tx.actor.organizationId
  const [{ status, billingMode, currency, contractMinor, budgetMinutes }, ledger, billed, spent] = await Promise.all([
    getProject(tx, id),
    readLedger(tx, id),
    tx.first<Pick<ProjectBilling, 'billedMinor' | 'creditedMinor' | 'netMinor'>>(sql`
      select ${sums} from billing_entries b
      join projects p on p.organization_id = b.organization_id and p.id = b.project_id and p.currency = b.currency
      where b.organization_id = ${organization} and b.project_id = ${id}`),
    tx.first<{ minutes: number }>(sql`
      select coalesce(sum(e.minutes), 0)::int as minutes from tasks t
      join time_entries e on e.organization_id = t.organization_id and e.task_id = t.id
      where t.organization_id = ${organization} and t.project_id = ${id} and t.deleted_at is null`),
  ])
  if (!ledger) throw notFound('project')
  const spentMinutes = spent?.minutes ?? 0
  return {
    projectId: id,
    status,
    billingMode,
    currency,
    contractMinor,
    ...(billed ?? { billedMinor: 0, creditedMinor: 0, netMinor: 0 }),
    ...outlookOf(ledger),
    acceptedProgress: ledger.project.acceptedProgress,
    isBehind: ledger.isBehind,
    budget: {
      minutes: budgetMinutes,
      spentMinutes,
      leftMinutes: budgetMinutes === null ? null : budgetMinutes - spentMinutes,
    },
  }
}
