// What can be done with a project's health: look at it, as of any day; record what people and other systems say of it.
import { sql } from 'kysely'
import { inEnglish, say } from '../../domain/said.ts'
import { invalidField } from '../../domain/problems.ts'
import {
  computePulse,
  METRICS,
  WEIGHTS,
  type NewPulseMetrics,
  type ProjectPulse,
  type Pulse,
} from '../../domain/pulse.ts'
import { bestLifts } from '../../domain/pulse-lifts.ts'
import type { PulseFacts } from '../../domain/pulse-facts.ts'
import { isOpenProject } from '../../domain/project-life.ts'
import { readNetwork } from '../planning/network.ts'
import { civilDate } from '../platform/civil-date.ts'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { liftOptions, readLoad, readWeights } from './lift-options.ts'
import { readPulseFacts } from './pulse-facts.ts'
import {
  findStoredPulse,
  getPulseProject,
  readSeries,
  windowOfSeries,
  type PulseProject,
  type PulseQuery,
} from './pulse-queries.ts'
import { openSignalsOf } from '../signals/signal-queries.ts'

/** A project's health, computed now, or as it was kept on a day; with its series and what would lift it. */
export async function getProjectPulse(tx: Tx, projectId: string, query: PulseQuery): Promise<ProjectPulse> {
  const window = windowOfSeries(tx, query)
  return query.asOf === undefined
    ? pulseOfNow(tx, projectId, window, query.metrics)
    : pulseAsOf(tx, projectId, query.asOf, window, query.metrics)
}

type Window = ReturnType<typeof windowOfSeries>

/** One round trip, whatever there is of the project. */
async function pulseOfNow(
  tx: Tx,
  projectId: string,
  window: Window,
  asked: PulseQuery['metrics'],
): Promise<ProjectPulse> {
  const [project, [read], series, signals, network, weights, load] = await Promise.all([
    getPulseProject(tx, projectId),
    readPulseFacts(tx, [projectId]),
    readSeries(tx, projectId, window, asked),
    openSignalsOf(tx, projectId, sql`${tx.now}::timestamptz`),
    readNetwork(tx, [projectId]),
    readWeights(tx, projectId),
    readLoad(tx, projectId),
  ])
  if (!read) throw new Error('a project within reach has facts')
  const { facts } = read
  const open = isOpenProject(project.status) && project.status !== 'draft'
  const options = open ? liftOptions(projectId, facts, { network, weights, load }) : []
  const lifts = bestLifts(facts, options, (after) => computePulse(after).score)
  return { ...shown(projectId, facts, computePulse(facts)), series, signals, lifts }
}

/** What of a computed pulse is told. */
export function shown(projectId: string, facts: PulseFacts, { score, band, metrics, cap }: Pulse) {
  return { projectId, score, band, computedAt: facts.at, metrics, cap }
}

async function pulseAsOf(
  tx: Tx,
  projectId: string,
  on: string,
  window: Window,
  asked: PulseQuery['metrics'],
): Promise<ProjectPulse> {
  const [, stored, series] = await Promise.all([
    getPulseProject(tx, projectId),
    findStoredPulse(tx, projectId, on),
    readSeries(tx, projectId, window, asked),
  ])
  if (!stored) return { ...nothingAsOf(projectId, on), series, signals: [], lifts: [] }
  const { score, band, worst, metrics, computedAt } = stored
  // What the contributions are more than the score is what the cap took.
  const over = metrics.reduce((sum, { contribution }) => sum + contribution, 0) - (score ?? 0)
  const cap = over > 0 && worst !== null ? { metric: worst, contribution: -over } : null
  const signals = await openSignalsOf(tx, projectId, sql`${computedAt}::timestamptz`)
  return { projectId, score, band, computedAt, metrics, cap, series, signals, lifts: [] }
}

function nothingAsOf(projectId: string, on: string) {
  const said = say`No score was kept on ${on} or before.`
  const reason = inEnglish(said)
  const metrics = METRICS.map((metric) => {
    return { metric, value: null, weight: WEIGHTS[metric] / 100, contribution: 0, reason, said, evidence: {} }
  })
  return { projectId, score: null, band: 'unknown' as const, computedAt: null, metrics, cap: null }
}

/** Keeps values that somebody, or another system, gives; answers with the health they make. Nothing recorded ever changes. */
export async function updatePulseMetrics(tx: Tx, projectId: string, input: NewPulseMetrics): Promise<ProjectPulse> {
  await recordPulseMetrics(tx, projectId, input)
  return getProjectPulse(tx, projectId, {})
}

/** The same without looking at what it makes. */
export async function recordPulseMetrics(tx: Tx, projectId: string, input: NewPulseMetrics): Promise<void> {
  const project = await getPulseProject(tx, projectId)
  const { source = 'manual', metrics } = input
  const recordedAt = input.recordedAt === undefined ? tx.now : new Date(input.recordedAt)
  checkInstant(tx, project, recordedAt)
  for (const { metric, value, note = '' } of metrics) {
    const id = tx.newId('pul')
    const row = { id, projectId, metric, value, source, note, recordedAt }
    const { type: actorType, id: actorId } = tx.actor
    insertRow(tx, 'pulse_metrics', { ...row, actorType, actorId, createdAt: tx.now })
    tx.record(
      'pulse.recorded',
      { type: 'pulse_metric', id, projectId, accountId: project.accountId },
      {
        metric: { to: metric },
        value: { to: value },
        source: { to: source },
        note: { to: note },
        recordedAt: { to: recordedAt.toISOString() },
      },
    )
  }
}

/** Not yet to come, and not before there was a project: it may have begun before it was entered here. */
function checkInstant(tx: Tx, { createdAt, startOn }: PulseProject, recordedAt: Date): void {
  if (recordedAt > tx.now) throw invalidField('/recordedAt', 'future', 'is not in the future')
  const begun = startOn !== null && civilDate(recordedAt, tx.actor.timezone) >= startOn
  if (recordedAt < new Date(createdAt) && !begun)
    throw invalidField('/recordedAt', 'before_project', 'is not before the project began')
}
