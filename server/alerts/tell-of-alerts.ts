// Tells the log and the webhook of the alerts that organisations have: each node takes some, and no two nodes the same.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { AlertSeverity } from '../../domain/alert.ts'
import type { Database } from '../platform/database.ts'
import type { AlertMessage, AlertWebhook } from './alert-webhook.ts'

/** Longer than all that was claimed can take: when it is over, whoever claimed it is gone. */
const LEASE_MS = 5 * 60_000
const AGAIN_AFTER_MS = 10 * 60_000
const AT_ONCE = 20
const TOLD_WITHIN_MS = 24 * 3_600_000

interface Claimed {
  organizationId: string
  id: string
  fingerprint: string
  severity: AlertSeverity
  title: string
  detail: Record<string, unknown>
  count: number
  lastAt: Date
  clearedAt: Date | null
  toldAt: Date | null
}

export interface TellingOptions {
  worker: Database
  webhook: AlertWebhook
  log: Logger
  clock: () => Date
}

export async function tellOfAlerts(options: TellingOptions): Promise<void> {
  const { worker, clock, log } = options
  const now = clock()
  const claimed = await worker.query<Claimed>(sql`
    update alerts a set tell_at = ${new Date(now.getTime() + LEASE_MS)}
    from (select organization_id, id from alerts where tell_at <= ${now} order by tell_at limit ${sql.lit(AT_ONCE)} for update skip locked) due
    where a.organization_id = due.organization_id and a.id = due.id
    returning a.organization_id as "organizationId", a.id, a.fingerprint, a.severity, a.title, a.detail, a.count,
      a.last_at as "lastAt", a.cleared_at as "clearedAt", a.told_at as "toldAt"`)
  for (const alert of claimed) {
    const { organizationId, id, fingerprint, severity, title, count, clearedAt } = alert
    const level = clearedAt ? 'info' : severity === 'critical' ? 'error' : 'warn'
    log[level]({ organizationId, alertId: id, fingerprint, count }, clearedAt ? `over: ${title}` : title)
  }
  // The next round does not wait for a receiver that is slow; the lease keeps others from telling the same meanwhile.
  for (const alert of claimed)
    void tell(options, alert).catch((error: unknown) => log.debug({ err: error }, 'what was told could not be noted'))
}

async function tell({ worker, webhook, clock }: TellingOptions, alert: Claimed): Promise<void> {
  const { organizationId, id, clearedAt, lastAt } = alert
  const told = await Promise.all(messagesOf(alert).map((message) => webhook.tell(message)))
  const now = clock()
  const mine = sql`organization_id = ${organizationId} and id = ${id}`
  if (!told.every(Boolean)) {
    const isOld = now.getTime() - (clearedAt ?? lastAt).getTime() > TOLD_WITHIN_MS
    const next = isOld ? null : new Date(now.getTime() + AGAIN_AFTER_MS)
    return void (await worker.query(sql`update alerts set tell_at = ${next} where ${mine}`))
  }
  // What happened to it meanwhile is told in the next round.
  await worker.query(sql`update alerts set told_at = ${now},
    tell_at = case when cleared_at is distinct from ${clearedAt}::timestamptz then ${now}::timestamptz end where ${mine}`)
}

/** What was over before anybody was told is told as both. */
function messagesOf(alert: Claimed): AlertMessage[] {
  const { organizationId, fingerprint, severity, title, detail, count, lastAt, clearedAt, toldAt } = alert
  const message = (event: AlertMessage['event'], at: Date): AlertMessage => {
    return { event, organizationId, fingerprint, severity, title, detail, count, at: at.toISOString() }
  }
  return [
    ...(toldAt ? [] : [message('alert.raised', lastAt)]),
    ...(clearedAt ? [message('alert.cleared', clearedAt)] : toldAt ? [message('alert.continues', lastAt)] : []),
  ]
}
