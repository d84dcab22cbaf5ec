// The clocks of requests, kept: by which working time they run, and how a whole project's stop and go on.
import { sql, type RawBuilder } from 'kysely'
import { compileCalendar } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems.ts'
import { resumeClocks, stopClocks, type RequestClocks, type WorkingTime } from '../../domain/request-clocks.ts'
import { instantAfterMinutes, instantBeforeMinutes, minutesBetweenInstants } from '../../domain/working-time.ts'
import { rememberedCalendar } from '../planning/calendar-memory.ts'
import { calendarOf, type Network, type NetworkProject } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'

const MINUTE_MS = 60_000

interface Hours extends Pick<Network, 'workWeek' | 'holidays'>, Pick<NetworkProject, 'calendar'> {}

const hoursWhere = (tx: Tx, which: RawBuilder<unknown>) =>
  tx.rows<Hours & { projectId: string }>(sql`
    select p.id as "projectId", p.calendar, o.work_week as "workWeek",
      (select coalesce(json_agg(json_build_object('on', h."on", 'name', h.name) order by h."on"), '[]') from holidays h
        where h.organization_id = o.id) as holidays
    from projects p join organizations o on o.id = p.organization_id
    where p.organization_id = ${tx.actor.organizationId} and ${which}`)

/** The working time of a project: its own, where an imported plan brought one, else the organisation's. */
export async function workingTimeOf(tx: Tx, projectId: RawBuilder<unknown> | string): Promise<WorkingTime> {
  const [found] = await hoursWhere(tx, sql`p.id = ${projectId}`)
  if (!found) throw notFound('project')
  return workingTimeBy(found, tx.actor.timezone)
}

/** That of several projects, by their ids; deleted ones have none. */
export async function workingTimesOf(tx: Tx, projectIds: readonly string[]): Promise<Map<string, WorkingTime>> {
  const found = await hoursWhere(tx, sql`p.id = any(${projectIds}) and p.deleted_at is null`)
  return new Map(found.map((hours) => [hours.projectId, workingTimeBy(hours, tx.actor.timezone)]))
}

function workingTimeBy(hours: Hours, zone: string): WorkingTime {
  const { week, exceptions } = calendarOf(hours, hours)
  // An organisation that never works has promised nothing; its clocks run like any other, all day.
  if (Object.values(week).every((intervals) => intervals.length === 0)) return ALL_DAY
  const calendar = rememberedCalendar([week, [...exceptions]], () => compileCalendar({ week, exceptions }))
  return {
    after: (from, ms) =>
      ms < 0
        ? instantBeforeMinutes(calendar, zone, from, -ms / MINUTE_MS)
        : instantAfterMinutes(calendar, zone, from, ms / MINUTE_MS),
    between: (from, to) => minutesBetweenInstants(calendar, zone, from, to) * MINUTE_MS,
  }
}

const ALL_DAY: WorkingTime = {
  after: (from, ms) => new Date(from.getTime() + ms),
  between: (from, to) => to.getTime() - from.getTime(),
}

/** The columns that clocks are read from, as alias `q`. */
export const clockColumns = sql`instant(q.respond_by) as "respondBy", instant(q.resolve_by) as "resolveBy",
  q.respond_left_ms as "respondLeftMs", q.resolve_left_ms as "resolveLeftMs",
  instant(q.clocks_stopped_at) as "clocksStoppedAt", instant(q.first_responded_at) as "firstRespondedAt"`

/** Clocks as they come out of the database, with instants as text. */
export type ClockRow = {
  [K in keyof RequestClocks]: RequestClocks[K] extends number | null ? number | null : string | null
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

export const clocksOf = (row: ClockRow): RequestClocks => ({
  respondBy: dateOf(row.respondBy),
  resolveBy: dateOf(row.resolveBy),
  respondLeftMs: row.respondLeftMs,
  resolveLeftMs: row.resolveLeftMs,
  clocksStoppedAt: dateOf(row.clocksStoppedAt),
  firstRespondedAt: dateOf(row.firstRespondedAt),
})

/** Stops the clocks of all that is open in a project, which the caller holds: it is put on hold. */
export const stopProjectClocks = (tx: Tx, projectId: string, cause: string): Promise<void> =>
  turnClocks(tx, projectId, cause, sql`q.clocks_stopped_at is null`, (clocks, time) =>
    stopClocks(clocks, tx.now, time, 'waits'),
  )

/** Lets them go on, but for those that wait for their client. */
export const resumeProjectClocks = (tx: Tx, projectId: string, cause: string): Promise<void> =>
  turnClocks(
    tx,
    projectId,
    cause,
    sql`q.clocks_stopped_at is not null and q.status <> 'awaiting_client'`,
    (clocks, time) => resumeClocks(clocks, tx.now, time),
  )

async function turnClocks(
  tx: Tx,
  projectId: string,
  cause: string,
  which: RawBuilder<unknown>,
  turn: (clocks: RequestClocks, time: WorkingTime) => RequestClocks,
): Promise<void> {
  const [rows, time] = await Promise.all([
    tx.rows<{ json: ClockRow & { id: string; accountId: string } }>(sql`
      select row_to_json(f) as json from (
        select q.id, q.account_id as "accountId", ${clockColumns} from requests q
        where q.organization_id = ${tx.actor.organizationId} and q.project_id = ${projectId} and q.closed_at is null and ${which}
        order by q.id for update of q) f`),
    workingTimeOf(tx, projectId),
  ])
  if (rows.length === 0) return
  const turned = rows.map(({ json }) => ({ ...json, after: turn(clocksOf(json), time) }))
  saveClocks(tx, turned)
  for (const { id, accountId, after } of turned) {
    // Derived from the project's life: it counts as no new version of the request. The new deadlines follow from the instant
    // it happens at, so a preview could not tell the same ones.
    const stopped = after.clocksStoppedAt !== null
    const event = stopped ? 'request.clocks_stopped' : 'request.clocks_resumed'
    const subject = { type: 'request', id, projectId, accountId }
    tx.record(event, subject, { clocksStopped: { from: !stopped, to: stopped } }, cause)
  }
}

/** One statement, however many. */
function saveClocks(tx: Tx, turned: readonly { id: string; after: RequestClocks }[]): void {
  const rows = turned.map(({ id, after }) => ({ id, ...after }))
  tx.send(sql`update requests q set respond_by = c."respondBy", resolve_by = c."resolveBy", respond_left_ms = c."respondLeftMs",
      resolve_left_ms = c."resolveLeftMs", clocks_stopped_at = c."clocksStoppedAt"
    from json_to_recordset(${JSON.stringify(rows)}) as c(id text, "respondBy" timestamptz, "resolveBy" timestamptz,
      "respondLeftMs" bigint, "resolveLeftMs" bigint, "clocksStoppedAt" timestamptz)
    where q.organization_id = ${tx.actor.organizationId} and q.id = c.id`)
}
