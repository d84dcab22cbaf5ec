// The ledger in figures, by month and by client, and as a file.
import { sql, type RawBuilder } from 'kysely'
import {
  MOST_BILLED_ACCOUNTS,
  MOST_EXPORTED,
  MOST_MONTHS,
  type BillingEntry,
  type BillingTotals,
} from '../../domain/billing-entry.ts'
import { csvOf, UTF8_MARK, type CsvValue } from '../../domain/csv-text.ts'
import { digitsOf } from '../../domain/money.ts'
import { invalid } from '../../domain/problems.ts'
import type { Tx } from '../platform/transaction.ts'
import { entriesWhere, entryColumns, sums, type EntryRange } from './billing-queries.ts'

/** What passes the filters, summed up; each currency by itself. */
export async function getBillingTotals(tx: Tx, range: EntryRange): Promise<BillingTotals> {
  const where = sql.join(entriesWhere(tx, range), sql` and `)
  const summed = <T>(by: RawBuilder<unknown>, rest: RawBuilder<unknown>) =>
    tx.rows<T>(sql`select ${by}, b.currency, ${sums} from billing_entries b where ${where} ${rest}`)
  const [total, months, accounts] = await Promise.all([
    summed<BillingTotals['total'][number]>(sql`count(*)::int as entries`, sql`group by b.currency order by b.currency`),
    summed<BillingTotals['months'][number]>(
      sql`to_char(b.posted_on, 'YYYY-MM') as month`,
      sql`group by 1, b.currency order by 1 desc, b.currency limit ${sql.lit(MOST_MONTHS)}`,
    ),
    tx.rows<BillingTotals['accounts'][number]>(sql`
      select x."accountId", a.name, x.currency, x."billedMinor", x."creditedMinor", x."netMinor" from (
        select b.account_id as "accountId", b.currency, ${sums} from billing_entries b where ${where}
        group by b.account_id, b.currency) x
      join accounts a on a.organization_id = ${tx.actor.organizationId} and a.id = x."accountId"
      order by x."netMinor" desc, a.name, x.currency limit ${sql.lit(MOST_BILLED_ACCOUNTS)}`),
  ])
  return { total, months, accounts }
}

const units = (minor: number, currency: string): string => {
  const digits = digitsOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

const COLUMNS: [string, (entry: BillingEntry) => CsvValue][] = [
  ['id', ({ id }) => id],
  ['postedOn', ({ postedOn }) => postedOn],
  ['postedAt', ({ postedAt }) => postedAt],
  ['client', ({ accountName }) => accountName],
  ['accountId', ({ accountId }) => accountId],
  ['project', ({ projectName }) => projectName],
  ['projectId', ({ projectId }) => projectId],
  ['kind', ({ kind }) => kind],
  // A number, and no text that begins like a formula.
  ['amount', ({ amountMinor, currency }) => Number(units(amountMinor, currency))],
  ['amountMinor', ({ amountMinor }) => amountMinor],
  ['currency', ({ currency }) => currency],
  ['progress', ({ progress }) => progress],
  ['contractMinor', ({ contractMinor }) => contractMinor],
  ['milestone', ({ taskTitle }) => taskTitle],
  ['reversesId', ({ reversesId }) => reversesId],
  ['reversedById', ({ reversedById }) => reversedById],
  ['note', ({ note }) => note],
  ['provider', ({ provider }) => provider],
  ['externalId', ({ externalId }) => externalId],
  ['exportedAt', ({ exported }) => exported?.at],
]

/** What passes the filters, the oldest first, as a table for spreadsheets. */
export async function exportEntries(tx: Tx, range: EntryRange): Promise<string> {
  const where = sql.join(entriesWhere(tx, range), sql` and `)
  const rows = await tx.rows<{ json: BillingEntry }>(sql`
    select row_to_json(r) as json from billing_entries b cross join lateral (select ${entryColumns}) r
    where ${where} order by b.posted_at, b.id limit ${sql.lit(MOST_EXPORTED + 1)}`)
  if (rows.length > MOST_EXPORTED)
    throw invalid(
      [
        {
          pointer: '?from',
          rule: 'too_long',
          message: `finds more than ${MOST_EXPORTED} entries: ask for a shorter time`,
        },
      ],
      400,
    )
  const lines = rows.map(({ json }) => COLUMNS.map(([, valueOf]) => valueOf(json)))
  return UTF8_MARK + csvOf([COLUMNS.map(([heading]) => heading), ...lines])
}
