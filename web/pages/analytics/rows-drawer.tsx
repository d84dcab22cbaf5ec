// What a figure is made of, beside it: each task, request, booking or day with what it adds, the latest first.
import { Button, Drawer, Text } from '@mantine/core'
import type { AnalyticsRow } from '../../api-types.ts'
import { figuresOf, type Area } from '../../../domain/analytics-figures.ts'
import { EntityLink } from '../../entity-link.tsx'
import { showDay, showMinutes } from '../../formats.ts'
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'
import { rowsDoor } from './analytics-doors.ts'
import { CLOSED, type AnalyticsState, type Opened } from './analytics-state.ts'
import styles from './analytics.module.css'
import { nameOfFigure } from './figure-words.ts'

export function RowsDrawer({ state, opened }: { state: AnalyticsState; opened: Opened }) {
  const { area, days, filters, change } = state
  const asked = { ...days, ...filters, ...opened.narrow }
  const rows = usePages(rowsDoor(area), { query: { figure: opened.figure, ...asked } as never })
  return (
    <Drawer
      opened
      onClose={() => change(CLOSED)}
      position="right"
      size="lg"
      title={nameOfFigure(area, opened.figure)}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Text size="sm" c="dimmed" mb="xs">
        {t('{from} to {to}: what it is made of, the latest first.', {
          from: showDay(asked.from),
          to: showDay(asked.to),
        })}
      </Text>
      {rows.data ? (
        <Rows area={area} figure={opened.figure} rows={rows.data} />
      ) : rows.error ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <LoadingRows />
      )}
      {rows.hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt="sm"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {t('Show more')}
        </Button>
      )}
    </Drawer>
  )
}

function Rows({ area, figure, rows }: { area: Area; figure: string; rows: AnalyticsRow[] }) {
  if (rows.length === 0) return <EmptyState title={t('Nothing in this time')} />
  return (
    <ul className={styles.rows}>
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- one thing may stand there several times, each a stay of its own
        <li key={index} className={styles.row}>
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Subject row={row} />
            <small>{aboutOf(row)}</small>
          </div>
          <span className="numbers">{amountOf(area, figure, row)}</span>
        </li>
      ))}
    </ul>
  )
}

function Subject({ row: { subject, projectId, projectName, personName } }: { row: AnalyticsRow }) {
  const title = subject.title ?? projectName ?? personName ?? t('Work in another project')
  // A booking is seen in its project's plan, recorded time with its task.
  if (subject.id === null || subject.type === 'time_entry') return <>{title}</>
  return (
    <EntityLink type={subject.type} id={subject.id} projectId={projectId}>
      {title}
    </EntityLink>
  )
}

const aboutOf = ({ on, subject, projectName, personName }: AnalyticsRow): string =>
  [
    showDay(on),
    projectName === subject.title ? null : projectName,
    subject.type === 'person' && subject.title !== null ? null : personName,
  ]
    .filter(Boolean)
    .join(' · ')

/** What it adds; of a share, whether it counts for it. */
function amountOf(area: Area, figure: string, { amounts }: AnalyticsRow): string {
  const { of, unit, measures } = figuresOf(area)[figure] ?? { of: 'count', unit: 'count', measures: [] }
  if (of === 'share') return amounts[measures[0] ?? ''] ? t('yes') : t('no')
  if (of === 'count' || unit === 'count') return ''
  if (of === 'accuracy')
    return t('{spent} off {estimated}', {
      spent: showMinutes(amounts.off ?? 0),
      estimated: showMinutes(amounts.estimated ?? 0),
    })
  if (of === 'ratio') return measures.map((measure) => showMinutes(amounts[measure] ?? 0)).join(t(' of '))
  return showMinutes(Object.values(amounts).reduce((sum, amount) => sum + amount, 0))
}
