// What the system does by itself, done at once and to the end on the real log and the real queue, so that tests need not wait.
import pino from 'pino'
import { placeEntries } from '../server/activity/place-entries.ts'
import { openAutomation, type Automation } from '../server/automation/automation.ts'
import { theRules } from '../server/automation/automation-routes.ts'
import { feedJobs } from '../server/automation/feed-jobs.ts'
import type { JobHandler } from '../server/automation/job-handler.ts'
import { makeLooks } from '../server/automation/look-around.ts'
import type { NamedRule } from '../server/automation/rule.ts'
import { runSome } from '../server/platform/run-jobs.ts'
import { theHouse, type House } from './agency.ts'
import { closeAtTheEnd } from './database.ts'

const MAX_ROUNDS = 200

export interface Engine extends Automation {
  house: House
  rules: readonly NamedRule[]
  /** All that follows from what happened in an organisation, and from what that did; fails where any of it failed. */
  settle(organizationId: string): Promise<void>
  /** The same, and what fails is tried again at once, until it is given up. Answers what failed, each time. */
  settleWithRetries(organizationId: string): Promise<unknown[]>
  /** Every rule looks at everything once, and what follows from that. */
  lookAround(organizationId: string): Promise<void>
  /** What happened before is not answered. */
  settleFromHere(organizationId: string): Promise<void>
}

/** An engine of its own over the house's database: with the rules of the house unless others are given. */
export async function openEngine(
  options: { rules?: readonly NamedRule[]; handlers?: readonly JobHandler[] } = {},
): Promise<Engine> {
  const house = await theHouse()
  const { db, clock, baseUrl } = house
  const log = pino({ level: 'silent' })
  const rules = options.rules ?? (await theRules())
  const { handlers = HANDLERS } = options
  const shared = { app: db.app, worker: db.worker, rules, handlers, log, clock: clock.tick, publicUrl: () => baseUrl }
  const automation = await openAutomation(shared)
  closeAtTheEnd(() => automation.jobs.stop())
  const drain = (organizationId: string, retries: boolean) => drainOf(house, automation, organizationId, retries)
  const settle = async (organizationId: string) => {
    const failures = await drain(organizationId, false)
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'))
  }
  return {
    ...automation,
    house,
    rules,
    settle,
    settleWithRetries: (organizationId) => drain(organizationId, true),
    async lookAround(organizationId) {
      // A look that failed before and waits to be tried again would stand for this one.
      await db.admin.query(
        `delete from jobs.job where name = 'rule-looks' and data ->> 'organizationId' = $1 and state in ('created', 'retry')`,
        [organizationId],
      )
      await makeLooks({ worker: db.worker, jobs: automation.jobs, rules }, `test ${looks++}`, organizationId)
      await settle(organizationId)
    },
    async settleFromHere(organizationId) {
      await feedAll(house, automation)
      await db.admin.query(
        `delete from jobs.job where data ->> 'organizationId' = $1 and state in ('created', 'retry')`,
        [organizationId],
      )
    },
  }
}

/** Work of other features that the server does beside the rules. */
const HANDLERS: readonly JobHandler[] = []

let looks = 0
let engine: Promise<Engine> | undefined
const theEngine = () => (engine ??= openEngine())

/** All that follows from what happened in an organisation: rules, and what follows from what they did. */
export const settle = async (organizationId: string): Promise<void> => (await theEngine()).settle(organizationId)

/** What is due by time: every rule looks at everything once, and what follows from that. */
export const lookAround = async (organizationId: string): Promise<void> =>
  (await theEngine()).lookAround(organizationId)

/** From now on: what happened before is not answered. */
export const settleFromHere = async (organizationId: string): Promise<void> =>
  (await theEngine()).settleFromHere(organizationId)

async function feedAll({ db }: House, { jobs, handlers }: Automation): Promise<void> {
  for (;;) {
    await placeEntries(db.worker)
    if ((await feedJobs({ worker: db.worker, jobs, handlers })) === 0) return
  }
}

/** Work of other organisations waits meanwhile: it is their tests' to have done. */
async function drainOf(house: House, automation: Automation, organizationId: string, retries: boolean) {
  const { jobs, runners } = automation
  const failures: unknown[] = []
  const log = pino({ level: 'silent' })
  const onFailure = (_job: unknown, error: unknown) => failures.push(error)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await feedAll(house, automation)
    await letOnly(house, organizationId, retries)
    if ((await runSome({ jobs, runners, log, onFailure })) === 0) return failures
  }
  throw new Error('what happens by itself does not come to an end')
}

let letting: Promise<unknown> = Promise.resolve()
/** One at a time: tests have the same done by several at once. */
async function letOnly({ db }: House, organizationId: string, retries: boolean): Promise<void> {
  const before = letting
  letting = before.then(() =>
    db.admin.query(
      `update jobs.job set start_after = case when data ->> 'organizationId' = $1 then '-infinity' else 'infinity' end::timestamptz
     where state = 'created' or (state = 'retry' and ($2 or data ->> 'organizationId' <> $1))`,
      [organizationId, retries],
    ),
  )
  await letting
}
