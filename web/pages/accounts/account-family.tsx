// A client with its parts: how each of them stands.
import { Link } from '@tanstack/react-router'
import type { AccountOverview } from '../../api-types.ts'
import { showNumber } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { t } from '../../words.ts'
import { moneyOf } from './account-figures.tsx'

type Part = AccountOverview['accounts'][number]

export function AccountFamily({ overview }: { overview: AccountOverview }) {
  const figure = (id: string, header: string, of: (part: Part) => string, wide = false): Column<Part> => ({
    id,
    header,
    align: 'right',
    wide,
    cell: (part) => <span className="numbers">{of(part)}</span>,
  })
  const columns: Column<Part>[] = [
    {
      id: 'name',
      header: t('Client'),
      cell: ({ id, name }) =>
        id === overview.account.id ? (
          t('{name} itself', { name })
        ) : (
          <Link to="/accounts/$accountId" params={{ accountId: id }}>
            {name}
          </Link>
        ),
    },
    figure('running', t('Running'), ({ figures }) => showNumber(figures.projects.active + figures.projects.onboarding)),
    figure('risk', t('At risk'), ({ figures }) => showNumber(figures.bands.at_risk)),
    figure('overdue', t('Overdue tasks'), ({ figures }) => showNumber(figures.overdueTasks), true),
    figure('requests', t('Requests'), ({ figures }) => showNumber(figures.openRequests), true),
    figure('signals', t('Signals'), ({ figures }) => showNumber(figures.openSignals), true),
    figure('billed', t('Billed'), ({ figures }) => moneyOf(figures.billed), true),
    figure('value', t('Each month'), ({ figures }) => moneyOf(figures.monthlyValue)),
  ]
  return (
    <Card title={t('Its parts')} flush>
      <DataTable
        label={t('Figures of its parts')}
        columns={columns}
        rows={overview.accounts}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
      />
    </Card>
  )
}
