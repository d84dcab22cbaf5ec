// Background work that failed each time it was tried: why, when, how often; to be run again or dismissed.
import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { CircleCheck } from 'lucide-react'
import { useAct, useDoor } from '../../api.ts'
import type { FailedJob } from '../../api-types.ts'
import { showAgo, showMoment } from '../../formats.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable, Pages, type Column } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'

const LIMIT = 20
const STATUS = (): Record<FailedJob['status'], [text: string, tone: Tone]> => ({
  failed: [t('Failed'), 'bad'],
  requested: [t('Running again'), 'info'],
  done: [t('Done'), 'good'],
  dismissed: [t('Dismissed'), 'neutral'],
})

export function JobsPage() {
  const [{ status = 'open', page = '1' }, setSearch] = useSearchState()
  const which = status === 'open' ? 'failed,requested' : 'done,dismissed'
  const query = useDoor(
    'GET /v1/admin/jobs',
    { query: { status: which, limit: LIMIT, page: Number(page) } },
    { keep: true },
  )
  return (
    <>
      <PageHeader
        title={t('Jobs')}
        about={t('Background work that failed each of the times it was tried, and now waits for you.')}
      />
      <SegmentedControl
        mb="md"
        aria-label={t('Which jobs')}
        value={status}
        onChange={(value) => setSearch({ status: value === 'open' ? undefined : value, page: undefined })}
        data={[
          { value: 'open', label: t('Waiting') },
          { value: 'settled', label: t('Settled') },
        ]}
      />
      <Card flush>
        <Loaded query={query}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <NoJobs isOpen={status === 'open'} />
            ) : (
              <>
                <DataTable
                  label={t('Jobs')}
                  columns={columns()}
                  rows={data}
                  idOf={({ id }) => id}
                  nameOf={({ what }) => what}
                  stale={query.isPlaceholderData}
                />
                <Pages
                  pagination={pagination}
                  shown={data.length}
                  onPage={(next) => setSearch({ page: next === 1 ? undefined : String(next) })}
                />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  )
}

const NoJobs = ({ isOpen }: { isOpen: boolean }) =>
  isOpen ? (
    <EmptyState title={t('All work went through')} icon={<CircleCheck size={30} strokeWidth={1.5} />}>
      {t('What fails is tried eight times over some minutes; only what still fails then comes here.')}
    </EmptyState>
  ) : (
    <EmptyState title={t('Nothing settled yet')}>
      {t('What was run again or dismissed is kept for thirty days.')}
    </EmptyState>
  )

const columns = (): Column<FailedJob>[] => [
  {
    id: 'what',
    header: t('Work'),
    cell: ({ what, queue, error }) => (
      <>
        <Text size="sm" fw={600}>
          {what.replaceAll('-', ' ')}
        </Text>
        <Text size="xs" c="dimmed">
          {queue}
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {error}
        </Text>
      </>
    ),
  },
  {
    id: 'status',
    header: t('Status'),
    width: 130,
    cell: ({ status }) => {
      const [text, tone] = STATUS()[status]
      return <ToneBadge tone={tone}>{text}</ToneBadge>
    },
  },
  {
    id: 'failedAt',
    header: t('Failed'),
    width: 170,
    cell: ({ failedAt, tries }) => (
      <span className="numbers">
        <Text size="sm" title={showMoment(failedAt)}>
          {showAgo(failedAt)}
        </Text>
        <Text size="xs" c="dimmed">
          {tn(tries, 'tried once', 'tried {count} times')}
        </Text>
      </span>
    ),
  },
  { id: 'do', header: t('Actions'), width: 210, cell: (job) => <JobSteps job={job} /> },
]

/** Only what its status lets one do; what is refused is said beside it. */
function JobSteps({ job }: { job: FailedJob }) {
  const run = useAct('POST /v1/admin/jobs/:jobId/run')
  const dismiss = useAct('POST /v1/admin/jobs/:jobId/dismiss')
  const given = { params: { jobId: job.id }, version: job.version }
  const error = run.error ?? dismiss.error
  const mayRun = job.status === 'failed' || job.status === 'dismissed'
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        {mayRun && (
          <Button size="xs" variant="light" loading={run.isPending} onClick={() => run.mutate(given)}>
            {t('Run again')}
          </Button>
        )}
        {job.status === 'failed' && (
          <Button size="xs" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate(given)}>
            {t('Dismiss')}
          </Button>
        )}
      </Group>
      {error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {error.message}
        </Text>
      )}
    </>
  )
}
