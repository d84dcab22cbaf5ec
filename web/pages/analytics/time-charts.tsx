// The charts of a tab over its weeks or months; each bar, and each number of the table beside, opens to what it is made of.
import { figuresOf } from '../../../domain/analytics-figures.ts'
import { showMonth, showShortDay } from '../../formats.ts'
import { t } from '../../words.ts'
import type { Analytics } from './analytics-doors.ts'
import { opening, type AnalyticsState } from './analytics-state.ts'
import type { AreaView } from './area-views.ts'
import { ChartCard } from './chart-card.tsx'
import { nameOfFigure, showFigure, showOnAxis } from './figure-words.ts'

interface TimeChartsProps {
  state: AnalyticsState
  view: AreaView
  analytics: Analytics
}

export function TimeCharts({ state: { area, spans, change }, view, analytics }: TimeChartsProps) {
  const rows = analytics.groups.map(({ key, from, figures }) => ({
    key,
    label: spans === 'week' ? showShortDay(from) : showMonth(key),
    values: figures,
  }))
  const open = (key: string, figure: string) => {
    const span = analytics.groups.find((group) => group.key === key)
    if (span) change(opening(figure, { from: span.from, to: span.to }))
  }
  return view.charts.map(({ id, title, about, kind, figures, limit }) => {
    const [first = ''] = figures[0] ?? []
    return (
      <ChartCard
        key={id}
        id={id}
        title={title}
        about={about}
        label={t('{title}, {by}', { title, by: spans === 'week' ? t('week by week') : t('month by month') })}
        head={spans === 'week' ? t('Week from') : t('Month')}
        kind={kind}
        rows={rows}
        series={figures.map(([key, tone]) => ({ key, tone, name: nameOfFigure(area, key) }))}
        scale={figuresOf(area)[first]?.unit === 'minutes' ? 60 : 1}
        show={(value) => showFigure(area, first, value)}
        showOnAxis={showOnAxis(area, first)}
        {...(limit !== undefined && { limit: { at: limit, name: showOnAxis(area, first)(limit) } })}
        onOpen={open}
      />
    )
  })
}
