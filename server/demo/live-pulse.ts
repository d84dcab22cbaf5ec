// The demo's health: what account managers heard about satisfaction, and the score of past days, rebuilt from the activity
// that the demo itself made. It comes last, when everything else has happened.
import { sql } from 'kysely'
import { computePulse } from '../../domain/pulse.ts'
import { ActivityFold } from '../activity/activity-fold.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { entriesOf } from '../pulse/compare-pulse.ts'
import { recordPulseMetrics } from '../pulse/pulse-operations.ts'
import { rebuiltFacts } from '../pulse/pulse-rebuild.ts'
import {
  keepDays,
  keepOnProjects,
  pulseRule,
  recomputeProjects,
  type Computed,
  type Whose,
} from '../pulse/recompute-pulse.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening, ProjectHistory } from './live-projects.ts'

const NOTES = [
  'Said so in the monthly call',
  'From the survey after the launch',
  'Not happy about the waiting',
  'Asked for the same team again',
]

/** Of some projects somebody wrote down how satisfied the client is, once or twice. */
export function satisfaction(histories: readonly ProjectHistory[]): Happening[] {
  return histories.flatMap(({ project: { id, cast, createdDay } }) => {
    const random = randomOf(`${id} satisfaction`)
    if (cast.status === 'draft' || cast.deletedDay !== undefined || !random.chance(0.4)) return []
    const last = (cast.endDay ?? 0) - random.between(2, 12)
    return [last - random.between(20, 45), last].flatMap((day): Happening[] => {
      const value = random.between(35, 98)
      const note = random.pick(NOTES)
      const run = (tx: Tx) => recordPulseMetrics(tx, id, { metrics: [{ metric: 'client_satisfaction', value, note }] })
      return day <= createdDay + 1 ? [] : [{ at: day * DAY + 400, by: cast.managerId, may: 'pulse.update', run }]
    })
  })
}

/** Working days back that are kept: each of the last two weeks, before that the last of each week. */
const PAST_DAYS = [
  ...Array.from({ length: 10 }, (_, n) => -1 - n),
  ...Array.from({ length: 10 }, (_, n) => -15 - 5 * n),
]
const EVENING = 470

interface Moment {
  at: Date
  projectIds: readonly string[]
}

/** Keeps the health that projects had on past days, and brings those that are open up to date. */
export async function pastHealth(
  { app, worker }: { app: Database; worker: Database },
  whose: Whose,
  calendar: DemoCalendar,
  now: Date,
): Promise<void> {
  const organization = whose.organizationId
  const projects = await worker.query<{ id: string; closedAt: Date | null; createdAt: Date }>(sql`
    select id, closed_at as "closedAt", created_at as "createdAt" from projects
    where organization_id = ${organization} and status <> 'draft' and deleted_at is null`)
  const evenings = PAST_DAYS.map((day): Moment => {
    const at = calendar.instant(day * DAY + EVENING)
    const open = projects.filter(({ closedAt, createdAt }) => createdAt < at && (closedAt === null || closedAt > at))
    return { at, projectIds: open.map(({ id }) => id) }
  })
  // Who closed a project left it the health it had just before.
  const closings = projects.flatMap(({ id, closedAt }): Moment[] =>
    closedAt === null ? [] : [{ at: new Date(closedAt.getTime() - 1), projectIds: [id] }],
  )
  const computed = await computedAt(worker, organization, [...evenings, ...closings])
  const days = new Map(computed.map((each) => [`${each.project.projectId} ${each.project.facts.on}`, each]))
  const latest = new Map(computed.map((each) => [each.project.projectId, each]))
  const context = { actor: pulseRule(whose), permission: 'pulse.update', scopes: ['organization'], now } as const
  await transaction(app, context, async (tx) => {
    keepDays(tx, [...days.values()])
    keepOnProjects(tx, [...latest.values()])
  })
  await recomputeProjects(
    app,
    whose,
    projects.map(({ id }) => id),
    now,
  )
}

/** In the order of the moments: of a day with two of them the later one counts. */
async function computedAt(worker: Database, organizationId: string, moments: readonly Moment[]): Promise<Computed[]> {
  const fold = new ActivityFold()
  const entries = entriesOf(worker, organizationId)
  let next = await entries.next()
  const computed: Computed[] = []
  for (const { at, projectIds } of moments.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    for (; !next.done && next.value.at <= at.toISOString(); next = await entries.next()) fold.apply(next.value)
    for (const projectId of projectIds) {
      const facts = rebuiltFacts(fold, projectId, at)
      if (facts) computed.push({ project: { projectId, facts }, pulse: computePulse(facts) })
    }
  }
  return computed
}
