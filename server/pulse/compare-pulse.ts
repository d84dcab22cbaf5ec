// Holds every kept day's health against what the activity alone makes of it, and names what differs.
import { isDeepStrictEqual } from 'node:util'
import { sql, type RawBuilder } from 'kysely'
import { computePulse, FORMULA } from '../../domain/pulse.ts'
import type { PulseFacts } from '../../domain/pulse-facts.ts'
import { ActivityFold, type LogEntry } from '../activity/activity-fold.ts'
import type { Database } from '../platform/database.ts'
import { PULSE_ENTITIES, rebuiltFacts } from './pulse-rebuild.ts'

export interface Difference {
  organizationId: string
  projectId: string
  on: string
  /** What differs: fields of the facts, or the score. */
  what: string[]
}

interface KeptDay {
  projectId: string
  on: string
  score: number | null
  inputs: PulseFacts
  formula: number
  at: string
}

/** Compares all days that are kept, or one project's; answers how many there were and which of them differ. */
export async function comparePulse(
  worker: Database,
  only: { organizationId?: string; projectId?: string } = {},
): Promise<{ days: number; differences: Difference[] }> {
  const organizations = await worker.query<{ id: string }>(sql`select id from organizations
    where ${only.organizationId ?? null}::text is null or id = ${only.organizationId ?? null} order by id`)
  const differences: Difference[] = []
  let days = 0
  for (const { id } of organizations) {
    for await (const { day, what } of compared(worker, id, only.projectId)) {
      days++
      if (what.length > 0) differences.push({ organizationId: id, projectId: day.projectId, on: day.on, what })
    }
  }
  return { days, differences }
}

/** Walks the days in the order of their instants, folding the activity up to each. */
async function* compared(worker: Database, organizationId: string, projectId: string | undefined) {
  const fold = new ActivityFold()
  const entries = entriesOf(worker, organizationId)
  let next = await entries.next()
  for await (const day of daysOf(worker, organizationId, projectId)) {
    while (!next.done && next.value.at <= day.at) {
      fold.apply(next.value)
      next = await entries.next()
    }
    yield { day, what: differing(day, rebuiltFacts(fold, day.projectId, new Date(day.at))) }
  }
}

function differing({ score, inputs, formula }: KeptDay, rebuilt: PulseFacts | undefined): string[] {
  if (!rebuilt) return ['project']
  const facts = JSON.parse(JSON.stringify(rebuilt)) as PulseFacts
  const fields = Object.keys(facts) as (keyof PulseFacts)[]
  const what: string[] = fields.filter((field) => !isDeepStrictEqual(facts[field], inputs[field]))
  // Another version of the formula gave another score for the same facts.
  if (formula === FORMULA && computePulse(rebuilt).score !== score) what.push('score')
  return what
}

const PAGE = 2_000

/** What health depends on, as the activity has it, in the order of its instants. */
export async function* entriesOf(worker: Database, organizationId: string): AsyncGenerator<LogEntry> {
  for (let after: LogEntry | undefined; ;) {
    const beyond = after ? sql`(at, id) > (${after.at}::timestamptz, ${after.id})` : sql`true`
    const page: LogEntry[] = await worker.query<LogEntry>(sql`
      select id, entity_type as type, entity_id as "entityId", project_id as "projectId", version, event, changes, instant(at) as at
      from activity where organization_id = ${organizationId} and entity_type = any(${PULSE_ENTITIES}) and ${beyond}
      order by at, id limit ${sql.lit(PAGE)}`)
    yield* page
    after = page.at(-1)
    if (page.length < PAGE) return
  }
}

async function* daysOf(
  worker: Database,
  organizationId: string,
  projectId: string | undefined,
): AsyncGenerator<KeptDay> {
  const which: RawBuilder<unknown> = projectId === undefined ? sql`true` : sql`project_id = ${projectId}`
  for (let after: KeptDay | undefined; ;) {
    const beyond = after
      ? sql`(computed_at, project_id, "on") > (${after.at}::timestamptz, ${after.projectId}, ${after.on}::date)`
      : sql`true`
    const page: KeptDay[] = await worker.query<KeptDay>(sql`
      select project_id as "projectId", "on", score, inputs, formula, instant(computed_at) as at
      from pulse_days where organization_id = ${organizationId} and ${which} and ${beyond}
      order by computed_at, project_id, "on" limit ${sql.lit(PAGE)}`)
    yield* page
    after = page.at(-1)
    if (page.length < PAGE) return
  }
}
