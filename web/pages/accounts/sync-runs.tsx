// What came of bringing accounts in step each time, the latest first; each opens to what became of every account.
import { Button, Modal, Text } from '@mantine/core'
import type { AccountSync } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { PagedTable } from '../../paged-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { SyncReport } from './sync-report.tsx'
import { sayCounts, sourceOf } from './sync-words.ts'

const LIMIT = 20

export function SyncRuns() {
  const [{ page = '1', run }, setSearch] = useSearchState()
  const query = useDoor(
    'GET /v1/admin/accounts/sync/runs',
    { query: { limit: LIMIT, page: Number(page) } },
    { keep: true },
  )
  const columns = useRunColumns((id) => setSearch({ run: id }))
  return (
    <Card title={t('What came of it')} about={t('Kept for ninety days.')} flush>
      <PagedTable
        label={t('What came of it')}
        query={query}
        columns={columns}
        nameOf={({ endedAt }) => showMoment(endedAt)}
        empty={
          <EmptyState title={t('Nothing yet')}>{t('Each time that something comes of it is listed here.')}</EmptyState>
        }
      />
      {run && <RunDialog id={run} onClose={() => setSearch({ run: undefined })} />}
    </Card>
  )
}

function useRunColumns(onOpen: (id: string) => void): Column<AccountSync>[] {
  const people = usePeople()
  return [
    {
      id: 'endedAt',
      header: t('When'),
      width: 150,
      cell: ({ id, endedAt }) => (
        <Button variant="subtle" size="compact-sm" className="numbers" onClick={() => onOpen(id)}>
          {showMoment(endedAt)}
        </Button>
      ),
    },
    {
      id: 'how',
      header: t('How'),
      width: 190,
      cell: (sync) => (
        <Text size="sm">
          {sync.startedBy === null
            ? t('{how}, by itself', { how: sourceOf(sync) })
            : t('{how}, by {name}', { how: sourceOf(sync), name: people.name(sync.startedBy) })}
        </Text>
      ),
    },
    {
      id: 'status',
      header: t('Outcome'),
      width: 100,
      cell: ({ status }) =>
        status === 'done' ? (
          <ToneBadge tone="good">{t('Done')}</ToneBadge>
        ) : (
          <ToneBadge tone="bad">{t('Failed')}</ToneBadge>
        ),
    },
    {
      id: 'what',
      header: t('What came of it'),
      cell: ({ counts, error, tries }) => (
        <Text size="sm">
          {error === null
            ? sayCounts(counts)
            : tries > 1
              ? t('{error} ({count} tries)', { error, count: tries })
              : error}
        </Text>
      ),
    },
  ]
}

function RunDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useDoor('GET /v1/admin/accounts/sync/runs/:syncId', { params: { syncId: id } })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('What came of it')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Loaded query={query}>
        {(report) => (
          <>
            <Text size="sm" c="dimmed" className="numbers" mb="sm">
              {showMoment(report.endedAt)}
            </Text>
            {report.error === null ? <SyncReport report={report} /> : <Text size="sm">{report.error}</Text>}
          </>
        )}
      </Loaded>
    </Modal>
  )
}
