// How a project's health went: a line for whom that helps, the same numbers as a table beside it.
import { Skeleton, Table, Text } from '@mantine/core'
import { lazy, Suspense, useMemo } from 'react'
import type { PulseSeries } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { addDays, dayOf, showDay, showNumber, today } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { nameOfMetric } from './project-words.ts'
import styles from './overview.module.css'

const Chart = lazy(() => import('../analytics/chart.tsx').then((m) => ({ default: m.Chart })))

const LINES = [
  ['score', 'accent'],
  ['schedule', 'good'],
  ['responsiveness', 'warn'],
  ['workload', 'quiet'],
] as const
/** Below this a project is at risk. */
const AT_RISK = 50

const SPANS = ['30', '90', '365']
const DEFAULT_SPAN = '90'

type Scores = Record<string, number>
export interface HistoryDay {
  on: string
  [metric: string]: number | string
}

/** One row a day with the last value of each series on it. */
export function daysOf(series: readonly PulseSeries[]): HistoryDay[] {
  const days = new Map<string, HistoryDay>()
  for (const { metric, points } of series)
    for (const { at, value, source } of points) {
      if (source !== 'computed') continue
      const on = dayOf(at)
      const day = days.get(on) ?? { on }
      day[metric] = value
      days.set(on, day)
    }
  return [...days.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

export function HealthHistory({ projectId }: { projectId: string }) {
  const [search, change] = useSearchState()
  const span = SPANS.includes(search.days ?? '') ? (search.days ?? DEFAULT_SPAN) : DEFAULT_SPAN
  const from = addDays(today(), -Number(span))
  const history = useDoor(
    'GET /v1/admin/projects/:projectId/pulse',
    { params: { projectId }, query: { from } },
    { keep: true },
  )
  return (
    <Card
      title={t('Health over time')}
      actions={
        <Segments
          size="xs"
          label={t('How far back')}
          value={span}
          onChange={(days) => change({ days: days === DEFAULT_SPAN ? undefined : days })}
          choices={SPANS.map((days) => ({ value: days, label: t('{days} days', { days }) }))}
        />
      }
    >
      <Loaded query={history} rows={5}>
        {({ series }) => (
          <>
            <History series={series} />
            <Recorded series={series} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

/** What people recorded by hand, the last first. */
function Recorded({ series }: { series: PulseSeries[] }) {
  const recorded = series
    .flatMap(({ metric, points }) => points.map((point) => ({ ...point, metric })))
    .filter(({ source }) => source !== 'computed')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  if (recorded.length === 0) return null
  return (
    <>
      <Text component="h3" size="xs" fw={600} c="dimmed" mt="sm">
        {t('Recorded by hand')}
      </Text>
      <ul className={styles.lines}>
        {recorded.slice(0, RECORDED_MOST).map(({ metric, at, value }) => (
          <li key={`${metric}${at}`} className={styles.line}>
            <span>{nameOfMetric(metric)}</span>
            <span className="numbers">{t('{value} on {day}', { value, day: showDay(dayOf(at)) })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
const RECORDED_MOST = 5

function History({ series }: { series: PulseSeries[] }) {
  const days = useMemo(() => daysOf(series), [series])
  const scored = days.filter(({ score }) => score !== undefined)
  if (scored.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('There is no history in this time yet: each day keeps its last score.')}
      </Text>
    )
  return (
    <div className={styles.history}>
      <Suspense fallback={<Skeleton height={240} />}>
        <Chart
          id="health"
          label={t('Health over time; the table beside it has the numbers')}
          kind="lines"
          rows={days.map(({ on, ...values }) => ({ key: on, label: showDay(on), values: values as Scores }))}
          series={LINES.map(([key, tone]) => ({ key, tone, name: nameOfMetric(key) }))}
          show={showNumber}
          showOnAxis={showNumber}
          scale={1}
          limit={{ at: AT_RISK, name: '' }}
        />
      </Suspense>
      <div className={styles.numbersTable} tabIndex={0} role="region" aria-label={t('Scores day by day')}>
        <Table verticalSpacing={4} fz="sm" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Day')}</Table.Th>
              <Table.Th ta="right">{t('Score')}</Table.Th>
              <Table.Th ta="right">{t('Change // of a score')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="numbers">
            {scored.toReversed().map((day, index, all) => (
              <Table.Tr key={day.on}>
                <Table.Td>{showDay(day.on)}</Table.Td>
                <Table.Td ta="right">{showNumber(Number(day.score))}</Table.Td>
                <Table.Td ta="right">{showChange(day, all[index + 1])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

function showChange(day: HistoryDay, before: HistoryDay | undefined): string {
  const change = before ? Number(day.score) - Number(before.score) : 0
  return change === 0 ? '' : change > 0 ? `+${change}` : `−${-change}`
}
