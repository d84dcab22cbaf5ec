// Computes projects' health from the facts of now and keeps it: on the project, and as its day's last score. Derived, so it
// is no version of the project; what is recorded is only that the band changed.
import { sql } from 'kysely'
import { computePulse, FORMULA, type Pulse } from '../../domain/pulse.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Actor, type Tx } from '../platform/transaction.ts'
import { readPulseFacts, type ProjectFacts } from './pulse-facts.ts'

/** Closed projects keep the health they had, drafts have none yet: both are computed only when somebody looks. */
export const IN_THE_BACKGROUND = sql`status in ('onboarding', 'active', 'on_hold') and deleted_at is null`

/** So many projects are held at once, so that nobody who works in one of them waits for long. */
const AT_ONCE = 25

export interface Whose {
  organizationId: string
  timezone: string
}

/** The rule that keeps health up to date, as the activity names it. */
export const pulseRule = ({ organizationId, timezone }: Whose): Actor => ({
  type: 'rule',
  id: 'rule:pulse',
  name: 'Health',
  organizationId,
  roles: [],
  tokenScopes: ['*'],
  timezone,
})

/**
 * Brings the health of these projects up to date; those that are closed, drafts or deleted are left as they are. May be
 * done by several at once, and again: the last one to hold a project has seen all that is committed before.
 */
export async function recomputeProjects(
  database: Database,
  whose: Whose,
  projectIds: readonly string[],
  now: Date,
): Promise<void> {
  const context = { actor: pulseRule(whose), permission: 'pulse.update', scopes: ['organization'], now } as const
  const ids = [...new Set(projectIds)].toSorted()
  for (let n = 0; n < ids.length; n += AT_ONCE)
    await transaction(database, context, (tx) => recomputePulse(tx, ids.slice(n, n + AT_ONCE)))
}

/** The same within a transaction, at its instant. */
export async function recomputePulse(tx: Tx, projectIds: readonly string[]): Promise<void> {
  const organization = tx.actor.organizationId
  const held = await tx.rows<{ id: string }>(sql`
    select id from projects where organization_id = ${organization} and id = any(${projectIds}) and ${IN_THE_BACKGROUND}
      and (health_computed_at is null or health_computed_at <= ${tx.now})
    order by id for no key update`)
  if (held.length === 0) return
  const read = await readPulseFacts(
    tx,
    held.map(({ id }) => id),
  )
  const computed = read.map((project) => ({ project, pulse: computePulse(project.facts) }))
  keepOnProjects(tx, computed)
  keepDays(tx, computed)
  for (const { project, pulse } of computed) recordBand(tx, project, pulse)
}

export interface Computed {
  project: Pick<ProjectFacts, 'projectId' | 'facts'>
  pulse: Pulse
}

const recordset = (computed: readonly Computed[]) => {
  const rows = computed.map(({ project: { projectId, facts }, pulse: { score, band, worst, metrics } }) => {
    return { projectId, on: facts.on, at: facts.at, score, band, worst, metrics, inputs: facts }
  })
  return sql`json_to_recordset(${JSON.stringify(rows)}) as r("projectId" text, "on" date, at timestamptz, score smallint, band text,
    worst text, metrics jsonb, inputs jsonb)`
}

/** Each as the last score of the day that its facts are of. */
export function keepDays(tx: Tx, computed: readonly Computed[]): void {
  tx.send(sql`insert into pulse_days (organization_id, project_id, "on", score, band, worst, metrics, inputs, formula, computed_at)
    select ${tx.actor.organizationId}, r."projectId", r."on", r.score, r.band, r.worst, r.metrics, r.inputs, ${FORMULA}, r.at
    from ${recordset(computed)}
    on conflict (organization_id, project_id, "on") do update set score = excluded.score, band = excluded.band,
      worst = excluded.worst, metrics = excluded.metrics, inputs = excluded.inputs, formula = excluded.formula,
      computed_at = excluded.computed_at`)
}

/** As the health of their projects; one for each of them. */
export function keepOnProjects(tx: Tx, computed: readonly Computed[]): void {
  tx.send(sql`update projects p set health_score = r.score, health_band = r.band, health_worst = r.worst, health_computed_at = r.at
    from ${recordset(computed)} where p.organization_id = ${tx.actor.organizationId} and p.id = r."projectId"`)
}

function recordBand(tx: Tx, { projectId, accountId, health }: ProjectFacts, { score, band }: Pulse): void {
  if (health.band === band) return
  const subject = { type: 'project', id: projectId, projectId, accountId }
  tx.record('project.health_changed', subject, {
    band: { from: health.band, to: band },
    score: { from: health.score, to: score },
  })
}
