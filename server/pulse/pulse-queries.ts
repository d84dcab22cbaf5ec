// What can be known about a project's health beyond the facts of now: its days, what was recorded, the signals that are open.
import { sql } from 'kysely'
import { z } from 'zod'
import { dayNumber } from '../../domain/calendar.ts'
import { CivilDate } from '../../domain/fields.ts'
import { invalid, notFound, worded } from '../../domain/problems.ts'
import { SERIES, type Band, type Metric, type MetricReading, type PulseSeries } from '../../domain/pulse.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { say, type Said } from '../../domain/said.ts'
import { projectScope } from '../access/scopes.ts'
import { commaList } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

/** A series shows no more days at once. */
export const MAX_SERIES_DAYS = 731
export const DEFAULT_SERIES_DAYS = 90

export const PulseQuery = z.strictObject({
  metrics: commaList(z.enum(SERIES)).optional().meta({ description: 'Narrows the series, nothing else.' }),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  asOf: CivilDate.optional().meta({
    description: 'The last score of that day, or of the last day before that has one.',
  }),
})
export type PulseQuery = z.output<typeof PulseQuery>

export interface PulseProject {
  id: string
  accountId: string
  status: ProjectStatus
  createdAt: string
  startOn: string | null
}

/** A project within the caller's scope, as far as its health is concerned; not found otherwise. */
export async function getPulseProject(tx: Tx, id: string): Promise<PulseProject> {
  const found = await tx.first<PulseProject>(sql`
    select p.id, p.account_id as "accountId", p.status, instant(p.created_at) as "createdAt", p.start_on as "startOn"
    from projects p where p.id = ${id} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
  return found
}

/** A day's last score as it was kept. */
export interface StoredPulse {
  on: string
  score: number | null
  band: Band
  worst: Metric | null
  metrics: MetricReading[]
  computedAt: string
}

/** What was kept on this day, or on the last day before it that has something. */
export const findStoredPulse = (tx: Tx, projectId: string, on: string): Promise<StoredPulse | undefined> =>
  tx.first<StoredPulse>(sql`
    select d."on", d.score, d.band, d.worst, d.metrics, instant(d.computed_at) as "computedAt" from pulse_days d
    where d.organization_id = ${tx.actor.organizationId} and d.project_id = ${projectId} and d."on" <= ${on}::date
    order by d."on" desc limit 1`)

/** From when to when a series is asked for; refuses a window that is none, or too long. */
export function windowOfSeries(tx: Tx, { from, to, asOf }: PulseQuery): { from: string; to: string } {
  const end = to ?? asOf ?? tx.today
  const start = from ?? daysBefore(end, DEFAULT_SERIES_DAYS)
  const days = dayNumber(end) - dayNumber(start) + 1
  const refuse = (pointer: string, rule: string, message: string | Said) =>
    invalid([{ pointer, rule, ...worded(message) }], 400)
  if (days < 1) throw refuse('?to', 'window', 'is not before from')
  if (days > MAX_SERIES_DAYS)
    throw refuse('?to', 'window', say`makes it ${days} days, and ${MAX_SERIES_DAYS} are the most`)
  if (asOf !== undefined && asOf > tx.today) throw refuse('?asOf', 'future', say`is not after today, ${tx.today}`)
  return { from: start, to: end }
}

const daysBefore = (date: string, days: number) =>
  new Date(Date.parse(date) - days * 24 * 3_600_000).toISOString().slice(0, 10)

type Points = PulseSeries['points']
interface DayRow {
  at: string
  score: number | null
  values: Partial<Record<Metric, number | null>>
}
interface RecordRow {
  metric: Metric
  at: string
  value: number
  source: 'manual' | 'integration'
}

/** Day by day what was computed, with what was recorded between, each series in the order of its instants. */
export async function readSeries(
  tx: Tx,
  projectId: string,
  { from, to }: { from: string; to: string },
  asked: readonly PulseSeries['metric'][] = SERIES,
): Promise<PulseSeries[]> {
  const here = sql`x.organization_id = ${tx.actor.organizationId} and x.project_id = ${projectId}`
  const [days, records] = await Promise.all([
    tx.rows<DayRow>(sql`
      select instant(x.computed_at) as at, x.score, (select json_object_agg(m ->> 'metric', m -> 'value')
        from jsonb_array_elements(x.metrics) m) as values
      from pulse_days x where ${here} and x."on" between ${from}::date and ${to}::date order by x."on"`),
    tx.rows<RecordRow>(sql`
      select x.metric, instant(x.recorded_at) as at, x.value, x.source from pulse_metrics x where ${here}
        and (x.recorded_at at time zone ${tx.actor.timezone})::date between ${from}::date and ${to}::date
        and x.metric = any(${asked}) order by x.recorded_at, x.id`),
  ])
  const wanted = SERIES.filter((metric) => asked.includes(metric))
  return wanted.map((metric) => {
    const recorded = records.filter((record) => record.metric === metric)
    const points: Points = [...computed(metric, days), ...recorded.map(({ metric: _, ...point }) => point)]
    return { metric, points: points.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) }
  })
}

const computed = (metric: PulseSeries['metric'], days: readonly DayRow[]): Points =>
  days.flatMap(({ at, score, values }) => {
    const value = metric === 'score' ? score : (values[metric] ?? null)
    return value === null ? [] : [{ at, value, source: 'computed' as const }]
  })
