// What the server does by itself, each piece as the fault suite has it done: what there is to do, and one turn of doing it.
import pino from 'pino'
import { placeEntries } from '../../server/activity/place-entries.ts'
import { followOnce } from '../../server/analytics/analytics-loop.ts'
import { openAutomation, type Automation } from '../../server/automation/automation.ts'
import { theRules } from '../../server/automation/automation-routes.ts'
import { feedJobs } from '../../server/automation/feed-jobs.ts'
import { accountPulls, makePull } from '../../server/integrations/pull-accounts.ts'
import { stripeDoings } from '../../server/integrations/stripe-doings.ts'
import { runErrand } from '../../server/integrations/stripe-errands.ts'
import { carryNotices } from '../../server/notifications/carry-notices.ts'
import { composeNotice } from '../../server/notifications/compose-notice.ts'
import { mailCarrier } from '../../server/platform/mail.ts'
import { startOutgoingLoop } from '../../server/platform/outgoing-loop.ts'
import type { Database } from '../../server/platform/database.ts'
import { runSome } from '../../server/platform/run-jobs.ts'
import { startPulseLoop } from '../../server/pulse/pulse-loop.ts'
import { accountServer } from '../account-system.ts'
import { theHouse, type Agency, type Person } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { mailReceiver, withNina } from '../mail-house.ts'
import { fresh, made } from '../permission-walk-things.ts'
import { boughtAt, stripeHouse } from '../stripe-house.ts'

export interface Pools {
  app: Database
  worker: Database
}
export interface BackgroundWork {
  /** Something to do, anew each time; in the same words but for ids. */
  given(house: Agency): Promise<unknown>
  /** Does all there is, as far as it comes. */
  turn(pools: Pools): Promise<unknown>
  /** What has gone out, each with what says that it is the same; none twice under two names. */
  sent?(): string[]
  /** What is written down each time that it did not come to its end. */
  tried?: RegExp
}

const log = pino({ level: 'silent' })
const after = { after: closeAtTheEnd }

/** One task waits for another, which is completed. */
async function goesOn({ max }: { max: Person }): Promise<void> {
  const first = await made(max.adds('site', { title: 'First', assigneeIds: ['mia'] }))
  await made(max.adds('site', { title: 'Then', assigneeIds: ['mia'], dependencies: [{ taskId: first }] }))
  await max.completes({ id: first })
}

const automations = new WeakMap<Database, Promise<Automation>>()
/** The queue is opened once for each pool. */
export async function automationOf({ app, worker }: Pools): Promise<Automation> {
  const { clock, accounts } = await theHouse()
  const publicUrl = () => 'http://localhost'
  const { handlers } = accountPulls({ ...accounts, app, worker, clock: clock.tick, publicUrl })
  const open = async () => {
    const rules = await theRules()
    const automation = await openAutomation({ app, worker, rules, handlers, log, clock: clock.tick, publicUrl })
    closeAtTheEnd(() => automation.jobs.stop())
    return automation
  }
  const opened = automations.get(worker) ?? open()
  automations.set(worker, opened)
  return opened
}

export const WHILE_MINUTES = 10
/** As if a while had passed: leases are over, and who holds a job is gone. */
export async function aWhileLater({ db, clock }: Agency): Promise<void> {
  clock.advance({ minutes: WHILE_MINUTES })
  await db.admin.query(
    `update jobs.job set state = 'retry', start_after = '-infinity' where state in ('active', 'retry')`,
  )
}

async function runJobs(pools: Pools): Promise<void> {
  const { jobs, runners } = await automationOf(pools)
  while ((await runSome({ jobs, runners, log })) > 0);
}

/** Everything up to the jobs, undisturbed. */
async function feeds({ db }: Agency): Promise<void> {
  const automation = await automationOf(db)
  await placeEntries(db.worker)
  while ((await feedJobs({ ...automation, worker: db.worker })) > 0);
}

let stripe: ReturnType<typeof stripeHouse> | undefined
let system: ReturnType<typeof accountServer> | undefined
let mail: ReturnType<typeof mailReceiver> | undefined
const arrived: string[] = []

export const BACKGROUND_WORKS: Record<string, BackgroundWork> = {
  'places in the log': { given: goesOn, turn: ({ worker }) => placeEntries(worker) },
  'jobs made of the log': {
    async given(house) {
      await goesOn(house)
      await placeEntries(house.db.worker)
    },
    async turn(pools) {
      await feedJobs({ ...(await automationOf(pools)), worker: pools.worker })
    },
  },
  'jobs run': {
    async given(house) {
      await goesOn(house)
      await feeds(house)
    },
    turn: runJobs,
  },
  'accounts asked for': {
    async given(house) {
      const { has } = await (system ??= accountServer(after, house.organizationId))
      has('there', { version: 1 })
      await makePull(house.db.worker, (await automationOf(house.db)).jobs, house.organizationId, fresh('slot'))
    },
    turn: runJobs,
    tried: /INSERT public\.account_syncs .*"status":"failed"|"event":"account_sync\.failed"/,
  },
  'notices carried': {
    async given(house) {
      await goesOn(house)
      await feeds(house)
      await runJobs(house.db)
    },
    async turn(pools) {
      const { clock } = await theHouse()
      await carryNotices({ ...pools, clock: clock.tick, publicUrl: 'http://localhost', chat: false })
    },
  },
  'mail sent': {
    async given(house) {
      await house.db.admin.query('delete from outgoing_messages')
      await withNina(house)
      await house.max.post('/v1/admin/projects/site/communications', { visibility: 'client', body: 'Which colour?' })
    },
    async turn(pools) {
      const { clock } = await theHouse()
      const { smtpUrl } = await (mail ??= mailReceiver(after, (raw) =>
        arrived.push(/^message-id: (.*)$/im.exec(raw)?.[1] ?? ''),
      ))
      const from = 'Project Operations <no-reply@ops.example>'
      const email = mailCarrier({ smtpUrl, outboxDir: '', from, log, clock: clock.now })
      const compose = composeNotice({ ...pools, clock: clock.tick, publicUrl: 'http://localhost' })
      const loop = startOutgoingLoop({ database: pools.worker, carriers: { email }, compose, log, clock: clock.now })
      await loop.kick()
      await loop.stop()
    },
    sent: () => arrived.splice(0),
  },
  'errands to Stripe': {
    async given(house) {
      const there = await (stripe ??= stripeHouse(after))
      there.billsFor(house.organizationId)
      await house.ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
      const { subscription, ...others } = boughtAt(house.clock.now(), { id: 'sub_there' })
      there.has(subscription, ...Object.values(others))
      await there.tells('customer.subscription.created', subscription)
    },
    async turn(pools) {
      const { clock, stripe: outside } = await theHouse()
      const shared = { ...pools, log, clock: clock.tick }
      const doings = stripeDoings({ ...shared, stripe: outside.api })
      while (await runErrand({ ...shared, doings }));
    },
  },
  'health computed': {
    given: async (house) => {
      await goesOn(house)
      await placeEntries(house.db.worker)
    },
    async turn(pools) {
      const { clock } = await theHouse()
      const loop = startPulseLoop({ ...pools, log, clock: clock.now })
      await loop.kick()
      await loop.stop()
    },
  },
  'figures counted': {
    given: async (house) => {
      await goesOn(house)
      await placeEntries(house.db.worker)
    },
    async turn(pools) {
      const { clock } = await theHouse()
      await followOnce({ ...pools, log, clock: clock.now })
    },
  },
}
