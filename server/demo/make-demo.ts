// Makes the two demo agencies, once, all or nothing; and removes them.
import { sql } from 'kysely'
import { takeAllAsItIs } from '../automation/take-as-it-is.ts'
import type { Connection, Database } from '../platform/database.ts'
import { askedAndAnswered } from './ask-and-answer.ts'
import { billedBesides } from './billed-work.ts'
import type { CastAgency } from './cast-agency.ts'
import { BRIGHTLINE, COPPERLEAF } from './demo-cast.ts'
import { demoCalendar } from './demo-calendar.ts'
import { hashesOf, renewDemoCredentials, sharedHash } from './demo-credentials.ts'
import { BRIGHTLINE_PROJECTS, COPPERLEAF_PROJECTS, type CastProject } from './demo-projects.ts'
import { foundAgency, letIn, type SignInKeys } from './found-agency.ts'
import { messages } from './live-messages.ts'
import { projectHistory, withMore, type ProjectHistory } from './live-projects.ts'
import { askedAlongTheWay } from './live-requests.ts'
import { bookings, daysOff, fallenIll } from './live-bookings.ts'
import { pastHealth, satisfaction } from './live-pulse.ts'
import { noticedOn, silencesUntil } from './noticed.ts'
import { subscriptionsBought } from './live-clients.ts'
import { LOOKED_AT, signalsRaised } from './live-signals.ts'
import { timeRecorded } from './live-time.ts'
import { castOf, perform } from './perform.ts'
import { planProjects } from './plan-projects.ts'

export interface DemoOptions {
  database: { app: Database; worker: Database }
  secretKey: string
  now: Date
  say: (progress: string) => void
  /** Also where somebody removed it. */
  again?: boolean
}

const AGENCIES: [agency: CastAgency, projects: CastProject[], tasks: number][] = [
  [COPPERLEAF, COPPERLEAF_PROJECTS, 28],
  [BRIGHTLINE, BRIGHTLINE_PROJECTS, 900],
]
export const DEMO_IDS = AGENCIES.map(([{ id }]) => id)
/** Its row says for both how far the making came. */
const MARKED = BRIGHTLINE.id
/** Any constant: nodes that start at once wait for each other here, and the second finds it made. */
const DEMO_LOCK = 7_326_003

/**
 * Makes the demo unless it is there or somebody removed it; what an earlier try left half-made is removed first. Answers
 * whether there is a demo now. Its dates are relative to the `now` of the first time.
 */
export function makeDemo(options: DemoOptions): Promise<boolean> {
  const { app, worker } = options.database
  return locked(worker, async () => {
    const [mark] = await worker.query<Mark>(sql`select made_at as "madeAt", removed_at as "removedAt"
      from demo_organizations where organization_id = ${MARKED}`)
    if (mark?.removedAt && options.again !== true) return false
    if (mark?.madeAt) await renewDemoCredentials(app, options.secretKey, options.now)
    else await makeAgencies(options)
    return true
  })
}

interface Mark {
  madeAt: Date | null
  removedAt: Date | null
}

/** Removes both agencies with everything; answers whether they were there. It is not made again unless somebody asks. */
export function removeDemo(worker: Database, now: Date): Promise<boolean> {
  return locked(worker, async () => {
    const removed = await removeAgencies(worker)
    await setMark(worker, { madeAt: null, removedAt: now })
    return removed
  })
}

async function makeAgencies({ database, secretKey, now, say }: DemoOptions): Promise<void> {
  const { worker } = database
  say('Making the demo agency…')
  await setMark(worker, { madeAt: null, removedAt: null })
  await removeAgencies(worker)
  const keys: SignInKeys = { secretKey, hashes: hashesOf(secretKey), shared: sharedHash(secretKey) }
  for (const [agency, projects, tasks] of AGENCIES)
    await makeAgency(database, agency, planProjects(agency, projects, tasks), keys, now)
  await setMark(worker, { madeAt: now, removedAt: null })
}

