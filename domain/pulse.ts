// A project's health: one score from the metrics, in contributions that add up to it, each with its reason.
import { z } from 'zod'
import { inEnglish } from './said.ts'
import { Id, Instant, InstantInput, Percent, SaidShape, text } from './fields.ts'
import { BANDS } from './project.ts'
import type { PulseFacts } from './pulse-facts.ts'
import { PulseLift } from './pulse-lifts.ts'
import { Signal } from './signal.ts'
import { METRIC_OF, METRICS, rounded, type Metric } from './pulse-values.ts'

export { METRICS, type Metric }

/** Which version of the arithmetic below a stored score was computed by. */
export const FORMULA = 1

/** In hundredths; progress is shown and not counted. */
export const WEIGHTS: Record<Metric, number> = {
  schedule: 30,
  responsiveness: 20,
  communication: 15,
  workload: 15,
  billing: 10,
  budget: 5,
  client_satisfaction: 5,
  progress: 0,
}
/** Fewer than so many make no score. */
const FEWEST = 2
/** A metric below this caps the score. */
const CAPS_BELOW = 25
const CAP = 49

export type Band = (typeof BANDS)[number]

export const MetricReading = z
  .strictObject({
    metric: z.enum(METRICS),
    value: Percent.nullable().meta({ description: 'Null where it is not available; the reason says why.' }),
    weight: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Its share before those that are not available leave theirs.' }),
    contribution: z.int().meta({ description: 'Points of the score; all of them and the cap add up to it.' }),
    reason: z.string(),
    said: SaidShape.meta({ description: 'The reason.' }),
    evidence: z.record(z.string(), z.unknown()).meta({ description: 'The ids and numbers it was computed from.' }),
  })
  .meta({ id: 'MetricReading' })
export type MetricReading = z.infer<typeof MetricReading>

const Cap = z.strictObject({ metric: z.enum(METRICS), contribution: z.int().max(-1) }).meta({
  id: 'PulseCap',
  description: `What it takes off that a metric is below ${CAPS_BELOW}: the score is then at most ${CAP}.`,
})

export interface Pulse {
  score: number | null
  band: Band
  /** The lowest of the metrics that count. */
  worst: Metric | null
  metrics: MetricReading[]
  cap: z.infer<typeof Cap> | null
}

export const bandOf = (score: number | null): Band =>
  score === null ? 'unknown' : score >= 75 ? 'healthy' : score >= 50 ? 'watch' : 'at_risk'

export function computePulse(facts: PulseFacts): Pulse {
  const readings = METRICS.map((metric) => ({ metric, ...METRIC_OF[metric](facts) }))
  const counted = readings.flatMap(({ metric, value }) =>
    value === null || WEIGHTS[metric] === 0 ? [] : [{ metric, value, weight: WEIGHTS[metric] }],
  )
  const lowest = counted.toSorted((a, b) => a.value - b.value)[0]
  const known = counted.length >= FEWEST
  const parts = known ? contributionsOf(counted) : new Map<Metric, number>()
  const metrics = readings.map(({ metric, value, reason: said, evidence }): MetricReading => {
    const contribution = parts.get(metric) ?? 0
    return { metric, value, weight: WEIGHTS[metric] / 100, contribution, reason: inEnglish(said), said, evidence }
  })
  if (!known || !lowest) return { score: null, band: 'unknown', worst: null, metrics, cap: null }
  const uncapped = [...parts.values()].reduce((sum, part) => sum + part, 0)
  const over = lowest.value < CAPS_BELOW ? uncapped - CAP : 0
  const score = over > 0 ? CAP : uncapped
  const cap = over > 0 ? { metric: lowest.metric, contribution: -over } : null
  return { score, band: bandOf(score), worst: lowest.metric, metrics, cap }
}

/** Whole points by largest remainder, which add up to the weighted mean, rounded half up. */
function contributionsOf(counted: readonly { metric: Metric; value: number; weight: number }[]): Map<Metric, number> {
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0)
  const parts = counted.map(({ metric, value, weight }) => {
    const exact = weight * value
    return { metric, points: Math.floor(exact / weights), remainder: exact % weights }
  })
  const mean = rounded(
    counted.reduce((sum, { weight, value }) => sum + weight * value, 0),
    weights,
  )
  const left = mean - parts.reduce((sum, { points }) => sum + points, 0)
  // Of equal remainders the first has it, in the order of METRICS.
  const lucky = new Set(
    parts
      .toSorted((a, b) => b.remainder - a.remainder)
      .slice(0, left)
      .map(({ metric }) => metric),
  )
  return new Map(parts.map(({ metric, points }) => [metric, points + (lucky.has(metric) ? 1 : 0)]))
}

export const SERIES = [...METRICS, 'score'] as const
const Point = z.strictObject({ at: Instant, value: Percent, source: z.enum(['computed', 'manual', 'integration']) })
export const PulseSeries = z
  .strictObject({ metric: z.enum(SERIES), points: z.array(Point) })
  .meta({ id: 'PulseSeries' })
export type PulseSeries = z.infer<typeof PulseSeries>

const core = {
  projectId: Id,
  score: Percent.nullable(),
  band: z.enum(BANDS),
  computedAt: Instant.nullable().meta({ description: 'Null where nothing was computed by the day asked for.' }),
  metrics: z.array(MetricReading),
  cap: Cap.nullable(),
}

export const ProjectPulse = z
  .strictObject({
    ...core,
    series: z
      .array(PulseSeries)
      .meta({ description: 'Each day’s last computed values, and what was recorded by hand.' }),
    signals: z.array(Signal).meta({ description: 'Those that are open, or were on the day asked for.' }),
    lifts: z
      .array(PulseLift)
      .meta({ description: 'What would lift the score most, the greatest first; three at most.' }),
  })
  .meta({ id: 'ProjectPulse', description: 'Health that adds up: the contributions and the cap are the score.' })
export type ProjectPulse = z.infer<typeof ProjectPulse>

export const PreviewedPulse = z
  .strictObject({
    ...core,
    from: Percent.nullable().meta({ description: 'The score as it is.' }),
    change: z.int().nullable(),
  })
  .meta({ id: 'PreviewedPulse', description: 'Health as it would be; nothing was changed.' })
export type PreviewedPulse = z.infer<typeof PreviewedPulse>

export const NewPulseMetrics = z
  .strictObject({
    metrics: z
      .array(z.strictObject({ metric: z.enum(METRICS), value: Percent, note: text(2000).optional() }))
      .min(1)
      .max(METRICS.length)
      .refine((all) => new Set(all.map(({ metric }) => metric)).size === all.length, 'names a metric twice'),
    recordedAt: InstantInput.optional().meta({
      description: 'Not in the future, not before the project; now when left out.',
    }),
    source: z.enum(['manual', 'integration']).optional().meta({ description: 'manual when left out.' }),
  })
  .meta({
    id: 'NewPulseMetrics',
    description: 'Kept in the series for good. Only client_satisfaction is scored: the others are computed from facts.',
  })
export type NewPulseMetrics = z.infer<typeof NewPulseMetrics>
