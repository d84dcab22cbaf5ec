// What the outside may ask about how work goes: figures, and the rows behind each.
import { AREAS, type Area } from '../../domain/analytics-figures.ts'
import {
  AnalyticsRows,
  Performance,
  PerformanceQuery,
  PerformanceRowsQuery,
  Utilisation,
  UtilisationQuery,
  UtilisationRowsQuery,
  Workflow,
  WorkflowQuery,
  WorkflowRowsQuery,
  type Analytics,
} from '../../domain/analytics.ts'
import { csvOf } from '../../domain/csv-text.ts'
import { textAnswer, type FileAnswer } from '../platform/deliver.ts'
import { endpoint } from '../platform/endpoint.ts'
import type { Tx } from '../platform/transaction.ts'
import { getAnalytics, type Asked } from './analytics-queries.ts'
import { listPeopleRows } from './people-rows.ts'
import { peopleSource, workSource, type Source } from './rolled-up.ts'
import { listWorkRows } from './work-rows.ts'

/** A file has all groups, as far as anybody reads on. */
const MOST_LINES = 10_000
const CSV = 'text/csv; charset=utf-8'

export const analyticsRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/performance',
    may: 'analytics.read',
    summary: 'How work gets done: throughput, cycle and lead time, what was on time, how estimates held.',
    query: PerformanceQuery,
    reply: Performance,
    alsoProduces: CSV,
    run: (tx, { query }) => answer(tx, workSource('performance', query), query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/performance/rows',
    may: 'analytics.read',
    summary: 'The tasks that a figure of performance is made of.',
    query: PerformanceRowsQuery,
    reply: AnalyticsRows,
    run: (tx, { query }) => listWorkRows(tx, 'performance', query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/workflow',
    may: 'analytics.read',
    summary:
      'Where work waits: time in each status, blocked time by reason, how soon requests are answered and resolved.',
    query: WorkflowQuery,
    reply: Workflow,
    alsoProduces: CSV,
    run: (tx, { query }) => answer(tx, workSource('workflow', query), query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/workflow/rows',
    may: 'analytics.read',
    summary: 'The stays of tasks, or the requests, that a figure of workflow is made of.',
    query: WorkflowRowsQuery,
    reply: AnalyticsRows,
    run: (tx, { query }) => listWorkRows(tx, 'workflow', query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/utilisation',
    may: 'schedule.people',
    summary: 'How people’s time is used: capacity, booked, worked and free, by person, team, week or month.',
    query: UtilisationQuery,
    reply: Utilisation,
    alsoProduces: CSV,
    run: (tx, { query }) => answer(tx, peopleSource(query), query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/analytics/utilisation/rows',
    may: 'schedule.people',
    summary: 'The bookings, times or days that a figure of utilisation is made of.',
    query: UtilisationRowsQuery,
    reply: AnalyticsRows,
    run: (tx, { query }) => listPeopleRows(tx, query),
  }),
]

async function answer(
  tx: Tx,
  source: Source,
  query: Asked & { format: 'json' | 'csv' },
): Promise<Analytics | FileAnswer> {
  if (query.format === 'json') return getAnalytics(tx, source, query)
  const found = await getAnalytics(tx, source, { ...query, page: 1, limit: MOST_LINES })
  return textAnswer(CSV, `${source.area}-${found.from}-${found.to}.csv`, tableOf(source.area, found))
}

/** A line a group, then one for all. */
function tableOf(area: Area, { from, to, groups, total }: Analytics): string {
  const names = Object.keys(AREAS[area])
  const cells = (figures: Analytics['total']['figures']) => names.map((name) => figures[name] ?? null)
  return csvOf([
    ['key', 'label', 'from', 'to', ...names],
    ...groups.map((group) => [group.key, group.label, group.from, group.to, ...cells(group.figures)]),
    ['', 'Total', from, to, ...cells(total.figures)],
  ])
}
