// Watches the installation from each node: what is noticed goes to the log and the webhook at once, whether or not the
// database answers, and among the alerts of every organisation when it does. What is looked at is in watchers.ts.
import type { Logger } from 'pino'
import { REMINDED_AFTER_MS } from '../../domain/alert.ts'
import { inEnglish, say } from '../../domain/said.ts'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { AlertMessage, AlertWebhook } from './alert-webhook.ts'
import { clearEverywhere, raiseAndClearEverywhere, raiseEverywhere, sawItEnd } from './each-organization.ts'
import { tellOfAlerts } from './tell-of-alerts.ts'
import type { Finding, Watcher } from './watchers.ts'

const EVERY_MS = 5_000
/** What goes on is counted here, and written down this often. */
const SAVED_AFTER_MS = 60_000
/** What this node left open before it was started anew is over where nobody finds it for so long. */
const SURE_AFTER_MS = 60_000
/** A webhook that was not to be reached is tried again. */
const TOLD_AGAIN_AFTER_MS = 5 * 60_000
const MOST_ENDED = 50

export interface WatchOptions {
  app: Database
  worker: Database
  watchers: readonly Watcher[]
  webhook: AlertWebhook
  log: Logger
  clock: () => Date
}

interface Condition {
  name: string
  finding: Finding
  since: Date
  count: number
  /** How much of the count is not written down yet. */
  unsaved: number
  savedAt: number | undefined
  /** Whether the webhook has heard of it from this node. */
  told: boolean
  tellAt: number | undefined
}

interface State {
  startedAt: number
  open: Map<string, Condition>
  /** Over, and not yet written down as that. */
  ended: Condition[]
  /** Names of which nothing can be left open from an earlier run. */
  settled: Set<string>
}

/** Stops with the webhook: whatever waits to be told then is told by another node, or where it is still so. */
export function startWatch(options: WatchOptions): Loop {
  const { log, clock, webhook } = options
  const state: State = { startedAt: clock().getTime(), open: new Map(), ended: [], settled: new Set() }
  const loop = startLoop({
    everyMs: EVERY_MS,
    log,
    failure: 'the watch could not do its round',
    round: (isStopped) => round(options, state, isStopped),
  })
  return {
    kick: () => loop.kick(),
    async stop() {
      await webhook.stop()
      await loop.stop()
    },
  }
}

async function round(options: WatchOptions, state: State, isStopped: () => boolean): Promise<void> {
  await Promise.all(options.watchers.map((watcher) => lookWith(options, state, watcher)))
  if (isStopped()) return
  const isWritten = await save(options, state).then(
    () => true,
    (error: unknown) => {
      options.log.debug({ err: error }, 'alerts could not be written down')
      return false
    },
  )
  const now = options.clock().getTime()
  for (const condition of state.open.values()) {
    // Without the database nobody knows who else noticed it: better told twice than not at all.
    if (!isWritten && condition.savedAt === undefined) condition.tellAt ??= now
    if (condition.tellAt !== undefined && condition.tellAt <= now) tellThatItIs(options, condition, now)
  }
  if (isWritten) await tellOfAlerts(options)
}

async function lookWith({ log, clock }: WatchOptions, state: State, watcher: Watcher): Promise<void> {
  const { name } = watcher
  let finding: Finding | undefined
  try {
    finding = await watcher.look()
  } catch (error) {
    return log.debug({ err: error, name }, 'could not look')
  }
  const known = state.open.get(name)
  if (finding) {
    state.settled.add(name)
    if (known) Object.assign(known, { finding, count: known.count + 1, unsaved: known.unsaved + 1 })
    else {
      const fresh = { savedAt: undefined, told: false, tellAt: undefined }
      state.open.set(name, { name, finding, since: clock(), count: 1, unsaved: 1, ...fresh })
      log[finding.severity === 'critical' ? 'error' : 'warn'](
        { fingerprint: name, detail: finding.detail },
        inEnglish(finding.title),
      )
    }
  } else if (known) {
    state.open.delete(name)
    state.ended = [...state.ended, known].slice(-MOST_ENDED)
    log.info({ fingerprint: name, count: known.count }, `over: ${inEnglish(known.finding.title)}`)
  }
}

async function save(options: WatchOptions, state: State): Promise<void> {
  const now = options.clock().getTime()
  for (let ended = state.ended[0]; ended; ended = state.ended[0]) {
    await saveEnd(options, ended)
    state.ended.shift()
  }
  for (const condition of state.open.values())
    if (condition.savedAt === undefined || now - condition.savedAt >= SAVED_AFTER_MS)
      await saveOpen(options, condition, now)
  if (now - state.startedAt < SURE_AFTER_MS) return
  for (const { name } of options.watchers) {
    if (state.settled.has(name)) continue
    const { isFirst } = await clearEverywhere(options, name)
    state.settled.add(name)
    const over: Finding = { severity: 'warning', title: say`Over since the server was started anew`, detail: {} }
    if (isFirst) void options.webhook.tell(messageOf('alert.cleared', { name, finding: over, count: 1 }, new Date(now)))
  }
}

async function saveOpen(options: WatchOptions, condition: Condition, now: number): Promise<void> {
  const times = Math.max(condition.unsaved, 1)
  const { isFirst: opened, of } = await raiseEverywhere(options, alertOf(condition), noticed(condition, times))
  const isFirst = condition.savedAt === undefined
  condition.savedAt = now
  condition.unsaved -= Math.min(times, condition.unsaved)
  // Of several nodes, that one tells whose row it was; where somebody cleared it and it is still so, it is new.
  if (of === 0) condition.tellAt ??= now
  if (!opened || (isFirst && condition.told)) return
  condition.told = false
  condition.tellAt = now
}

async function saveEnd(options: WatchOptions, condition: Condition): Promise<void> {
  const { name, since, savedAt, told } = condition
  const { isFirst, of } =
    savedAt === undefined
      ? await raiseAndClearEverywhere(options, alertOf(condition), noticed(condition, Math.max(condition.unsaved, 1)))
      : await clearEverywhere(options, name)
  const isOurs = isFirst || (told && (of === 0 || !(await sawItEnd(options, name, since))))
  if (isOurs) void options.webhook.tell(messageOf('alert.cleared', condition, options.clock()))
}

function tellThatItIs({ webhook, clock }: WatchOptions, condition: Condition, now: number): void {
  const event = condition.told ? 'alert.continues' : 'alert.raised'
  condition.told = true
  condition.tellAt = now + REMINDED_AFTER_MS
  void webhook.tell(messageOf(event, condition, clock())).then((taken) => {
    if (taken) return
    if (event === 'alert.raised') condition.told = false
    condition.tellAt = now + TOLD_AGAIN_AFTER_MS
  })
}

const alertOf = ({ name, finding }: Condition) => ({ fingerprint: name, ...finding })
const noticed = ({ since }: Condition, times: number) => ({ times, since, toldElsewhere: true }) as const

const messageOf = (
  event: AlertMessage['event'],
  { name, finding, count }: Pick<Condition, 'name' | 'finding' | 'count'>,
  at: Date,
): AlertMessage => ({
  event,
  fingerprint: name,
  ...finding,
  title: inEnglish(finding.title),
  count,
  at: at.toISOString(),
})
