// The facts of projects, read and counted: everything that their tasks and requests add to the figures. What is counted, and
// how, is in domain/analytics-facts.ts.
import { sql, type RawBuilder } from 'kysely'
import { factsOfRequest, factsOfTask, type Fact, type Measuring } from '../../domain/analytics-facts.ts'
import { DAY_MINUTES, dateOf } from '../../domain/calendar.ts'
import type { WorkingTime } from '../../domain/request-clocks.ts'
import type { Request } from '../../domain/request.ts'
import type { BlockedReason, TaskStatus } from '../../domain/task.ts'
import { wallMs } from '../../domain/zone.ts'
import type { Tx } from '../platform/transaction.ts'
import { workingTimesOf } from '../requests/request-clocks.ts'

export interface SubjectFact extends Fact {
  subject: 'task' | 'request'
  id: string
}

/** All facts of these projects, by project. What is deleted has none. */
export async function factsOfProjects(tx: Tx, ids: readonly string[]): Promise<Map<string, SubjectFact[]>> {
  const [times, tasks, requests] = await Promise.all([
    workingTimesOf(tx, ids),
    readTasks(tx, ids),
    readRequests(tx, ids),
  ])
  const dayOf = daysIn(tx.actor.timezone)
  const facts = new Map<string, SubjectFact[]>()
  for (const [projectId, time] of times)
    facts.set(projectId, [...measured(projectId, { time, dayOf }, tasks, requests)])
  return facts
}

function* measured(
  projectId: string,
  measuring: Measuring & { time: WorkingTime },
  tasks: ReadonlyMap<string, TaskRow[]>,
  requests: ReadonlyMap<string, RequestRow[]>,
): Generator<SubjectFact> {
  for (const row of tasks.get(projectId) ?? [])
    for (const fact of factsOfTask(taskOf(row), measuring)) yield { ...fact, subject: 'task', id: row.id }
  for (const row of requests.get(projectId) ?? [])
    for (const fact of factsOfRequest(requestOf(row), measuring)) yield { ...fact, subject: 'request', id: row.id }
}

const daysIn = (zone: string) => (instant: Date) =>
  dateOf(Math.floor(wallMs(zone, instant.getTime()) / (DAY_MINUTES * 60_000)))

/** Instants come as milliseconds: a project may have thousands of them. */
const ms = (column: RawBuilder<unknown>) => sql`(extract(epoch from ${column}) * 1000)::bigint`

interface TaskRow {
  id: string
  createdMs: number
  completedMs: number | null
  dueOn: string | null
  estimateMinutes: number | null
  spentMinutes: number
  steps: [status: TaskStatus, blockedReason: BlockedReason | null, atMs: number][] | null
}

const readTasks = (tx: Tx, ids: readonly string[]) =>
  byProject<TaskRow>(
    tx,
    sql`select t.project_id, t.id, ${ms(sql`t.created_at`)} as "createdMs", ${ms(sql`t.completed_at`)} as "completedMs",
      t.due_on as "dueOn", t.estimate_minutes as "estimateMinutes",
      case when t.status = 'completed' then coalesce((select sum(e.minutes) from time_entries e
        where e.organization_id = t.organization_id and e.task_id = t.id), 0) else 0 end as "spentMinutes",
      (select json_agg(json_build_array(h.to_status, h.blocked_reason, ${ms(sql`h.at`)}) order by h.n) from task_status_changes h
        where h.organization_id = t.organization_id and h.task_id = t.id) as steps
    from tasks t where t.organization_id = ${tx.actor.organizationId} and t.project_id = any(${ids})
      and t.deleted_at is null and t.kind = 'task'`,
  )

function taskOf({ createdMs, completedMs, steps, ...row }: TaskRow) {
  return {
    ...row,
    createdAt: new Date(createdMs),
    completedAt: completedMs === null ? null : new Date(completedMs),
    steps: (steps ?? []).map(([status, blockedReason, atMs]) => ({ status, blockedReason, at: new Date(atMs) })),
  }
}

interface RequestRow extends Pick<Request, 'id' | 'priority' | 'status'> {
  responsePriority: Request['priority'] | null
  createdMs: number
  respondedMs: number | null
  respondByMs: number | null
  closedMs: number | null
  resolveLeftMs: number | null
}

const readRequests = (tx: Tx, ids: readonly string[]) =>
  byProject<RequestRow>(
    tx,
    sql`select q.project_id, q.id, q.priority, q.status, q.response_priority as "responsePriority", ${ms(sql`q.created_at`)} as "createdMs",
      ${ms(sql`q.first_responded_at`)} as "respondedMs", ${ms(sql`q.respond_by`)} as "respondByMs",
      ${ms(sql`q.closed_at`)} as "closedMs", q.resolve_left_ms as "resolveLeftMs"
    from requests q where q.organization_id = ${tx.actor.organizationId} and q.project_id = any(${ids})`,
  )

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at))
const requestOf = ({ createdMs, respondedMs, respondByMs, closedMs, ...row }: RequestRow) => ({
  ...row,
  createdAt: new Date(createdMs),
  firstRespondedAt: instant(respondedMs),
  respondBy: instant(respondByMs),
  closedAt: instant(closedMs),
})

/** Rows with a project_id, as one JSON text a project. */
async function byProject<T>(tx: Tx, rows: RawBuilder<unknown>): Promise<Map<string, T[]>> {
  const found = await tx.rows<{ projectId: string; rows: T[] }>(
    sql`select r.project_id as "projectId", json_agg(r) as rows from (${rows}) r group by r.project_id`,
  )
  return new Map(found.map(({ projectId, rows: list }) => [projectId, list]))
}
