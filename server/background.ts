// What goes on without being asked, started together and stopped together.
import { join } from 'node:path'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { makeAlertWebhook } from './alerts/alert-webhook.ts'
import { startWatch } from './alerts/watch.ts'
import { watchersOf } from './alerts/watchers.ts'
import { headsFolder } from './activity/head-files.ts'
import { startAnalytics } from './analytics/analytics-loop.ts'
import { startLogTail } from './activity/log-tail.ts'
import { startRelay } from './activity/relay.ts'
import { keepMonths, retireEntries } from './activity/retire-entries.ts'
import { startSealing } from './activity/seal-entries.ts'
import { sweeps, VERSION } from './app.ts'
import { startArchiving, type Archiving, type ArchivingState } from './backup/archiving.ts'
import { startAutomation } from './automation/automation.ts'
import { theRules } from './automation/automation-routes.ts'
import { discardFiles } from './files/attachment-sweep.ts'
import { accountPulls } from './integrations/pull-accounts.ts'
import { slackCarrier } from './integrations/slack-carrier.ts'
import { stripeDoings } from './integrations/stripe-doings.ts'
import { startErrands, type ErrandOptions } from './integrations/stripe-errands.ts'
import type { Live } from './live/live.ts'
import { mailCarrier, senderOf } from './platform/mail.ts'
import { whenRecorded } from './platform/recorded.ts'
import { startNoticeLoop } from './notifications/notice-loop.ts'
import { composeNotice } from './notifications/compose-notice.ts'
import type { Loop } from './platform/loop.ts'
import { startOutgoingLoop, type Carriers } from './platform/outgoing-loop.ts'
import type { Settings } from './platform/settings.ts'
import { startSweep } from './platform/sweep.ts'
import { startPulseLoop } from './pulse/pulse-loop.ts'
import type { Reach } from './reach-outside.ts'
import type { RunningDatabase } from './start-database.ts'

const clock = () => new Date()

export interface Background {
  /** How far the archive of backups is, where this node keeps one. */
  archived: (() => ArchivingState) | undefined
  stop(): Promise<unknown>
}

/** What goes on without being asked: mail and chat on their way out, what has had its time, health that follows what happens. */
export async function startBackground(
  settings: Settings,
  reach: Reach,
  { app, worker, relay: relayDatabase, embedded }: RunningDatabase,
  live: Live,
  baseUrl: string,
  log: Logger,
): Promise<Background> {
  const tail = startLogTail({ worker, log })
  live.follow(tail)
  const relay = startRelay({ database: relayDatabase, log, onPlaced: () => void tail.kick() })
  const isOurs = () => relay.holds()
  const sealing = startSealing({ database: relayDatabase, ...proofOf(settings), isOurs, log, clock })
  const forget = whenRecorded(app, () => relay.kick())
  const carriers = carriersOf(settings, reach, worker, baseUrl, log)
  const outgoing = sendOut({ worker, app, clock, publicUrl: baseUrl, chat: reach.slack !== undefined, log }, carriers)
  const afterwards = sweptOtherwise(worker, settings.activityKey, reach)
  const sweep = startSweep({ database: worker, sweeps, afterwards, log, clock })
  const { archiving, watch } = keepAndWatch(settings, { app, worker, embedded }, log)
  const publicUrl = () => baseUrl
  const { handlers, start: startAsking } = accountPulls({ ...reach.accounts, app, worker, clock, publicUrl })
  const automation = await startAutomation({ app, worker, rules: await theRules(), handlers, log, clock, publicUrl })
  const asking = startAsking(automation.jobs, log)
  tail.subscribe(() => automation.kick())
  const pulse = startPulseLoop({ app, worker, log, clock })
  const analytics = startAnalytics({ app, worker, log, clock })
  tail.subscribe(() => void analytics.kick())
  const errands = runErrands(reach.stripe, { app, worker, log, clock })
  const loops = [live, automation, ...outgoing, ...asking, ...errands, sweep, watch, pulse, analytics]
  // After everything that writes: what was recorded last has its place, and is archived, too.
  const last = [sealing, relay, tail, ...(archiving ? [archiving] : [])]
  return {
    archived: archiving && (() => archiving.state()),
    async stop() {
      await Promise.all(loops.map((each) => each.stop()))
      forget()
      for (const each of last) await each.stop()
    },
  }
}

const proofOf = ({ activityKey, dataDir }: Settings) => ({ activityKey, headsFolder: headsFolder(dataDir) })

function carriersOf(
  { smtpUrl, dataDir, inboundAddress }: Settings,
  { files, slack }: Reach,
  worker: RunningDatabase['worker'],
  baseUrl: string,
  log: Logger,
): Carriers {
  const from = senderOf(smtpUrl, baseUrl)
  const email = mailCarrier({ smtpUrl, outboxDir: join(dataDir, 'outbox'), from, inboundAddress, files, log, clock })
  return { email, ...(slack && { slack: slackCarrier(slack.api, worker) }) }
}
/** What is to be looked at or done at Stripe, where it is connected. */
const runErrands = (stripe: Reach['stripe'], shared: Omit<ErrandOptions, 'doings'>): Loop[] =>
  stripe ? [startErrands({ ...shared, doings: stripeDoings({ ...shared, stripe: stripe.api }) })] : []

/** Of a database elsewhere whoever runs it takes care. */
function archiveWhatIsWritten(
  settings: Settings,
  embedded: RunningDatabase['embedded'],
  log: Logger,
): Archiving | undefined {
  if (!embedded || settings.backupKeepDays === 0) return undefined
  const { dataDir, backupDir, backupKeepDays: keepDays, activityKey } = settings
  return startArchiving({ ...embedded, dataDir, backupDir, keepDays, activityKey, release: VERSION, log, clock })
}

/** What is kept to be restored from, and what an administrator must know of, that included. */
function keepAndWatch(
  settings: Settings,
  { app, worker, embedded }: Pick<RunningDatabase, 'app' | 'worker' | 'embedded'>,
  log: Logger,
): { archiving: Archiving | undefined; watch: Loop } {
  const { dataDir, alertWebhookUrl } = settings
  const archiving = archiveWhatIsWritten(settings, embedded, log)
  const node = hostname()
  const webhook = makeAlertWebhook({ url: alertWebhookUrl, node, log })
  const archived = archiving && (() => archiving.state())
  const watchers = watchersOf({ worker, dataDir, node, clock, archived })
  return { archiving, watch: startWatch({ app, worker, watchers, webhook, log, clock }) }
}

/** What waits to leave the house; and what people are told, which decides itself how it goes. */
function sendOut(carrying: Parameters<typeof startNoticeLoop>[0], carriers: Carriers): Loop[] {
  const { worker, log } = carrying
  const compose = composeNotice(carrying)
  return [startOutgoingLoop({ database: worker, carriers, compose, log, clock }), startNoticeLoop(carrying)]
}

/** What goes by more than a statement. */
const sweptOtherwise = (
  worker: RunningDatabase['worker'],
  activityKey: Settings['activityKey'],
  { files, clearIncoming }: Pick<Reach, 'files' | 'clearIncoming'>,
) => ({
  files: (now: Date) => discardFiles(worker, files, now),
  'files cut off': clearIncoming,
  'parts of the log made or dropped': (now: Date) => keepMonths(worker, now),
  'entries of the log': (now: Date) => retireEntries(worker, activityKey, now),
})
