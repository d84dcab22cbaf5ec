// What an administrator does with an alert: says that they look after it, or that it is over.
import { sql } from 'kysely'
import { alertMoves, type Alert, type AlertNote } from '../../domain/alert.ts'
import { updateRow } from '../platform/rows.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import type { Tx } from '../platform/transaction.ts'
import { getAlert, lockAlert } from './alert-queries.ts'
import { tellOfClearing } from './raise-alert.ts'

/** Once is enough: whoever said it first stays, unless somebody says more about it. */
export async function acknowledgeAlert(tx: Tx, id: string, body: AlertNote): Promise<Alert> {
  const alert = await lockAlert(tx, id)
  const moves = alertMoves(alert.status, 'acknowledged')
  const { note = null } = body ?? {}
  if (!moves && (note === null || note === alert.acknowledgement)) return alert
  updateRow(tx, 'alerts', id, { acknowledgedAt: tx.now, acknowledgedBy: tx.actor.id, acknowledgement: note })
  tx.record('alert.acknowledged', subjectOf(alert), {
    ...(moves && { status: { from: alert.status, to: 'acknowledged' } }),
    acknowledgement: { from: alert.acknowledgement, to: note },
  })
  return getAlert(tx, id)
}

/** For causes that nobody sees end. Where the cause is still there, it is noticed again, as another alert. */
export async function endAlert(tx: Tx, id: string, body: AlertNote): Promise<Alert> {
  const alert = await lockAlert(tx, id)
  if (!alertMoves(alert.status, 'cleared')) return alert
  updateRow(tx, 'alerts', id, { clearedAt: tx.now, clearedBy: tx.actor.id, tellAt: tellOfClearing(tx) })
  tx.record('alert.cleared', subjectOf(alert), {
    status: { from: alert.status, to: 'cleared' },
    ...(body?.note !== undefined && { note: { to: body.note } }),
  })
  return getAlert(tx, id)
}

const subjectOf = ({ id, version }: Alert) => ({ type: 'alert', id, version: version + 1 })

const KEPT_DAYS = 90
export const alertSweep: Sweep = {
  name: 'alerts',
  remove: (now) => sql`delete from alerts where ctid = any(array(
    select ctid from alerts where cleared_at < ${daysBefore(now, KEPT_DAYS)} limit 500)) returning 1`,
}
