// A chart with the same as a table, which the keyboard walks and a spreadsheet takes.
import { ActionIcon, Group } from '@mantine/core'
import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { saveCsv } from '../../csv.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState, LoadingRows } from '../../ui/states.tsx'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import styles from './analytics.module.css'
import type { ChartProps } from './chart-series.ts'

const Chart = lazy(() => import('./chart.tsx').then((module) => ({ default: module.Chart })))

interface ChartCardProps extends ChartProps {
  title: string
  about?: string
  /** What the first column of the table is. */
  head: string
}

export function ChartCard({ title, about, head, ...chart }: ChartCardProps) {
  const [shown, setShown] = useState<'chart' | 'table'>('chart')
  const isEmpty = chart.rows.every(({ values }) => chart.series.every(({ key }) => !values[key]))
  return (
    <Card
      title={title}
      about={about}
      flush
      actions={
        <Group gap={6}>
          <Segments
            size="xs"
            label={t('{title} as', { title })}
            choices={[
              { value: 'chart', label: t('Chart') },
              { value: 'table', label: t('Table') },
            ]}
            value={shown}
            onChange={setShown}
          />
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('Save {title} as CSV', { title })}
            title={t('Save as CSV')}
            onClick={() => save(title, head, chart)}
          >
            <Download size={15} />
          </ActionIcon>
        </Group>
      }
    >
      {isEmpty ? (
        <EmptyState title={t('Nothing in this time')} />
      ) : shown === 'chart' ? (
        <div className={styles.chart}>
          <Suspense fallback={<LoadingRows rows={4} height={60} />}>
            <Chart {...chart} />
          </Suspense>
        </div>
      ) : (
        <Numbers title={title} head={head} {...chart} />
      )}
    </Card>
  )
}

function Numbers({ title, head, rows, series, show, onOpen }: Omit<ChartCardProps, 'about'>) {
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col" className="numbers">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {series.map((each) => {
                const value = values[each.key] ?? null
                const text = value === null ? '–' : show(value)
                return (
                  <td key={each.key} className="numbers">
                    {onOpen && value ? (
                      <button
                        type="button"
                        className={styles.open}
                        aria-label={t('{name} of {what}: {value}', { name: each.name, what: label, value: text })}
                        onClick={() => onOpen(key, each.key)}
                      >
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Numbers as they are counted: a spreadsheet makes of them what it likes. */
function save(title: string, head: string, { rows, series }: Pick<ChartProps, 'rows' | 'series'>): void {
  const lines = rows.map(({ key, label, values }) => [
    key === label ? key : label,
    ...series.map((each) => values[each.key] ?? null),
  ])
  saveCsv(`${title}.csv`, [[head, ...series.map(({ name }) => name)], ...lines])
}
