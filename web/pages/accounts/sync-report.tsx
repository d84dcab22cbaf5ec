// What became of each account, or would: what wants a look first, field by field from what to what.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import type { AccountSyncReport, SyncedAccount } from '../../api-types.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { nameOfField, showValue } from '../../show-value.ts'
import { EmptyState } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { OUTCOMES, sayCounts } from './sync-words.ts'

/** Of a rehearsal nothing that is new can be opened yet. */
export function SyncReport({
  report,
  isRehearsal = false,
}: {
  report: Pick<AccountSyncReport, 'rows' | 'counts'>
  isRehearsal?: boolean
}) {
  const { rows, counts } = report
  const isHere = ({ outcome }: SyncedAccount) => !isRehearsal || outcome !== 'created'
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {sayCounts(counts) || t('The system has no accounts.')}
      </Text>
      {rows.length === 0 ? (
        <EmptyState title={t('All accounts are in step')} />
      ) : (
        <DataTable
          label={t('What becomes of each account')}
          columns={columns(isHere)}
          rows={rows}
          idOf={(row) => `${row.outcome} ${row.externalId} ${row.accountId} ${row.reason}`}
          nameOf={({ name, externalId }) => name ?? externalId ?? ''}
        />
      )}
    </Stack>
  )
}

const columns = (isHere: (row: SyncedAccount) => boolean): Column<SyncedAccount>[] => [
  {
    id: 'outcome',
    header: t('Outcome'),
    width: 130,
    cell: ({ outcome }) => {
      const [text, tone] = OUTCOMES()[outcome]
      return <ToneBadge tone={tone}>{text}</ToneBadge>
    },
  },
  {
    id: 'name',
    header: t('Account'),
    cell: (row) => (
      <div>
        {row.accountId !== null && isHere(row) ? (
          <Link to="/accounts/$accountId" params={{ accountId: row.accountId }}>
            {row.name ?? row.accountId}
          </Link>
        ) : (
          <Text size="sm">{row.name ?? t('without a name')}</Text>
        )}
        <Text size="xs" c="dimmed">
          {row.externalId}
        </Text>
      </div>
    ),
  },
  { id: 'what', header: t('What'), cell: (row) => <What row={row} /> },
]

function What({ row: { outcome, changes, reason } }: { row: SyncedAccount }) {
  const fields = outcome === 'created' ? [] : Object.entries(changes)
  return (
    <Stack gap={2}>
      {reason && <Text size="sm">{reason}</Text>}
      {fields.map(([field, { from, to }]) => (
        <Group key={field} gap={6} className="numbers">
          <Text size="sm" fw={600}>
            {nameOfField(field)}
          </Text>
          <Text size="sm" c="dimmed">
            {showValue(from)}
          </Text>
          <ArrowRight size={13} aria-label={t('becomes')} />
          <Text size="sm">{showValue(to)}</Text>
        </Group>
      ))}
    </Stack>
  )
}
