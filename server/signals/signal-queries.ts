// What can be known about signals: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Id, Priority, PRIORITIES, text } from '../../domain/fields.ts'
import type { Scope } from '../../domain/permissions.ts'
import { notFound } from '../../domain/problems.ts'
import { Signal, SIGNAL_TYPES } from '../../domain/signal.ts'
import { SIGNAL_STATUSES, type SignalStatus } from '../../domain/signal-life.ts'
import { accountScope, projectScope, waysToAccounts, waysToProjects } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { inOrder, narrow, waysOver } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const SignalFilters = z.strictObject({
  status: commaList(z.enum(SIGNAL_STATUSES))
    .optional()
    .meta({ description: 'Several with commas between; pending and acknowledged where it is left out.' }),
  type: commaList(z.enum(SIGNAL_TYPES)).optional(),
  priority: commaList(Priority).optional(),
  accountId: commaList(Id).optional(),
  projectId: commaList(Id).optional(),
  personId: commaList(Id).optional(),
  assigneeId: commaList(Id).optional().meta({ description: 'Several with commas between; `me` is who asks.' }),
  q: text(200).min(1).optional().meta({ description: 'A part of the title.' }),
  ...pageQuery(['priority', 'createdAt', 'updatedAt']),
})
export type SignalFilters = z.output<typeof SignalFilters>
export const SignalPage = pageOf(Signal)

/** What wants attention now: snoozed ones wait for their time. */
const WAITING: readonly SignalStatus[] = ['pending', 'acknowledged']

const isAwake = (tx: Tx) => sql`(s.status = 'snoozed' and s.snoozed_until <= ${tx.now})`

/** Its status now: whoever snoozed it need not come back to wake it. */
const statusNow = (tx: Tx) => sql`case when ${isAwake(tx)} then 'pending' else s.status end`

const named = (type: string, table: string, id: RawBuilder<unknown>) => sql`
  (select json_build_object('type', ${sql.lit(type)}, 'id', x.id, 'name', x.name) from ${sql.table(table)} x
    where x.organization_id = s.organization_id and x.id = ${id})`

const columns = (tx: Tx) => sql`
  s.id, s.type, s.priority, ${statusNow(tx)} as status, s.title, s.said,
  coalesce(${named('person', 'people', sql`s.person_id`)}, ${named('project', 'projects', sql`s.project_id`)},
    ${named('account', 'accounts', sql`s.account_id`)}) as subject,
  s.account_id as "accountId", s.project_id as "projectId", s.person_id as "personId", s.evidence,
  s.assignee_id as "assigneeId", case when not ${isAwake(tx)} then instant(s.snoozed_until) end as "snoozedUntil",
  s.resolution, instant(s.closed_at) as "closedAt",
  s.version, instant(s.created_at) as "createdAt", instant(s.updated_at) as "updatedAt"`

/**
 * Signals, as alias `s`, that the operation's permission reaches: those of projects and accounts that it reaches, and what is
 * about a person for who booked them. Account managers see nothing of people, and of tasks only which wait for their client.
 */
export const signalScope = (tx: Tx): RawBuilder<unknown> => sql`s.organization_id = ${tx.actor.organizationId}
  and not exists (select 1 from projects d where d.organization_id = s.organization_id and d.id = s.project_id and d.deleted_at is not null)
  and (${sql.join([sql`false`, ...tx.scopes.map((scope) => reach(tx.as({ scopes: [scope] }), scope))], sql` or `)})`

/** Tasks are not theirs to read: that one is late, or why it stands still, is for those who plan it. */
export const forAccounts = sql`(not s.evidence ? 'taskId' or coalesce(s.evidence ->> 'waitsForClient' = 'true', false))`

function reach(tx: Tx, scope: Scope): RawBuilder<unknown> {
  // Looked up row by row: who reaches many projects would have all of them read first.
  const projects = sql`exists (select from projects p where p.id = s.project_id and ${projectScope(tx)} offset 0)`
  switch (scope) {
    case 'organization':
      return sql`true`
    case 'assigned':
      return sql`${projects} or (s.project_id is null and s.person_id in (${bookedPeople(tx)}))`
    case 'accounts':
      return sql`s.person_id is null and ${forAccounts} and (${projects}
        or (s.project_id is null and s.account_id in (select a.id from accounts a where ${accountScope(tx)})))`
    case 'team':
    case 'own':
      return sql`false`
  }
}

