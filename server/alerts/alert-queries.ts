// What can be known about alerts: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Alert, ALERT_SEVERITIES, ALERT_STATUSES } from '../../domain/alert.ts'
import { notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, type ListPlan, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const AlertFilters = z.strictObject({
  status: commaList(z.enum(ALERT_STATUSES))
    .optional()
    .meta({ description: 'Several with commas between; open and acknowledged where it is left out.' }),
  severity: commaList(z.enum(ALERT_SEVERITIES)).optional(),
  ...pageQuery(['lastAt', 'firstAt', 'createdAt']),
})
export type AlertFilters = z.output<typeof AlertFilters>
export const AlertPage = pageOf(Alert)

const STATUS = sql`case when a.cleared_at is not null then 'cleared' when a.acknowledged_at is not null then 'acknowledged' else 'open' end`

const columns = sql`
  a.id, a.fingerprint, a.severity, ${STATUS} as status, a.title, a.said, a.detail, a.count, instant(a.first_at) as "firstAt",
  instant(a.last_at) as "lastAt", instant(a.acknowledged_at) as "acknowledgedAt", a.acknowledged_by as "acknowledgedBy",
  a.acknowledgement, instant(a.cleared_at) as "clearedAt", a.cleared_by as "clearedBy",
  a.version, instant(a.created_at) as "createdAt", instant(a.updated_at) as "updatedAt"`

/** Alerts, as alias `a`, that the operation's permission reaches. */
const alertScope = (tx: Tx): RawBuilder<unknown> =>
  tx.scopes.includes('organization') ? sql`a.organization_id = ${tx.actor.organizationId}` : sql`false`

export async function getAlert(tx: Tx, id: string): Promise<Alert> {
  const found = await tx.first<{ json: Alert }>(sql`
    select row_to_json(r) as json from alerts a cross join lateral (select ${columns}) r where a.id = ${id} and ${alertScope(tx)}`)
  if (!found) throw notFound('alert')
  return found.json
}

/** The same, held to the end of the transaction. */
export function lockAlert(tx: Tx, id: string): Promise<Alert> {
  tx.send(sql`select 1 from alerts where organization_id = ${tx.actor.organizationId} and id = ${id} for update`)
  return getAlert(tx, id)
}

const SORTS: ListPlan['sorts'] = {
  lastAt: { by: sql`a.last_at`, type: 'timestamptz' },
  firstAt: { by: sql`a.first_at`, type: 'timestamptz' },
  createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
}

/** What is the matter now, the latest first. */
export function listAlerts(tx: Tx, filters: AlertFilters): Promise<JsonText<Page<Alert>>> {
  const { status = ['open', 'acknowledged'], severity } = filters
  const where = [alertScope(tx), sql`${STATUS} = any(${status})`]
  if (!status.includes('cleared')) where.push(sql`a.cleared_at is null`)
  if (severity) where.push(sql`a.severity = any(${severity})`)
  return listPage<Alert>(tx, filters, {
    from: sql`alerts a`,
    alias: 'a',
    table: 'alerts',
    where,
    sorts: SORTS,
    defaultSort: '-lastAt',
    columns,
  })
}
