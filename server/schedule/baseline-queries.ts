// What can be known about baselines: every SELECT, with the caller's scope in it.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Baseline, compareWithBaseline, type BaselineComparison, type TaskThenAndNow } from '../../domain/baseline.ts'
import { compileCalendar, type Interval, type WorkCalendar } from '../../domain/calendar.ts'
import type { WorkWeek } from '../../domain/organization.ts'
import { notFound } from '../../domain/problems.ts'
import { projectScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireProject } from '../tasks/task-project.ts'

export const BaselineFilters = z.strictObject(pageQuery(['createdAt', 'name']))
export type BaselineFilters = z.output<typeof BaselineFilters>
export const BaselinePage = pageOf(Baseline)

const FROM = sql`baselines b join projects p on p.organization_id = b.organization_id and p.id = b.project_id`
const columns = sql`b.id, b.project_id as "projectId", b.name, b.note, k.tasks as "taskCount", k.finish as "finishOn",
  b.version, instant(b.created_at) as "createdAt", instant(b.updated_at) as "updatedAt"`
const kept = sql`cross join lateral (
  select count(*)::int as tasks, max(k.due_on) filter (where k.status <> 'cancelled') as finish from baseline_tasks k
  where k.organization_id = b.organization_id and k.baseline_id = b.id) k`

/** One baseline of a project within the caller's scope; not found otherwise. */
export const getBaseline = (tx: Tx, projectId: string, id: string): Promise<Baseline> =>
  oneBaseline(tx, projectId, sql`b.id = ${id} and b.project_id = ${projectId} and ${projectScope(tx)}`)

async function oneBaseline(tx: Tx, projectId: string, where: RawBuilder<unknown>): Promise<Baseline> {
  const found = await tx.first<{ json: Baseline }>(sql`
    select row_to_json(r) as json from ${FROM} ${kept} cross join lateral (select ${columns}) r where ${where}`)
  if (found) return found.json
  await requireProject(tx, projectId)
  throw notFound('baseline')
}

/** Holds a baseline, and its project before it, to the end of the transaction. */
export async function lockBaseline(tx: Tx, projectId: string, id: string): Promise<Baseline & { accountId: string }> {
  const project = tx.first<{ accountId: string }>(sql`
    select p.account_id as "accountId" from projects p where p.id = ${projectId} and ${projectScope(tx)} for no key update`)
  const [found, baseline] = await Promise.all([project, getBaseline(tx, projectId, id)])
  if (!found) throw notFound('project')
  return { ...baseline, ...found }
}

export async function countBaselines(tx: Tx, projectId: string): Promise<number> {
  const found = await tx.first<{ count: number }>(sql`select count(*)::int as count from baselines
    where organization_id = ${tx.actor.organizationId} and project_id = ${projectId}`)
  return found?.count ?? 0
}

export async function listBaselines(
  tx: Tx,
  projectId: string,
  filters: BaselineFilters,
): Promise<JsonText<Page<Baseline>>> {
  const page = listPage<Baseline>(tx, filters, {
    from: FROM,
    alias: 'b',
    where: [sql`b.project_id = ${projectId}`, projectScope(tx)],
    sorts: {
      createdAt: { by: sql`b.created_at`, type: 'timestamptz' },
      name: { by: sql`lower(b.name)`, type: 'text' },
    },
    defaultSort: '-createdAt',
    columns,
    joins: kept,
  })
  const [found] = await Promise.all([page, requireProject(tx, projectId)])
  return found
}

/** A baseline with every task it holds, or that is there now, beside what it is now. */
export async function compareBaseline(tx: Tx, projectId: string, id: string): Promise<BaselineComparison> {
  const [baseline, tasks, calendar] = await Promise.all([
    getBaseline(tx, projectId, id),
    thenAndNow(tx, projectId, id),
    calendarOfProject(tx, projectId),
  ])
  return { ...baseline, ...compareWithBaseline(tasks, calendar) }
}

const planned = (
  alias: string,
) => sql`json_build_object('status', ${sql.ref(`${alias}.status`)}, 'startOn', ${sql.ref(`${alias}.start_on`)},
  'dueOn', ${sql.ref(`${alias}.due_on`)}, 'durationDays', ${sql.ref(`${alias}.duration_days`)},
  'estimateMinutes', ${sql.ref(`${alias}.estimate_minutes`)})`

/** In the order of the plan: by start, those without one last. */
const thenAndNow = (tx: Tx, projectId: string, id: string): Promise<TaskThenAndNow[]> =>
  tx.rows<TaskThenAndNow>(sql`
    select coalesce(t.id, k.task_id) as "taskId", coalesce(t.title, k.title) as title,
      case when k.task_id is not null then ${planned('k')} end as baseline,
      case when t.id is not null then ${planned('t')} end as now
    from (select * from baseline_tasks where organization_id = ${tx.actor.organizationId} and baseline_id = ${id}) k
    full join (select * from tasks
      where organization_id = ${tx.actor.organizationId} and project_id = ${projectId} and deleted_at is null) t
      on t.id = k.task_id
    where exists (select 1 from projects p where p.id = ${projectId} and ${projectScope(tx)})
    order by coalesce(t.start_on, k.start_on), coalesce(t.due_on, k.due_on), coalesce(t.id, k.task_id)`)

/** The project's own working time where it has one, else the organisation's without its holidays. */
async function calendarOfProject(tx: Tx, projectId: string): Promise<WorkCalendar> {
  const found = await tx.first<{ own: OwnCalendar | null; workWeek: WorkWeek; holidays: string[] }>(sql`
    select p.calendar as own, o.work_week as "workWeek",
      array(select "on"::text from holidays h where h.organization_id = o.id) as holidays
    from projects p join organizations o on o.id = p.organization_id where p.id = ${projectId} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
  const { own, workWeek, holidays } = found
  return own
    ? compileCalendar({
        week: own.workWeek,
        exceptions: new Map(own.exceptions.map(({ on, intervals }) => [on, intervals])),
      })
    : compileCalendar({ week: workWeek, exceptions: new Map(holidays.map((on) => [on, []])) })
}

interface OwnCalendar {
  workWeek: WorkWeek
  exceptions: { on: string; intervals: Interval[] }[]
}