async function makeAgency(
  { app, worker }: DemoOptions['database'],
  agency: CastAgency,
  plans: ReturnType<typeof planProjects>,
  keys: SignInKeys,
  now: Date,
): Promise<void> {
  const calendar = demoCalendar(now, agency.timezone)
  const cast = castOf(agency, calendar, now)
  await foundAgency(app, agency, cast)
  for (const plan of plans) askedAlongTheWay(plan)
  const histories = plans
    .map((plan) => projectHistory(agency, calendar, plan))
    .map((history, place) => withMore(history, askedAndAnswered(history, place)))
  // Links between tasks are entered under one lock for the agency, so setting up goes one project after the other, while
  // what happened in those that are set up goes on beside it.
  let entering: Promise<unknown> = Promise.resolve()
  const make = async ({ setUp, life }: ProjectHistory) => {
    entering = entering.then(() => perform(app, cast, setUp))
    await entering
    await perform(app, cast, life)
  }
  await several(histories.slice(0, SAMPLE), make)
  await analyze(worker)
  await several(histories.slice(SAMPLE), make)
  await several(histories, (history) => perform(app, cast, messages(history)))
  // Whoever records time holds their own days: one transaction a person, and nobody waits.
  await several([...timeRecorded(calendar, histories).values()], (happenings) => perform(app, cast, happenings))
  await perform(app, cast, daysOff(agency, calendar))
  for (const booking of bookings(histories, calendar)) await perform(app, cast, [booking])
  await perform(app, cast, [fallenIll(agency, calendar)])
  await perform(app, cast, subscriptionsBought(agency, calendar, plans))
  await perform(app, cast, billedBesides(agency, plans))
  const look = { organizationId: agency.id, at: calendar.instant(LOOKED_AT), on: calendar.date(-1) }
  const [noticed, silences] = await Promise.all([noticedOn(worker, look), silencesUntil(worker, look)])
  await perform(app, cast, signalsRaised({ agency, calendar, projects: plans }, { noticed, silences }))
  for (const said of satisfaction(histories)) await perform(app, cast, [said])
  await takeAllAsItIs(app, { organizationId: agency.id, timezone: agency.timezone }, now)
  // Last: health is made of all that happened.
  await pastHealth({ app, worker }, { organizationId: agency.id, timezone: agency.timezone }, calendar, now)
  await letIn(app, agency, cast, keys)
  await analyze(worker)
}

/** So many projects are enough for the database to see how its tables fill. */
const SAMPLE = 4
/** Lets the planner see what is in the tables by now. */
const analyze = (worker: Database) => worker.query(sql`select analyze_tables()`)

const AT_ONCE = 4

/** Does the work for each, a few at a time. All have ended when it answers, whichever failed. */
async function several<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

async function removeAgencies(worker: Database): Promise<boolean> {
  let removed = false
  for (const [{ id }] of AGENCIES) {
    const [row] = await worker.query<{ removed: boolean }>(sql`select remove_demo_organization(${id}) as removed`)
    removed ||= row?.removed === true
  }
  return removed
}

const setMark = (worker: Database, { madeAt, removedAt }: Mark) =>
  worker.query(sql`insert into demo_organizations (organization_id, made_at, removed_at) values (${MARKED}, ${madeAt}, ${removedAt})
    on conflict (organization_id) do update set made_at = excluded.made_at, removed_at = excluded.removed_at`)

const WAIT_MS = 200
const MAX_WAITS = 600

/** Does the work while no other node makes or removes the demo. The lock ends with the connection, so a crash leaves none. */
async function locked<T>(worker: Database, work: () => Promise<T>): Promise<T> {
  const connection = await worker.connect()
  try {
    for (let waits = 0; !(await tryLock(connection)); waits++) {
      if (waits === MAX_WAITS)
        throw new Error('Another process has been making the demo for two minutes; look what it does.')
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    return await work()
  } finally {
    // Closed rather than given back: with it goes the lock.
    connection.release(true)
  }
}

async function tryLock(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ got: boolean }>(sql`select pg_try_advisory_lock(${DEMO_LOCK}) as got`)
  return row?.got === true
}
