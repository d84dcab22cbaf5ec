// What a rule did within thirty days, the latest first: as the sentences of the log, failures with their reason.
import { Text } from '@mantine/core'
import { useDoor } from '../../api.ts'
import type { ActivityEntry, RuleRun } from '../../api-types.ts'
import { showMoment } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { PagedTable } from '../../paged-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t, told } from '../../words.ts'

const LIMIT = 15

export function RuleRuns({ name }: { name: string }) {
  const [{ outcome = 'all', page = '1' }, setSearch] = useSearchState()
  const which: { outcome?: RuleRun['outcome'] } = outcome === 'done' || outcome === 'failed' ? { outcome: outcome } : {}
  const query = useDoor(
    'GET /v1/admin/automation/:ruleId/runs',
    { params: { ruleId: name }, query: { limit: LIMIT, page: Number(page), ...which } },
    { keep: true },
  )
  const columns = useRunColumns(name, query.data?.data ?? [])
  return (
    <Card
      title={t('What it did')}
      about={t('Kept for thirty days.')}
      flush
      actions={
        <Segments
          size="xs"
          label={t('Which runs')}
          value={outcome}
          onChange={(value) => setSearch({ outcome: value === 'all' ? undefined : value, page: undefined })}
          choices={[
            { value: 'all', label: t('All') },
            { value: 'done', label: t('Done') },
            { value: 'failed', label: t('Failed') },
          ]}
        />
      }
    >
      <PagedTable
        label={t('Runs')}
        query={query}
        columns={columns}
        nameOf={({ at }) => showMoment(at)}
        empty={<EmptyState title={t('Nothing yet')}>{t('What it does is listed here, with when and why.')}</EmptyState>}
      />
    </Card>
  )
}

function useRunColumns(name: string, runs: RuleRun[]): Column<RuleRun>[] {
  const entries = useEntries(name, runs)
  return [
    { id: 'at', header: t('When'), width: 140, cell: ({ at }) => <span className="numbers">{showMoment(at)}</span> },
    {
      id: 'outcome',
      header: t('Outcome'),
      width: 100,
      cell: ({ outcome }) =>
        outcome === 'done' ? (
          <ToneBadge tone="good">{t('Done')}</ToneBadge>
        ) : (
          <ToneBadge tone="bad">{t('Failed')}</ToneBadge>
        ),
    },
    { id: 'what', header: t('What'), cell: (run) => <What run={run} entries={entries} /> },
  ]
}

function What({ run, entries }: { run: RuleRun; entries: ReadonlyMap<string, ActivityEntry> }) {
  if (run.error !== null) return <Text size="sm">{run.error}</Text>
  const [did = '', more] = run.did.split(/ and (?=\d+ more$)/)
  return (
    <>
      {did.split(', ').map((each) => {
        const entry = entries.get(`${each} ${run.at}`)
        return (
          <Text key={each} size="sm">
            {entry ? (
              <EntityLink type={entry.entity.type} id={entry.entity.id}>
                {told(entry.said)}
              </EntityLink>
            ) : (
              inWords(each)
            )}
          </Text>
        )
      })}
      {more && (
        <Text size="xs" c="dimmed">
          {t('and {more}', { more })}
        </Text>
      )}
    </>
  )
}

const inWords = (did: string): string => (did.split(' ')[0] ?? '').replaceAll(/[._]/g, ' ')

/** What the log says of these runs, by event, thing and moment. */
function useEntries(name: string, runs: RuleRun[]): ReadonlyMap<string, ActivityEntry> {
  const [last, first] = [runs[0]?.at ?? '', runs.at(-1)?.at ?? '']
  const { data } = useDoor(
    'GET /v1/admin/activity',
    { query: { actorId: `rule:${name}`, 'at[gte]': first, 'at[lte]': last, limit: 100 } },
    { enabled: runs.length > 0, keep: true },
  )
  return new Map(data?.data.map((entry) => [`${entry.event} ${entry.entity.id} ${entry.at}`, entry]))
}
