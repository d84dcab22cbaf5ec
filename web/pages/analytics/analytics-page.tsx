// Analytics: how work gets done, where it waits, how people's time is used; every figure opens to what it is made of.
import { Tabs } from '@mantine/core'
import type { Area } from '../../../domain/analytics-figures.ts'
import { showDay } from '../../formats.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { useAnalytics } from './analytics-doors.ts'
import { AnalyticsFilters } from './analytics-filters.tsx'
import { useAnalyticsState, type AnalyticsState } from './analytics-state.ts'
import { AREA_VIEWS } from './area-views.ts'
import styles from './analytics.module.css'
import { GroupCard } from './group-card.tsx'
import { KeyFigures } from './key-figures.tsx'
import { RowsDrawer } from './rows-drawer.tsx'
import { TimeCharts } from './time-charts.tsx'

const NAMES = (): Record<Area, string> => ({
  performance: t('Performance'),
  workflow: t('Workflow'),
  utilisation: t('Utilisation'),
})

export function AnalyticsPage() {
  const state = useAnalyticsState()
  const { area, areas, days, change, opened } = state
  if (areas.length === 0)
    return (
      <>
        <PageHeader title={t('Analytics')} />
        <EmptyState title={t('Not yours to see')}>{t('Your roles show you no analytics.')}</EmptyState>
      </>
    )
  return (
    <>
      <PageHeader
        title={t('Analytics')}
        about={t('{from} to {to}', { from: showDay(days.from), to: showDay(days.to) })}
      />
      <Tabs
        value={area}
        onChange={(tab) => change({ tab: tab ?? undefined, by: undefined, page: undefined })}
        keepMounted={false}
      >
        <Tabs.List>
          {areas.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {NAMES()[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={area}>
          <AnalyticsFilters state={state} />
          <AreaPanel key={area} state={state} />
        </Tabs.Panel>
      </Tabs>
      {opened && <RowsDrawer state={state} opened={opened} />}
    </>
  )
}

function AreaPanel({ state }: { state: AnalyticsState }) {
  const query = useAnalytics(state, { groupBy: state.spans })
  const view = AREA_VIEWS[state.area]()
  return (
    <Loaded query={query} rows={8}>
      {(analytics) => (
        <div className={query.isPlaceholderData ? styles.stale : undefined}>
          <KeyFigures state={state} view={view} analytics={analytics} />
          <div className={styles.charts}>
            <TimeCharts state={state} view={view} analytics={analytics} />
            <GroupCard state={state} view={view} />
          </div>
        </div>
      )}
    </Loaded>
  )
}