/** Whoever is booked, or asked for, in the actor's projects, which are not all there are. */
export const bookedPeople = (tx: Tx): RawBuilder<unknown> => sql`
  select distinct b.person_id from (${waysToProjects(tx)[0]}) o (id) cross join lateral (
    select b.person_id from allocations b join projects p on p.organization_id = b.organization_id and p.id = b.project_id
    where b.organization_id = ${tx.actor.organizationId} and b.project_id = o.id and b.person_id is not null
      and b.deleted_at is null and b.status <> 'released' and p.deleted_at is null offset 0) b`

/** One signal within the caller's scope; not found otherwise. */
export async function getSignal(tx: Tx, id: string): Promise<Signal> {
  const found = await tx.first<{ json: Signal }>(sql`
    select row_to_json(r) as json from pulse_signals s cross join lateral (select ${columns(tx)}) r
    where s.id = ${id} and ${signalScope(tx)}`)
  if (!found) throw notFound('signal')
  return found.json
}

/** The same, held to the end of the transaction. */
export function lockSignal(tx: Tx, id: string): Promise<Signal> {
  tx.send(sql`select 1 from pulse_signals where organization_id = ${tx.actor.organizationId} and id = ${id} for update`)
  return getSignal(tx, id)
}

/** A signal that the caller has just raised or changed: shown even where that took it out of their scope. */
export async function showSignal(tx: Tx, id: string): Promise<Signal> {
  const found = await tx.first<{ json: Signal }>(sql`
    select row_to_json(r) as json from pulse_signals s cross join lateral (select ${columns(tx)}) r
    where s.organization_id = ${tx.actor.organizationId} and s.id = ${id}`)
  if (!found) throw notFound('signal')
  return found.json
}

/** What is open about a project, or was at an instant, the most urgent first; for who may see the project. At most a hundred. */
export async function openSignalsOf(tx: Tx, projectId: string, at: RawBuilder<unknown>): Promise<Signal[]> {
  const rows = await tx.rows<{ json: Signal }>(sql`
    select row_to_json(r) as json from pulse_signals s cross join lateral (select ${columns(tx)}) r
    where s.organization_id = ${tx.actor.organizationId} and s.project_id = ${projectId}
      and s.created_at <= ${at} and (s.closed_at is null or s.closed_at > ${at})
    order by ${PRIORITY} desc, s.id limit 100`)
  return rows.map(({ json }) => json)
}

const PRIORITY = inOrder(PRIORITIES, sql`s.priority`).by

const IS_OPEN = sql`s.closed_at is null`

/** The queue: what wants attention, the most urgent first. */
export function listSignals(tx: Tx, filters: SignalFilters): Promise<JsonText<Page<Signal>>> {
  const { status = WAITING, q } = filters
  const { where, long, ids, asks, among } = narrow(tx, 'pulse_signals', 's')
  const isOpen = !status.some((each) => each === 'completed' || each === 'dismissed' || each === 'auto_resolved')
  asks(signalScope(tx), ...waysOf(tx, ids))
  asks(sql`${statusNow(tx)} = any(${status})`)
  if (isOpen) asks(IS_OPEN, ids(IS_OPEN))
  if (filters.type) asks(sql`s.type = any(${filters.type})`)
  if (filters.priority) asks(sql`s.priority = any(${filters.priority})`)
  among(sql`s.account_id`, filters.accountId)
  among(sql`s.project_id`, filters.projectId)
  among(sql`s.person_id`, filters.personId)
  among(
    sql`s.assignee_id`,
    filters.assigneeId?.map((id) => (id === 'me' ? tx.actor.id : id)),
  )
  if (q !== undefined) asks(sql`strpos(lower(s.title), lower(${q})) > 0`)
  return listPage<Signal>(tx, filters, {
    from: sql`pulse_signals s`,
    alias: 's',
    table: 'pulse_signals',
    where,
    long,
    sorts: {
      // Of what is open the most urgent have an index of their own.
      priority: { by: PRIORITY, type: 'integer', bounds: isOpen ? IS_OPEN : undefined },
      createdAt: { by: sql`s.created_at`, type: 'timestamptz' },
      updatedAt: { by: sql`s.updated_at`, type: 'timestamptz' },
    },
    defaultSort: '-priority',
    columns: columns(tx),
  })
}

/** The way to the signals that the permission reaches; none where it reaches all. */
function waysOf(tx: Tx, ids: (which: RawBuilder<unknown>) => RawBuilder<unknown>): RawBuilder<unknown>[] {
  const [projects] = waysToProjects(tx)
  if (!projects) return []
  const accounts = waysToAccounts(tx).map((those) => waysOver(those, (id) => ids(sql`s.account_id = ${id}`)))
  const people = waysOver(bookedPeople(tx), (id) => ids(sql`s.person_id = ${id}`))
  return [sql.join([waysOver(projects, (id) => ids(sql`s.project_id = ${id}`)), people, ...accounts], sql` union all `)]
}
