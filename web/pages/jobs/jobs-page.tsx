// Background work that failed each time it was tried: why, when, how often; to be run again or dismissed.
import { Box, Button, Group, Text } from '@mantine/core'
import { CircleCheck } from 'lucide-react'
import { useAct, useDoor } from '../../api.ts'
import type { FailedJob } from '../../api-types.ts'
import { showAgo, showMoment } from '../../formats.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Pages } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t, tn } from '../../words.ts'
import styles from './jobs.module.css'

const LIMIT = 20
const STATUS = (): Record<FailedJob['status'], [text: string, tone: Tone]> => ({
  failed: [t('Failed'), 'bad'],
  requested: [t('Running again'), 'info'],
  done: [t('Done'), 'good'],
  dismissed: [t('Dismissed'), 'neutral'],
})

export function JobsPage() {
  const [{ status = 'open', page = '1', job }, setSearch] = useSearchState()
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
      <Box mb="md">
        <Segments
          label={t('Which jobs')}
          value={status}
          onChange={(value) => setSearch({ status: value === 'open' ? undefined : value, page: undefined })}
          choices={[
            { value: 'open', label: t('Waiting') },
            { value: 'settled', label: t('Settled') },
          ]}
        />
      </Box>
      {job && <AskedJob id={job} onClose={() => setSearch({ job: undefined })} />}
      <Card flush>
        <Loaded query={query}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <NoJobs isOpen={status === 'open'} />
            ) : (
              <>
                <ul className={styles.jobs}>
                  {data.map((job) => (
                    <JobItem key={job.id} job={job} />
                  ))}
                </ul>
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

/** The one that an alert leads to, whether it waits or is settled, and whatever its page. */
function AskedJob({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useDoor('GET /v1/admin/jobs/:jobId', { params: { jobId: id } })
  return (
    <div className={styles.asked}>
      <Card
        title={t('The job you came for')}
        flush
        actions={
          <Button size="xs" variant="default" onClick={onClose}>
            {t('Close')}
          </Button>
        }
      >
        <Loaded query={query} rows={1}>
          {(job) => (
            <ul className={styles.jobs}>
              <JobItem job={job} />
            </ul>
          )}
        </Loaded>
      </Card>
    </div>
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

function JobItem({ job }: { job: FailedJob }) {
  const { what, queue, error, status, failedAt, tries } = job
  const [text, tone] = STATUS()[status]
  return (
    <li className={styles.job}>
      <div className={styles.what}>
        <Group gap="xs">
          <Text fw={600}>{what.replaceAll('-', ' ')}</Text>
          <ToneBadge tone={tone}>{text}</ToneBadge>
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {error}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {[
            t('failed {moment}, {ago}', { moment: showMoment(failedAt), ago: showAgo(failedAt) }),
            tn(tries, 'tried once', 'tried {count} times'),
            t('queue {queue}', { queue }),
          ].join(' · ')}
        </Text>
      </div>
      <JobSteps job={job} />
    </li>
  )
}

/** Only what its status lets one do; what is refused is said beside it. */
function JobSteps({ job }: { job: FailedJob }) {
  const run = useAct('POST /v1/admin/jobs/:jobId/run')
  const dismiss = useAct('POST /v1/admin/jobs/:jobId/dismiss')
  const given = { params: { jobId: job.id }, version: job.version }
  const error = run.error ?? dismiss.error
  const mayRun = job.status === 'failed' || job.status === 'dismissed'
  return (
    <div>
      <Group gap="xs">
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
    </div>
  )
}
