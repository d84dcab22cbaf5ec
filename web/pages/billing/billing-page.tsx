// What was billed to all clients one looks after: in sums, entry by entry, and as a file.
import { Button, Grid, SimpleGrid, Stack } from '@mantine/core'
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { BillingTotals } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showMoney, showMonth } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { Figure } from '../../ui/figures.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'
import { BillingFilters, entryQuery } from './billing-filters.tsx'
import { BringToStripe } from './bring-to-stripe.tsx'
import { EnterEntry } from './enter-entry.tsx'
import { EntryTable } from './entry-table.tsx'

export function BillingPage() {
  const [search] = useSearchState()
  const mayWrite = useMay('billing.write')
  const [isEntering, setEntering] = useState(false)
  const query = entryQuery(search)
  const totals = useDoor('GET /v1/admin/billing/totals', { query }, { keep: true })
  return (
    <>
      <PageHeader title={t('Billing')} about={t('What clients were charged and credited, and why.')}>
        <Button
          component="a"
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          href={`/v1/admin/billing/export?${new URLSearchParams(query as Record<string, string>)}`}
          download="billing.csv"
        >
          {t('Export')}
        </Button>
        <BringToStripe query={query} />
        {mayWrite && <Button onClick={() => setEntering(true)}>{t('Charge or credit')}</Button>}
      </PageHeader>
      <Stack gap="md">
        <BillingFilters />
        <Loaded query={totals} rows={3}>
          {(data) => <Totals totals={data} />}
        </Loaded>
        <Card title={t('Entries')} flush>
          <EntryTable query={query} />
        </Card>
      </Stack>
      {isEntering && <EnterEntry onClose={() => setEntering(false)} />}
    </>
  )
}

type Sums = Pick<BillingTotals['total'][number], 'currency' | 'billedMinor' | 'creditedMinor' | 'netMinor'>
const sums = <Row extends Sums>(): Column<Row>[] => [
  {
    id: 'net',
    header: t('Billed'),
    align: 'right',
    cell: ({ netMinor, currency }) => <span className="numbers">{showMoney(netMinor, currency)}</span>,
  },
]

function Totals({ totals: { total, months, accounts } }: { totals: BillingTotals }) {
  if (total.length === 0) return null
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {total.map(({ currency, entries, billedMinor, creditedMinor, netMinor }) => (
          <Figure
            key={currency}
            name={t('Billed in {currency}', { currency })}
            value={showMoney(netMinor, currency)}
            about={t('{billed} less {credited}, {entries}', {
              billed: showMoney(billedMinor, currency),
              credited: showMoney(creditedMinor, currency),
              entries: tn(entries, '{count} entry', '{count} entries'),
            })}
          />
        ))}
      </SimpleGrid>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Card title={t('By month')} flush>
            <DataTable
              label={t('Billed by month')}
              columns={[{ id: 'month', header: t('Month'), cell: ({ month }) => showMonth(`${month}-01`) }, ...sums()]}
              rows={months.slice(0, MOST_SHOWN)}
              idOf={({ month, currency }) => `${month} ${currency}`}
              nameOf={({ month }) => month}
            />
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Card title={t('By client')} flush>
            <DataTable
              label={t('Billed by client')}
              columns={[
                {
                  id: 'client',
                  header: t('Client'),
                  cell: ({ accountId, name }) => (
                    <EntityLink type="account" id={accountId}>
                      {name}
                    </EntityLink>
                  ),
                },
                ...sums(),
              ]}
              rows={accounts.slice(0, MOST_SHOWN)}
              idOf={({ accountId, currency }) => `${accountId} ${currency}`}
              nameOf={({ name }) => name}
            />
          </Card>
        </Grid.Col>
      </Grid>
    </>
  )
}
/** The rest is in the file. */
const MOST_SHOWN = 12
